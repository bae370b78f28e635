import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import type { Mask } from '../chat/message.entity.ts';
import { Ticket } from './ticket.entity.ts';

/** CUSTOMER: what the customer added. REPLY: an agent's answer, which the customer reads. NOTE: for agents only. */
export const TicketCommentKind = { CUSTOMER: 'CUSTOMER', REPLY: 'REPLY', NOTE: 'NOTE' } as const;
export type TicketCommentKind = (typeof TicketCommentKind)[keyof typeof TicketCommentKind];

const TicketCommentSchema = defineEntity({
  name: 'TicketComment',
  indexes: [
    { properties: ['ticketId', 'revision'] },
    {
      name: 'ticket_comment_text_index',
      expression: `create index "ticket_comment_text_index" on "ticket_comment" using gin ("search_grams"("body"))`,
    },
  ],
  properties: {
    /** Made of the ticket, the author and the author's key, so what is sent twice is there once. */
    id: p.uuid().primary(),
    ticketId: () => p.manyToOne(Ticket).mapToPk().fieldName('ticket_id'),
    /** The ticket's revision that it came with; the order for every reader. */
    revision: p.integer(),
    kind: p.enum(() => TicketCommentKind),
    /** Null for the customer and for a program. */
    authorId: () => p.manyToOne(Agent).mapToPk().fieldName('author_id').nullable().index(),
    /** The program that said it. */
    clientId: p.uuid().nullable(),
    /** Masks are applied, as in messages. */
    body: p.text(),
    masks: p.json<readonly Mask[]>().nullable(),
    /** The ticket's revision at which a mask of it last changed; null when none did. */
    textRevision: p.integer().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** What was said in a ticket after it was made. */
export class TicketComment extends TicketCommentSchema.class {}
TicketCommentSchema.setClass(TicketComment);
