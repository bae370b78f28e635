import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { requireAgent } from '../access/viewer.ts';
import { chatDisabled, ChatAvailabilityState, type ChatAvailability } from '../agent/presence.ts';
import { boundedConnection, boundedPage } from '../bounded-list.ts';
import { builder, domainError, nodeLoaders, NodeRef } from '../builder.ts';
import type { Context } from '../context.ts';
import { ConsentRequired, ConsentStale } from '../customer/consent.errors.ts';
import { ConsentInputRef, CustomerRef } from '../customer/customer.schema.ts';
import { told } from '../customer/customer-info.ts';
import { customerById, personOf } from '../customer/group.service.ts';
import { InvalidInput, InvalidText, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { categoryById, CategoryRef } from '../service/category.schema.ts';
import { LanguageRef } from '../service/service.schema.ts';
import { serviceBySlug } from '../service/service.service.ts';
import { ChatState } from './chat.entity.ts';
import { AgentsAbsent, AgentUnavailable, ChatDisabled, ChatEnded, KeyReused, StaleInfo } from './chat.errors.ts';
import type { ChatChange, DeskChange } from './chat-feed.ts';
import { chatInfos, deviceOf, saveChatInfo, type ChatInfo } from './chat-info.service.ts';
import { ChatOrder, chatsOfPerson, RatingFilter, readChats } from './chat-list.service.ts';
import type { ChatRow, MessageRow, NoteRow } from './chat.rows.ts';
import {
  chatById,
  endChat,
  findChat,
  markRead,
  mayRead,
  openChat,
  setTyping,
  watchChat,
  watchDesk,
  watchTyping,
  type Typing,
} from './chat.service.ts';
import { lastMessages, messageById, readMessages, sendMessage } from './message.service.ts';
import type { WaitingLine } from './line.ts';
import { MessageEvent, SenderKind } from './message.entity.ts';
import { addChatNote, notesOf } from './note.service.ts';
import { startChat, type StartedChat } from './start-chat.service.ts';
import { transferChat } from './transfer.service.ts';

const isAgent = (ctx: Context) => ctx.viewer?.kind === 'agent';

domainError(ChatEnded, 'The chat ended; what was to be said was not said.');
domainError(KeyReused, 'The key stands for another text already; use a new key for a new message.');
domainError(ChatDisabled, 'Chat is switched off for this service, or there is no such service.');

const ChatStateRef = builder.enumType('ChatState', {
  description:
    'WAITING: in line for an agent. REQUESTED: given to an agent who has not opened it. ACTIVE: being served. ENDED_BY_CUSTOMER: nobody can send; still on the agent’s desk. CLOSED: only in the history.',
  values: Object.values(ChatState),
});
const SenderKindRef = builder.enumType('SenderKind', { values: Object.values(SenderKind) });
const ChatAvailabilityStateRef = builder.enumType('ChatAvailabilityState', {
  description:
    'AVAILABLE: an agent can take a chat now. BUSY: agents are Online, but every seat is taken (a chat would wait). ABSENT: nobody is Online. CLOSED: outside hours. DISABLED: chat is off, or there is no such service.',
  values: Object.values(ChatAvailabilityState),
});

domainError(
  AgentsAbsent,
  'Nobody is Online, or chat is closed, so no chat was started and nothing was written.',
  (t) => ({
    state: t.field({
      type: ChatAvailabilityStateRef,
      description: 'ABSENT: nobody is Online. CLOSED: outside the operating hours.',
      resolve: ({ state }) => state,
    }),
  }),
);
domainError(AgentUnavailable, 'The agent cannot be given chats now; the chat stays where it is.');

const MessageEventRef = builder.enumType('MessageEvent', {
  description:
    'What a message of the system, or a rating’s comment, tells of. GREETING: the service’s greeting. AGENT_CHANGED: another agent has the chat. BACK_IN_LINE: the agent is gone, the chat waits again. IDLE_WARNING: the chat ends in a minute unless the customer answers. IDLE_ENDED: it did. RATING_REQUEST: an agent asks for a rating. RATING: the customer’s comment on the rating, by the customer and not by the system; empty when it was withdrawn.',
  values: Object.values(MessageEvent),
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
    chatId: t.id({ resolve: ({ chatId }) => encodeId('Chat', chatId) }),
    seq: t.exposeInt('seq', { description: '1, 2, 3 … within the chat, without holes; the order for every reader.' }),
    revision: t.exposeInt('revision', { description: 'The chat’s revision at which this message last changed.' }),
    key: t.exposeID('key', {
      nullable: true,
      description: 'The sender’s own key, by which a client finds its optimistic copy.',
    }),
    sender: t.field({ type: SenderKindRef, resolve: ({ sender }) => sender }),
    event: t.field({
      type: MessageEventRef,
      nullable: true,
      description: 'What a message of the system, or a rating’s comment, tells of; null for every other.',
      resolve: ({ event }) => event ?? null,
    }),
    senderName: t.string({
      nullable: true,
      description:
        'Null for an unnamed customer and for the system. Agents are told the name of the person, in whichever record; a customer what their own says.',
      resolve: ({ senderName, personName }, _, ctx) => (isAgent(ctx) ? (personName ?? senderName) : senderName),
    }),
    body: t.exposeString('body', {
      description: 'Plain text in NFC, at most 4,000 UTF-16 units, always with masks applied.',
    }),
    sentAt: t.field({ type: 'DateTime', resolve: ({ sentAt }) => sentAt }),
  }),
});

