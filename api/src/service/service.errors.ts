import { DomainError } from '../errors.ts';

/** Another service has this slug, or had it: addresses with it lead there. */
export class SlugTaken extends DomainError {
  override readonly name = 'SlugTaken';
  constructor() {
    super('Another service has or had this address name. Choose another one.');
  }
}

/** The service takes no inquiries, or there is no such service; nothing was written. */
export class InquiryDisabled extends DomainError {
  override readonly name = 'InquiryDisabled';
  constructor() {
    super('Inquiries cannot be left here.');
  }
}
