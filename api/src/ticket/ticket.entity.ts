import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Chat } from '../chat/chat.entity.ts';
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

/** Where a ticket came from. */
export const Channel = { CHAT: 'CHAT', HELP_CENTER: 'HELP_CENTER', API: 'API', MANUAL: 'MANUAL' } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

const TicketSchema = defineEntity({
  name: 'Ticket',
  indexes: [{ properties: ['serviceId', 'createdAt', 'id'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** What people say on the phone: D, the year, and a number of at least six digits that no other ticket has. */
    number: p.text().unique(),
    inquiryTypeId: () => p.manyToOne(InquiryType).mapToPk().fieldName('inquiry_type_id').index(),
    title: p.text(),
    content: p.text(),
    status: p.enum(() => TicketStatus).default(TicketStatus.NEW),
    channel: p.enum(() => Channel),
    language: p.enum(() => Language),
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').index(),
    /** Where the answer to this ticket goes; the customer's own address may be another. */
    email: p.text(),
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id').nullable().index(),
    assigneeId: () => p.manyToOne(Agent).mapToPk().fieldName('assignee_id').nullable().index(),
    /** SHA-256 of the submitter's `attempt`, so that a repeated submission finds the ticket instead of making a second. */
    attemptHash: p.text().nullable().unique(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** What outlives a chat: a question with a number, until it is answered. */
export class Ticket extends TicketSchema.class {}
TicketSchema.setClass(Ticket);
