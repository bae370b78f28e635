import { isStaff, type Viewer } from '../access/viewer.ts';
import { advanceChat, mayRead } from '../chat/change-chat.ts';
import {
  chatColumns,
  messageRows,
  noteColumns,
  type ChatRow,
  type MessageRow,
  type NoteRow,
} from '../chat/chat.rows.ts';
import { chatById } from '../chat/chat.service.ts';
import { chatInfos, type ChatInfo } from '../chat/chat-info.service.ts';
import type { ChatFeeds } from '../chat/chat-feed.ts';
import type { Mask } from '../chat/message.entity.ts';
import { messageById } from '../chat/message.service.ts';
import { noteById } from '../chat/note.service.ts';
import type { Context } from '../context.ts';
import type { CustomerField } from '../customer/customer.entity.ts';
import { placeOfField, textOfCustomer, withMasks } from '../customer/customer-masks.ts';
import { customerColumns, type CustomerRow } from '../customer/customer.rows.ts';
import { findRecord, lockRecords, seesRecord } from '../customer/group.service.ts';
import { nameTopic } from '../customer/sender-names.ts';
import { NotPermitted } from '../errors.ts';
import { standing, type Masked } from '../masked.ts';
import type { Feature } from '../service/service.entity.ts';
import { columnsOf, type Statements } from '../sql.ts';
import { advanceTickets, lockTickets, mayReadTicket } from '../ticket/change-ticket.ts';
import { commentById } from '../ticket/ticket-comment.service.ts';
import { commentColumns, type CommentRow, type TicketRow } from '../ticket/ticket.rows.ts';
import { ticketById } from '../ticket/ticket.service.ts';
import type { Scope, Tx } from '../write.ts';
import { StaleRevision, StaleText } from './masking.errors.ts';
import {
  keeping,
  keepingTakes,
  keepingValues,
  keepOriginals,
  type OriginalsChange,
  type Within,
} from './originals.rows.ts';
import type { Cause } from './vacuum.ts';
import type { TextPlace } from './vault.ts';

/** An object in whose texts something can be hidden, by its type in the public API. */
export type MaskableObject =
  | { readonly type: 'Message'; readonly row: MessageRow }
  | { readonly type: 'Ticket'; readonly row: TicketRow }
  | { readonly type: 'TicketComment'; readonly row: CommentRow }
  | { readonly type: 'ChatNote'; readonly row: NoteRow }
  | { readonly type: 'Chat'; readonly row: ChatRow }
  | { readonly type: 'Customer'; readonly row: CustomerRow };

/** What becomes of a text's masks, and of what they hide. */
export interface MaskChange extends OriginalsChange {
  readonly after: Masked;
  /** What is hidden that was not: as it read, as every reader sees it from now on, and the original. */
  readonly hidden: readonly { readonly shown: string; readonly asterisks: string; readonly original: string }[];
}

/** A text that is locked with the object in which it stands. */
export interface HeldText {
  readonly object: MaskableObject;
  readonly features: readonly Feature[];
  readonly text: Masked;
  readonly place: TextPlace;
  readonly within: Within;
  isReadBy(viewer: Viewer): boolean | Promise<boolean>;
  /** Whether offsets that were taken at a revision may mean something else by now. */
  isStale(revision: number): boolean | Promise<boolean>;
  /** Moves the object on, writes text, originals and audit rows, and tells every reader. */
  store(change: MaskChange): Promise<MaskableObject>;
}

/** What the lock of a text is for: `for share` only reads it. */
export type TextLock = 'for share' | 'for no key update';

/** One of the texts in which something can be hidden. */
interface MaskableText {
  /** SQL: the right, as columns of `agent`, of who works with it. */
  readonly right: string;
  readonly cause: Exclude<Cause, 'person'>;
  /** It is hidden only whole, whatever part of it is asked for. */
  readonly isWhole?: boolean;
  scope(objectId: string): Scope;
  /** Locks it and reads it after that, as whoever held the lock before left it; NotPermitted when there is none. */
  hold(app: { readonly chatFeeds: ChatFeeds }, tx: Tx, objectId: string, lock: TextLock): Promise<HeldText>;
  /** As the viewer may read it; null when they may not. */
  find(ctx: Context, objectId: string): Promise<Masked | null>;
}

