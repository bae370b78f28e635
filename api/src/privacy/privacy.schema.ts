import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, domainError } from '../builder.ts';
import { ChatRef } from '../chat/chat.schema.ts';
import { CustomerRef } from '../customer/customer.schema.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { batched } from '../loader.ts';
import { TicketRef } from '../ticket/ticket.schema.ts';
import { eraseCustomer } from './erase.service.ts';
import { chatOrTicketHold, customerHold, liftHold, putHold, type HoldRow, type HoldState } from './hold.service.ts';
import { forecast, type Forecast } from './forecast.service.ts';
import { ChatOpen, ErasureHeld } from './privacy.errors.ts';

domainError(
  ChatOpen,
  'The person waits for an agent or is being served, in one of their records: end that chat first.',
);
domainError(ErasureHeld, 'The person, or a chat or ticket of theirs, is held: lift that hold first.');

builder.mutationField('eraseCustomer', (t) =>
  t.field({
    type: CustomerRef,
    description:
      'Destroys everything personal of a person, in all of their records, for ever: name, e-mail, phone, memo; messages, notes, masks and addresses of their chats; title, text, comments of their tickets; files of both; where they agreed from; their tokens. Counts, instants, states, ratings and categories stay. Erased texts are empty. Done twice it is done once.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [ChatOpen, ErasureHeld, NotPermitted] },
    args: { customerId: t.arg.id({ required: true, description: '`Customer.id`, of any record of the person.' }) },
    resolve: (_, { customerId }, ctx) => eraseCustomer(ctx, customerId),
  }),
);

const HoldRef = builder.objectRef<HoldRow>('Hold').implement({
  description: 'An administrator keeps a chat, a ticket or a person from being erased, by hand or by itself.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'Why, in the administrator’s words; at most 500 UTF-16 units.' }),
    heldAt: t.expose('heldAt', { type: 'DateTime', description: 'Since when.' }),
    heldBy: t.field({
      type: AgentRef,
      description: 'Who said so.',
      resolve: ({ agentId }, _, ctx) => agentById(ctx, agentId),
    }),
  }),
});

builder.objectField(ChatRef, 'hold', (t) =>
  t.field({
    type: HoldRef,
    nullable: true,
    description: 'Why this chat is not erased. Null where it is not held by itself, and for customers.',
    resolve: ({ id }, _, ctx) => chatOrTicketHold(ctx, id),
  }),
);
builder.objectField(TicketRef, 'hold', (t) =>
  t.field({
    type: HoldRef,
    nullable: true,
    description: 'Why this ticket is not erased. Null where it is not held by itself, and for customers.',
    resolve: ({ id }, _, ctx) => chatOrTicketHold(ctx, id),
  }),
);
builder.objectField(CustomerRef, 'hold', (t) =>
  t.field({
    type: HoldRef,
    nullable: true,
    description:
      'Why this person, with all of their chats and tickets, is not erased. Null where they are not held, and for customers.',
    resolve: ({ id }, _, ctx) => customerHold(ctx, id),
  }),
);

/** When each chat was erased; in one statement. */
const chatErasedAt = batched<string, Date | null>(
  async ({ app }, ids) => {
    const { rows } = await app.sql.query<{ id: string; erasedAt: Date | null }>({
      name: 'erased-chats',
      text: `select id, erased_at as "erasedAt" from chat where id = any($1::uuid[])`,
      values: [ids],
    });
    const found = new Map(rows.map((row) => [row.id, row.erasedAt]));
    return ids.map((id) => found.get(id) ?? null);
  },
  (id) => id,
);

builder.objectField(ChatRef, 'erasedAt', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When everything personal in it was destroyed; null where it was not.',
    resolve: ({ id }, _, ctx) => chatErasedAt(ctx, id),
  }),
);
builder.objectField(TicketRef, 'erasedAt', (t) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When everything personal in it was destroyed; null where it was not.',
    resolve: (ticket) => ticket.erasedAt,
  }),
);

const HoldStateRef = builder.objectRef<HoldState>('HoldState').implement({
  description: 'Whether something is held.',
  fields: (t) => ({
    objectId: t.exposeID('objectId', { description: '`Chat.id`, `Ticket.id` or `Customer.id`, as it was given.' }),
    hold: t.expose('hold', { type: HoldRef, nullable: true, description: 'Null: it is not.' }),
  }),
});

builder.mutationField('putHold', (t) =>
  t.field({
    type: HoldStateRef,
    description:
      'Keeps a chat, a ticket, or a person with all of their chats and tickets from being erased until the hold is lifted. What is held gets the new reason. In the log, without the reason.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: {
      id: t.arg.id({ required: true, description: '`Chat.id`, `Ticket.id` or `Customer.id`.' }),
      reason: t.arg.string({ required: true, description: '1 to 500 UTF-16 units.' }),
    },
    resolve: (_, { id, reason }, ctx) => putHold(ctx, id, reason),
  }),
);

builder.mutationField('liftHold', (t) =>
  t.field({
    type: HoldStateRef,
    description: 'Lets it be erased again, at once where its time has come. Done twice it is done once.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`Chat.id`, `Ticket.id` or `Customer.id`.' }) },
    resolve: (_, { id }, ctx) => liftHold(ctx, id),
  }),
);

const RetentionForecastRef = builder.objectRef<Forecast>('RetentionForecast').implement({
  description:
    'How much is erased by itself within seven days, each kind counted up to 1,000. What is held does not count.',
  fields: (t) => ({
    chats: t.exposeInt('chats', { description: 'Closed chats.' }),
    tickets: t.exposeInt('tickets', { description: 'Tickets that are resolved or completed.' }),
    customers: t.exposeInt('customers', { description: 'People of whom nothing else is left.' }),
  }),
});

builder.queryField('retentionForecast', (t) =>
  t.field({
    type: RetentionForecastRef,
    complexity: 50,
    description: 'How much of the service is erased by itself within seven days.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => forecast(ctx),
  }),
);
