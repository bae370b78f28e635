import type { KeyScope } from '../access/key-scopes.ts';
import { chatById } from '../chat/chat.service.ts';
import type { ChatRow, MessageRow } from '../chat/chat.rows.ts';
import { MessageEvent } from '../chat/message.entity.ts';
import { messageById } from '../chat/message.service.ts';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customer/customer.rows.ts';
import { findRecord } from '../customer/group.service.ts';
import { memberIdsOf } from '../customer/identity.service.ts';
import { objectTypeOf } from '../event/object-id.ts';
import { encodeId } from '../ids.ts';
import { writeInstant } from '../instant.ts';
import { batched } from '../loader.ts';
import type { TicketRow } from '../ticket/ticket.rows.ts';
import { ticketById } from '../ticket/ticket.service.ts';
import type { DeliveryRow } from './webhook.rows.ts';

/** Of what an endpoint may be sent more than the id, and the scope that its API key needs for it. */
export const scopeOfObject = {
  CHAT: 'chats:read',
  MESSAGE: 'chats:read',
  TICKET: 'tickets:read',
  CUSTOMER: 'customers:read',
} as const satisfies Readonly<Record<string, KeyScope>>;
export type WebhookObject = keyof typeof scopeOfObject;

export const isWebhookObject = (object: string): object is WebhookObject => Object.hasOwn(scopeOfObject, object);

/** What an object says now, as a body has it. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** An object that was found, and whose it is. */
interface Found {
  readonly customerId: string | null;
  readonly fields: () => Fields | Promise<Fields>;
}

/**
 * What the objects of these deliveries say at this moment to the program that `ctx` is of, by the rules and the readers of the API;
 * null for what was not asked for, may not be read, or is of somebody who was erased. However many there are, it is the same number of
 * statements.
 */
export async function fieldsOf(
  ctx: Context,
  objects: readonly string[],
  deliveries: readonly DeliveryRow[],
): Promise<(Fields | null)[]> {
  const found = await Promise.all(deliveries.map((delivery) => find(ctx, objects, delivery)));
  if (!found.some((each) => each !== null)) return deliveries.map(() => null);
  const { rows } = await ctx.app.sql.query<{ id: string }>(
    'select id from customer where id = any($1::uuid[]) and erased_at is not null',
    [found.flatMap((each) => each?.customerId ?? [])],
  );
  const erased = new Set(rows.map(({ id }) => id));
  const isErased = ({ customerId }: Found) => customerId !== null && erased.has(customerId);
  return Promise.all(found.map(async (each) => (each && !isErased(each) ? each.fields() : null)));
}

async function find(ctx: Context, objects: readonly string[], { kind, objectId }: DeliveryRow): Promise<Found | null> {
  const object = objectTypeOf(kind)?.toUpperCase();
  if (!objectId || object === undefined || !isWebhookObject(object) || !objects.includes(object)) return null;
  return finders[object](ctx, objectId);
}

const finders: Readonly<Record<WebhookObject, (ctx: Context, id: string) => Promise<Found | null>>> = {
  async CHAT(ctx, id) {
    const chat = await chatById(ctx, id);
    return chat && { customerId: chat.customerId, fields: () => ofChat(chat) };
  },
  async MESSAGE(ctx, id) {
    const message = await messageById(ctx, id);
    const chat = message && (await chatById(ctx, message.chatId));
    return chat && { customerId: chat.customerId, fields: () => ofMessage(ctx, message) };
  },
  async TICKET(ctx, id) {
    const ticket = await ticketById(ctx, id);
    return ticket && { customerId: ticket.customerId ?? null, fields: () => ofTicket(ticket) };
  },
  async CUSTOMER(ctx, id) {
    const customer = await findRecord(ctx, id);
    return customer && { customerId: customer.id, fields: () => ofCustomer(ctx, customer) };
  },
};

const idOf = (type: string, id: string | null | undefined) => (id ? encodeId(type, id) : null);
const instant = (at: Date | null | undefined) => (at ? writeInstant(at) : null);

const ofChat = (chat: ChatRow): Fields => ({
  state: chat.state,
  language: chat.language,
  customerId: encodeId('Customer', chat.customerId),
  agentId: idOf('Agent', chat.agentId),
  requestedAt: writeInstant(chat.requestedAt),
  openedAt: instant(chat.openedAt),
  closedAt: instant(chat.closedAt),
  rating: chat.ratingVerdict ?? null,
});

async function ofMessage(ctx: Context, message: MessageRow): Promise<Fields> {
  const name = message.senderId ? await ctx.app.senderNames.of(message.senderId) : null;
  return {
    seq: message.seq,
    sender: message.sender,
    senderName: name?.person ?? null,
    integration: message.event === MessageEvent.INTEGRATION,
    event: message.event ?? null,
    body: message.body,
    sentAt: writeInstant(message.sentAt),
  };
}

const ofTicket = (ticket: TicketRow): Fields => ({
  number: ticket.number,
  title: ticket.title,
  content: ticket.content,
  status: ticket.status,
  priority: ticket.priority,
  channel: ticket.channel,
  language: ticket.language,
  customerId: idOf('Customer', ticket.customerId),
  assigneeId: idOf('Agent', ticket.assigneeId),
  createdAt: writeInstant(ticket.createdAt),
  changedAt: writeInstant(ticket.changedAt),
});

const memberIdOf = batched<string, string | null>(memberIdsOf, (id) => id);

async function ofCustomer(ctx: Context, customer: CustomerRow): Promise<Fields> {
  return {
    name: customer.name ?? null,
    email: customer.email ?? null,
    phone: customer.phone ?? null,
    memberId: await memberIdOf(ctx, customer.id),
    createdAt: writeInstant(customer.createdAt),
  };
}
