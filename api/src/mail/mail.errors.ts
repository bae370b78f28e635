import { DomainError } from '../errors.ts';

/** No mail goes out here, so none can be tried again. */
export class NoMailServer extends DomainError {
  override readonly name = 'NoMailServer';
  constructor() {
    super('There is no mail server (SMTP_URL), so no mail can be tried again.');
  }
}
