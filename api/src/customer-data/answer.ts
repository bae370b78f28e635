import { isBlank } from '../blank.ts';
import type { LocalText } from '../service/service.entity.ts';

/** How a value reads. TEXT: as it is. NUMBER: a decimal number. DATE: a day, as 2026-11-30. TIME: an instant, as ISO 8601 has it. */
export const CustomerDataKind = { TEXT: 'TEXT', NUMBER: 'NUMBER', DATE: 'DATE', TIME: 'TIME' } as const;
export type CustomerDataKind = (typeof CustomerDataKind)[keyof typeof CustomerDataKind];

/** One thing that the company's system tells of a customer. */
export interface DataField {
  readonly label: LocalText;
  /** Null for not known. */
  readonly value: string | null;
  readonly kind: CustomerDataKind;
  readonly link: string | null;
}

/** An answer has at most so many fields, … */
export const mostFields = 50;
/** … with texts of at most so many UTF-16 units. */
const labelLimit = 100;
const valueLimit = 2_000;
const linkLimit = 2_000;

/** An answer that is none. `at` says where, by names of the format alone. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  readonly at: string;
  constructor(at: string) {
    super(`The answer is malformed at ${at}.`);
    this.at = at;
  }
}

/**
 * What an answer tells: `{ "fields": [{ "label", "value", "link", "kind" }] }`, in its order, or Malformed. It was written by a machine
 * that may be anybody's: only what is named here is read, texts are freed of control characters, and links lead to https alone.
 */
export function readAnswer(body: Uint8Array): DataField[] {
  const fields = partsOf(parse(body), '$')['fields'];
  if (!Array.isArray(fields) || fields.length > mostFields) throw new Malformed('fields');
  return fields.map((field: unknown, index) => fieldOf(field, `fields[${index}]`));
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Malformed('$');
  }
}

function partsOf(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(at);
  return value as Record<string, unknown>;
}

function fieldOf(field: unknown, at: string): DataField {
  const { label, value, link, kind } = partsOf(field, at);
  const text = valueOf(value, `${at}.value`);
  return {
    label: labelOf(label, `${at}.label`),
    value: text,
    kind: kindOf(kind, text, `${at}.kind`),
    link: linkOf(link, `${at}.link`),
  };
}

function labelOf(label: unknown, at: string): LocalText {
  if (typeof label === 'string') {
    const text = lineOf(label, at);
    return { ko: text, en: text };
  }
  const { ko = null, en = null } = partsOf(label, at);
  if (ko === null && en === null) throw new Malformed(at);
  return { ko: ko === null ? null : lineOf(ko, `${at}.ko`), en: en === null ? null : lineOf(en, `${at}.en`) };
}

function lineOf(text: unknown, at: string): string {
  if (typeof text !== 'string') throw new Malformed(at);
  const line = cleaned(text).replace(/\s+/g, ' ').trim();
  if (isBlank(line) || line.length > labelLimit) throw new Malformed(at);
  return line;
}

function valueOf(value: unknown, at: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new Malformed(at);
  const text = cleaned(value).trim();
  if (text.length > valueLimit) throw new Malformed(at);
  return isBlank(text) ? null : text;
}

/** A kind of a later version than this one reads as text. */
function kindOf(kind: unknown, value: string | null, at: string): CustomerDataKind {
  if (kind === null || kind === undefined) return CustomerDataKind.TEXT;
  if (typeof kind !== 'string') throw new Malformed(at);
  const known = Object.values(CustomerDataKind).find((each) => each === kind.toUpperCase());
  if (!known || value === null) return CustomerDataKind.TEXT;
  if (!forms[known].test(value)) throw new Malformed(at);
  if (known !== CustomerDataKind.TEXT && known !== CustomerDataKind.NUMBER && !isTime(value)) throw new Malformed(at);
  return known;
}

const forms: Record<CustomerDataKind, RegExp> = {
  TEXT: /^/,
  NUMBER: /^-?\d{1,30}(\.\d{1,30})?$/,
  DATE: /^\d{4}-\d{2}-\d{2}$/,
  TIME: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/,
};

/** Whether there is such a day, the 30th of February for example not. */
function isTime(value: string): boolean {
  const day = value.slice(0, 10);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(Date.parse(value)) && new Date(midnight).toISOString().startsWith(day);
}

function linkOf(link: unknown, at: string): string | null {
  if (link === null || link === undefined) return null;
  if (typeof link !== 'string' || link.length > linkLimit || !URL.canParse(link)) throw new Malformed(at);
  const { protocol, username, password, href } = new URL(link);
  if (protocol !== 'https:' || username !== '' || password !== '' || href.length > linkLimit) throw new Malformed(at);
  return href;
}

/** Well-formed, in NFC, without control characters but for line feeds and tabs. */
const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .normalize('NFC');
