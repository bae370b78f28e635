/*
 * Instants as PostgreSQL and the API write them. Every message has one, and the ways of the driver and of `Date` to read and write
 * them cost more than the rest of a row.
 */

const dayMs = 86_400_000;

/** An instant as PostgreSQL writes it in UTC, for example `2026-01-31 09:30:00.123456+00`; null for any other form. */
export function readInstant(text: string): Date | null {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(10) !== space || !text.endsWith('+00')) return null;
  const year = pair(text, 0) * 100 + pair(text, 2);
  // `Date.UTC` takes the first hundred years for those of the twentieth century.
  if (year < 100) return null;
  const [month, dayOfMonth] = [pair(text, 5), pair(text, 8)];
  const day = (year * 100 + month) * 100 + dayOfMonth;
  if (day !== read.day) read = { day, ms: Date.UTC(year, month - 1, dayOfMonth) };
  let ms = 0;
  // The digits after the point, as many as there are; the clock of JavaScript has three.
  for (let at = 20, worth = 100; at < text.length - 3 && worth >= 1; at += 1, worth /= 10)
    ms += digit(text, at) * worth;
  return new Date(read.ms + pair(text, 11) * 3_600_000 + pair(text, 14) * 60_000 + pair(text, 17) * 1_000 + ms);
}

/** The last day that was read: most instants are of the same. */
let read = { day: NaN, ms: 0 };

const typed = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const [earliest, latest] = [Date.UTC(1000, 0, 1), Date.UTC(10_000, 0, 1)];

/**
 * An instant as callers may write it, in ISO 8601 with an offset; null for any other form. Only of years that have four digits in UTC
 * too: PostgreSQL, `Date` and ISO 8601 disagree on how the others are written, and some of them on whether there are any.
 */
export function parseInstant(text: string): Date | null {
  if (!typed.test(text) || !isDay(text.slice(0, 10))) return null;
  const instant = new Date(text);
  const at = instant.getTime();
  return at >= earliest && at < latest ? instant : null;
}

/** `Date` would roll 30 February over into March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const dash = '-'.charCodeAt(0);
const space = ' '.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const digit = (text: string, at: number) => text.charCodeAt(at) - zero;
const pair = (text: string, at: number) => digit(text, at) * 10 + digit(text, at + 1);

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const threeDigits = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
/** The last day that was written: most instants are of the same. */
let written = { day: NaN, text: '' };

/** The same as `toISOString`. */
export function writeInstant(instant: Date): string {
  const ms = instant.getTime();
  const day = Math.floor(ms / dayMs);
  if (day !== written.day) written = { day, text: instant.toISOString().slice(0, -13) };
  const ofDay = ms - day * dayMs;
  const [hours, minutes] = [Math.floor(ofDay / 3_600_000), Math.floor(ofDay / 60_000) % 60];
  const [seconds, rest] = [Math.floor(ofDay / 1_000) % 60, ofDay % 1_000];
  return `${written.text}${twoDigits[hours]}:${twoDigits[minutes]}:${twoDigits[seconds]}.${threeDigits[rest]}Z`;
}
