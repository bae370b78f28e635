import { hostNameEnd } from '../host-name.ts';
import { PersonalDataKind } from '../service/service.entity.ts';
import { plainCopy } from './plain-copy.ts';

/** Likely personal data in a text, from `start` up to `end` in UTF-16 units of the text as given. */
export interface Finding {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Likely personal data of the wanted kinds in a text in NFC: in order, disjoint, and whole characters.
 *
 * What a number is depends on all kinds, so that a card number is not taken for an account number where cards are of no interest.
 * A Korean mobile number may be spelled (공일공 일이삼사 오육칠팔); other numbers in words are not found, they are too much like talk.
 * The time grows with the length of the text and nothing else: each pass looks at a number a bounded way ahead and back.
 */
export function detect(text: string, kinds: ReadonlySet<PersonalDataKind>): Finding[] {
  if (kinds.size === 0 || !promising.test(text)) return [];
  const copy = plainCopy(text);
  let unread = digitsOfSpelled(copy.text);
  const findings: Finding[] = [];
  for (const find of [findAddresses, findNumbers, findAccounts]) {
    const found = find(unread);
    unread = without(unread, found);
    for (const finding of found) findings.push(finding);
  }
  return findings
    .filter(({ kind }) => kinds.has(kind))
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({ kind, ...copy.origin(start, end) }));
}

// Without a digit or an @ there is nothing to find. 공 and 영 begin a spelled number; what is neither ASCII nor Hangul may be a digit
// too, and to ask which would take longer here than to go on.
const promising = /[0-9@공영]|[^\0-\x7f가-힣ㄱ-ㅣ]/;

/** The text with what has been found blacked out, so that a later pass does not read it again. */
function without(copy: string, found: readonly Finding[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of found) {
    rest += copy.slice(at, start) + '\uFFFD'.repeat(end - start);
    at = end;
  }
  return at === 0 ? copy : rest + copy.slice(at);
}

/** Between the groups of a number: a hyphen or what is typed in its place, blanks around it, or just blanks. */
const separator = '(?: {0,2}[-·._/~]{1,2} {0,2}| {1,3})';

const spelledDigits = '공영일이삼사오육륙칠팔구';
const valueOfSpelled = '001234566789';
const spelledMobile = new RegExp(
  `[공영]일[공영]${separator}?[${spelledDigits}]{4}${separator}?[${spelledDigits}]{4}`,
  'g',
);

function digitsOfSpelled(copy: string): string {
  return copy.replace(spelledMobile, (number) =>
    number.replace(/[가-힣]/g, (syllable) => valueOfSpelled[spelledDigits.indexOf(syllable)]!),
  );
}

// E-mail addresses

