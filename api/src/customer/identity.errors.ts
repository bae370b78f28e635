import { DomainError } from '../errors.ts';

/** Why a token of a company's server is not accepted. */
export const IdentityRefusal = {
  OFF: 'The service has no member link, or it is switched off.',
  MALFORMED: 'The token is not a JWT of at most 4,096 characters that names its algorithm.',
  ALGORITHM: 'The token is signed in a way for which the service has no key.',
  SIGNATURE: 'No key of the service made this signature.',
  AUDIENCE: 'The token is for another audience than this service’s address name.',
  EXPIRED: 'The token has run out.',
  TOO_LONG: 'The token has no exp, or one more than five minutes ahead.',
  NOT_YET: 'The token has no iat, or one in the future; or its nbf has not come.',
  SUBJECT: 'sub must be a text of 1 to 255 characters.',
  NAME: 'name must be a text of at most 100 characters.',
  EMAIL: 'email is not an e-mail address.',
  PHONE: 'phone must be a text of at most 50 characters.',
  REPLAYED: 'The token was used by another browser or network. Sign a new one.',
} as const;
export type IdentityRefusal = keyof typeof IdentityRefusal;

/** The company's token is not accepted; nothing was written of whom it names. */
export class IdentityRefused extends DomainError {
  override readonly name = 'IdentityRefused';
  readonly reason: IdentityRefusal;
  constructor(reason: IdentityRefusal, message: string = IdentityRefusal[reason]) {
    super(message);
    this.reason = reason;
  }
}

/** The service admits only whom its own server vouches for. */
export class MembersOnly extends DomainError {
  override readonly name = 'MembersOnly';
  constructor() {
    super('Only members can do this here: sign in at the company’s site first.');
  }
}
