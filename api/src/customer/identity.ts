import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { InvalidInput, InvalidText } from '../errors.ts';
import { isStorable, optionalEmail, optionalField } from '../text.ts';
import { IdentityRefused, type IdentityRefusal } from './identity.errors.ts';
import { MemberAlgorithm } from './member.entity.ts';

/** Whom a company's server vouches for, and what it says of them; null where it says nothing. */
export interface Identity {
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly expiresAt: Date;
}

/** What a token's signature is held against. */
export interface VerificationKey {
  readonly algorithm: MemberAlgorithm;
  readonly key: KeyObject | Uint8Array;
}

const longestToken = 4_096;
const longestSubject = 255;
/** Clocks of two companies are apart. */
const toleranceSeconds = 30;
const lifetimeSeconds = 300;

/** What a JWT's header may say, by what it is verified with. */
const algorithms: Readonly<Record<string, MemberAlgorithm>> = { ...MemberAlgorithm, Ed25519: 'EdDSA' };

/**
 * Whom a token names, or IdentityRefused. Only the keys of its own algorithm are tried, so a public key is never taken for a secret.
 * `audiences`: any of them must be the token's.
 */
export async function readIdentity(
  token: string,
  keys: readonly VerificationKey[],
  audiences: readonly string[],
  now: Date,
): Promise<Identity> {
  const algorithm = algorithmOf(token);
  const fitting = keys.filter((each) => each.algorithm === algorithms[algorithm]);
  if (fitting.length === 0) throw new IdentityRefused('ALGORITHM');
  for (const { key } of fitting) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        audience: [...audiences],
        clockTolerance: toleranceSeconds,
        currentDate: now,
      });
      return identityIn(payload, now);
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      throw error instanceof errors.JOSEError ? new IdentityRefused(refusalOf(error)) : error;
    }
  }
  throw new IdentityRefused('SIGNATURE');
}

function algorithmOf(token: string): string {
  if (token.length > longestToken || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw new IdentityRefused('MALFORMED');
  try {
    const { alg } = decodeProtectedHeader(token);
    if (typeof alg === 'string') return alg;
  } catch {
    // Answered as what names no algorithm.
  }
  throw new IdentityRefused('MALFORMED');
}

function refusalOf(error: errors.JOSEError): IdentityRefusal {
  if (error instanceof errors.JWTExpired) return error.claim === 'exp' ? 'EXPIRED' : 'NOT_YET';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'AUDIENCE';
    if (error.claim === 'nbf' || error.claim === 'iat') return 'NOT_YET';
    return error.claim === 'exp' ? 'TOO_LONG' : 'MALFORMED';
  }
  return 'MALFORMED';
}

function identityIn({ exp, iat, sub, ...claims }: Record<string, unknown>, now: Date): Identity {
  const seconds = now.getTime() / 1_000;
  if (typeof exp !== 'number' || exp > seconds + lifetimeSeconds + toleranceSeconds) {
    throw new IdentityRefused('TOO_LONG');
  }
  if (typeof iat !== 'number' || iat > seconds + toleranceSeconds) throw new IdentityRefused('NOT_YET');
  if (typeof sub !== 'string' || sub === '' || sub.length > longestSubject || !isStorable(sub)) {
    throw new IdentityRefused('SUBJECT');
  }
  return {
    subject: sub,
    name: claim(claims['name'], 'NAME', (text) => optionalField('name', text, 100)),
    email: claim(claims['email'], 'EMAIL', (text) => optionalEmail('email', text)),
    phone: claim(claims['phone'], 'PHONE', (text) => optionalField('phone', text, 50)),
    expiresAt: new Date(exp * 1_000),
  };
}

function claim(value: unknown, refusal: IdentityRefusal, read: (text: string) => string | null): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new IdentityRefused(refusal);
  try {
    return read(value);
  } catch (error) {
    throw error instanceof InvalidInput || error instanceof InvalidText ? new IdentityRefused(refusal) : error;
  }
}

const longestKey = 10_000;

/** A public key as a company pastes it, PEM or JWK, with what it verifies; or InvalidInput. */
export function readPublicKey(text: string): { algorithm: MemberAlgorithm; key: KeyObject } {
  const refused = (message: string) => new InvalidInput('publicKey', message);
  if (text.length > longestKey) throw refused(`publicKey is longer than ${longestKey} characters.`);
  if (/PRIVATE KEY/.test(text))
    throw refused('This is a private key: it belongs to your server alone. Make a new pair.');
  let key: KeyObject;
  try {
    const trimmed = text.trim();
    if (trimmed.startsWith('{')) {
      const jwk = JSON.parse(trimmed) as Record<string, unknown>;
      if ('d' in jwk || 'k' in jwk) {
        throw refused('This is a private key: it belongs to your server alone. Make a new pair.');
      }
      key = createPublicKey({ key: jwk, format: 'jwk' });
    } else {
      if (!trimmed.startsWith('-----BEGIN PUBLIC KEY-----')) throw refused('publicKey must be a PEM or a JWK.');
      key = createPublicKey(trimmed);
    }
  } catch (error) {
    throw error instanceof InvalidInput ? error : refused('publicKey must be a PEM or a JWK.');
  }
  const algorithm = algorithmOfKey(key);
  if (!algorithm) throw refused('publicKey must be of RSA with 2,048 to 8,192 bits, P-256 or Ed25519.');
  return { algorithm, key };
}

function algorithmOfKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): MemberAlgorithm | null {
  const { modulusLength = 0, namedCurve, publicExponent = 0n } = asymmetricKeyDetails;
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? 'ES256' : null;
  // A large exponent makes each verification dear.
  const isUsual = modulusLength >= 2_048 && modulusLength <= 8_192 && publicExponent <= 65_537n;
  return asymmetricKeyType === 'rsa' && isUsual ? 'RS256' : null;
}
