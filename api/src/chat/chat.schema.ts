import { isStaff } from '../access/viewer.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { type ChatAvailability, type ChatAvailabilityState, chatDisabled } from '../agent/presence.ts';
import { boundedConnection, boundedPage } from '../bounded-list.ts';
import { builder, domainError, nodeLoaders, NodeRef, enumValues } from '../builder.ts';
import { ConsentRequired, ConsentStale } from '../customer/consent.errors.ts';
import { readable } from '../customer/customer-info.ts';
import { ConsentInputRef, CustomerRef } from '../customer/customer.schema.ts';
import { customerById, personOf } from '../customer/group.service.ts';
import { IdentityRefused, MembersOnly } from '../customer/identity.errors.ts';
import { badRequest, InvalidInput, InvalidText, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { categoryById, CategoryRef } from '../service/category.schema.ts';
import { LanguageRef } from '../service/service.schema.ts';
import { serviceAsked } from '../service/site.service.ts';
import type { ChatChange } from './chat-feed.ts';
import { deviceOf } from '../device.ts';
import { type ChatInfo, chatInfos } from './chat-info.service.ts';
import { ChatOrder, chatsOfPerson, type RatingFilter, readChats } from './chat-list.service.ts';
import { type ChatState } from './chat.entity.ts';
import { AgentsAbsent, ChatDisabled, KeyReused, ChatEnded } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';
import { mayRead } from './change-chat.ts';
import { chatById, endChat, findChat, readChatChanges, watchChat } from './chat.service.ts';
import { startChat, type StartedChat } from './start-chat.service.ts';

domainError(ChatEnded, 'The chat ended; what was to be said was not said.');
domainError(ChatDisabled, 'Chat is switched off for this service, or there is no such service.');

const ChatStateRef = builder.enumType('ChatState', {
  description: 'Where in its life a chat is.',
  values: enumValues<ChatState>({
    WAITING: 'In line for an agent.',
    REQUESTED: 'Given to an agent who has not opened it.',
    ACTIVE: 'Being served.',
    ENDED_BY_CUSTOMER: 'Nobody can send; still on the agent’s desk.',
    CLOSED: 'Only in the history.',
  }),
});

const ChatAvailabilityStateRef = builder.enumType('ChatAvailabilityState', {
  description: 'What would become of a chat that is started now.',
  values: enumValues<ChatAvailabilityState>({
    AVAILABLE: 'An agent can take it.',
    BUSY: 'Agents are Online, but every seat is taken: it would wait.',
    ABSENT: 'Nobody is Online.',
    CLOSED: 'It is outside the operating hours.',
    DISABLED: 'Chat is off, or there is no such service.',
  }),
});

domainError(
  AgentsAbsent,
  'Nobody is Online, or chat is closed, so no chat was started and nothing was written.',
  (t) => ({
    state: t.expose('state', {
      type: ChatAvailabilityStateRef,
      description: 'ABSENT: nobody is Online. CLOSED: outside the operating hours.',
    }),
  }),
);

export const infoOf = batched<string, ChatInfo>(chatInfos, (chatId) => chatId);

const ChatOriginRef = builder.objectRef<ChatInfo>('ChatOrigin').implement({
  description: 'Where the customer was when the chat began, as far as the browser told.',
  fields: (t) => ({
    device: t.string({
      nullable: true,
      description: 'For example iPhone, or Desktop.',
      resolve: ({ userAgent }) => deviceOf(userAgent).device,
    }),
    browser: t.string({
      nullable: true,
      description: 'For example Safari 18.',
      resolve: ({ userAgent }) => deviceOf(userAgent).browser,
    }),
    os: t.string({
      nullable: true,
      description: 'For example iOS 18.',
      resolve: ({ userAgent }) => deviceOf(userAgent).os,
    }),
    ipAddress: t.string({
      nullable: true,
      description: 'IPv4 or IPv6; null where it is not known.',
      resolve: ({ ip }) => ip,
    }),
    page: t.exposeString('page', {
      nullable: true,
      description: 'Address of the page around the widget, without its query.',
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
    state: t.expose('state', {
      type: ChatStateRef,
      description: 'Where in its life the chat is.',
    }),
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
        readable(await personOf(ctx, customerId), 'name', ctx.viewer) ??
        readable(await customerById(ctx, customerId), 'name', ctx.viewer) ??
        `guest-${customerId.slice(-4)}`,
    }),
    queuePosition: t.int({
      nullable: true,
      description: '1-based place in the waiting line; null when not waiting. `chatChanges` tells when it moves.',
      resolve: ({ id, state, queuePosition }, _, ctx) =>
        state === 'WAITING' ? (queuePosition ?? ctx.app.chatFeeds.line.positionOf(id)) : null,
    }),
    language: t.expose('language', { type: LanguageRef, description: 'The customer’s.' }),
    requestedAt: t.expose('requestedAt', {
      type: 'DateTime',
      description: 'The customer started it.',
    }),
    openedAt: t.expose('openedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The agent picked it, or answered.',
    }),
    answeredAt: t.expose('answeredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The agent’s first message.',
    }),
    customerEndedAt: t.expose('customerEndedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The customer ended it, or it ended because they did not answer; null otherwise.',
    }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The agent ended it.',
    }),
    processed: t.boolean({
      description: 'True once an agent answered.',
      resolve: ({ answeredAt }) => answeredAt !== null,
    }),
    unreadCount: t.int({
      description: 'Messages of the other side that the viewer’s side has not read.',
      resolve: (chat, _, ctx) => (isStaff(ctx) ? chat.agentUnread : chat.customerUnread),
    }),
    lastSeq: t.exposeInt('lastSeq', {
      description: 'Number of the last message, the system’s included; 0 when there is none.',
    }),
    customerReadSeq: t.exposeInt('customerReadSeq', {
      description: 'The customer has read up to this message; 0 for none.',
    }),
    agentReadSeq: t.exposeInt('agentReadSeq', { description: 'The agent has read up to this message; 0 for none.' }),
    customerDeliveredSeq: t.int({
      description:
        'A device of the customer has received everything up to this message, as it said by `markRead`; 0 for none. At least `customerReadSeq`.',
      resolve: ({ customerDeliveredSeq, customerReadSeq }) => Math.max(customerDeliveredSeq, customerReadSeq),
    }),
    agentDeliveredSeq: t.int({
      description:
        'A device of the agent has received everything up to this message, as it said by `markRead`; 0 for none. At least `agentReadSeq`.',
      resolve: ({ agentDeliveredSeq, agentReadSeq }) => Math.max(agentDeliveredSeq, agentReadSeq),
    }),
    category: t.field({
      type: CategoryRef,
      nullable: true,
      description: 'What the agent filed the chat under; null for customers.',
      resolve: async ({ id, serviceId }, _, ctx) => {
        const categoryId = isStaff(ctx) ? (await infoOf(ctx, id)).categoryId : null;
        return categoryId === null ? null : categoryById(ctx, serviceId, categoryId);
      },
    }),
    note: t.string({
      nullable: true,
      description: 'The agent’s note of the consultation, at most 4,000 UTF-16 units; null for customers.',
      resolve: async ({ id }, _, ctx) => (isStaff(ctx) ? (await infoOf(ctx, id)).note : null),
    }),
    infoVersion: t.string({
      description:
        'Changes whenever customer info or consultation info does; to be passed back as `SaveChatInfoInput.infoVersion`. Empty for customers.',
      resolve: async ({ id }, _, ctx) => (isStaff(ctx) ? (await infoOf(ctx, id)).infoVersion : ''),
    }),
    origin: t.field({
      type: ChatOriginRef,
      nullable: true,
      description: 'Where the customer was when the chat began; null for customers.',
      resolve: ({ id }, _, ctx) => (isStaff(ctx) ? infoOf(ctx, id) : null),
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
    keys: 'chats:read',
    authScopes: { viewer: true },
    args: { id: t.arg.id({ required: true, description: '`Chat.id`.' }) },
    resolve: (_, { id }, ctx) => findChat(ctx, id),
  }),
);