// Of the signs that may stand in front of an @, not those that are more often beside an address than in it: / = ?
const local = /[\p{L}\p{M}\p{N}_.%+'!#$&*^`{|}~-]/u;
/** Letters of scripts that need no blank in front of an address (메일은hong@naver.com). */
const unspaced = /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
/** A name that ends in letters, in whatever script. */
const domain = /^[^.].*\.(?:xn--[a-z\d-]*[a-z\d]|\p{L}[\p{L}\p{M}]+)/u;

function findAddresses(copy: string): Finding[] {
  const found: Finding[] = [];
  let from = 0;
  for (let at = copy.indexOf('@'); at >= 0; at = copy.indexOf('@', at + 1)) {
    const start = localStart(copy, from, at);
    from = at;
    if (start === at) continue;
    const host = domain.exec(copy.slice(at + 1, hostNameEnd(copy, at + 1)))?.[0];
    if (!host) continue;
    from = at + 1 + host.length;
    found.push({ kind: PersonalDataKind.EMAIL, start, end: from });
  }
  return found;
}

/** Where the part in front of the @ begins, not before `from`; at the @ itself if there is none. */
function localStart(copy: string, from: number, at: number): number {
  if (copy[at - 1] === '"') {
    const quote = copy.lastIndexOf('"', at - 2);
    if (quote >= from && at - quote <= mostLocal && !copy.slice(quote, at).includes('\n')) return quote;
  }
  let start = at;
  let isUnspaced = false;
  for (; start > from && local.test(copy[start - 1]!); start -= 1) {
    if (isUnspaced || !unspaced.test(copy[start - 1]!)) continue;
    // In front of a letter the sentence ends; in front of a figure or a sign the name goes on (하나1, 하나.kim).
    if (/\p{L}/u.test(copy[start]!)) break;
    isUnspaced = true;
  }
  while (start < at && /[^\p{L}\p{M}\p{N}_]/u.test(copy[start]!)) start += 1;
  return start;
}

/** So long a part in quotation marks is looked for. */
const mostLocal = 66;

// Numbers that tell by themselves what they are

function findNumbers(copy: string): Finding[] {
  const found: Finding[] = [];
  let from = 0;
  for (const { index } of copy.matchAll(longNumber)) {
    if (index < from) continue;
    const finding =
      residentNumberAt(copy, index) ??
      driverLicenseAt(copy, index) ??
      phoneAt(copy, index) ??
      cardAt(copy, index) ??
      passportAt(copy, index);
    if (!finding) continue;
    found.push(finding);
    from = finding.end;
  }
  return found;
}

/** The beginning of eight digits or more, the fewest that any number here has; a letter may stand in those of a passport. */
const longNumber = /(?<!\d)\d(?=(?:[-·._/~ ()]{0,6}\d){7}|\d\d[a-z]\d{4})/g;

const residentNumber = new RegExp(`(\\d\\d)(\\d\\d)(\\d\\d)${separator}?\\d{7}(?!\\d)`, 'y');
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day of birth and seven digits. Those given since October 2020 have no check digit, so none is computed. */
function residentNumberAt(copy: string, start: number): Finding | undefined {
  const match = matchAt(residentNumber, copy, start);
  if (!match) return undefined;
  const day = Number(match[3]);
  if (day === 0 || day > (daysOfMonth[Number(match[2]) - 1] ?? 0)) return undefined;
  return findingAt(PersonalDataKind.RESIDENT_NUMBER, copy, start, match);
}

const licenseNumber = new RegExp(
  `(?:1[1-9]|2[0-8])${separator}\\d\\d${separator}\\d{6}${separator}\\d\\d(?!\\d)|(\\d\\d${separator}\\d{6}${separator}\\d\\d)(?!\\d)`,
  'y',
);
const licenseRegion =
  /(?:서울|부산|대구|인천|광주|대전|울산|세종|경기(?:[남북]부)?|강원|충북|충남|전북|전남|경북|경남|제주) {0,2}[-·._/~]{0,2} {0,2}$/;

/** Region, year, six digits, two digits. The region is a number or, as it was until recently, a name. */
function driverLicenseAt(copy: string, start: number): Finding | undefined {
  const match = matchAt(licenseNumber, copy, start);
  if (!match) return undefined;
  const region = match[1] === undefined ? '' : licenseRegion.exec(before(copy, start, 12))?.[0];
  if (region === undefined) return undefined;
  return findingAt(PersonalDataKind.DRIVER_LICENSE, copy, start, match, region.length);
}

const afterArea = `(?:${separator}| ?\\) {0,2})?`;
const korean = [
  `10${afterArea}\\d{4}`,
  `1[16-9]${afterArea}\\d{3,4}`,
  // Not 02-1588-1234: the numbers of companies can be dialled with an area code too.
  `(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\\d)${afterArea}(?!1[568]\\d\\d${separator}?\\d{4}(?!\\d))[1-9]\\d{2,3}`,
].join('|');
const koreanPhone = new RegExp(
  `(?:0|(?:\\+82|0082|82(?!\\d))\\)?${separator}?(?:\\(0\\) ?|\\(?0|\\()?)(?:${korean})${separator}?\\d{4}(?!\\d)`,
  'y',
);
// 8 to 15 digits. A single digit behind a blank counts something else; a sum of money may have a sign too.
const foreignPhone =
  /\+(?!82)[1-9](?:(?:[-·._ ]|[- ]?\(|\)[- ]?)?\d){6,13}\d(?![-.]?\d)(?! ?(?:원|won|krw|달러|usd|%))/y;

function phoneAt(copy: string, start: number): Finding | undefined {
  const isSigned = copy[start - 1] === '+';
  const first = copy[start];
  if (!isSigned && first !== '0' && first !== '8') return undefined;
  const from = isSigned ? start - 1 : start;
  const match = matchAt(koreanPhone, copy, from) ?? (isSigned ? matchAt(foreignPhone, copy, from) : undefined);
  return match && findingAt(PersonalDataKind.PHONE, copy, from, match);
}

// Without groups; 4-6-5 and 4-6-4; groups of four, of which there may be a fifth.
const cardNumbers = [
  '\\d{13,19}',
  `\\d{4}${separator}\\d{6}${separator}\\d{4,5}`,
  `\\d{4}${separator}\\d{4}${separator}\\d{4}${separator}\\d{1,4}`,
  `\\d{4}${separator}\\d{4}${separator}\\d{4}${separator}\\d{4}${separator}\\d{1,3}`,
].map((groups) => new RegExp(`${groups}(?!\\d)`, 'y'));
// First digits that issuers of cards have been given, by length; parcels and times of day have 13 and 14 digits too.
const issued =
  /^(?:4\d{12}|3[0689]\d{12}|3[47]\d{13}|(?:1800|2131)\d{11}|(?=\d{16,19}$)(?:2(?:2[2-9]|[3-6]|7[01]|720)|[3-69])\d*)$/;

function cardAt(copy: string, start: number): Finding | undefined {
  for (const groups of cardNumbers) {
    const match = matchAt(groups, copy, start);
    if (!match) continue;
    const digits = match[0].replace(/\D/g, '');
    if (!issued.test(digits) || !passesLuhn(digits)) continue;
    const finding = findingAt(PersonalDataKind.CARD, copy, start, match);
    if (finding) return finding;
  }
  return undefined;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 1; place <= digits.length; place += 1) {
    const digit = Number(digits.at(-place));
    sum += place % 2 === 1 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0;
}

// The letter tells the sort of passport; since 2021 a second letter follows.
const passportNumber = /(?<![a-z\d][-_.]?)[dgmorst](?:\d{8}|\d{3}[a-z]\d{4})(?![-_.]?[a-z\d])/y;

function passportAt(copy: string, start: number): Finding | undefined {
  const match = start > 0 && matchAt(passportNumber, copy, start - 1);
  return match ? { kind: PersonalDataKind.PASSPORT, start: start - 1, end: passportNumber.lastIndex } : undefined;
}

function matchAt(pattern: RegExp, copy: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(copy) ?? undefined;
}

function before(copy: string, at: number, reach: number): string {
  return copy.slice(Math.max(0, at - reach), at);
}

/** The match as a finding, with so many characters more in front of it; not if it is only a part of something longer. */
function findingAt(
  kind: PersonalDataKind,
  copy: string,
  at: number,
  [number]: RegExpExecArray,
  more = 0,
): Finding | undefined {
  const end = at + number.length;
  return isWhole(copy, at, end) ? { kind, start: at - more, end } : undefined;
}

/** Whether digits stand for themselves, and are not a piece of a longer number, a version, an address or a hexadecimal string. */
function isWhole(copy: string, start: number, end: number): boolean {
  const ahead = before(copy, start, 6);
  const behind = copy.slice(end, end + 3);
  if (/\d[-_]{0,2}$/.test(ahead) || /^[-_]{0,2}\d/.test(behind)) return false;
  const number = copy.slice(start, end);
  const isSolid = /^\+?\d+$/.test(number);
  if ((isSolid || number.includes('.')) && (/\d\.$/.test(ahead) || /^\.\d/.test(behind))) return false;
  if (!isSolid) return true;
  return !/^[a-z]/.test(behind) && (!/[a-z]$/.test(ahead) || /(?:tel|hp|phone|mobile|cell)$/.test(ahead));
}

// Account numbers, which are told by what stands beside them

/** How far from a number, in characters, a bank or the word account may stand. */
const reach = 20;
const bank =
  /은행|뱅크|농협|수협|신협|새마을금고|카뱅|케뱅|토뱅|sc제일|계좌|account|bank|kookmin|shinhan|woori|nonghyup|suhyup/;
// Names that mean other things too (우리 is "our", 부산 a city, 우체국 delivers parcels) count only right beside a number.
const shortBank =
  '국민|신한|우리|하나|기업|산업|외환|제일|씨티|시티|부산|대구|광주|전북|경남|제주|우체국|축협|마을금고|카카오|케이|토스|' +
  'kb|nh|ibk|kdb|keb|sc|im|dgb|bnk|citi|hana|kakao|toss';
const shortBankAhead = new RegExp(`(?<!\\p{L})(?:kb|nh|ibk|keb|im)?(?:${shortBank})[ \\n:()[\\],/-]{0,3}$`, 'u');
const shortBankBehind = new RegExp(`^[ \\n()[\\],/-]{0,3}(?:${shortBank})(?!\\p{L})`, 'u');
/** What stands right before a number that is another one. */
const otherName =
  /(?:주문|송장|택배|등기|등록|예약|접수|승인|order|tracking)[ -]?(?:번호|number|no\.?|id)?[은는이가]?[ :#]{0,3}$/;
const date = /^(?:19|20)\d\d[- ]?(?:0[1-9]|1[0-2])[- ]?(?:0[1-9]|[12]\d|3[01])(?!\d)/;

// A single digit behind a blank counts something else, and so does what is followed by a currency.
const accountGroups =
  /(?:\d{10,16}|\d{1,9}(?: {0,2}[-·_]{1,2} {0,2}\d{1,9}){1,5}|\d{1,9}(?: {1,2}\d{1,9}){0,4} {1,2}\d{2,9})(?!\d| ?(?:원|won|krw|달러|usd))/y;

function findAccounts(copy: string): Finding[] {
  const found: Finding[] = [];
  let from = 0;
  for (const { index } of copy.matchAll(longNumber)) {
    if (index < from) continue;
    const match = matchAt(accountGroups, copy, index);
    if (!match) continue;
    const digits = match[0].replace(/\D/g, '').length;
    if (digits < 10 || digits > 16 || date.test(match[0])) continue;
    const finding = findingAt(PersonalDataKind.ACCOUNT, copy, index, match);
    if (!finding || !isNearBank(copy, finding)) continue;
    found.push(finding);
    from = finding.end;
  }
  return found;
}

function isNearBank(copy: string, { start, end }: Finding): boolean {
  const ahead = before(copy, start, reach);
  if (otherName.test(ahead)) return false;
  const behind = copy.slice(end, end + reach);
  return bank.test(ahead) || bank.test(behind) || shortBankAhead.test(ahead) || shortBankBehind.test(behind);
}