const lastMessageOf = batched<string, MessageRow | null>(lastMessages, (chatId) => chatId);

const ChatNoteRef = builder.objectRef<NoteRow>('ChatNote').implement({
  description: 'What an agent noted in a chat; customers never see it.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('ChatNote', id) }),
    body: t.exposeString('body', { description: 'Plain text in NFC, at most 1,000 UTF-16 units.' }),
    author: t.field({ type: AgentRef, resolve: ({ authorId }, _, ctx) => agentById(ctx, authorId) }),
    afterSeq: t.exposeInt('afterSeq', {
      description: 'Number of the chat’s last message when it was written; 0 when there was none.',
    }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  }),
});
const chatNotes = batched<string, NoteRow[]>(notesOf, (chatId) => chatId);

const infoOf = batched<string, ChatInfo>(chatInfos, (chatId) => chatId);

const ChatOriginRef = builder.objectRef<ChatInfo>('ChatOrigin').implement({
  description: 'Where the customer was when the chat began, as far as the browser told.',
  fields: (t) => ({
    device: t.string({
      nullable: true,
      description: 'For example iPhone, or Desktop.',
      resolve: (info) => deviceOf(info).device,
    }),
    browser: t.string({
      nullable: true,
      description: 'For example Safari 18.',
      resolve: (info) => deviceOf(info).browser,
    }),
    os: t.string({ nullable: true, description: 'For example iOS 18.', resolve: (info) => deviceOf(info).os }),
    ipAddress: t.string({ nullable: true, resolve: ({ ip }) => ip }),
    page: t.string({
      nullable: true,
      description: 'Address of the page around the widget, without its query.',
      resolve: ({ page }) => page,
    }),
  }),
});

