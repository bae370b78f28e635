import { isStaff } from '../access/viewer.ts';
import { AttachmentMissing, FilesDisabled } from '../attachment/attachment.errors.ts';
import { AttachmentRef } from '../attachment/attachment.schema.ts';
import { attachmentsOfMessage } from '../attachment/attachment.service.ts';
import { agentById } from '../agent/agent.schema.ts';
import { builder, domainError, nodeLoaders, NodeRef, enumValues } from '../builder.ts';
import type { Context } from '../context.ts';
import { personOf } from '../customer/group.service.ts';
import type { SenderName } from '../customer/sender-names.ts';
import { InvalidInput, InvalidText, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { PictureRef } from '../picture/picture.schema.ts';
import { isOfOneEvent } from '../realtime/one-event.ts';
import { ChatEnded, KeyReused } from './chat.errors.ts';
import { changesPage, usualChanges } from './chat-feed.ts';
import type { MessageRow } from './chat.rows.ts';
import { ChatChangeRef, ChatRef } from './chat.schema.ts';
import { chatById, markRead, setTyping, type Typing, watchTyping } from './chat.service.ts';
import { MessageEvent, SenderKind } from './message.entity.ts';
import { lastMessages, messageById, readMessages, sendMessage } from './message.service.ts';
import { takesFiles } from './send-files.service.ts';

domainError(
  KeyReused,
  'The key, or the `attempt`, stands for something else already, and nothing was written; use a new one for what is new.',
);

const SenderKindRef = builder.enumType('SenderKind', {
  description: 'Which side says something.',
  values: enumValues<SenderKind>({
    CUSTOMER: 'The customer.',
    AGENT: 'An agent, or a program with an API key.',
    SYSTEM: 'Damso itself: see `MessageEvent`.',
  }),
});

const MessageEventRef = builder.enumType('MessageEvent', {
  description:
    'What a message of the system, a program’s or a rating’s comment tells of. Of AGENT_CHANGED and BACK_IN_LINE the latest takes the place of the one before it, at a new revision, while nobody says anything.',
  values: enumValues<MessageEvent>({
    GREETING: 'The service’s greeting.',
    AGENT_CHANGED: 'Another agent has the chat.',
    BACK_IN_LINE: 'The agent is gone, the chat waits again.',
    IDLE_WARNING: 'The chat ends in a minute unless the customer answers.',
    IDLE_ENDED: 'It did.',
    RATING_REQUEST: 'An agent asks for a rating.',
    RATING: 'The customer’s comment on the rating, by the customer and not by the system; empty when it was withdrawn.',
    INTEGRATION: 'A program said it with its API key, under `senderName`; its `sender` is AGENT.',
  }),
});

export const MessageRef = builder.objectRef<MessageRow>('Message');
nodeLoaders.set('Message', async (id, ctx) => {
  const message = await messageById(ctx, id);
  return message && (await chatById(ctx, message.chatId)) ? message : null;
});
MessageRef.implement({
  description: 'One line of a chat.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Message', id) }),
    chatId: t.id({ description: 'The `Chat` it stands in.', resolve: ({ chatId }) => encodeId('Chat', chatId) }),
    seq: t.exposeInt('seq', { description: '1, 2, 3 … within the chat, without holes; the order for every reader.' }),
    revision: t.exposeInt('revision', { description: 'The chat’s revision at which this message last changed.' }),
    key: t.exposeID('key', {
      nullable: true,
      description: 'The sender’s own key, by which a client finds its optimistic copy.',
    }),
    sender: t.expose('sender', { type: SenderKindRef, description: 'Which side said it.' }),
    event: t.expose('event', {
      type: MessageEventRef,
      nullable: true,
      description: 'What a message of the system, a program’s or a rating’s comment tells of; null for every other.',
    }),
    senderName: t.string({
      nullable: true,
      description:
        'Null for an unnamed customer and for the system. Agents are told the name of the person, in whichever record; a customer what their own says.',
      resolve: ({ senderId }, _, ctx) => {
        const name = senderId ? ctx.app.senderNames.of(senderId) : null;
        return name instanceof Promise ? name.then((found) => shownName(found, ctx)) : shownName(name, ctx);
      },
    }),
    senderPicture: t.field({
      type: PictureRef,
      nullable: true,
      description: 'Of the agent who sent it; null for every other.',
      resolve: ({ sender, senderId }, _, ctx) => {
        const name = sender === SenderKind.AGENT && senderId ? ctx.app.senderNames.of(senderId) : null;
        return name instanceof Promise ? name.then(({ pictureId }) => pictureId) : name?.pictureId;
      },
    }),
    integration: t.boolean({
      description: 'Said by a program with an API key, whose name is `senderName`; its `sender` is AGENT.',
      resolve: ({ event }) => event === MessageEvent.INTEGRATION,
    }),
    body: t.exposeString('body', {
      description: 'Plain text in NFC, at most 4,000 UTF-16 units, always with masks applied.',
    }),
    attachments: t.field({
      type: [AttachmentRef],
      description: 'The files that came with it, at most 5 in the order of its sender; `body` may be empty then.',
      // Most messages have none, and none has more than five.
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ attachmentIds }, _, ctx) => (attachmentIds ? attachmentsOfMessage(ctx, attachmentIds) : []),
    }),
    sentAt: t.expose('sentAt', { type: 'DateTime', description: 'When the server stored it.' }),
  }),
});

const shownName = (name: SenderName | null, ctx: Context) => (isStaff(ctx) ? name?.person : name?.own) ?? null;

const lastMessageOf = batched<string, MessageRow | null>(lastMessages, (chatId) => chatId);

