import { isStaff } from '../access/viewer.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { builder, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidText, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { batched } from '../loader.ts';
import type { NoteRow } from './chat.rows.ts';
import { ChatChangeRef, ChatRef } from './chat.schema.ts';
import { addChatNote, noteById, notesOf } from './note.service.ts';

export const ChatNoteRef = builder.objectRef<NoteRow>('ChatNote').implement({
  description: 'What an agent or a program noted in a chat; customers never see it.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('ChatNote', id) }),
    body: t.exposeString('body', { description: 'Plain text in NFC, at most 1,000 UTF-16 units.' }),
    revision: t.exposeInt('revision', {
      description: 'The chat’s revision with which it came, or with which a mask of it last changed.',
    }),
    author: t.field({
      type: AgentRef,
      description: 'Who noted it; of what a program noted, the administrator who made its key.',
      resolve: ({ authorId }, _, ctx) => agentById(ctx, authorId),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that noted it; null for what an agent noted.',
      resolve: ({ clientId }, _, ctx) => (clientId ? apiClientById(ctx, clientId) : null),
    }),
    afterSeq: t.exposeInt('afterSeq', {
      description: 'Number of the chat’s last message when it was written; 0 when there was none.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was noted.' }),
  }),
});

nodeLoaders.set('ChatNote', (id, ctx) => noteById(ctx, id));

const chatNotes = batched<string, NoteRow[]>(notesOf, (chatId) => chatId);

builder.objectField(ChatRef, 'notes', (t) =>
  t.field({
    type: [ChatNoteRef],
    description: 'Notes of agents and programs, oldest first; always empty for customers.',
    resolve: ({ id }, _, ctx) => (isStaff(ctx) ? chatNotes(ctx, id) : []),
  }),
);

builder.objectField(ChatChangeRef, 'notes', (t) =>
  t.field({
    type: [ChatNoteRef],
    description: 'Notes of agents and programs that are new, or in which a mask changed; always empty for customers.',
    resolve: ({ notes }, _, ctx) => (isStaff(ctx) ? notes : []),
  }),
);

const AddChatNoteInputRef = builder.inputType('AddChatNoteInput', {
  description: 'What is noted.',
  fields: (t) => ({
    chatId: t.id({ required: true, description: '`Chat.id`.' }),
    key: t.id({ required: true, description: 'As for `sendMessage`.' }),
    text: t.string({ required: true, description: '1 to 1,000 UTF-16 units.' }),
  }),
});

builder.mutationField('addChatNote', (t) =>
  t.field({
    type: ChatNoteRef,
    description:
      'Notes something in a chat, in any state of it; customers never see it. Idempotent: the same key again is the same note.',
    keys: 'chats:write',
    authScopes: { chatAgent: true },
    errors: { types: [InvalidText, NotPermitted] },
    args: { input: t.arg({ type: AddChatNoteInputRef, required: true }) },
    resolve: (_, { input }, ctx) => addChatNote(ctx, input),
  }),
);
