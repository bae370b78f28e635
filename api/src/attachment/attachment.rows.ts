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

export type AttachmentRow = Pick<Attachment, (typeof fields)[number]> & {
  /** Null where there is none. */
  readonly thumbnailId: string | null;
};

/** SQL: attachments with further conditions, orders or joins behind `attachment a`. */
export const attachmentRows = (further: string) => `select ${columnsOf('a', fields)},
  (select s.id from attachment s where s.thumbnail_of = a.id) as "thumbnailId" from attachment a ${further}`;
