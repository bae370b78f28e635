import { requireStaff } from '../access/viewer.ts';
import { builder, domainError } from '../builder.ts';
import { InvalidInput, InvalidText, NotPermitted, RateLimited } from '../errors.ts';
import type { DeskChange } from './chat-feed.ts';
import { saveChatInfo } from './chat-info.service.ts';
import { AgentUnavailable, ChatEnded, StaleInfo } from './chat.errors.ts';
import { ChatRef } from './chat.schema.ts';
import { openChat, watchDesk } from './chat.service.ts';
import type { WaitingLine } from './line.ts';
import { transferChat } from './transfer.service.ts';

domainError(AgentUnavailable, 'The agent cannot be given chats now; the chat stays where it is.');

builder.mutationField('openChat', (t) =>
  t.field({
    type: ChatRef,
    description: 'The agent picks a requested chat. Opening an open chat changes nothing.',
    keys: 'none',
    authScopes: { chatAgent: true },
    errors: { types: [NotPermitted, ChatEnded, RateLimited] },
    args: { chatId: t.arg.id({ required: true, description: '`Chat.id`.' }) },
    resolve: (_, { chatId }, ctx) => openChat(ctx, chatId),
  }),
);

const TransferChatInputRef = builder.inputType('TransferChatInput', {
  description: 'Who gets the chat.',
  fields: (t) => ({
    chatId: t.id({ required: true, description: '`Chat.id`.' }),
    agentId: t.id({ required: true, description: '`Agent.id` of who gets it.' }),
    note: t.string({ description: 'For the next agent; customers never see it. At most 1,000 UTF-16 units.' }),
  }),
});

builder.mutationField('transferChat', (t) =>
  t.field({
    type: ChatRef,
    description:
      'Gives an open chat to another agent who is assignable, seats aside; there it is REQUESTED again. For the chat’s agent, for administrators with the chat right and for programs.',
    keys: 'chats:write',
    authScopes: { chatAgent: true },
    errors: { types: [AgentUnavailable, ChatEnded, InvalidText, NotPermitted] },
    args: { input: t.arg({ type: TransferChatInputRef, required: true }) },
    resolve: (_, { input }, ctx) => transferChat(ctx, input),
  }),
);

domainError(StaleInfo, 'Somebody else saved since the version that was edited; nothing was written.', (t) => ({
  chat: t.expose('chat', { type: ChatRef, description: 'As it is now.' }),
}));

const SaveChatInfoInputRef = builder.inputType('SaveChatInfoInput', {
  description: 'What is absent stays as it is; null or blank clears.',
  fields: (t) => ({
    chatId: t.id({ required: true, description: '`Chat.id`.' }),
    name: t.string({ description: 'At most 100 UTF-16 units.' }),
    email: t.string({ description: 'At most 254 octets; kept in small letters.' }),
    phone: t.string({ description: 'At most 50 UTF-16 units.' }),
    memo: t.string({ description: 'At most 2,000 UTF-16 units.' }),
    categoryId: t.id({ description: '`Category.id` of one that can be chosen.' }),
    note: t.string({ description: 'At most 4,000 UTF-16 units.' }),
    infoVersion: t.string({
      description: '`Chat.infoVersion` that was edited; StaleInfo when it is not the present one. Absent: not checked.',
    }),
  }),
});

builder.mutationField('saveChatInfo', (t) =>
  t.field({
    type: ChatRef,
    description:
      'Customer info and consultation info, saved into the chat’s record. For the chat’s agent in every state of it; once it is closed for every agent who sees it.',
    keys: 'chats:write',
    authScopes: { chatAgent: true },
    errors: { types: [InvalidInput, StaleInfo, NotPermitted] },
    args: { input: t.arg({ type: SaveChatInfoInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveChatInfo(ctx, input),
  }),
);

const DeskChangeRef = builder.objectRef<DeskChange>('DeskChange').implement({
  description: 'A chat of the agent’s desk as it is now.',
  fields: (t) => ({
    chat: t.expose('chat', { type: ChatRef, description: 'The chat as it is now.' }),
    removed: t.exposeBoolean('removed', {
      description: 'The chat is no longer on this desk: closed, or someone else’s.',
    }),
  }),
});

builder.subscriptionField('deskChanges', (t) =>
  t.field({
    type: DeskChangeRef,
    description:
      'The agent’s desk: each chat of mine as it stands, then each that came, changed or left; several changes of a chat within 250 ms are told as one. While one of these is connected the agent’s lease lives: this is what makes an Online agent assignable. None in a service that is switched off.',
    keys: 'none',
    authScopes: { openChatAgent: true },
    subscribe: (_, __, ctx) => watchDesk(ctx),
    resolve: (change) => change,
  }),
);

const WaitingLineRef = builder.objectRef<WaitingLine>('WaitingLine').implement({
  description: 'How long the service’s waiting line is.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many chats wait.' }),
    oldestAt: t.expose('oldestAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the one who waits the longest asked for a chat; null when nobody waits.',
    }),
  }),
});

builder.subscriptionField('waitingLine', (t) =>
  t.field({
    type: WaitingLineRef,
    description: 'The service’s waiting line as it stands, then as it changes; at most one a second.',
    keys: 'chats:read',
    authScopes: { chatAgent: true },
    subscribe: (_, __, ctx) => ctx.app.chatFeeds.line.watch(requireStaff(ctx, 'chats:read').serviceId),
    resolve: (line) => line,
  }),
);
