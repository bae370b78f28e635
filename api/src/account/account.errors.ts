import { DomainError } from '../errors.ts';

/** E-mail or password is wrong; which of the two is not said. */
export class InvalidCredentials extends DomainError {
  override readonly name = 'InvalidCredentials';
  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** The password is right, and the account asks for a code beside it. Nothing was begun; the same call with the code begins it. */
export class SecondFactorNeeded extends DomainError {
  override readonly name = 'SecondFactorNeeded';
  constructor() {
    super('The account has a second factor: a code is needed, too.');
  }
}

/**
 * Why a code is not accepted. USED: it was accepted before. CLOCK_FAST, CLOCK_SLOW: it is one of some minutes to come or past, so the clock
 * of the device that made it is wrong. WRONG: everything else.
 */
export const CodeProblem = {
  WRONG: 'WRONG',
  USED: 'USED',
  CLOCK_FAST: 'CLOCK_FAST',
  CLOCK_SLOW: 'CLOCK_SLOW',
} as const;
export type CodeProblem = (typeof CodeProblem)[keyof typeof CodeProblem];

/** The code of the second factor is not accepted. */
export class InvalidCode extends DomainError {
  override readonly name = 'InvalidCode';
  readonly problem: CodeProblem;
  constructor(problem: CodeProblem) {
    super('The code is not accepted.');
    this.problem = problem;
  }
}

/** The account has a second factor already; nothing was changed. */
export class SecondFactorOn extends DomainError {
  override readonly name = 'SecondFactorOn';
  constructor() {
    super('The account has a second factor already.');
  }
}

/** The account has no second factor, and none is being set up, or that was begun an hour ago; nothing was changed. */
export class SecondFactorOff extends DomainError {
  override readonly name = 'SecondFactorOff';
  constructor() {
    super('The account has no second factor.');
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