const RatingFilterRef = builder.enumType('RatingFilter', {
  description: 'Whether and how the customer rated the chat.',
  values: enumValues<RatingFilter>({
    RATED: 'In whichever way.',
    SATISFIED: 'As satisfied.',
    UNSATISFIED: 'As unsatisfied.',
    UNRATED: 'Not at all.',
  }),
});

const ChatFilterRef = builder.inputType('ChatFilter', {
  description: 'Every condition that is given must hold.',
  fields: (t) => ({
    states: t.field({ type: [ChatStateRef], description: 'In one of these.' }),
    agentId: t.id({ description: 'Assigned to this agent.' }),
    mine: t.boolean({ description: 'Assigned to the agent who asks.' }),
    from: t.field({ type: 'DateTime', description: 'Requested at or after.' }),
    to: t.field({ type: 'DateTime', description: 'Requested before.' }),
    text: t.string({
      description:
        'Part of a message or, for agents, of the customer’s name (or what `title` says without one), e-mail or phone, however that is typed; for customers of the name they gave. At most 100 UTF-16 units and not only blanks; letter case does not matter.',
    }),
    processed: t.boolean({ description: 'Whether an agent answered.' }),
    rating: t.field({ type: RatingFilterRef, description: 'Rated so.' }),
    categoryId: t.id({ description: 'Filed under this category or one below it.' }),
    customerId: t.id({ description: 'Of this customer; for agents of the person, in whichever record.' }),
  }),
});