export const ChatRef = builder.objectRef<ChatRow>('Chat');
nodeLoaders.set('Chat', (id, ctx) => chatById(ctx, id));
ChatRef.implement({
  description: 'One conversation between a customer and an agent.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Chat', id) }),
    state: t.field({ type: ChatStateRef, resolve: ({ state }) => state }),
    revision: t.exposeInt('revision', { description: 'Grows by one with every change of the chat or anything in it.' }),
    customer: t.field({
      type: CustomerRef,
      description: 'Who asks. For agents the person, in whichever record; for a customer their own record.',
      resolve: ({ customerId }, _, ctx) => personOf(ctx, customerId),
    }),
    agent: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Whom the chat is assigned to.',
      resolve: ({ agentId }, _, ctx) => (agentId ? agentById(ctx, agentId) : null),
    }),
    title: t.string({
      description:
        'What to call the chat on screen: the customer’s name or, without one, `guest-` and four letters or digits.',
      resolve: async ({ customerId }, _, ctx) =>
        told(await personOf(ctx, customerId), 'name', ctx.viewer) ??
        told(await customerById(ctx, customerId), 'name', ctx.viewer) ??
        `guest-${customerId.slice(-4)}`,
    }),
    queuePosition: t.int({
      nullable: true,
      description: '1-based place in the waiting line; null when not waiting. `chatChanges` tells when it moves.',
      resolve: ({ id, state, queuePosition }, _, ctx) =>
        state === 'WAITING' ? (queuePosition ?? ctx.app.chatFeeds.line.positionOf(id)) : null,
    }),
    language: t.field({ type: LanguageRef, description: 'The customer’s.', resolve: ({ language }) => language }),
    requestedAt: t.field({
      type: 'DateTime',
      description: 'The customer started it.',
      resolve: ({ requestedAt }) => requestedAt,
    }),
    openedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The agent picked it, or answered.',
      resolve: ({ openedAt }) => openedAt,
    }),
    answeredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The agent’s first message.',
      resolve: ({ answeredAt }) => answeredAt,
    }),
    customerEndedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ customerEndedAt }) => customerEndedAt }),
    closedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The agent ended it.',
      resolve: ({ closedAt }) => closedAt,
    }),
    processed: t.boolean({
      description: 'True once an agent answered.',
      resolve: ({ answeredAt }) => answeredAt !== null,
    }),
    unreadCount: t.int({
      description: 'Messages of the other side that the viewer’s side has not read.',
      resolve: (chat, _, ctx) => (isAgent(ctx) ? chat.agentUnread : chat.customerUnread),
    }),
    lastSeq: t.exposeInt('lastSeq', {
      description: 'Number of the last message, the system’s included; 0 when there is none.',
    }),
    lastMessage: t.field({
      type: MessageRef,
      nullable: true,
      description: 'What the customer or an agent said last; null while nobody has said anything.',
      resolve: ({ id, lastSeq }, _, ctx) => (lastSeq === 0 ? null : lastMessageOf(ctx, id)),
    }),
    customerReadSeq: t.exposeInt('customerReadSeq', {
      description: 'The customer has read up to this message; 0 for none.',
    }),
    agentReadSeq: t.exposeInt('agentReadSeq', { description: 'The agent has read up to this message; 0 for none.' }),
    category: t.field({
      type: CategoryRef,
      nullable: true,
      description: 'What the agent filed the chat under; null for customers.',
      resolve: async ({ id, serviceId }, _, ctx) => {
        const categoryId = isAgent(ctx) ? (await infoOf(ctx, id)).categoryId : null;
        return categoryId === null ? null : categoryById(ctx, serviceId, categoryId);
      },
    }),
    note: t.string({
      nullable: true,
      description: 'The agent’s note of the consultation, at most 4,000 UTF-16 units; null for customers.',
      resolve: async ({ id }, _, ctx) => (isAgent(ctx) ? (await infoOf(ctx, id)).note : null),
    }),
    infoVersion: t.string({
      description:
        'Changes whenever customer info or consultation info does; to be passed back as `SaveChatInfoInput.infoVersion`. Empty for customers.',
      resolve: async ({ id }, _, ctx) => (isAgent(ctx) ? (await infoOf(ctx, id)).infoVersion : ''),
    }),
    origin: t.field({
      type: ChatOriginRef,
      nullable: true,
      description: 'Where the customer was when the chat began; null for customers.',
      resolve: ({ id }, _, ctx) => (isAgent(ctx) ? infoOf(ctx, id) : null),
    }),
    firstMessageAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The customer’s first message.',
      resolve: async ({ id }, _, ctx) => (await infoOf(ctx, id)).firstMessageAt,
    }),
    earlierChats: t.connection(
      {
        type: ChatRef,
        ...page(
          'Other chats of the same person, in whichever record, that the agent sees, newest first; empty for customers.',
        ),
        resolve: (chat, args, ctx) =>
          connectionOf(
            args,
            ({ id }: ChatRow) => encodeId('Chat', id),
            (page) =>
              chatsOfPerson(ctx, {
                customerId: chat.customerId,
                except: chat.id,
                page,
              }),
          ),
      },
      { name: 'EarlierChatConnection' },
      { name: 'EarlierChatEdge' },
    ),
    notes: t.field({
      type: [ChatNoteRef],
      description: 'Notes of agents, oldest first; always empty for customers.',
      resolve: ({ id }, _, ctx) => (isAgent(ctx) ? chatNotes(ctx, id) : []),
    }),
    messages: t.connection(
      {
        type: MessageRef,
        ...page('In the order of `seq`.'),
        resolve: (chat, args, ctx) =>
          connectionOf(
            args,
            (message: MessageRow) => String(message.seq),
            (page) => readMessages(ctx, { chatId: chat.id, page }),
          ),
      },
      { name: 'MessageConnection' },
      { name: 'MessageEdge' },
    ),
  }),
});

