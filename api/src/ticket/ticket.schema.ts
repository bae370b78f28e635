import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { boundedConnection, boundedPage } from '../bounded-list.ts';
import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { KeyReused } from '../chat/chat.errors.ts';
import type { ChatRow } from '../chat/chat.rows.ts';
import { ChatRef } from '../chat/chat.schema.ts';
import { chatsById } from '../chat/chat.service.ts';
import type { Context } from '../context.ts';
import { ConsentRequired, ConsentStale } from '../customer/consent.errors.ts';
import { IdentityRefused, MembersOnly } from '../customer/identity.errors.ts';
import { ConsentInputRef, CustomerRef } from '../customer/customer.schema.ts';
import { personOf } from '../customer/group.service.ts';
import { InvalidInput, InvalidText, NotPermitted, RateLimited } from '../errors.ts';
import { decodeId, encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { inLanguage } from '../service/local-text.ts';
import { InquiryDisabled } from '../service/service.errors.ts';
import { LanguageRef } from '../service/service.schema.ts';
import { AttachmentMissing } from '../attachment/attachment.errors.ts';
import { AttachmentRef } from '../attachment/attachment.schema.ts';
import { attachmentsOf } from '../attachment/attachment.service.ts';
import { submitInquiry, type SubmittedInquiry } from './inquiry.service.ts';
import { inquiryTypeById, InquiryTypeRef, type LocalInquiryType } from './inquiry-type.schema.ts';
import { type TicketCommentKind } from './ticket-comment.entity.ts';
import {
  addTicketComment,
  commentById,
  mostComments,
  ticketComments,
  usualComments,
} from './ticket-comment.service.ts';
import { readTickets, TicketOrder } from './ticket-list.service.ts';
import { Channel, nextStatusesOf, type TicketPriority, type TicketStatus } from './ticket.entity.ts';
import { changePage, commentPage, cursorInTicket } from './ticket-pages.ts';
import { IllegalTransition, StaleTicket, TicketClosed, TicketTaken } from './ticket.errors.ts';
import type { ChangeRow, CommentRow, TicketRow } from './ticket.rows.ts';
import {
  countTickets,
  createTicket,
  mostChanges,
  programOfStep,
  mostCounted,
  mostOfChat,
  readTicketChanges,
  takeTicket,
  ticketById,
  ticketChangeById,
  ticketChanges,
  ticketsOfChat,
  updateTicket,
  watchTicket,
  watchTickets,
  type TicketCounts,
  type TicketUpdate,
} from './ticket.service.ts';

domainError(InquiryDisabled, 'The service takes no inquiries, or there is no such service.');

const TicketStatusRef = builder.enumType('TicketStatus', {
  description:
    'How far a ticket is. It goes NEW → OPEN, OPEN ↔ PENDING, either → RESOLVED, RESOLVED → OPEN or CLOSED; without its assignee it is NEW again.',
  values: enumValues<TicketStatus>({
    NEW: 'Nobody has it.',
    OPEN: 'Being worked on.',
    PENDING: 'Waits for someone.',
    RESOLVED: 'Answered.',
    CLOSED: 'Done for ever.',
  }),
});
const TicketPriorityRef = builder.enumType('TicketPriority', {
  description: 'How urgent a ticket is.',
  values: enumValues<TicketPriority>({
    URGENT: 'Before everything else.',
    HIGH: 'Before what is usual.',
    NORMAL: 'As usual.',
    LOW: 'When there is time.',
  }),
});
const ChannelRef = builder.enumType('Channel', {
  description: 'Where a ticket came from.',
  values: enumValues<Channel>({
    CHAT: 'An agent made it from a chat.',
    HELP_CENTER: 'A customer left it as an inquiry.',
    API: 'A program made it or submitted it with an API key.',
    MANUAL: 'An agent made it by hand.',
  }),
});
const TicketCommentKindRef = builder.enumType('TicketCommentKind', {
  description: 'Whose words a comment is, and who reads them.',
  values: enumValues<TicketCommentKind>({
    CUSTOMER: 'What the customer added.',
    REPLY: 'An agent’s answer, which the customer reads.',
    NOTE: 'For agents only.',
  }),
});

export const TicketCommentRef = builder.objectRef<CommentRow>('TicketComment').implement({
  description: 'What was said in a ticket after it was made.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('TicketComment', id) }),
    ticketId: t.id({
      description: 'The `Ticket` it stands in.',
      resolve: ({ ticketId }) => encodeId('Ticket', ticketId),
    }),
    revision: t.exposeInt('revision', {
      description: 'The ticket’s revision that it came with; the order of comments.',
    }),
    kind: t.expose('kind', {
      type: TicketCommentKindRef,
      description: 'Whose words they are, and who reads them.',
    }),
    author: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Null for the customer and for a program.',
      resolve: ({ authorId }, _, ctx) => (authorId ? agentById(ctx, authorId) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that said it; null for everybody else.',
      resolve: ({ clientId }, _, ctx) => (clientId ? apiClientById(ctx, clientId) : null),
    }),
    body: t.exposeString('body', { description: 'Plain text in NFC, at most 10,000 UTF-16 units.' }),
    attachments: t.field({
      type: [AttachmentRef],
      description: 'What came with it, at most 5 files in the order they were uploaded.',
      // Most comments have none, and none has more than five.
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ id, ticketId }, _, ctx) => attachmentsOf(ctx, { ticketId, commentId: id }),
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the server stored it.',
    }),
  }),
});
nodeLoaders.set('TicketComment', (id, ctx) => commentById(ctx, id));

