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
] as const;

export type AttachmentRow = Pick<Attachment, (typeof fields)[number]>;

/** SQL: attachments with further conditions and an order behind `attachment a`. */
export const attachmentRows = (further: string) => `select ${columnsOf('a', fields)} from attachment a ${further}`;
