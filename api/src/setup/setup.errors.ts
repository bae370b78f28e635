import { DomainError } from '../errors.ts';

/** There is a service already: whoever set it up was first, and nothing was made. */
export class SetupDone extends DomainError {
  override readonly name = 'SetupDone';
  constructor() {
    super('Damso is set up already. Sign in, or ask an administrator for an invitation.');
  }
}

/** Not the link that was printed last; nothing was made. */
export class SetupLinkInvalid extends DomainError {
  override readonly name = 'SetupLinkInvalid';
  constructor() {
    super('This link is not the one that was printed last. `npm run setup` prints a new one.');
  }
}