const TicketFieldRef = builder.enumType('TicketField', {
  description: 'A field of a ticket; named as in `UpdateTicketInput`.',
  values: enumValues({
    status: 'How far it is.',
    assigneeId: 'Who works on it.',
    priority: 'How urgent it is.',
    inquiryTypeId: 'What it is about.',
    title: 'Its title.',
    content: 'What was asked.',
  }),
});

/** A change with the ticket that it is of. */
interface ChangeOfTicket {
  readonly change: ChangeRow;
  readonly ticket: TicketRow;
}

async function inWords(ctx: Context, { change: { field }, ticket }: ChangeOfTicket, value: string | null | undefined) {
  if (value == null) return null;
  if (field === 'assigneeId') return (await agentById(ctx, value)).name;
  if (field !== 'inquiryTypeId') return value;
  const type = await inquiryTypeById(ctx, ticket.serviceId, value, ticket.language);
  return type && inLanguage(type.row.name, ticket.language);
}

const TicketChangeRef = builder.objectRef<ChangeOfTicket>('TicketChange').implement({
  description: 'One changed field of a ticket: who changed it, when, from what, to what.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ change }) => encodeId('TicketChange', change.id) }),
    revision: t.int({
      description: 'The ticket’s revision that it came with.',
      resolve: ({ change }) => change.revision,
    }),
    field: t.field({
      type: TicketFieldRef,
      description: 'What was changed.',
      resolve: ({ change }) => change.field as typeof TicketFieldRef.$inferType,
    }),
    before: t.string({
      nullable: true,
      description:
        'A status or priority by its name in the schema, an agent or inquiry type by its name, a text as it was.',
      resolve: (of, _, ctx) => inWords(ctx, of, of.change.before),
    }),
    after: t.string({
      nullable: true,
      description: 'The same after it.',
      resolve: (of, _, ctx) => inWords(ctx, of, of.change.after),
    }),
    author: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Null for the customer, whose words opened the ticket again, and for a program.',
      resolve: ({ change: { authorId } }, _, ctx) => (authorId ? agentById(ctx, authorId) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that changed it; null for everybody else.',
      resolve: async ({ change: { authorId, revision }, ticket }, _, ctx) => {
        const clientId = authorId ? null : await programOfStep(ctx, { ticketId: ticket.id, revision });
        return clientId ? apiClientById(ctx, clientId) : null;
      },
    }),
    changedAt: t.field({
      type: 'DateTime',
      description: 'When it was changed.',
      resolve: ({ change }) => change.changedAt,
    }),
  }),
});

nodeLoaders.set('TicketChange', (id, ctx) => ticketChangeById(ctx, id));

