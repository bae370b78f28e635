import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Chat } from '../chat/chat.entity.ts';
import type { Mask } from '../chat/message.entity.ts';
import { Customer } from '../customer/customer.entity.ts';
import { Language, Service } from '../service/service.entity.ts';
import { InquiryType } from './inquiry-type.entity.ts';

export const TicketStatus = {
  NEW: 'NEW',
  OPEN: 'OPEN',
  PENDING: 'PENDING',
  RESOLVED: 'RESOLVED',
  CLOSED: 'CLOSED',
} as const;
export type TicketStatus = (typeof TicketStatus)[keyof typeof TicketStatus];

/** Where a ticket can go from each status. NEW is what nobody has: a ticket becomes and leaves it with its assignee. */
const nextStatuses: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  NEW: [TicketStatus.OPEN],
  OPEN: [TicketStatus.PENDING, TicketStatus.RESOLVED],
  PENDING: [TicketStatus.OPEN, TicketStatus.RESOLVED],
  RESOLVED: [TicketStatus.OPEN, TicketStatus.CLOSED],
  CLOSED: [],
};

export const nextStatusesOf = (status: TicketStatus) => nextStatuses[status];

/** How urgent a ticket is. */
export const TicketPriority = { LOW: 'LOW', NORMAL: 'NORMAL', HIGH: 'HIGH', URGENT: 'URGENT' } as const;
export type TicketPriority = (typeof TicketPriority)[keyof typeof TicketPriority];

/** Where a ticket came from. */
export const Channel = { CHAT: 'CHAT', HELP_CENTER: 'HELP_CENTER', API: 'API', MANUAL: 'MANUAL' } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

const TicketSchema = defineEntity({
  name: 'Ticket',
  indexes: [
    { properties: ['serviceId', 'createdAt', 'id'] },
    { properties: ['serviceId', 'status', 'createdAt', 'id'] },
    { properties: ['customerId', 'createdAt', 'id'] },
    { properties: ['assigneeId', 'createdAt', 'id'] },
    {
      name: 'ticket_unassigned_index',
      expression: `create index "ticket_unassigned_index" on "ticket" ("service_id", "created_at", "id") where "assignee_id" is null`,
    },
    {
      name: 'ticket_unfinished_index',
      expression: `create index "ticket_unfinished_index" on "ticket" ("assignee_id", "created_at", "id") where "status" not in ('RESOLVED', 'CLOSED')`,
    },
    {
      name: 'ticket_text_index',
      expression: `create index "ticket_text_index" on "ticket" using gin ("search_grams"("number" || ' ' || "title" || ' ' || coalesce("email", '') || ' ' || "content"))`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** The public number, short enough to say on the phone: D, the year that it is at the service, and at least six digits that no other ticket has. */
    number: p.text().unique(),
    inquiryTypeId: () => p.manyToOne(InquiryType).mapToPk().fieldName('inquiry_type_id').index(),
    /** Masks are applied, as in messages. */
    title: p.text(),
    content: p.text(),
    titleMasks: p.json<readonly Mask[]>().nullable(),
    contentMasks: p.json<readonly Mask[]>().nullable(),
    emailMasks: p.json<readonly Mask[]>().nullable(),
    /** The ticket's revision at which a mask of the title, the content or the e-mail last changed; null when none did. */
    titleRevision: p.integer().nullable(),
    contentRevision: p.integer().nullable(),
    emailRevision: p.integer().nullable(),
    /** Grows with every change of the ticket or anything in it. */
    revision: p.integer().default(1),
    status: p.enum(() => TicketStatus).default(TicketStatus.NEW),
    priority: p.enum(() => TicketPriority).default(TicketPriority.NORMAL),
    channel: p.enum(() => Channel),
    language: p.enum(() => Language),
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').nullable(),
    /** Where the customer of this ticket can be reached, unless it is masked; the customer's own address may be another. */
    email: p.text().nullable(),
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id').nullable().index(),
    assigneeId: () => p.manyToOne(Agent).mapToPk().fieldName('assignee_id').nullable(),
    /** The agent who made it; null when the customer did. */
    creatorId: () => p.manyToOne(Agent).mapToPk().fieldName('creator_id').nullable().index(),
    /** The program that made it. */
    clientId: p.uuid().nullable(),
    /** SHA-256 of the submitter's `attempt`, so that a repeated submission finds the ticket instead of making a second. */
    attemptHash: p.text().nullable().unique(),
    /** What was asked for with it (`attemptDigest`); null without one, and where a former version made the ticket. */
    attemptDigest: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** The instant of its last revision. */
    changedAt: p.datetime().defaultRaw('now()'),
    /** Everything personal in it was destroyed. */
    erasedAt: p.datetime().nullable(),
  },
});

/** A question with a number, which stays until it is answered, whether or not it came from a chat. */
export class Ticket extends TicketSchema.class {}
TicketSchema.setClass(Ticket);
