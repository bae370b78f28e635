import { DomainError } from '../errors.ts';
import type { CustomerRow } from './customer.rows.ts';

/** Somebody else saved or merged the customer since the version that was edited; nothing was written. */
export class StaleCustomer extends DomainError {
  override readonly name = 'StaleCustomer';
  /** As it is now. */
  readonly customer: CustomerRow;
  constructor(customer: CustomerRow) {
    super('Somebody else saved this since.');
    this.customer = customer;
  }
}

/** The merge can no longer be undone: a day has passed, or the records were erased. */
export class MergeFinal extends DomainError {
  override readonly name = 'MergeFinal';
  constructor() {
    super('This merge can no longer be undone.');
  }
}