export const ticketRight = `(can_ticket or role = 'ADMIN')`;

type TicketText = 'title' | 'content' | 'email';

const ofTicket = (field: TicketText): MaskableText => ({
  right: ticketRight,
  cause: 'text',
  isWhole: field === 'email',
  scope: () => null,
  hold: (_, tx, ticketId) => holdTicket(tx, ticketId, field),
  find: async (ctx, ticketId) => {
    // Customers are told no masks of what is known of them.
    const ticket = field !== 'email' || isStaff(ctx) ? await ticketById(ctx, ticketId) : null;
    return ticket && textOfTicket(ticket, field);
  },
});

const ofCustomer = (field: CustomerField): MaskableText => ({
  right: `(can_chat or can_ticket or role = 'ADMIN')`,
  cause: 'field',
  isWhole: field !== 'memo',
  scope: () => null,
  hold: ({ chatFeeds }, tx, customerId) => holdCustomer(chatFeeds, tx, customerId, field),
  find: async (ctx, customerId) => {
    const customer = isStaff(ctx) ? await findRecord(ctx, customerId) : null;
    return customer && textOfCustomer(customer, field);
  },
});

/** Every text that can be masked, by the type and the field of the public API: whatever hides, shows or destroys goes through this list. */
export const maskableTexts = {
  'Message.body': {
    right: 'can_chat',
    cause: 'mask',
    scope: (messageId) => ({ chat: messageId }),
    hold: ({ chatFeeds }, tx, messageId, lock) => holdMessage(chatFeeds, tx, messageId, lock),
    find: async (ctx, messageId) => {
      const message = await messageById(ctx, messageId);
      return message && (await chatById(ctx, message.chatId)) ? textOf(message) : null;
    },
  },
  'ChatNote.body': {
    right: 'can_chat',
    cause: 'text',
    scope: () => null,
    hold: (_, tx, noteId, lock) => holdNote(tx, noteId, lock),
    find: async (ctx, noteId) => {
      const note = await noteById(ctx, noteId);
      return note && textOf(note);
    },
  },
  'Chat.note': {
    right: 'can_chat',
    cause: 'chat',
    scope: () => null,
    hold: (_, tx, chatId, lock) => holdConsultation(tx, chatId, lock),
    find: async (ctx, chatId) => {
      const chat = isStaff(ctx) ? await chatById(ctx, chatId) : null;
      return chat && textOfInfo((await chatInfos(ctx, [chatId]))[0]!);
    },
  },
  'Ticket.title': ofTicket('title'),
  'Ticket.content': ofTicket('content'),
  'Ticket.email': ofTicket('email'),
  'TicketComment.body': {
    right: ticketRight,
    cause: 'text',
    scope: () => null,
    hold: (_, tx, commentId) => holdComment(tx, commentId),
    find: async (ctx, commentId) => {
      const comment = await commentById(ctx, commentId);
      return comment && textOf(comment);
    },
  },
  'Customer.name': ofCustomer('name'),
  'Customer.email': ofCustomer('email'),
  'Customer.phone': ofCustomer('phone'),
  'Customer.memo': ofCustomer('memo'),
} as const satisfies Record<string, MaskableText>;

export type TextName = keyof typeof maskableTexts;
export const isTextName = (name: string): name is TextName => Object.hasOwn(maskableTexts, name);
export const maskableText = (name: TextName): MaskableText => maskableTexts[name];

/** A text with the masks that lie on it. */
function masked(body: string, masks: readonly Mask[] | null | undefined): Masked {
  return { body, masks: masks ? standing({ body, masks }) : [] };
}

/** The body of a message, a note or a comment with its masks. */
export const textOf = ({ body, masks }: Pick<MessageRow, 'body' | 'masks'>): Masked => masked(body, masks);
/** The note of a consultation with its masks. */
export const textOfInfo = ({ note, noteMasks }: Pick<ChatInfo, 'note' | 'noteMasks'>): Masked =>
  masked(note ?? '', noteMasks);
/** A text of a ticket with its masks; empty where it has none. */
export const textOfTicket = (ticket: TicketRow, field: TicketText): Masked =>
  masked(ticket[field] ?? '', ticket[`${field}Masks`]);

const masksOrNull = ({ masks }: Masked) => (masks.length === 0 ? null : masks);