const ChatOrderRef = builder.enumType('ChatOrder', {
  description: 'By when chats were requested, or by when they were closed: then only closed ones are listed.',
  values: enumValues<ChatOrder>({
    REQUESTED_AT_DESC: 'The newest request first.',
    REQUESTED_AT_ASC: 'The oldest request first.',
    CLOSED_AT_DESC: 'Closed ones only, the one that was closed last first.',
    CLOSED_AT_ASC: 'Closed ones only, the one that was closed longest ago first.',
  }),
});

builder.queryField('chats', (t) =>
  t.connection(
    {
      type: ChatRef,
      ...boundedPage(
        'Chats, the newest request first unless `orderBy` says otherwise: an agent with the chat right sees the service’s, a customer their own.',
      ),
      keys: 'chats:read',
      authScopes: { viewer: true },
      args: {
        filter: t.arg({ type: ChatFilterRef, description: 'Which chats; all that the caller sees without it.' }),
        orderBy: t.arg({ type: ChatOrderRef, description: 'REQUESTED_AT_DESC by default.' }),
      },
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
    email: t.string({ description: 'At most 254 octets; kept in small letters.' }),
    message: t.string({ description: 'The first message, if it was typed already; the limits of `sendMessage`.' }),
    key: t.id({ description: 'Key of that message.' }),
    attempt: t.id({
      description:
        'A random text nobody can guess, 22 to 100 characters, made once per wish to start. A start repeated with the same one, because its answer got lost, answers with the same chat: for ten minutes, from the same network or with the customer’s token, and while the chat runs; after that InvalidInput. With another name, e-mail, message or member it is KeyReused, and nothing is done.',
    }),
    language: t.field({ type: LanguageRef, description: 'The customer’s; by default the one of the consent.' }),
    identity: t.string({
      description:
        'Whom the company’s own server vouches for, as in `IdentifyInput.identity`: the chat is that member’s, on every device.',
    }),
    page: t.string({ description: 'Address of the page around the widget; query and fragment are dropped.' }),
  }),
});

