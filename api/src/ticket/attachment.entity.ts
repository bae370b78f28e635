import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';
import { Ticket } from './ticket.entity.ts';
import { TicketComment } from './ticket-comment.entity.ts';

/** What a file may be, as its content tells. */
export const MediaType = {
  PNG: 'image/png',
  JPEG: 'image/jpeg',
  PDF: 'application/pdf',
  TEXT: 'text/plain',
} as const;
export type MediaType = (typeof MediaType)[keyof typeof MediaType];

const AttachmentSchema = defineEntity({
  name: 'Attachment',
  indexes: [
    {
      name: 'attachment_loose_index',
      expression: `create index "attachment_loose_index" on "attachment" ("created_at") where "ticket_id" is null`,
    },
  ],
  properties: {
    /** Also the name that its content is stored under. */
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    /** Null until what it was uploaded for is submitted. */
    ticketId: () => p.manyToOne(Ticket).mapToPk().fieldName('ticket_id').nullable().index(),
    /** With which comment it came; null for what came with the ticket itself. */
    commentId: () => p.manyToOne(TicketComment).mapToPk().fieldName('comment_id').nullable().index(),
    /** SHA-256 of what its uploader attaches it with; null once it is attached. */
    tokenHash: p.text().nullable().unique().hidden(),
    /** What its uploader called it. */
    name: p.text(),
    mediaType: p.enum(() => MediaType),
    /** In bytes. */
    size: p.integer(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** A file that came with a ticket or a comment. Its content is not in the database. */
export class Attachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(Attachment);
