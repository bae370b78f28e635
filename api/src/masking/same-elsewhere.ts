import { isStaffViewer, type StaffViewer } from '../access/viewer.ts';
import { mayRead } from '../chat/change-chat.ts';
import { chatColumns, type ChatRow } from '../chat/chat.rows.ts';
import type { Mask } from '../chat/message.entity.ts';
import type { Context } from '../context.ts';
import { infoFields } from '../customer/customer-info.ts';
import { textOfCustomer } from '../customer/customer-masks.ts';
import { customerColumns, groupOf, type CustomerRow } from '../customer/customer.rows.ts';
import { seesRecord } from '../customer/group.service.ts';
import { encodeId } from '../ids.ts';
import type { Masked } from '../masked.ts';
import { columnsOf, type Statements } from '../sql.ts';
import { mayReadTicket } from '../ticket/change-ticket.ts';
import { commentColumns, ticketColumns, type CommentRow, type TicketRow } from '../ticket/ticket.rows.ts';
import { maskableText, textOf, textOfInfo, textOfTicket, type TextName } from './maskable-texts.ts';
import { findText } from './masking.service.ts';
import { readOriginals } from './originals.rows.ts';
import { sameText } from './same-text.ts';
import type { Range } from './spans.ts';

/** A stretch of another text that says what a mask hides. */
export interface SameText extends Range {
  /** As in the public API. */
  readonly objectId: string;
  readonly field: string;
  readonly revision: number;
}

/** Who hid something may ask where else it stands for so long. */
const minutesToAsk = 10;
/** So many places are told. */
const placesLimit = 50;
/** So many chats, tickets and records of one person are looked at, the newest. */
const objectsLimit = 20;
/** So many messages, notes and comments, each, are looked at, the newest. */
const textsLimit = 2_000;
const messagesAtOnce = 500;

/**
 * Where else in the same chat, its tickets and its customer's info the text under a mask stands, as far as the viewer reads them. Only for
 * who hid it, and read it in doing so, shortly after: to anybody else it would show what is hidden.
 */
export async function sameElsewhere(ctx: Context, mask: Mask): Promise<SameText[]> {
  const { viewer, app } = ctx;
  if (!isStaffViewer(viewer) || !isAuthorsStill(mask, viewer, app.clock.now())) return [];
  const found = await findText(app.sql, mask.id);
  const origin = found && (await originOf(app.sql, found.name, found.objectId));
  if (!origin) return [];
  const place =
    found.name === 'Message.body'
      ? { serviceId: viewer.serviceId, chatId: origin.chatId!, messageId: found.objectId }
      : { serviceId: viewer.serviceId, objectId: found.objectId, field: found.name };
  const original = (await readOriginals(app.sql, app.vault, place)).get(mask.id);
  const find = original === undefined ? null : sameText(original);
  if (!find) return [];
  const places: SameText[] = [];
  for await (const { name, id, revision, text } of textsAround(app.sql, viewer, origin)) {
    const [type, field] = name.split('.') as [string, string];
    const ranges = find(text);
    // Of what is hidden whole all is hidden, however often it stands there.
    for (const range of maskableText(name).isWhole ? ranges.slice(0, 1) : ranges) {
      places.push({ objectId: encodeId(type, id), field, revision, ...range });
      if (places.length === placesLimit) return places;
    }
  }
  return places;
}

function isAuthorsStill(mask: Mask, { kind, id }: StaffViewer, now: Date): boolean {
  const author = kind === 'agent' ? mask.maskedById : mask.maskedByClientId;
  const isRecent = now.getTime() - Date.parse(mask.maskedAt) < minutesToAsk * 60_000;
  return author === id && mask.seen === true && !mask.sealed && isRecent;
}

/** To which chat, ticket and customer a text belongs. */
interface Origin {
  readonly chatId: string | null;
  readonly ticketId: string | null;
  readonly customerId: string | null;
}

const ofChat = 'select c.id as "chatId", null::uuid as "ticketId", c.customer_id as "customerId" from chat c';
const ofTicket = 'select t.chat_id as "chatId", t.id as "ticketId", t.customer_id as "customerId" from ticket t';
const origins: Record<string, string> = {
  Message: `${ofChat} join message m on m.chat_id = c.id where m.id = $1`,
  ChatNote: `${ofChat} join chat_note n on n.chat_id = c.id where n.id = $1`,
  Chat: `${ofChat} where c.id = $1`,
  Ticket: `${ofTicket} where t.id = $1`,
  TicketComment: `${ofTicket} join ticket_comment m on m.ticket_id = t.id where m.id = $1`,
  Customer:
    'select null::uuid as "chatId", null::uuid as "ticketId", u.id as "customerId" from customer u where u.id = $1',
};

async function originOf(sql: Statements, name: TextName, objectId: string): Promise<Origin | undefined> {
  const { rows } = await sql.query<Origin>(origins[name.split('.')[0]!]!, [objectId]);
  const [origin] = rows;
  // Where a customer can be reached is known of them, as their own address is.
  return name === 'Ticket.email' && origin?.customerId ? { ...origin, chatId: null, ticketId: null } : origin;
}

