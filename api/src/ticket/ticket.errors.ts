import { DomainError } from '../errors.ts';
import type { TicketStatus } from './ticket.entity.ts';
import type { TicketRow } from './ticket.rows.ts';

/** Somebody else has the ticket already. */
export class TicketTaken extends DomainError {
  override readonly name = 'TicketTaken';
  readonly ticket: TicketRow;
  constructor(ticket: TicketRow) {
    super('Another agent has this ticket.');
    this.ticket = ticket;
  }
}

/** What was to be changed was changed by somebody else since the caller saw it. */
export class StaleTicket extends DomainError {
  override readonly name = 'StaleTicket';
  readonly ticket: TicketRow;
  readonly fields: readonly string[];
  constructor(ticket: TicketRow, fields: readonly string[]) {
    super('Somebody else changed this since you saw it. Look at the ticket and decide again.');
    this.ticket = ticket;
    this.fields = fields;
  }
}

/** A ticket does not go from this status to that one. */
export class IllegalTransition extends DomainError {
  override readonly name = 'IllegalTransition';
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  constructor(from: TicketStatus, to: TicketStatus) {
    super(`A ticket does not go from ${from} to ${to}.`);
    this.from = from;
    this.to = to;
  }
}

/** The ticket is closed for ever: only notes can be added. */
export class TicketClosed extends DomainError {
  override readonly name = 'TicketClosed';
  constructor() {
    super('The ticket is closed.');
  }
}
