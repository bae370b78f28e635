import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';
import { Ticket } from '../ticket/ticket.entity.ts';
import { TicketComment } from '../ticket/ticket-comment.entity.ts';
import { MediaType } from '../media-types.ts';

/**
 * A rectangle of a picture that is hidden, upright and in pixels. The whole of what is not shown as a picture has none: its numbers are 0.
 * Where and since when; what it hides is in the box, see `MaskOriginal`.
 */
export interface MaskedRegion {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** As ISO 8601, because it is kept as JSON. */
  readonly maskedAt: string;
  readonly maskedById: string | null;
  /** The program that hid it; absent for agents. */
  readonly maskedByClientId?: string;
  /** What it hides was destroyed. */
  readonly sealed: boolean;
}

const AttachmentSchema = defineEntity({
  name: 'Attachment',
  indexes: [
    {
      name: 'attachment_loose_index',
      expression: `create index "attachment_loose_index" on "attachment" ("created_at") where "ticket_id" is null`,
    },
    {
      name: 'attachment_thumbnail_index',
      expression: `create unique index "attachment_thumbnail_index" on "attachment" ("thumbnail_of") where "thumbnail_of" is not null`,
    },
    {
      name: 'attachment_part_index',
      expression: `create index "attachment_part_index" on "attachment" ("part_of") where "part_of" is not null`,
    },
    {
      name: 'attachment_remains_index',
      expression: `create index "attachment_remains_index" on "attachment" ("id") where "upload_remains"`,
    },
    {
      name: 'attachment_message_id_index',
      expression: `create index "attachment_message_id_index" on "attachment" ("message_id") where "message_id" is not null`,
    },
    {
      name: 'attachment_uploader_index',
      expression: `create index "attachment_uploader_index" on "attachment" ("uploader_id") where "ticket_id" is null and "message_id" is null and "uploader_id" is not null`,
    },
  ],
  properties: {
    /** Also the name that its content is stored under, as it was uploaded. */
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    /** Null until what it was uploaded for is submitted. */
    ticketId: () => p.manyToOne(Ticket).mapToPk().fieldName('ticket_id').nullable().index(),
    /** With which comment it came; null for what came with the ticket itself. */
    commentId: () => p.manyToOne(TicketComment).mapToPk().fieldName('comment_id').nullable().index(),
    /** With which message of a chat it came. No foreign key: every message would be checked against it. */
    messageId: p.uuid().nullable(),
    /** The agent, customer or program that uploaded it; null for somebody without a credential. */
    uploaderId: p.uuid().nullable(),
    /** Of what picture it is the thumbnail; null for what somebody uploaded. */
    thumbnailOf: p.uuid().nullable(),
    /** Of what file it is a later content, or the box; null for what somebody uploaded. */
    partOf: p.uuid().nullable(),
    /** SHA-256 of what its uploader attaches it with; null once a ticket or a comment bears it. */
    tokenHash: p.text().nullable().unique().hidden(),
    /** What its uploader called it. */
    name: p.text(),
    mediaType: p.enum(() => MediaType),
    /** In bytes. */
    size: p.integer(),
    /** Of a picture, upright and in pixels. */
    width: p.integer().nullable(),
    height: p.integer().nullable(),
    /** Grows when its content is replaced. */
    revision: p.integer().default(0),
    /**
     * Random; stands in its address and is another one with another content, which is stored under it. Null for what came before there
     * was one.
     */
    version: p.uuid().nullable(),
    /** What of it is hidden; null for nothing. */
    regions: p.json<readonly MaskedRegion[]>().nullable(),
    /** The name of what it is without the regions that can still be released, encrypted; null where there are none. */
    boxId: p.uuid().nullable(),
    /** What was uploaded is to be removed from the store. */
    uploadRemains: p.boolean().default(false),
    /**
     * When it came; 'infinity' once a message bears it, because the version before this one removes whatever has no ticket and came
     * an hour ago; '-infinity' once it was let go.
     */
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** A file that came with a message, a ticket or a comment. Its content is not in the database. */
export class Attachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(Attachment);
