import { DomainError } from '../errors.ts';

/** E-mail or password is wrong; which of the two is not said. */
export class InvalidCredentials extends DomainError {
  override readonly name = 'InvalidCredentials';
  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** The link to choose a password anew was used, has run out, or never was one. */
export class PasswordLinkInvalid extends DomainError {
  override readonly name = 'PasswordLinkInvalid';
  constructor() {
    super('This link was used or has run out.');
  }
}

/** The password is one of those that are tried first; nothing was changed. */
export class CommonPassword extends DomainError {
  override readonly name = 'CommonPassword';
  constructor() {
    super('This password is on the list of common ones, or is the person’s own address or name.');
  }
}
