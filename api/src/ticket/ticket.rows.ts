import { columnsOf } from '../sql.ts';
import type { Ticket } from './ticket.entity.ts';
import type { TicketChange } from './ticket-change.entity.ts';
import type { TicketComment } from './ticket-comment.entity.ts';

/** A ticket as it stood at its `revision`: the columns, without the unit of work around them. */
export type TicketRow = Pick<Ticket, (typeof ticketFields)[number]>;
const ticketFields = [
  'id',
  'serviceId',
  'number',
  'inquiryTypeId',
  'title',
  'content',
  'titleMasks',
  'contentMasks',
  'emailMasks',
  'titleRevision',
  'contentRevision',
  'emailRevision',
  'revision',
  'status',
  'priority',
  'channel',
  'language',
  'customerId',
  'email',
  'chatId',
  'assigneeId',
  'creatorId',
  'clientId',
  'createdAt',
  'changedAt',
  'erasedAt',
] as const;

/** SQL: the columns of a ticket row from `alias`. */
export const ticketColumns = (alias: string) => columnsOf(alias, ticketFields);

export type CommentRow = Pick<TicketComment, (typeof commentFields)[number]>;
const commentFields = [
  'id',
  'ticketId',
  'revision',
  'kind',
  'authorId',
  'clientId',
  'body',
  'masks',
  'textRevision',
  'createdAt',
] as const;

/** SQL: the columns of a comment row from `alias`. */
export const commentColumns = (alias: string) => columnsOf(alias, commentFields);

export type ChangeRow = Pick<TicketChange, (typeof changeFields)[number]>;
const changeFields = ['id', 'ticketId', 'revision', 'authorId', 'field', 'before', 'after', 'changedAt'] as const;

/** SQL: the columns of a change row from `alias`. */
export const changeColumns = (alias: string) => columnsOf(alias, changeFields);