interface Found {
  readonly name: TextName;
  readonly id: string;
  readonly revision: number;
  readonly text: Masked;
}

/** Every text around that the viewer reads, each with a revision that is no newer than it. */
async function* textsAround(sql: Statements, viewer: StaffViewer, origin: Origin): AsyncGenerator<Found> {
  yield* textsOfChats(sql, viewer, origin);
  yield* textsOfTickets(sql, viewer, origin);
  if (origin.customerId === null) return;
  const { rows } = await sql.query<CustomerRow>(
    `select ${customerColumns('u')} from customer u where u.id in (${groupOf('$1')}) and u.erased_at is null
     order by u.id desc limit ${objectsLimit}`,
    [origin.customerId],
  );
  for (const customer of rows) {
    if (!(await seesRecord(sql, viewer, customer))) continue;
    for (const field of infoFields) {
      const revision = customer.infoRevision;
      yield { name: `Customer.${field}`, id: customer.id, revision, text: textOfCustomer(customer, field) };
    }
  }
}

async function* textsOfChats(sql: Statements, viewer: StaffViewer, origin: Origin): AsyncGenerator<Found> {
  const { rows } = await sql.query<ChatRow & { note: string | null; noteMasks: readonly Mask[] | null }>(
    `select ${chatColumns('c')}, ${columnsOf('c', ['note', 'noteMasks'])} from chat c where ${
      isOfPerson(origin) ? `c.customer_id in (${groupOf('$1')})` : 'c.id = $1'
    } order by c.id desc limit ${objectsLimit}`,
    [isOfPerson(origin) ? origin.customerId : origin.chatId],
  );
  const chats = rows.filter((chat) => mayRead(viewer, chat));
  for (const chat of chats) {
    yield { name: 'Chat.note', id: chat.id, revision: chat.revision, text: textOfInfo(chat) };
  }
  const chatIds = chats.map(({ id }) => id);
  if (chatIds.length === 0) return;
  const { rows: notes } = await sql.query<BodyRow>(
    `select ${columnsOf('n', ['id', 'revision', 'body', 'masks'])} from chat_note n where n.chat_id = any($1::uuid[])
     order by n.id desc limit ${textsLimit}`,
    [chatIds],
  );
  for (const note of notes) yield { name: 'ChatNote.body', id: note.id, revision: note.revision, text: textOf(note) };
  let left = textsLimit;
  for (const chatId of chatIds) {
    for (let before: number | null = null; left > 0;) {
      const { rows: messages }: { rows: (BodyRow & { seq: number })[] } = await sql.query(
        `select ${columnsOf('m', ['id', 'seq', 'revision', 'body', 'masks'])} from message m
         where m.chat_id = $1 and m.seq < coalesce($2, 2147483647) order by m.seq desc limit ${messagesAtOnce}`,
        [chatId, before],
      );
      for (const { id, revision, ...said } of messages)
        yield { name: 'Message.body', id, revision, text: textOf(said) };
      left -= messages.length;
      if (messages.length < messagesAtOnce) break;
      before = messages.at(-1)!.seq;
    }
  }
}

type BodyRow = Pick<CommentRow, 'id' | 'revision' | 'body' | 'masks'>;

async function* textsOfTickets(sql: Statements, viewer: StaffViewer, origin: Origin): AsyncGenerator<Found> {
  const { rows } = await sql.query<TicketRow>(
    `select ${ticketColumns('t')} from ticket t where ${
      isOfPerson(origin) ? `t.customer_id in (${groupOf('$1')})` : '(t.chat_id = $1 or t.id = $2)'
    } order by t.id desc limit ${objectsLimit}`,
    isOfPerson(origin) ? [origin.customerId] : [origin.chatId, origin.ticketId],
  );
  const tickets = new Map(rows.filter((ticket) => mayReadTicket(viewer, ticket)).map((ticket) => [ticket.id, ticket]));
  for (const ticket of tickets.values()) {
    for (const field of ['title', 'content', 'email'] as const) {
      const { id, revision } = ticket;
      yield { name: `Ticket.${field}`, id, revision, text: textOfTicket(ticket, field) };
    }
  }
  const { rows: comments } = await sql.query<CommentRow>(
    `select ${commentColumns('m')} from ticket_comment m where m.ticket_id = any($1::uuid[]) order by m.id desc limit ${textsLimit}`,
    [[...tickets.keys()]],
  );
  for (const comment of comments) {
    const { revision } = tickets.get(comment.ticketId)!;
    yield { name: 'TicketComment.body', id: comment.id, revision, text: textOf(comment) };
  }
}

/** A field of a customer belongs to no single chat or ticket. */
const isOfPerson = ({ chatId, ticketId }: Origin) => chatId === null && ticketId === null;
