import type { Viewer } from '../access/viewer.ts';
import type { Attachment } from '../attachment/attachment.entity.ts';
import { attachmentColumns, type AttachmentRow } from '../attachment/attachment.rows.ts';
import { advanceChat, mayRead } from '../chat/change-chat.ts';
import type { ChatFeeds } from '../chat/chat-feed.ts';
import { messageRows, type MessageRow } from '../chat/chat.rows.ts';
import { NotPermitted } from '../errors.ts';
import type { Feature } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import { advanceTickets, mayReadTicket } from '../ticket/change-ticket.ts';
import { commentColumns, type CommentRow, type TicketRow } from '../ticket/ticket.rows.ts';
import type { Tx } from '../write.ts';
import {
  lockChatOfMessage,
  lockTicket,
  oneMessage,
  ticketRight,
  type MaskableObject,
  type TextLock,
} from './maskable-texts.ts';
import type { MaskAuthor, Within } from './originals.rows.ts';
import type { FieldPlace } from './vault.ts';

/** As originals and the audit log name what masks of files hide. */
export const fileField = 'Attachment.content';

export type FileRow = AttachmentRow & Pick<Attachment, 'boxId'>;

/** A file that is locked with the object that bears it. */
export interface HeldFile {
  readonly file: FileRow;
  /** The message, ticket or comment it came with. */
  readonly bearer: MaskableObject;
  readonly features: readonly Feature[];
  readonly place: FieldPlace;
  readonly within: Within;
  /** SQL: the right, as columns of `agent`, of who works with what bears it. */
  readonly right: string;
  isReadBy(viewer: Viewer): boolean;
  /** Moves the object that bears it on and tells every reader. */
  advance(by: MaskAuthor): Promise<MaskableObject>;
}

const chatRight = 'can_chat';

/** SQL: the right, as columns of `agent`, of who works with what bears a file; null when there is no such file. */
export async function rightOfFile(sql: Statements, id: string): Promise<string | null> {
  const bearer = await bearerOf(sql, id);
  return bearer && (bearer.messageId === null ? ticketRight : chatRight);
}

async function bearerOf(
  sql: Statements,
  id: string,
): Promise<Pick<Attachment, 'messageId' | 'ticketId' | 'commentId'> | null> {
  const { rows } = await sql.query<Pick<Attachment, 'messageId' | 'ticketId' | 'commentId'>>(
    `select message_id as "messageId", ticket_id as "ticketId", comment_id as "commentId" from attachment
     where id = $1 and (message_id is not null or ticket_id is not null)`,
    [id],
  );
  return rows[0] ?? null;
}

/** Locks what bears a file and then the file, and reads both after that; NotPermitted when there is none. */
export async function holdFile(
  { chatFeeds }: { readonly chatFeeds: ChatFeeds },
  tx: Tx,
  id: string,
  lock: TextLock,
): Promise<HeldFile> {
  const bearer = await bearerOf(tx.sql, id);
  if (!bearer) throw new NotPermitted();
  const { messageId, ticketId, commentId } = bearer;
  return messageId === null
    ? holdInTicket(tx, { id, ticketId: ticketId!, commentId: commentId ?? null }, lock)
    : holdInChat(chatFeeds, tx, { id, messageId: messageId! }, lock);
}

/** Whoever erases what bears it, which is locked, leaves it without a bearer. */
async function lockFile({ sql }: Tx, id: string, lock: TextLock): Promise<FileRow> {
  const { rows } = await sql.query<FileRow>(
    `select ${attachmentColumns('a')}, a.box_id as "boxId" from attachment a
     where a.id = $1 and (a.message_id is not null or a.ticket_id is not null) ${lock}`,
    [id],
  );
  if (!rows[0]) throw new NotPermitted();
  return rows[0];
}

async function holdInChat(
  chatFeeds: ChatFeeds,
  tx: Tx,
  { id, messageId }: { id: string; messageId: string },
  lock: TextLock,
): Promise<HeldFile> {
  const { sql } = tx;
  const { chat, features } = await lockChatOfMessage(tx, messageId, lock);
  const file = await lockFile(tx, id, lock);
  const { rows: messages } = await sql.query<MessageRow>(oneMessage, [messageId]);
  return {
    file,
    bearer: { type: 'Message', row: messages[0]! },
    features,
    place: { serviceId: chat.serviceId, objectId: id, field: fileField },
    within: { chatId: chat.id },
    right: chatRight,
    isReadBy: (viewer) => mayRead(viewer, chat),
    advance: async () => {
      const advanced = await advanceChat(tx, chat);
      const { rows } = await sql.query<MessageRow>(
        `with said as (update message set revision = $2 where id = $1 returning *) ${messageRows('said m')}`,
        [messageId, advanced.revision],
      );
      tx.afterCommit(() => {
        chatFeeds.handOver(advanced, [rows[0]!]);
      });
      return { type: 'Message', row: rows[0]! };
    },
  };
}

async function holdInTicket(
  tx: Tx,
  { id, ticketId, commentId }: { id: string; ticketId: string; commentId: string | null },
  lock: TextLock,
): Promise<HeldFile> {
  const { ticket, features } = await lockTicket(tx, ticketId);
  const file = await lockFile(tx, id, lock);
  const comment = commentId === null ? null : await commentOf(tx.sql, commentId);
  const bearerIn = (row: TicketRow): MaskableObject =>
    comment ? { type: 'TicketComment', row: comment } : { type: 'Ticket', row };
  return {
    file,
    bearer: bearerIn(ticket),
    features,
    place: { serviceId: ticket.serviceId, objectId: id, field: fileField },
    within: { ticketId },
    right: ticketRight,
    isReadBy: (viewer) => mayReadTicket(viewer, ticket),
    advance: async (by) => {
      const [advanced] = await advanceTickets(tx, [{ ticket }], by);
      return bearerIn(advanced!);
    },
  };
}

async function commentOf(sql: Statements, id: string): Promise<CommentRow> {
  const { rows } = await sql.query<CommentRow>(`select ${commentColumns('c')} from ticket_comment c where c.id = $1`, [
    id,
  ]);
  return rows[0]!;
}
