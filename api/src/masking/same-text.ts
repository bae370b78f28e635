import type { Masked } from '../masked.ts';
import { plainCopy } from './plain-copy.ts';
import type { Range } from './spans.ts';

/** A shorter text stands in too many others that mean something else; every kind of personal data that is recognised is longer. */
const fewestCharacters = 6;

const isNumber = /^\+?[\d\s().·-]+$/;
const saysSomething = /[\p{L}\p{N}]/u;
const escaped = (text: string) =>
  text.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);

/**
 * Finds a text in others, however it is typed there: letter case, width and invisible characters do not matter, nor what separates the
 * digits of a number. Null where it is too short to be looked for, or of signs alone.
 */
export function sameText(text: string): ((other: Masked) => Range[]) | null {
  const wanted = plainCopy(text.trim()).text;
  const digits = wanted.replaceAll(/\D/g, '');
  const asNumber = isNumber.test(wanted);
  if (!saysSomething.test(wanted) || (asNumber ? digits : wanted).length < fewestCharacters) return null;
  const pattern = asNumber ? numberPattern(digits) : wordsPattern(wanted);
  return ({ body, masks }) => {
    const copy = plainCopy(body);
    return [...copy.text.matchAll(pattern)]
      .map(({ index, 0: found }) => copy.origin(index, index + found.length))
      .filter(({ start, end }) => !masks.some((mask) => mask.start < end && mask.end > start));
  };
}

/** Not within a longer number. */
const numberPattern = (digits: string) =>
  new RegExp(`(?<!\\d|\\d[-.])${digits.replaceAll(/\B/g, '[\\s().·-]{0,3}')}(?!\\d|[-.]\\d)`, 'g');

/** Not within a longer word of Latin letters and digits; in Korean, what follows is part of no word that could be told. */
function wordsPattern(wanted: string): RegExp {
  const before = /^[a-z\d]/.test(wanted) ? '(?<![a-z\\d])' : '';
  const after = /[a-z\d]$/.test(wanted) ? '(?![a-z\\d])' : '';
  return new RegExp(`${before}${escaped(wanted)}${after}`, 'gu');
}
