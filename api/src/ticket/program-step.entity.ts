import { defineEntity, p } from '@mikro-orm/postgresql';
import { ApiClient } from '../api-client/api-client.entity.ts';
import { Ticket } from './ticket.entity.ts';

const ProgramStepSchema = defineEntity({
  name: 'ProgramStep',
  properties: {
    ticketId: () => p.manyToOne(Ticket).mapToPk().fieldName('ticket_id').primary(),
    /** The ticket's revision that came by it. */
    revision: p.integer().primary(),
    clientId: () => p.manyToOne(ApiClient).mapToPk().fieldName('client_id').index(),
  },
});

/** Which program changed a ticket, where one did. */
export class ProgramStep extends ProgramStepSchema.class {}
ProgramStepSchema.setClass(ProgramStep);