export const TicketRef = builder.objectRef<TicketRow>('Ticket');
TicketRef.implement({
  description: 'What outlives a chat: a question with a number, until it is answered.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Ticket', id) }),
    number: t.exposeString('number', {
      description: 'To be said on the phone, for example D-2026-000123; no other ticket has it.',
    }),
    revision: t.exposeInt('revision', {
      description: 'Grows by one with every change of the ticket or anything in it.',
    }),
    title: t.exposeString('title', { description: 'At most 200 UTF-16 units.' }),
    content: t.exposeString('content', { description: 'Plain text in NFC, at most 10,000 UTF-16 units.' }),
    status: t.expose('status', { type: TicketStatusRef, description: 'How far it is.' }),
    nextStatuses: t.field({
      type: [TicketStatusRef],
      description: 'Where `updateTicket` can take it from here.',
      resolve: ({ status }) => [...nextStatusesOf(status)],
    }),
    priority: t.expose('priority', {
      type: TicketPriorityRef,
      description: 'How urgent it is; NORMAL unless an agent said otherwise.',
    }),
    channel: t.expose('channel', { type: ChannelRef, description: 'Where it came from.' }),
    language: t.expose('language', { type: LanguageRef, description: 'The customer’s.' }),
    tags: t.stringList({
      description: 'Shown in lists; holds `chat` when the ticket came from a chat.',
      resolve: ({ channel }) => (channel === Channel.CHAT ? ['chat'] : []),
    }),
    inquiryType: t.field({
      type: InquiryTypeRef,
      description: 'Also once it is removed.',
      args: { language: t.arg({ type: LanguageRef, description: 'By default the ticket’s.' }) },
      resolve: async (ticket, args, ctx) => {
        const { serviceId, inquiryTypeId } = ticket;
        const type = await inquiryTypeById(ctx, serviceId, inquiryTypeId, args.language ?? ticket.language);
        return type as LocalInquiryType;
      },
    }),
    chat: t.field({
      type: ChatRef,
      nullable: true,
      description: 'The chat it was made from; null without one, and for who may not read that chat.',
      resolve: ({ chatId }, _, ctx) => (chatId ? chatOfTicket(ctx, chatId) : null),
    }),
    customer: t.field({
      type: CustomerRef,
      nullable: true,
      description: 'Whose ticket it is. For agents the person, in whichever record; null where nobody knows.',
      resolve: ({ customerId }, _, ctx) => (customerId ? personOf(ctx, customerId) : null),
    }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'Where the customer of this ticket can be reached; the customer’s own address may be another.',
    }),
    assignee: t.field({
      type: AgentRef,
      nullable: true,
      description: 'The agent who works on it; null where nobody has it.',
      resolve: ({ assigneeId }, _, ctx) => (assigneeId ? agentById(ctx, assigneeId) : null),
    }),
    attachments: t.field({
      type: [AttachmentRef],
      description: 'What came with the ticket itself, at most 5 files in the order they were uploaded.',
      resolve: ({ id }, _, ctx) => attachmentsOf(ctx, { ticketId: id }),
    }),
    creator: t.field({
      type: AgentRef,
      nullable: true,
      description: 'The agent who made it; null when the customer or a program did.',
      resolve: ({ creatorId }, _, ctx) => (creatorId ? agentById(ctx, creatorId) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that made it, or that a customer left it through; null for everybody else.',
      resolve: ({ clientId }, _, ctx) => (clientId ? apiClientById(ctx, clientId) : null),
    }),
    comments: t.field({
      type: [TicketCommentRef],
      complexity: { field: 1, multiplier: usualComments },
      description: `Oldest first, at most the ${mostComments} newest; all are in \`allComments\`; customers do not see notes.`,
      resolve: ({ id }, _, ctx) => ticketComments(ctx, id),
    }),
    changes: t.field({
      type: [TicketChangeRef],
      complexity: { field: 1, multiplier: mostChanges },
      description: `Oldest first, at most the ${mostChanges} newest; all are in \`allChanges\`; empty for customers.`,
      resolve: async (ticket, _, ctx) => (await ticketChanges(ctx, ticket.id)).map((change) => ({ change, ticket })),
    }),
    allComments: t.connection(
      {
        type: TicketCommentRef,
        ...page('All that was said, oldest first; customers do not see notes.'),
        resolve: ({ id }, args, ctx) => connectionOf(args, cursorInTicket, (page) => commentPage(ctx, id, page)),
      },
      { name: 'TicketCommentConnection' },
      { name: 'TicketCommentEdge' },
    ),
    allChanges: t.connection(
      {
        type: TicketChangeRef,
        ...page('All that was changed, oldest first; empty for customers.'),
        resolve: (ticket, args, ctx) =>
          connectionOf(
            args,
            ({ change }: ChangeOfTicket) => cursorInTicket(change),
            async (page) => (await changePage(ctx, ticket.id, page)).map((change) => ({ change, ticket })),
          ),
      },
      { name: 'TicketChangeConnection' },
      { name: 'TicketChangeEdge' },
    ),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'The instant of its last revision.',
    }),
  }),
});
nodeLoaders.set('Ticket', (id, ctx) => ticketById(ctx, id));

