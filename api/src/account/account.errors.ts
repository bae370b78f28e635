import { DomainError } from '../errors.ts';

/** E-mail or password is wrong; which of the two is not said. */
export class InvalidCredentials extends DomainError {
  override readonly name = 'InvalidCredentials';
  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}