builder.objectField(CustomerRef, 'chats', (t) =>
  t.connection(
    {
      type: ChatRef,
      ...page('Chats of the person, in whichever record, that the agent sees, newest first; empty for customers.'),
      resolve: ({ id }, args, ctx) =>
        connectionOf(
          args,
          (chat: ChatRow) => encodeId('Chat', chat.id),
          (page) => chatsOfPerson(ctx, { customerId: id, except: null, page }),
        ),
    },
    { name: 'CustomerChatConnection' },
    { name: 'CustomerChatEdge' },
  ),
);

builder.queryField('chat', (t) =>
  t.field({
    type: ChatRef,
    nullable: true,
    description:
      'A chat by its id; null when there is none for you. Agents with the chat right see the service’s chats, customers their own.',
    authScopes: { viewer: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, ctx) => findChat(ctx, id),
  }),
);

const RatingFilterRef = builder.enumType('RatingFilter', {
  description: 'Whether and how the customer rated the chat.',
  values: Object.values(RatingFilter),
});

const ChatFilterRef = builder.inputType('ChatFilter', {
  description: 'Every condition that is given must hold.',
  fields: (t) => ({
    states: t.field({ type: [ChatStateRef] }),
    agentId: t.id(),
    mine: t.boolean({ description: 'Assigned to the agent who asks.' }),
    from: t.field({ type: 'DateTime', description: 'Requested at or after.' }),
    to: t.field({ type: 'DateTime', description: 'Requested before.' }),
    text: t.string({
      description:
        'Part of a message or of the customer’s name, at most 100 UTF-16 units and not only blanks; letter case does not matter.',
    }),
    processed: t.boolean({ description: 'Whether an agent answered.' }),
    rating: t.field({ type: RatingFilterRef }),
    categoryId: t.id({ description: 'Filed under this category or one below it.' }),
    customerId: t.id({ description: 'Of this customer; for agents of the person, in whichever record.' }),
  }),
});

const ChatOrderRef = builder.enumType('ChatOrder', {
  description: 'By when chats were requested, or by when they were closed: then only closed ones are listed.',
  values: Object.values(ChatOrder),
});

builder.queryField('chats', (t) =>
  t.connection(
    {
      type: ChatRef,
      ...boundedPage(
        'Chats, the newest request first unless `orderBy` says otherwise: an agent with the chat right sees the service’s, a customer their own.',
      ),
      authScopes: { viewer: true },
      args: { filter: t.arg({ type: ChatFilterRef }), orderBy: t.arg({ type: ChatOrderRef }) },
      resolve: (_, { filter, orderBy, ...args }, ctx) =>
        boundedConnection<ChatRow>(
          args,
          ({ id }) => encodeId('Chat', id),
          (page) => readChats(ctx, filter ?? {}, orderBy ?? ChatOrder.REQUESTED_AT_DESC, page),
        ),
    },
    { name: 'ChatConnection' },
    { name: 'ChatEdge' },
  ),
);

const StartChatInputRef = builder.inputType('StartChatInput', {
  description: 'What a customer says to start a chat.',
  fields: (t) => ({
    service: t.string({ required: true, description: 'The service’s slug.' }),
    consent: t.field({ type: ConsentInputRef, description: 'Without it: ConsentRequired.' }),
    name: t.string({ description: 'At most 100 UTF-16 units.' }),
    email: t.string({ description: 'At most 320 UTF-16 units.' }),
    message: t.string({ description: 'The first message, if it was typed already; the limits of `sendMessage`.' }),
    key: t.id({ description: 'Key of that message.' }),
    attempt: t.id({
      description:
        'A random text nobody can guess, 22 to 100 characters, made once per wish to start. A start repeated with the same one, because its answer got lost, answers with the same chat.',
    }),
    language: t.field({ type: LanguageRef, description: 'The customer’s; by default the one of the consent.' }),
    page: t.string({ description: 'Address of the page around the widget; query and fragment are dropped.' }),
  }),
});

