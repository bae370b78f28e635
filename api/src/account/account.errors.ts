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

/** An owner of the organisation has locked this account; told only to whoever shows its password. */
export class AccountLocked extends DomainError {
  override readonly name = 'AccountLocked';
  constructor() {
    super('This account is locked. An owner of the organisation can unlock it.');
  }
}

/** The organisation would be left without an owner who can sign in; nothing was changed. */
export class LastOwner extends DomainError {
  override readonly name = 'LastOwner';
  constructor() {
    super('The organisation needs at least one owner who can sign in.');
  }
}