/** Chats of a list of tickets, in one statement. */
const chatOfTicket = batched<string, ChatRow | null>(chatsById, (id) => id);

builder.objectField(ChatRef, 'tickets', (t) =>
  t.field({
    type: [TicketRef],
    complexity: { field: 1, multiplier: mostOfChat },
    description: `The tickets made from it, oldest first, at most ${mostOfChat}: for agents with the ticket right, and for its customer.`,
    resolve: ({ id }, _, ctx) => ticketsOfChat(ctx, id),
  }),
);

domainError(TicketTaken, 'Another agent has the ticket; nothing was changed.', (t) => ({
  ticket: t.expose('ticket', { type: TicketRef, description: 'As it is now.' }),
}));
domainError(
  StaleTicket,
  'Somebody else changed what was to be changed since the caller saw it; nothing was changed.',
  (t) => ({
    ticket: t.expose('ticket', { type: TicketRef, description: 'As it is now.' }),
    fields: t.field({
      type: [TicketFieldRef],
      description: 'What was changed meanwhile.',
      resolve: ({ fields }) => fields as (typeof TicketFieldRef.$inferType)[],
    }),
  }),
);
domainError(
  IllegalTransition,
  'A ticket does not go from this status to that one (`Ticket.nextStatuses`); nothing was changed.',
  (t) => ({
    from: t.expose('from', {
      type: TicketStatusRef,
      description: 'The status that the ticket has.',
    }),
    to: t.expose('to', { type: TicketStatusRef, description: 'The status that was asked for.' }),
  }),
);
domainError(
  TicketClosed,
  'The ticket is closed for ever; agents can still note something, customers leave another inquiry.',
);

builder.queryField('ticket', (t) =>
  t.field({
    type: TicketRef,
    nullable: true,
    description:
      'A ticket by its id; null when there is none for you. Agents with the ticket right see the service’s tickets, customers their own.',
    keys: 'tickets:read',
    authScopes: { viewer: true },
    args: { id: t.arg.id({ required: true, description: '`Ticket.id`.' }) },
    resolve: (_, { id }, ctx) => {
      const row = decodeId('Ticket', id);
      return row ? ticketById(ctx, row) : null;
    },
  }),
);

const TicketFilterRef = builder.inputType('TicketFilter', {
  description: 'Every condition that is given must hold.',
  fields: (t) => ({
    statuses: t.field({ type: [TicketStatusRef], description: 'In one of these.' }),
    assigneeId: t.id({ description: 'Assigned to this agent.' }),
    mine: t.boolean({ description: 'Assigned to the agent who asks.' }),
    unassigned: t.boolean({ description: 'Assigned to nobody.' }),
    channel: t.field({ type: ChannelRef, description: 'Came this way.' }),
    priority: t.field({ type: TicketPriorityRef, description: 'Of this priority.' }),
    inquiryTypeId: t.id({ description: 'Of this inquiry type or one below it.' }),
    customerId: t.id({ description: 'Of this customer; for agents of the person, in whichever record.' }),
    chatId: t.id({ description: 'Made from this chat.' }),
    from: t.field({ type: 'DateTime', description: 'Made at or after.' }),
    to: t.field({ type: 'DateTime', description: 'Made before.' }),
    text: t.string({
      description:
        'A part of number (also as `#12`), title, content or e-mail, and for agents of a comment or of the customer’s name, e-mail or phone, however that is typed; small and capital letters are the same. At most 100 UTF-16 units.',
    }),
  }),
});