async function lockChatOf(
  tx: Tx,
  chatId: string,
  lock: TextLock,
): Promise<{ chat: ChatRow; features: readonly Feature[] }> {
  tx.willLock('chat', [chatId]);
  const { rows } = await tx.sql.query<ChatRow & { features: Feature[] }>(
    `select ${chatColumns('c')}, s.features from chat c join service s on s.id = c.service_id where c.id = $1 ${lock} of c`,
    [chatId],
  );
  const [chat] = rows;
  if (!chat) throw new NotPermitted();
  return { chat, features: chat.features };
}

export async function lockChatOfMessage(
  tx: Tx,
  messageId: string,
  lock: TextLock,
): Promise<{ chat: ChatRow; features: readonly Feature[] }> {
  const { rows } = await tx.sql.query<{ chatId: string }>('select chat_id as "chatId" from message where id = $1', [
    messageId,
  ]);
  if (!rows[0]) throw new NotPermitted();
  return lockChatOf(tx, rows[0].chatId, lock);
}

async function holdMessage(chatFeeds: ChatFeeds, tx: Tx, messageId: string, lock: TextLock): Promise<HeldText> {
  const { sql } = tx;
  const { chat, features } = await lockChatOfMessage(tx, messageId, lock);
  const { rows: messages } = await sql.query<MessageRow>(oneMessage, [messageId]);
  const [message] = messages;
  if (!message) throw new NotPermitted();
  const place = { serviceId: chat.serviceId, chatId: chat.id, messageId };
  return {
    object: { type: 'Message', row: message },
    features,
    text: textOf(message),
    place,
    within: {},
    isReadBy: (viewer) => mayRead(viewer, chat),
    isStale: (revision) => revision < message.revision || revision > chat.revision,
    store: async (change) => {
      const advanced = await advanceChat(tx, chat);
      const { after } = change;
      const { rows } = await sql.query<MessageRow>({
        name: 'write-masks',
        text: writeMessage,
        values: [
          ...keepingValues(place, {}, change),
          messageId,
          after.body,
          after.masks.length === 0 ? null : JSON.stringify(after.masks),
          advanced.revision,
        ],
      });
      const row = rows[0] as MessageRow;
      tx.afterCommit(() => {
        chatFeeds.handOver(advanced, [row]);
      });
      return { type: 'Message', row };
    },
  };
}

export const oneMessage = messageRows('(select * from message where id = $1) m');

/** SQL: a value behind those of `keeping`. */
const further = (n: number) => `$${keepingTakes + n}`;

const writeMessage = `
with said as (
  update message set body = ${further(2)}, masks = ${further(3)}::jsonb, revision = ${further(4)} where id = ${further(1)} returning *
), ${keeping}
${messageRows('said m')}`;

async function holdNote(tx: Tx, id: string, lock: TextLock): Promise<HeldText> {
  const { sql } = tx;
  const oneNote = `select ${noteColumns('n')} from chat_note n where n.id = $1`;
  const { rows: found } = await sql.query<NoteRow>(oneNote, [id]);
  if (!found[0]) throw new NotPermitted();
  const { chat, features } = await lockChatOf(tx, found[0].chatId, lock);
  const { rows } = await sql.query<NoteRow>(oneNote, [id]);
  const note = rows[0]!;
  const place = { serviceId: chat.serviceId, objectId: id, field: 'ChatNote.body' };
  const within = { chatId: chat.id };
  return {
    object: { type: 'ChatNote', row: note },
    features,
    text: textOf(note),
    place,
    within,
    isReadBy: (viewer) => mayRead(viewer, chat),
    isStale: (revision) => revision < note.revision || revision > chat.revision,
    store: async (change) => {
      const { revision } = await advanceChat(tx, chat);
      const masks = masksOrNull(change.after);
      const { rows: written } = await sql.query<NoteRow>(
        `update chat_note n set body = $2, masks = $3::jsonb, revision = $4 where id = $1 returning ${noteColumns('n')}`,
        [id, change.after.body, masks && JSON.stringify(masks), revision],
      );
      await keepOriginals(sql, place, within, change);
      return { type: 'ChatNote', row: written[0]! };
    },
  };
}

