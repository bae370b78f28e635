import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashToken } from '../secrets.ts';

/** A code of the app holds for so long (RFC 6238, 5.2). */
const stepSeconds = 30;
/** So many steps to either side are accepted: the way of a code takes time, and clocks differ. */
const acceptedSteps = 1;
/** So many to either side are recognised as those of a clock that is wrong, and refused in words. */
const recognisedSteps = 4;

/** 160 random bits, as long as what HMAC-SHA-1 puts out (RFC 4226, 4). In base32, as apps take it. */
export const newSecret = () => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, names?: { issuer: string; label: string }) =>
  new TOTP({ ...names, secret, digits: 6, period: stepSeconds, algorithm: 'SHA1' });

/** What the QR code holds: `otpauth://…`. */
export const uriOf = (secret: string, names: { issuer: string; label: string }) => totpOf(secret, names).toString();

/** The code of an instant. */
export const codeAt = (secret: string, at: Date) => totpOf(secret).generate({ timestamp: at.getTime() });

/** Of which step a code is, and whether that is near enough; null for one that is of no step around now. */
export function stepOf(
  secret: string,
  code: string,
  now: Date,
): { step: number; clock: 'RIGHT' | 'FAST' | 'SLOW' } | null {
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: recognisedSteps });
  if (delta === null) return null;
  const step = Math.floor(timestamp / 1_000 / stepSeconds) + delta;
  return { step, clock: Math.abs(delta) <= acceptedSteps ? 'RIGHT' : delta > 0 ? 'FAST' : 'SLOW' };
}

/** As it was meant: however it is grouped, and typed on a keyboard that is set to wide digits. */
export const plainCode = (typed: string) => typed.slice(0, 100).normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');

/** Whether it has the form of the app's codes; else it is taken for a recovery code. */
export const isOfApp = (code: string) => /^\d{6}$/.test(code);

/** Of Crockford's base32: no letter is read as another or as a digit. */
const recoveryAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const recoveryCodes = 10;

/** Codes of 80 random bits, as they are shown: four groups of four. */
export const newRecoveryCodes = () => Array.from({ length: recoveryCodes }, newRecoveryCode);

function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => recoveryAlphabet[byte % 32]).join('');
  return letters.match(/.{4}/g)!.join('-');
}

/** Of 80 random bits a fast hash tells nothing; the account makes it another one for each. */
export function recoveryHash(accountId: string, code: string): string {
  const read = plainCode(code).replaceAll('o', '0').replace(/[il]/g, '1');
  return hashToken(`${accountId} ${read}`);
}