const TicketOrderRef = builder.enumType('TicketOrder', {
  description: 'By when tickets were made.',
  values: enumValues<TicketOrder>({ CREATED_AT_DESC: 'The newest first.', CREATED_AT_ASC: 'The oldest first.' }),
});

builder.queryField('tickets', (t) =>
  t.connection(
    {
      type: TicketRef,
      ...boundedPage(
        'Tickets, the newest first unless `orderBy` says otherwise: an agent with the ticket right sees the service’s, a customer their own.',
      ),
      keys: 'tickets:read',
      authScopes: { viewer: true },
      args: {
        filter: t.arg({ type: TicketFilterRef, description: 'Which tickets; all that the caller sees without it.' }),
        orderBy: t.arg({ type: TicketOrderRef, description: 'CREATED_AT_DESC by default.' }),
      },
      resolve: (_, { filter, orderBy, ...args }, ctx) =>
        boundedConnection<TicketRow>(
          args,
          ({ id }) => encodeId('Ticket', id),
          (page) => readTickets(ctx, filter ?? {}, orderBy ?? TicketOrder.CREATED_AT_DESC, page),
        ),
    },
    { name: 'TicketConnection' },
    { name: 'TicketEdge' },
  ),
);

const TicketCountsRef = builder.objectRef<TicketCounts>('TicketCounts').implement({
  description: `How many tickets wait. A count ends at ${mostCounted}, which stands for that many or more.`,
  fields: (t) => ({
    unassigned: t.exposeInt('unassigned', { description: 'Nobody has them.' }),
    open: t.exposeInt('open', { description: 'Those of the agent who asks that are OPEN.' }),
    pending: t.exposeInt('pending', { description: 'The same that are PENDING.' }),
  }),
});

builder.queryField('ticketCounts', (t) =>
  t.field({
    type: TicketCountsRef,
    description: 'How many tickets wait for somebody, and for the agent who asks.',
    keys: 'tickets:read',
    authScopes: { ticketAgent: true },
    resolve: (_, __, ctx) => countTickets(ctx),
  }),
);

const CreateTicketInputRef = builder.inputType('CreateTicketInput', {
  description: 'What an agent makes a ticket of.',
  fields: (t) => ({
    chatId: t.id({
      description: 'The chat it is about: the ticket is its customer’s, of the channel CHAT. Without it: MANUAL.',
    }),
    inquiryTypeId: t.id({ required: true, description: 'One of `inquiryTypes`.' }),
    title: t.string({ required: true, description: '1 to 200 UTF-16 units. The customer can read it.' }),
    content: t.string({ required: true, description: '1 to 10,000 UTF-16 units. The customer can read it.' }),
    customerId: t.id({ description: 'Without `chatId`: whose ticket it is.' }),
    email: t.string({ description: 'Where the customer can be reached; by default the customer’s own address.' }),
    priority: t.field({ type: TicketPriorityRef, description: 'NORMAL by default.' }),
    assigneeId: t.id({ description: 'An agent with the ticket right; the ticket is OPEN then.' }),
    attachments: t.stringList({ description: 'Tokens of uploaded files, at most 5; see Attachment.' }),
    attempt: t.id({
      description:
        'A random text nobody can guess, 22 to 100 characters, made once per wish. Repeated with the same one by the same agent, because the answer got lost, the same ticket is answered. With anything else that is asked for, files included, it is KeyReused, and nothing is done.',
    }),
  }),
});

builder.mutationField('createTicket', (t) =>
  t.field({
    type: TicketRef,
    description: 'Makes a ticket, from a chat in any state or by hand.',
    keys: 'tickets:write',
    authScopes: { ticketAgent: true },
    errors: { types: [InvalidInput, AttachmentMissing, KeyReused, NotPermitted] },
    args: { input: t.arg({ type: CreateTicketInputRef, required: true }) },
    resolve: (_, { input }, ctx) => createTicket(ctx, input),
  }),
);

