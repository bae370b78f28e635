import { hasGrams, isLike, isRareIn, spellingsOf, type Bind, type Spelling } from '../bounded-list.ts';

/** How people are looked for by what the screen shows of them: `found_by` of their records. */
export interface PeopleSearch {
  /** SQL: whether few records hold the text, so that they can be collected. */
  readonly isRare: string;
  /** SQL: whether the record `u` holds it, by the index. */
  readonly isFound: (u: string) => string;
  /** SQL: whether the record `u` holds it, without an index. */
  readonly holds: (u: string) => string;
}

/** A text as it is, and where it can be a phone number, as one. */
export function peopleWith(text: string, bind: Bind): PeopleSearch {
  const digits = dialledPart(text);
  const spellings: Spelling[] = spellingsOf(digits === null ? [text] : [text, digits], bind);
  const holds = (u: string) => isLike(`${u}.found_by`, spellings);
  return {
    isRare: isRareIn('customer', 'found_by', 'order by id desc', spellings),
    isFound: (u) => `${hasGrams(`search_grams(${u}.found_by)`, spellings)} and ${holds(u)}`,
    holds,
  };
}

/** Fewer digits are in nearly every number. */
const fewestDigits = 3;
/** What is left of a number without its country has so many digits at least. */
const shortestNumber = 7;
/** So long is no number of Korea that begins with another digit than 0, unless it begins with the country. */
const shortestAbroad = 10;
/** Those of one, two and three digits; none begins another. */
const country =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[035789]|9[679])\d)/;

/**
 * The digits by which a phone number is found that holds this text, however either of them was typed: every number is kept both as it
 * is dialled here and from abroad (`phone_spellings`). Where the country is one of several that it may be, it is left out. Null for a
 * text that is no part of a phone number.
 */
function dialledPart(text: string): string | null {
  const typed = text
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) as number) % 16))
    .replace(/\(\s*0\s*\)/g, '');
  if (!/^[-\d+()._/\s‐-―−ー~]+$/.test(typed)) return null;
  const written = typed.replace(/\D/g, '');
  if (written.length < fewestDigits) return null;
  const digits = written.replace(/^00/, '').replace(/^820/, '82');
  const isAbroad =
    typed.includes('+') || written.startsWith('00') || (!digits.startsWith('0') && digits.length >= shortestAbroad);
  const withoutCountry = digits.replace(country, '');
  return isAbroad && withoutCountry.length >= shortestNumber ? withoutCountry : digits;
}