const StartedChatRef = builder.objectRef<StartedChat>('StartedChat').implement({
  description: 'The chat and the proof that it is yours.',
  fields: (t) => ({
    chat: t.field({ type: ChatRef, resolve: ({ chat }) => chat }),
    token: t.exposeString('token', {
      description:
        'Proves the customer from now on, for 30 days: `Authorization: Bearer …` over HTTP, `connectionParams.authorization` over WebSocket. Shown here only.',
    }),
  }),
});

builder.mutationField('startChat', (t) =>
  t.field({
    type: StartedChatRef,
    description:
      'One atomic decision: consent is recorded and the chat exists and belongs to an Online agent, or waits for a free seat; or none of it happened. With a customer’s token the chat is that customer’s, and one that is open already is answered instead of a second.',
    authScopes: { public: true },
    errors: {
      types: [AgentsAbsent, ConsentRequired, ConsentStale, ChatDisabled, InvalidText, InvalidInput, RateLimited],
    },
    args: { input: t.arg({ type: StartChatInputRef, required: true }) },
    resolve: (_, { input }, ctx) => startChat(ctx, input),
  }),
);

const SendMessageInputRef = builder.inputType('SendMessageInput', {
  description: 'One message to send.',
  fields: (t) => ({
    chatId: t.id({ required: true }),
    key: t.id({
      required: true,
      description: 'Made by the sender, 1 to 100 characters, one per message; kept for retries.',
    }),
    text: t.string({ required: true, description: '1 to 4,000 UTF-16 units after NFC; not only blanks.' }),
  }),
});

builder.mutationField('sendMessage', (t) =>
  t.field({
    type: MessageRef,
    description:
      'Says something in a chat. Idempotent: the same key from the same sender returns the same message, also after the chat ended; the same key with other text is KeyReused. An agent’s first message opens a requested chat.',
    authScopes: { viewer: true },
    errors: { types: [ChatEnded, KeyReused, InvalidText, RateLimited, NotPermitted] },
    args: { input: t.arg({ type: SendMessageInputRef, required: true }) },
    resolve: (_, { input }, ctx) => sendMessage(ctx, input),
  }),
);

builder.mutationField('openChat', (t) =>
  t.field({
    type: ChatRef,
    description: 'The agent picks a requested chat (S15). Opening an open chat changes nothing.',
    authScopes: { chatAgent: true },
    errors: { types: [NotPermitted, ChatEnded] },
    args: { chatId: t.arg.id({ required: true }) },
    resolve: (_, { chatId }, ctx) => openChat(ctx, chatId),
  }),
);

const TransferChatInputRef = builder.inputType('TransferChatInput', {
  description: 'Who gets the chat.',
  fields: (t) => ({
    chatId: t.id({ required: true }),
    agentId: t.id({ required: true }),
    note: t.string({ description: 'For the next agent; customers never see it. At most 1,000 UTF-16 units.' }),
  }),
});

builder.mutationField('transferChat', (t) =>
  t.field({
    type: ChatRef,
    description:
      'Gives an open chat to another agent who is assignable, seats aside; there it is REQUESTED again. For the chat’s agent and for administrators with the chat right.',
    authScopes: { chatAgent: true },
    errors: { types: [AgentUnavailable, ChatEnded, InvalidText, NotPermitted] },
    args: { input: t.arg({ type: TransferChatInputRef, required: true }) },
    resolve: (_, { input }, ctx) => transferChat(ctx, input),
  }),
);

domainError(StaleInfo, 'Somebody else saved since the version that was edited; nothing was written.', (t) => ({
  chat: t.field({ type: ChatRef, description: 'As it is now.', resolve: ({ chat }) => chat }),
}));

