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
  /** In bytes. */
  readonly thumbnailSize: number | null;
};

/** SQL: attachments `a` and their thumbnails, with further conditions and an order behind that. */
export const attachmentRows = (further: string) => `select ${columnsOf('a', fields)}, s.id as "thumbnailId", s.size as "thumbnailSize"
  from attachment a left join attachment s on s.thumbnail_of = a.id ${further}`;
