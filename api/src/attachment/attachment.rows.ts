import { columnsOf } from '../sql.ts';
import type { Attachment } from './attachment.entity.ts';

const fields = [
  'id',
  'ticketId',
  'commentId',
  'messageId',
  'name',
  'mediaType',
  'size',
  'width',
  'height',
  'revision',
  'version',
  'regions',
] as const;

export type AttachmentRow = Pick<Attachment, (typeof fields)[number]>;

/** SQL: the columns of an attachment row from `alias`. */
export const attachmentColumns = (alias: string) => columnsOf(alias, fields);

/** SQL: attachments with further conditions and an order behind `attachment a`. */
export const attachmentRows = (further: string) => `select ${attachmentColumns('a')} from attachment a ${further}`;