const SaveChatInfoInputRef = builder.inputType('SaveChatInfoInput', {
  description: 'What is absent stays as it is; null or blank clears.',
  fields: (t) => ({
    chatId: t.id({ required: true }),
    name: t.string({ description: 'At most 100 UTF-16 units.' }),
    email: t.string({ description: 'At most 320 UTF-16 units.' }),
    phone: t.string({ description: 'At most 50 UTF-16 units.' }),
    memo: t.string({ description: 'At most 2,000 UTF-16 units.' }),
    categoryId: t.id(),
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
      'Customer info and consultation info, saved into the chat’s record (S17). For the chat’s agent in every state of it; once it is closed for every agent who sees it.',
    authScopes: { chatAgent: true },
    errors: { types: [InvalidInput, StaleInfo, NotPermitted] },
    args: { input: t.arg({ type: SaveChatInfoInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveChatInfo(ctx, input),
  }),
);

const AddChatNoteInputRef = builder.inputType('AddChatNoteInput', {
  description: 'What is noted.',
  fields: (t) => ({
    chatId: t.id({ required: true }),
    key: t.id({ required: true, description: 'As for `sendMessage`.' }),
    text: t.string({ required: true, description: '1 to 1,000 UTF-16 units.' }),
  }),
});

builder.mutationField('addChatNote', (t) =>
  t.field({
    type: ChatNoteRef,
    description:
      'Notes something in a chat, in any state of it; customers never see it. Idempotent: the same key again is the same note.',
    authScopes: { chatAgent: true },
    errors: { types: [InvalidText, NotPermitted] },
    args: { input: t.arg({ type: AddChatNoteInputRef, required: true }) },
    resolve: (_, { input }, ctx) => addChatNote(ctx, input),
  }),
);

builder.mutationField('markRead', (t) =>
  t.field({
    type: ChatRef,
    description: 'This side has read everything up to message `seq`. Marks only move forward.',
    authScopes: { viewer: true },
    errors: { types: [NotPermitted] },
    args: { chatId: t.arg.id({ required: true }), seq: t.arg.int({ required: true }) },
    resolve: (_, { chatId, seq }, ctx) => markRead(ctx, chatId, seq),
  }),
);

builder.mutationField('setTyping', (t) =>
  t.boolean({
    description:
      'Shows the other side that one is typing; repeat it every 3 s while it lasts, it fades after 6 s. False when there is no such chat.',
    authScopes: { public: true },
    args: { chatId: t.arg.id({ required: true }), typing: t.arg.boolean({ required: true }) },
    resolve: (_, { chatId, typing }, ctx) => setTyping(ctx, chatId, typing),
  }),
);

builder.mutationField('endChat', (t) =>
  t.field({
    type: ChatRef,
    description: 'Customer: the chat becomes ENDED_BY_CUSTOMER. Agent: it becomes CLOSED.',
    authScopes: { viewer: true },
    errors: { types: [ChatEnded, NotPermitted] },
    args: { chatId: t.arg.id({ required: true }) },
    resolve: (_, { chatId }, ctx) => endChat(ctx, chatId),
  }),
);

const ChatChangeRef = builder.objectRef<ChatChange>('ChatChange').implement({
  description: 'The chat as it is, and those of its messages that are new or other than before.',
  fields: (t) => ({
    chat: t.field({ type: ChatRef, resolve: ({ chat }) => chat }),
    revision: t.exposeInt('revision', {
      description:
        'The stream is complete up to here: resume with `after: revision`. A very long chat comes in several changes, so this can be less than `chat.revision`.',
    }),
    messages: t.field({ type: [MessageRef], resolve: ({ messages }) => messages }),
    notes: t.field({
      type: [ChatNoteRef],
      description: 'Notes of agents that are new; always empty for customers.',
      resolve: ({ notes }, _, ctx) => (isAgent(ctx) ? notes : []),
    }),
  }),
});

builder.subscriptionField('chatChanges', (t) =>
  t.field({
    type: ChatChangeRef,
    description:
      'Everything that changed in a chat after revision `after` (0 or absent: from the beginning), then everything that changes, without a hole between the two. Applying a change twice does no harm; put messages by id, in the order of seq. While the chat waits, its new place in the line comes as an event without a new revision. Ends with NOT_FOUND, or REVISION_AHEAD when `after` lies beyond the present.',
    authScopes: { viewer: true },
    args: { chatId: t.arg.id({ required: true }), after: t.arg.int() },
    subscribe: (_, { chatId, after }, ctx) => watchChat(ctx, chatId, after ?? 0),
    resolve: (change, _, ctx) => {
      if (!mayRead(ctx.viewer, change.chat)) throw new NotPermitted();
      return change;
    },
  }),
);

const DeskChangeRef = builder.objectRef<DeskChange>('DeskChange').implement({
  description: 'A chat of the agent’s desk as it is now.',
  fields: (t) => ({
    chat: t.field({ type: ChatRef, resolve: ({ chat }) => chat }),
    removed: t.exposeBoolean('removed', {
      description: 'The chat is no longer on this desk: closed, or someone else’s.',
    }),
  }),
});

builder.subscriptionField('deskChanges', (t) =>
  t.field({
    type: DeskChangeRef,
    description:
      'The agent’s desk: each chat of mine as it stands, then each that came, changed or left; several changes of a chat within 250 ms are told as one. While one of these is connected the agent’s lease lives: this is what makes an Online agent assignable.',
    authScopes: { chatAgent: true },
    subscribe: (_, __, ctx) => watchDesk(ctx),
    resolve: (change) => change,
  }),
);

export const ChatAvailabilityRef = builder.objectRef<ChatAvailability>('ChatAvailability').implement({
  description: 'Whether a customer could start a chat.',
  fields: (t) => ({
    state: t.field({ type: ChatAvailabilityStateRef, resolve: ({ state }) => state }),
    opensAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When CLOSED: the next opening within a year, if there is one.',
      resolve: ({ opensAt }) => opensAt,
    }),
  }),
});

builder.subscriptionField('chatAvailability', (t) =>
  t.field({
    type: ChatAvailabilityRef,
    description: 'Whether a customer could start a chat now; the present value first, then every change.',
    authScopes: { public: true },
    args: { service: t.arg.string({ required: true, description: 'The service’s slug.' }) },
    subscribe: async (_, { service }, ctx) => {
      const found = await serviceBySlug(ctx.em, service);
      return found ? ctx.app.presence.watchAvailability(found.id) : disabled();
    },
    resolve: (availability) => availability,
  }),
);

// eslint-disable-next-line @typescript-eslint/require-await
async function* disabled(): AsyncGenerator<ChatAvailability, void, void> {
  yield chatDisabled;
}

const WaitingLineRef = builder.objectRef<WaitingLine>('WaitingLine').implement({
  description: 'How long the service’s waiting line is.',
  fields: (t) => ({
    count: t.exposeInt('count'),
    oldestAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the one who waits the longest asked for a chat; null when nobody waits.',
      resolve: ({ oldestAt }) => oldestAt,
    }),
  }),
});

