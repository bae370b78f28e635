import { DomainError } from '../errors.ts';

/** Another service has this slug, or had it: addresses with it lead there. */
export class SlugTaken extends DomainError {
  override readonly name = 'SlugTaken';
  constructor() {
    super('Another service has or had this address name. Choose another one.');
  }
}

/** A service has only so many. */
export class TooManySites extends DomainError {
  override readonly name = 'TooManySites';
  readonly most: number;
  constructor(most: number) {
    super(`A service has at most ${most} sites, of 3,000 characters together.`);
    this.most = most;
  }
}

/** The service takes no inquiries, or there is no such service; nothing was written. */
export class InquiryDisabled extends DomainError {
  override readonly name = 'InquiryDisabled';
  constructor(message = 'This service takes no inquiries.') {
    super(message);
  }
}