async function holdConsultation(tx: Tx, id: string, lock: TextLock): Promise<HeldText> {
  const { chat, features } = await lockChatOf(tx, id, lock);
  const { rows } = await tx.sql.query<
    Pick<ChatInfo, 'note' | 'noteMasks'> & { noteRevision: number | null; infoRevision: number }
  >(`select ${columnsOf('c', ['note', 'noteMasks', 'noteRevision', 'infoRevision'])} from chat c where c.id = $1`, [
    id,
  ]);
  const info = rows[0]!;
  const place = { serviceId: chat.serviceId, objectId: id, field: 'Chat.note' };
  const within = { chatId: id };
  return {
    object: { type: 'Chat', row: chat },
    features,
    text: textOfInfo(info),
    place,
    within,
    isReadBy: (viewer) => mayRead(viewer, chat),
    isStale: (revision) => revision < (info.noteRevision ?? 0) || revision > chat.revision,
    store: async (change) => {
      // With a new version nobody saves the former note over the masked one.
      const row = await advanceChat(tx, chat, {
        set: {
          note: change.after.body,
          noteMasks: masksOrNull(change.after),
          noteRevision: chat.revision + 1,
          infoRevision: info.infoRevision + 1,
        },
      });
      await keepOriginals(tx.sql, place, within, change);
      return { type: 'Chat', row };
    },
  };
}

export async function lockTicket(tx: Tx, id: string): Promise<{ ticket: TicketRow; features: readonly Feature[] }> {
  const [ticket] = await lockTickets(tx, [id]);
  if (!ticket) throw new NotPermitted();
  return { ticket, features: await featuresOf(tx.sql, ticket.serviceId) };
}

async function featuresOf(sql: Statements, serviceId: string): Promise<readonly Feature[]> {
  const { rows } = await sql.query<{ features: Feature[] }>('select features from service where id = $1', [serviceId]);
  return rows[0]!.features;
}

async function holdTicket(tx: Tx, id: string, field: TicketText): Promise<HeldText> {
  const { ticket, features } = await lockTicket(tx, id);
  const place = { serviceId: ticket.serviceId, objectId: id, field: `Ticket.${field}` };
  const text = textOfTicket(ticket, field);
  return {
    object: { type: 'Ticket', row: ticket },
    features,
    text,
    place,
    within: { ticketId: id },
    isReadBy: (viewer) => mayReadTicket(viewer, ticket),
    isStale: async (revision) =>
      revision > ticket.revision ||
      revision < (ticket[`${field}Revision`] ?? 1) ||
      (await wasChangedSince(tx.sql, id, field, revision)),
    store: async (change) => {
      const { after } = change;
      const erased = {
        [field]: after.body,
        [`${field}Masks`]: masksOrNull(after),
        [`${field}Revision`]: ticket.revision + 1,
      };
      const [row] = await advanceTickets(tx, [{ ticket, erased }], change.by);
      await keepOriginals(tx.sql, place, { ticketId: id }, change);
      if (change.hidden.length > 0) await hideInHistory(tx.sql, id, field, text.body, change);
      return { type: 'Ticket', row: row! };
    },
  };
}

async function wasChangedSince(sql: Statements, ticketId: string, field: string, revision: number): Promise<boolean> {
  const { rows } = await sql.query(
    'select from ticket_change where ticket_id = $1 and revision > $2 and field = $3 limit 1',
    [ticketId, revision, field],
  );
  return rows.length > 0;
}

/**
 * Hides in the history of a text what is hidden in the text: where it reads as before the mask, it reads as after it, and elsewhere
 * every occurrence turns into asterisks. For good: a release gives the text back, not its former wordings.
 */
async function hideInHistory(
  sql: Statements,
  ticketId: string,
  field: string,
  before: string,
  { after, hidden }: MaskChange,
): Promise<void> {
  const { rows } = await sql.query<{ id: string; before: string | null; after: string | null }>(
    'select id, before, after from ticket_change where ticket_id = $1 and field = $2',
    [ticketId, field],
  );
  const without = (text: string | null) => {
    if (text === null || text === before) return text === null ? null : after.body;
    return hidden.reduce(
      (rest, { shown, asterisks, original }) => rest.replaceAll(original, asterisks).replaceAll(shown, asterisks),
      text,
    );
  };
  const changed = rows
    .map((row) => ({ row, hiding: { before: without(row.before), after: without(row.after) } }))
    .filter(({ row, hiding }) => row.before !== hiding.before || row.after !== hiding.after);
  if (changed.length === 0) return;
  await sql.query(
    `update ticket_change c set before = n.before, after = n.after
     from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, before, after) where c.id = n.id`,
    [
      changed.map(({ row }) => row.id),
      changed.map(({ hiding }) => hiding.before),
      changed.map(({ hiding }) => hiding.after),
    ],
  );
}

