import { DomainError } from '../errors.ts';

/** The service takes no inquiries, or there is no such service; nothing was written. */
export class InquiryDisabled extends DomainError {
  override readonly name = 'InquiryDisabled';
  constructor() {
    super('Inquiries cannot be left here.');
  }
}