builder.mutationField('takeTicket', (t) =>
  t.field({
    type: TicketRef,
    description:
      'The agent becomes the assignee of a ticket that nobody has, and it is OPEN; taking one’s own changes nothing.',
    keys: 'none',
    authScopes: { ticketAgent: true },
    errors: { types: [TicketTaken, NotPermitted] },
    args: { ticketId: t.arg.id({ required: true, description: '`Ticket.id`.' }) },
    resolve: (_, { ticketId }, ctx) => takeTicket(ctx, ticketId),
  }),
);

const UpdateTicketInputRef = builder.inputType('UpdateTicketInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    ticketId: t.id({ required: true, description: '`Ticket.id`.' }),
    revision: t.int({
      required: true,
      description:
        '`Ticket.revision` as the caller saw it: what somebody else changed since is not changed over their head.',
    }),
    status: t.field({
      type: TicketStatusRef,
      description: 'One of `Ticket.nextStatuses`. Who opens a NEW ticket takes it.',
    }),
    assigneeId: t.id({
      description: 'An agent with the ticket right; null makes an OPEN or PENDING ticket NEW again.',
    }),
    priority: t.field({ type: TicketPriorityRef, description: 'How urgent it is.' }),
    inquiryTypeId: t.id({ description: 'One of `inquiryTypes`.' }),
    title: t.string({ description: '1 to 200 UTF-16 units.' }),
    content: t.string({ description: '1 to 10,000 UTF-16 units.' }),
  }),
});

builder.mutationField('updateTicket', (t) =>
  t.field({
    type: TicketRef,
    description: 'Changes fields of a ticket; each change is in its history.',
    keys: 'tickets:write',
    authScopes: { ticketAgent: true },
    errors: { types: [StaleTicket, IllegalTransition, TicketClosed, InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: UpdateTicketInputRef, required: true }) },
    resolve: (_, { input }, ctx) => updateTicket(ctx, input),
  }),
);

const AddTicketCommentInputRef = builder.inputType('AddTicketCommentInput', {
  description: 'What is said in a ticket.',
  fields: (t) => ({
    ticketId: t.id({ required: true, description: '`Ticket.id`.' }),
    key: t.id({
      required: true,
      description: 'The author’s own, 1 to 100 characters: sent again with the same one it is the same comment.',
    }),
    text: t.string({ required: true, description: '1 to 10,000 UTF-16 units.' }),
    kind: t.field({
      type: TicketCommentKindRef,
      description: 'Of agents: REPLY (by default) or NOTE. Of customers: absent.',
    }),
    status: t.field({ type: TicketStatusRef, description: 'Of agents: where the ticket goes along with it.' }),
    attachments: t.stringList({ description: 'Tokens of uploaded files, at most 5; see Attachment.' }),
  }),
});

builder.mutationField('addTicketComment', (t) =>
  t.field({
    type: TicketCommentRef,
    description:
      'An agent replies or notes, the ticket’s customer adds. A reply to a ticket that nobody has takes it; what a customer adds to a PENDING or RESOLVED one opens it again.',
    keys: 'tickets:write',
    authScopes: { viewer: true },
    errors: {
      types: [
        TicketClosed,
        IllegalTransition,
        KeyReused,
        InvalidText,
        InvalidInput,
        AttachmentMissing,
        RateLimited,
        NotPermitted,
      ],
    },
    args: { input: t.arg({ type: AddTicketCommentInputRef, required: true }) },
    resolve: (_, { input }, ctx) => addTicketComment(ctx, input),
  }),
);

const TicketUpdateRef = builder.objectRef<TicketUpdate>('TicketUpdate').implement({
  description: 'Whether a ticket moved on: state, not deltas, so nothing more follows.',
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Its present one: ask again with `after: revision`.' }),
    ticket: t.expose('ticket', {
      type: TicketRef,
      nullable: true,
      description: 'As it is; null when nothing changed since `after`.',
    }),
  }),
});