async function holdComment(tx: Tx, id: string): Promise<HeldText> {
  const { sql } = tx;
  const { rows: found } = await sql.query<{ ticketId: string }>(
    'select ticket_id as "ticketId" from ticket_comment where id = $1',
    [id],
  );
  if (!found[0]) throw new NotPermitted();
  const { ticket, features } = await lockTicket(tx, found[0].ticketId);
  const { rows } = await sql.query<CommentRow>(`select ${commentColumns('c')} from ticket_comment c where c.id = $1`, [
    id,
  ]);
  const comment = rows[0]!;
  const place = { serviceId: ticket.serviceId, objectId: id, field: 'TicketComment.body' };
  return {
    object: { type: 'TicketComment', row: comment },
    features,
    text: textOf(comment),
    place,
    within: { ticketId: ticket.id },
    isReadBy: (viewer) => mayReadTicket(viewer, ticket),
    isStale: (revision) => revision < (comment.textRevision ?? comment.revision) || revision > ticket.revision,
    store: async (change) => {
      const [advanced] = await advanceTickets(tx, [{ ticket }], change.by);
      const masks = masksOrNull(change.after);
      const { rows: written } = await sql.query<CommentRow>(
        `update ticket_comment c set body = $2, masks = $3::jsonb, text_revision = $4 where id = $1 returning ${commentColumns('c')}`,
        [id, change.after.body, masks && JSON.stringify(masks), advanced!.revision],
      );
      await keepOriginals(sql, place, { ticketId: ticket.id }, change);
      return { type: 'TicketComment', row: written[0]! };
    },
  };
}

async function holdCustomer(chatFeeds: ChatFeeds, tx: Tx, id: string, field: CustomerField): Promise<HeldText> {
  const { sql } = tx;
  const customer = (await lockRecords(tx, [id])).get(id);
  if (!customer || customer.erasedAt) throw new NotPermitted();
  const place = placeOfField(customer, field);
  const within = { customerId: id };
  return {
    object: { type: 'Customer', row: customer },
    features: await featuresOf(sql, customer.serviceId),
    text: textOfCustomer(customer, field),
    place,
    within,
    isReadBy: (viewer) => seesRecord(sql, viewer, customer),
    isStale: (revision) => revision !== customer.infoRevision,
    store: async (change) => {
      if (field === 'name') tx.tell(nameTopic, { customerId: id });
      const masks = withMasks(customer.masks, field, change.after.masks);
      const { rows } = await sql.query<CustomerRow>(
        `update customer u set ${field} = $2, masks = $3::jsonb, info_revision = info_revision + 1
         where id = $1 returning ${customerColumns('u')}`,
        [id, change.after.body, masks && JSON.stringify(masks)],
      );
      if (change.hidden.length > 0) await hideInCopies(sql, customer, field, change.after.body);
      await keepOriginals(sql, place, within, change);
      await chatFeeds.renamed(tx, [id]);
      return { type: 'Customer', row: rows[0]! };
    },
  };
}

/** Hides where else a value is kept: by the merge that filled it in, and as what the company's server told last. */
async function hideInCopies(sql: Statements, before: CustomerRow, field: CustomerField, after: string): Promise<void> {
  await sql.query(
    `update customer_merge set filled = jsonb_set(filled, array[$2], to_jsonb($3::text)) where into_id = $1 and filled ? $2`,
    [before.id, field, after],
  );
  await sql.query('update member set told = told - $2::text where customer_id = $1 and told ->> $2 = $3', [
    before.id,
    field,
    before[field],
  ]);
}

/** That the text changed since offsets were taken. */
export const staleError = (object: MaskableObject) =>
  object.type === 'Message' ? new StaleRevision(object.row) : new StaleText(object);
