import { GraphQLError } from 'graphql';
import type { KeyScope } from './access/key-scopes.ts';
import type { ErrorCode } from './error-codes.ts';

/** An outcome the caller can act on: listed on its field, answered as a member of the field's union. */
export abstract class DomainError extends Error {
  abstract override readonly name: string;
}

/** The caller may not do this, or the object does not exist for them; the two are not told apart. */
export class NotPermitted extends DomainError {
  override readonly name = 'NotPermitted';
  /** What the API key that asks would need. */
  readonly scope: KeyScope | null;
  constructor(message = 'You may not do this, or it does not exist.', scope: KeyScope | null = null) {
    super(message);
    this.scope = scope;
  }
}

/** Too many tries in a short time; nothing was done. */
export class RateLimited extends DomainError {
  override readonly name = 'RateLimited';
  /** Seconds until the next try can succeed. */
  readonly retryAfter: number;
  constructor(retryAfter: number, what = 'Too many requests.') {
    super(`${what} Try again in ${retryAfter} s.`);
    this.retryAfter = retryAfter;
  }
}

/** A text that cannot be stored or is out of its limits; nothing was written. */
export class InvalidText extends DomainError {
  override readonly name = 'InvalidText';
}

/** An argument out of its limits; nothing was written. */
export class InvalidInput extends DomainError {
  override readonly name = 'InvalidInput';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** A mistake in the call itself, answered among `errors` with `extensions.code`. */
export function badRequest(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** It could not be done in time because of what else is under way, and was not done. Tried again a moment later it can be. */
export function busy(): GraphQLError {
  return badRequest('UNAVAILABLE', 'Too much is under way. Nothing was done; try again in a moment.');
}

/** The organisation requires a second factor of everybody, and this person has none yet. */
export function secondFactorNeeded(): GraphQLError {
  return badRequest('SECOND_FACTOR_NEEDED', 'The organisation requires a second factor: set one up first.');
}
