import type { ChatNote } from './chat-note.entity.ts';
import type { Chat } from './chat.entity.ts';
import type { Message } from './message.entity.ts';
import { columnsOf } from '../sql.ts';

/** A chat as it stood at its `revision`: the columns, without the unit of work around them. */
export type ChatRow = Pick<Chat, (typeof chatFields)[number]> & {
  /** Place in the waiting line, where it was read along. */
  queuePosition?: number;
};
export type MessageRow = Pick<Message, (typeof messageFields)[number]>;

const chatFields = [
  'id',
  'serviceId',
  'customerId',
  'agentId',
  'state',
  'revision',
  'lastSeq',
  'customerReadSeq',
  'agentReadSeq',
  'customerDeliveredSeq',
  'agentDeliveredSeq',
  'customerUnread',
  'agentUnread',
  'language',
  'requestedAt',
  'openedAt',
  'answeredAt',
  'customerEndedAt',
  'closedAt',
  'ratingRequestedAt',
  'ratingVerdict',
  'ratedAt',
] as const;

const messageFields = [
  'id',
  'chatId',
  'seq',
  'revision',
  'sender',
  'senderId',
  'key',
  'event',
  'body',
  'masks',
  'attachmentIds',
  'sentAt',
] as const;

/** SQL: the columns of a chat row from `alias`. */
export const chatColumns = (alias: string, prefix = '') => columnsOf(alias, chatFields, prefix);

/** SQL: message rows with further columns, from `source`, a table or subquery called `m`. */
export const messageRows = (source: string, ...further: string[]) =>
  `select ${[columnsOf('m', messageFields), ...further].join(', ')} from ${source}`;

/** What an agent noted in a chat. */
export type NoteRow = Pick<ChatNote, (typeof noteFields)[number]>;
const noteFields = [
  'id',
  'chatId',
  'revision',
  'authorId',
  'clientId',
  'body',
  'masks',
  'afterSeq',
  'createdAt',
] as const;

/** SQL: the columns of a note from `alias`. */
export const noteColumns = (alias: string) => columnsOf(alias, noteFields);

/** Takes the columns that `chatColumns` gave a prefix back out of a joined row. */
export function chatRowOf(joined: Record<string, unknown>, prefix: string): ChatRow {
  const row: Record<string, unknown> = {};
  for (const field of chatFields) row[field] = joined[prefix + field];
  return row as ChatRow;
}

/** A message row out of a wider one. */
export function messageRowOf(joined: Partial<MessageRow>): MessageRow {
  const row: Record<string, unknown> = {};
  for (const field of messageFields) row[field] = joined[field];
  return row as unknown as MessageRow;
}