const StartedChatRef = builder.objectRef<StartedChat>('StartedChat').implement({
  description: 'The chat and the proof that it is yours.',
  fields: (t) => ({
    chat: t.expose('chat', {
      type: ChatRef,
      description: 'The chat, which belongs to an agent or waits.',
    }),
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
    keys: 'chats:write',
    authScopes: { public: true },
    errors: {
      types: [
        AgentsAbsent,
        ConsentRequired,
        ConsentStale,
        ChatDisabled,
        KeyReused,
        MembersOnly,
        IdentityRefused,
        InvalidText,
        InvalidInput,
        RateLimited,
      ],
    },
    args: { input: t.arg({ type: StartChatInputRef, required: true }) },
    resolve: (_, { input }, ctx) => startChat(ctx, input),
  }),
);

builder.mutationField('endChat', (t) =>
  t.field({
    type: ChatRef,
    description: 'Customer: the chat becomes ENDED_BY_CUSTOMER. Agent: it becomes CLOSED.',
    keys: 'chats:write',
    authScopes: { viewer: true },
    errors: { types: [ChatEnded, NotPermitted, RateLimited] },
    args: { chatId: t.arg.id({ required: true, description: '`Chat.id`.' }) },
    resolve: (_, { chatId }, ctx) => endChat(ctx, chatId),
  }),
);

export const ChatChangeRef = builder.objectRef<ChatChange>('ChatChange').implement({
  description: 'The chat as it is, and those of its messages that are new or other than before.',
  fields: (t) => ({
    chat: t.expose('chat', {
      type: ChatRef,
      description: 'The chat as it is now, which may be further than `revision`.',
    }),
    revision: t.exposeInt('revision', {
      description:
        'The stream is complete up to here: resume with `after: revision`. A very long chat comes in several changes, so this can be less than `chat.revision`.',
    }),
    hasMore: t.boolean({
      description: 'There is more after `revision` already: whoever asks by `Query.chatChanges` asks again at once.',
      resolve: ({ partial }) => partial === true,
    }),
  }),
});

builder.queryField('chatChanges', (t) =>
  t.field({
    type: ChatChangeRef,
    nullable: true,
    description:
      'For clients that poll: what `Subscription.chatChanges` would tell after revision `after` (0 or absent: from the beginning), up to the present or to the end of a page; ask again with `after: revision`, at once while it `hasMore`. Null when there is no such chat for you. Fails with REVISION_AHEAD and EPOCH_CHANGED as the subscription does.',
    keys: 'chats:read',
    authScopes: { viewer: true },
    args: {
      chatId: t.arg.id({ required: true, description: '`Chat.id`.' }),
      after: t.arg.int({ description: '`ChatChange.revision` of the last answer.' }),
      epoch: t.arg.string({ description: 'The `epoch` that was read with `after`.' }),
    },
    resolve: (_, { chatId, after, epoch }, ctx) => readChatChanges(ctx, chatId, after ?? 0, epoch ?? undefined),
  }),
);

builder.subscriptionField('chatChanges', (t) =>
  t.field({
    type: ChatChangeRef,
    description:
      'Everything that changed in a chat after revision `after` (0 or absent: from the beginning), then everything that changes, without a hole between the two. Applying a change twice does no harm; put messages by id, in the order of seq. While the chat waits, its new place in the line comes as an event without a new revision. Ends with NOT_FOUND, with REVISION_AHEAD when `after` lies beyond the present, or with EPOCH_CHANGED when `epoch` is not the present one: what was read before may not have happened, so drop it and read the chat anew.',
    keys: 'chats:read',
    authScopes: { viewer: true },
    args: {
      chatId: t.arg.id({ required: true, description: '`Chat.id`.' }),
      after: t.arg.int({ description: '`ChatChange.revision` of the last event.' }),
      epoch: t.arg.string({ description: 'The `epoch` that was read with `after`.' }),
    },
    subscribe: (_, { chatId, after, epoch }, ctx) => watchChat(ctx, chatId, after ?? 0, epoch ?? undefined),
    resolve: (change, _, ctx) => {
      if (!mayRead(ctx.viewer, change.chat)) throw badRequest('NOT_FOUND', 'There is no such chat.');
      return change;
    },
  }),
);

export const ChatAvailabilityRef = builder.objectRef<ChatAvailability>('ChatAvailability').implement({
  description: 'Whether a customer could start a chat.',
  fields: (t) => ({
    state: t.expose('state', {
      type: ChatAvailabilityStateRef,
      description: 'What would become of a chat that is started now.',
    }),
    opensAt: t.expose('opensAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When CLOSED: the next opening within a year, if there is one.',
    }),
  }),
});

builder.subscriptionField('chatAvailability', (t) =>
  t.field({
    type: ChatAvailabilityRef,
    description: 'Whether a customer could start a chat now; the present value first, then every change.',
    keys: 'any',
    authScopes: { public: true },
    args: { service: t.arg.string({ required: true, description: 'The service’s slug.' }) },
    subscribe: async (_, { service }, ctx) => {
      const found = await serviceAsked(ctx, service);
      return found ? ctx.app.presence.watchAvailability(found.id) : disabled();
    },
    resolve: (availability) => availability,
  }),
);

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one value, at once
async function* disabled(): AsyncGenerator<ChatAvailability, void, void> {
  yield chatDisabled;
}
