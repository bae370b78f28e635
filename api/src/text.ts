import { createHmac } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import { isBlank, tidied } from './blank.ts';
import { readEmailAddress } from './email-address.ts';
import { InvalidInput, InvalidText } from './errors.ts';
import { networkName } from './network-name.ts';
import { hashToken } from './secrets.ts';

/** PostgreSQL cannot store NUL, and a lone surrogate would be replaced silently. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** At most so many UTF-16 units in one message. */
export const messageLimit = 4_000;

/** The text of a message, or of whatever else has a limit, in NFC, or InvalidText with the reason. */
export function messageText(text: string, limit = messageLimit): string {
  if (!isStorable(text)) throw new InvalidText('The text holds characters that cannot be stored.');
  const normal = text.normalize('NFC');
  if (isBlank(normal)) throw new InvalidText('The text is empty.');
  if (normal.length > limit) throw new InvalidText(`The text is longer than ${limit} characters.`);
  return normal;
}

/** What was typed into a field, in NFC without blanks around it; null when it is absent or blank. */
export function optionalField(field: string, value: string | null | undefined, limit: number): string | null {
  if (value === null || value === undefined) return null;
  if (!isStorable(value)) throw new InvalidInput(field, `${field} holds characters that cannot be stored.`);
  const text = tidied(value);
  if (text.length > limit) throw new InvalidInput(field, `${field} is longer than ${limit} characters.`);
  return text === '' ? null : text;
}

/** The same where the field must hold something. */
export function requiredField(field: string, value: string, limit: number): string {
  const text = optionalField(field, value, limit);
  if (text === null) throw new InvalidInput(field, `${field} must not be empty.`);
  return text;
}

/** Letters that are written from right to left, and signs that turn or isolate what follows them. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name, ready to stand inside a sentence of ours: it keeps its own direction and cannot turn that of the sentence. */
export function isolated(name: string): string {
  if (!turning.test(name)) return name;
  // An isolate of its own could end ours, or stay open behind it.
  return `\u2068${name.replace(/[\u2066-\u2069]/g, '')}\u2069`;
}

/** An e-mail address in the form in which it is stored and compared; null when it is absent or blank. */
export function optionalEmail(field: string, value: string | null | undefined): string | null {
  const typed = optionalField(field, value, 320);
  if (typed === null) return null;
  if (!readEmailAddress(typed)) throw new InvalidInput(field, `${field} is not an e-mail address.`);
  return comparedEmail(typed);
}

/** The same where there must be one. */
export function requiredEmail(field: string, value: string): string {
  return optionalEmail(field, requiredField(field, value, 320))!;
}

/**
 * The one form of an address: small letters, and the domain as it is read (한빛상점.한국) and not as the network spells it
 * (xn--…), so that what is on the screen is found. What is no address is compared in small letters.
 */
export function comparedEmail(text: string): string {
  const small = tidied(text).toLowerCase();
  const address = readEmailAddress(small);
  return address ? `${address.local}@${readDomain(address.domain)}` : small;
}

/** A text that is searched for in addresses, with the domains in it as they are stored. */
export function comparedDomains(text: string): string {
  return text.replace(/(?<![a-z\d.-])[a-z\d.-]*xn--[a-z\d.-]+/gi, readDomain);
}

function readDomain(domain: string): string {
  const read = domainToUnicode(domain);
  // A name that only looks like one of those stays as it is.
  return networkName(read) === domain ? read : domain;
}

/** The hash of a caller's `attempt`, by which a repeated call finds what the first one made; null without one. */
export function attemptHash(attempt: string | null | undefined): string | null {
  if (attempt == null) return null;
  if (attempt.length >= 22 && attempt.length <= 100) return hashToken(attempt);
  throw new InvalidInput('attempt', 'attempt must be a random text of 22 to 100 characters, a UUID for example.');
}

/**
 * What a call with an `attempt` asked for, as a digest; null without one. Its key is the attempt, of which only the hash is kept: nobody
 * else can guess words by it. What is not asked for leaves no trace, so a later version that can ask for more finds the same.
 */
export function attemptDigest(attempt: string | null | undefined, asked: Record<string, string | null>): string | null {
  if (attempt == null) return null;
  const given = Object.entries(asked).filter(([, value]) => value !== null);
  return createHmac('sha256', attempt).update(JSON.stringify(given.sort())).digest('base64url');
}