builder.queryField('ticketChanges', (t) =>
  t.field({
    type: TicketUpdateRef,
    nullable: true,
    description:
      'For clients that poll: what `Subscription.ticketChanges` would tell of a ticket that moved on since revision `after` (0 or absent: in any case). Null when there is no such ticket for you. Fails with REVISION_AHEAD when `after` lies beyond the present.',
    keys: 'tickets:read',
    authScopes: { viewer: true },
    args: {
      ticketId: t.arg.id({ required: true, description: '`Ticket.id`.' }),
      after: t.arg.int({ description: '`TicketUpdate.revision` of the last answer.' }),
    },
    resolve: (_, { ticketId, after }, ctx) => readTicketChanges(ctx, ticketId, after ?? 0),
  }),
);

builder.subscriptionField('ticketChanges', (t) =>
  t.field({
    type: TicketRef,
    description: 'One ticket as it is, then after each change: state, not deltas.',
    keys: 'tickets:read',
    authScopes: { viewer: true },
    args: { ticketId: t.arg.id({ required: true, description: '`Ticket.id`.' }) },
    subscribe: (_, { ticketId }, ctx) => watchTicket(ctx, ticketId),
    resolve: (ticket) => ticket,
  }),
);

builder.subscriptionField('ticketListChanges', (t) =>
  t.field({
    type: TicketRef,
    description:
      'Each of the service’s tickets that is new or changed from now on; nothing of what was before. News can get lost between processes, so look at a list anew now and then.',
    keys: 'tickets:read',
    authScopes: { ticketAgent: true },
    subscribe: (_, __, ctx) => watchTickets(ctx),
    resolve: (ticket) => ticket,
  }),
);

const SubmitInquiryInputRef = builder.inputType('SubmitInquiryInput', {
  description: 'What a customer says in an inquiry.',
  fields: (t) => ({
    service: t.string({ required: true, description: 'The service’s slug.' }),
    inquiryTypeId: t.id({ required: true, description: 'One of `HelpCenter.inquiryTypes`.' }),
    email: t.string({ required: true, description: 'At most 254 octets; kept in small letters.' }),
    title: t.string({ required: true, description: '1 to 200 UTF-16 units.' }),
    content: t.string({ required: true, description: '1 to 10,000 UTF-16 units.' }),
    consent: t.field({ type: ConsentInputRef, description: 'Without it: ConsentRequired.' }),
    language: t.field({ type: LanguageRef, description: 'The customer’s; by default the one of the consent.' }),
    attachments: t.stringList({
      description: 'Tokens of uploaded files, at most 5; see Attachment. A repetition does not need them again.',
    }),
    attempt: t.id({
      description:
        'A random text nobody can guess, 22 to 100 characters, made once per wish to submit. Repeated with the same one, because the answer got lost, the same inquiry is answered: for an hour, from the same network or with the customer’s token; after that InvalidInput. With another e-mail, title, content, inquiry type, file or member it is KeyReused, and nothing is done; files may be sent anew.',
    }),
    identity: t.string({
      description:
        'Whom the company’s own server vouches for, as in `IdentifyInput.identity`: the inquiry is that member’s, on every device.',
    }),
  }),
});

const SubmittedInquiryRef = builder.objectRef<SubmittedInquiry>('SubmittedInquiry').implement({
  description: 'The ticket and the proof that it is yours.',
  fields: (t) => ({
    ticket: t.expose('ticket', { type: TicketRef, description: 'The inquiry as a ticket.' }),
    token: t.exposeString('token', {
      description: 'As `StartedChat.token`, for 365 days: with it the inquiry is looked up and added to.',
    }),
  }),
});

builder.mutationField('submitInquiry', (t) =>
  t.field({
    type: SubmittedInquiryRef,
    description:
      'Public: a question left when nobody can chat. It becomes a ticket of the channel HELP_CENTER. With a customer’s token it is that customer’s.',
    keys: 'tickets:write',
    authScopes: { public: true },
    errors: {
      types: [
        InvalidInput,
        InquiryDisabled,
        MembersOnly,
        IdentityRefused,
        ConsentRequired,
        ConsentStale,
        AttachmentMissing,
        KeyReused,
        RateLimited,
      ],
    },
    args: { input: t.arg({ type: SubmitInquiryInputRef, required: true }) },
    resolve: (_, { input }, ctx) => submitInquiry(ctx, input),
  }),
);
