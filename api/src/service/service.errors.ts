import { DomainError } from '../errors.ts';

/** Another service has this slug, or had it: addresses with it lead there. */
export class SlugTaken extends DomainError {
  override readonly name = 'SlugTaken';
  constructor() {
    super('Another service has or had this address name. Choose another one.');
  }
}