builder.objectFields(ChatRef, (t) => ({
  takesFiles: t.boolean({
    description: 'Whether the viewer may send files here now, as the service says (`ChatFiles`).',
    resolve: (chat, _, ctx) => takesFiles(ctx, chat),
  }),
  lastMessage: t.field({
    type: MessageRef,
    nullable: true,
    description: 'What the customer or an agent said last; null while nobody has said anything.',
    resolve: ({ id, lastSeq }, _, ctx) => (lastSeq === 0 ? null : lastMessageOf(ctx, id)),
  }),
  messages: t.connection(
    {
      type: MessageRef,
      ...page('In the order of `seq`.'),
      resolve: async (chat, args, ctx) => ({
        ...(await connectionOf(
          args,
          (message: MessageRow) => String(message.seq),
          (page) => readMessages(ctx.app, chat.id, page),
        )),
        totalCount: chat.lastSeq,
      }),
    },
    {
      name: 'MessageConnection',
      fields: (t) => ({
        totalCount: t.exposeInt('totalCount', {
          description: 'How many messages the chat has, on whichever page: as `Chat.lastSeq`.',
        }),
      }),
    },
    { name: 'MessageEdge' },
  ),
}));

builder.objectField(ChatChangeRef, 'messages', (t) =>
  t.expose('messages', {
    type: [MessageRef],
    complexity: (_, ctx) => ({ field: 1, multiplier: isOfOneEvent(ctx) ? usualChanges : changesPage }),
    description: `New or other than before, in the order of their revisions; ${changesPage} and the rest of the last one’s revision at most.`,
  }),
);

const SendMessageInputRef = builder.inputType('SendMessageInput', {
  description: 'One message to send.',
  fields: (t) => ({
    chatId: t.id({ required: true, description: '`Chat.id`.' }),
    key: t.id({
      required: true,
      description: 'Made by the sender, 1 to 100 characters, one per message; kept for retries.',
    }),
    text: t.string({
      required: true,
      description: '1 to 4,000 UTF-16 units after NFC; not only blanks, but where files stand without a word.',
    }),
    attachments: t.stringList({
      description: 'Tokens of files that the sender uploaded, at most 5; see Attachment. Repeat them with a retry.',
    }),
  }),
});

builder.mutationField('sendMessage', (t) =>
  t.field({
    type: MessageRef,
    description:
      'Says something in a chat. Idempotent: the same key from the same sender returns the same message, also after the chat ended; the same key with other text or other files is KeyReused. An agent’s first message opens a requested chat.',
    keys: 'chats:write',
    authScopes: { viewer: true },
    errors: {
      types: [
        ChatEnded,
        KeyReused,
        InvalidText,
        InvalidInput,
        AttachmentMissing,
        FilesDisabled,
        RateLimited,
        NotPermitted,
      ],
    },
    args: { input: t.arg({ type: SendMessageInputRef, required: true }) },
    resolve: (_, { input }, ctx) => sendMessage(ctx, input),
  }),
);

builder.mutationField('markRead', (t) =>
  t.field({
    type: ChatRef,
    description:
      'This side has read everything up to message `seq`, and a device of it has received everything up to `deliveredUpTo`. Marks only move forward.',
    keys: 'none',
    authScopes: { viewer: true },
    errors: { types: [NotPermitted, RateLimited] },
    args: {
      chatId: t.arg.id({ required: true, description: '`Chat.id`.' }),
      seq: t.arg.int({
        required: true,
        description: '`Message.seq` of the last one that was read; an earlier one than before changes nothing.',
      }),
      deliveredUpTo: t.arg.int({
        description:
          '`Message.seq` of the last one that this device received, read or not; what was read was received. Wait a moment and tell it with what is read, not message by message.',
      }),
    },
    resolve: (_, { chatId, seq, deliveredUpTo }, ctx) => markRead(ctx, chatId, seq, deliveredUpTo ?? seq),
  }),
);

builder.mutationField('setTyping', (t) =>
  t.boolean({
    description:
      'Shows the other side that one is typing; repeat it every 3 s while it lasts, it fades after 6 s. False when there is no such chat. RATE_LIMITED when it is said too often.',
    keys: 'none',
    authScopes: { public: true },
    args: {
      chatId: t.arg.id({ required: true, description: '`Chat.id`.' }),
      typing: t.arg.boolean({ required: true, description: 'False: stopped.' }),
    },
    resolve: (_, { chatId, typing }, ctx) => setTyping(ctx, chatId, typing),
  }),
);

const TypingRef = builder.objectRef<Typing>('Typing').implement({
  description: 'The other side began or stopped typing.',
  fields: (t) => ({
    chatId: t.id({
      description: 'The `Chat` in which somebody types.',
      resolve: ({ chatId }) => encodeId('Chat', chatId),
    }),
    sender: t.expose('sender', { type: SenderKindRef, description: 'Which side types.' }),
    name: t.string({
      nullable: true,
      description: 'What the other side calls them; null for an unnamed customer.',
      resolve: async ({ sender, senderId }, _, ctx) =>
        sender === 'AGENT' ? (await agentById(ctx, senderId)).name : (await personOf(ctx, senderId)).name,
    }),
    typing: t.exposeBoolean('typing', { description: 'True: began, or still is. False: stopped.' }),
  }),
});

builder.subscriptionField('typing', (t) =>
  t.field({
    type: TypingRef,
    description:
      'Who else is typing in a chat right now; never stored. Forget a `typing: true` after 6 s without another.',
    keys: 'chats:read',
    authScopes: { viewer: true },
    args: { chatId: t.arg.id({ required: true, description: '`Chat.id`.' }) },
    subscribe: (_, { chatId }, ctx) => watchTyping(ctx, chatId),
    resolve: (typing) => typing,
  }),
);
