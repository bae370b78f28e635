import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Ticket } from './ticket.entity.ts';

const TicketChangeSchema = defineEntity({
  name: 'TicketChange',
  indexes: [{ properties: ['ticketId', 'revision'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ticketId: () => p.manyToOne(Ticket).mapToPk().fieldName('ticket_id'),
    /** The ticket's revision that it came with. */
    revision: p.integer(),
    /** Null for the customer, whose words opened it again, and for a program. */
    authorId: () => p.manyToOne(Agent).mapToPk().fieldName('author_id').nullable().index(),
    /** Of the ticket, by its name there. */
    field: p.text(),
    /** A text as it is, of an agent or an inquiry type the row's id; null when there was none. */
    before: p.text().nullable(),
    after: p.text().nullable(),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

/** One changed field of a ticket: by whom, when, from what, to what. Never changed and never deleted. */
export class TicketChange extends TicketChangeSchema.class {}
TicketChangeSchema.setClass(TicketChange);