builder.subscriptionField('waitingLine', (t) =>
  t.field({
    type: WaitingLineRef,
    description: 'The service’s waiting line as it stands, then as it changes; at most one a second.',
    authScopes: { chatAgent: true },
    subscribe: (_, __, ctx) => ctx.app.chatFeeds.line.watch(requireAgent(ctx).serviceId),
    resolve: (line) => line,
  }),
);

const TypingRef = builder.objectRef<Typing>('Typing').implement({
  description: 'The other side began or stopped typing.',
  fields: (t) => ({
    chatId: t.id({ resolve: ({ chatId }) => encodeId('Chat', chatId) }),
    sender: t.field({ type: SenderKindRef, resolve: ({ sender }) => sender }),
    name: t.string({
      nullable: true,
      resolve: async ({ sender, senderId }, _, ctx) =>
        sender === 'AGENT' ? (await agentById(ctx, senderId)).name : (await personOf(ctx, senderId)).name,
    }),
    typing: t.exposeBoolean('typing'),
  }),
});

builder.subscriptionField('typing', (t) =>
  t.field({
    type: TypingRef,
    description:
      'Who else is typing in a chat right now; never stored. Forget a `typing: true` after 6 s without another.',
    authScopes: { viewer: true },
    args: { chatId: t.arg.id({ required: true }) },
    subscribe: (_, { chatId }, ctx) => watchTyping(ctx, chatId),
    resolve: (typing) => typing,
  }),
);
