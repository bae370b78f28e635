import { InvalidInput } from '../errors.ts';
import { optionalField } from '../text.ts';
import type { Holiday, OperatingHours } from './service.entity.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** How far ahead the next opening is looked for. */
const lookAheadDays = 366;
const mostPeriods = 70;
const mostHolidays = 366;

/** Whether it is open at an instant; without hours it always is. */
export function isOpen(hours: OperatingHours | null | undefined, at: Date): boolean {
  if (!hours) return true;
  const { date, day, time } = wallClock(hours.timeZone, at);
  if (hours.holidays.some((holiday) => holiday.date === date)) return false;
  return hours.week.some((period) => period.day === day && period.from <= time && time < period.to);
}

/** The next instant at which it opens; null while it is open and when there is none within a year. */
export function opensAt(hours: OperatingHours | null | undefined, at: Date): Date | null {
  if (!hours || isOpen(hours, at)) return null;
  const today = wallClock(hours.timeZone, at).date;
  for (let ahead = 0; ahead <= lookAheadDays; ahead += 1) {
    const noon = new Date(new Date(`${today}T12:00:00Z`).getTime() + ahead * dayMs);
    const date = noon.toISOString().slice(0, 10);
    const day = noon.getUTCDay() || 7;
    const starts = hours.week.filter((period) => period.day === day).map(({ from }) => from);
    for (const from of starts.sort()) {
      const start = instantOf(hours.timeZone, date, from);
      // A holiday has no openings, and neither has an hour that a clock change leaves out.
      if (start > at && isOpen(hours, start)) return start;
    }
  }
  return null;
}

/** The hours without blanks and in order, or InvalidInput with the place of the first mistake. */
export function assertHours(hours: OperatingHours): OperatingHours {
  const { timeZone, week, holidays } = hours;
  if (!isTimeZone(timeZone)) throw new InvalidInput('hours.timeZone', 'The time zone must be an IANA name.');
  if (week.length > mostPeriods) throw new InvalidInput('hours.week', `There may be ${mostPeriods} periods at most.`);
  if (holidays.length > mostHolidays) {
    throw new InvalidInput('hours.holidays', `There may be ${mostHolidays} holidays at most.`);
  }
  week.forEach((period, index) => {
    const field = `hours.week.${index}`;
    if (!Number.isInteger(period.day) || period.day < 1 || period.day > 7) {
      throw new InvalidInput(field, 'The day must be 1 (Monday) to 7 (Sunday).');
    }
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(period.from) || !/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(period.to)) {
      throw new InvalidInput(field, 'Times are HH:MM, from 00:00 to 24:00.');
    }
    if (period.from >= period.to) throw new InvalidInput(field, 'The end must be after the beginning.');
    const overlaps = week.some(
      (other, at) => at < index && other.day === period.day && other.from < period.to && period.from < other.to,
    );
    if (overlaps) throw new InvalidInput(field, 'Two periods of one day overlap.');
  });
  return {
    timeZone,
    week: week
      .map(({ day, from, to }) => ({ day, from, to }))
      .sort((a, b) => a.day - b.day || (a.from < b.from ? -1 : 1)),
    holidays: holidays
      .map((holiday, index) => assertHoliday(holidays, holiday, index))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function assertHoliday(all: readonly Holiday[], { date, name }: Holiday, index: number): Holiday {
  const field = `hours.holidays.${index}`;
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T00:00:00Z`) : null;
  if (!day || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) {
    throw new InvalidInput(field, 'A holiday is a day of the calendar, YYYY-MM-DD.');
  }
  if (all.findIndex((other) => other.date === date) < index) throw new InvalidInput(field, 'The day is listed twice.');
  return { date, name: optionalField(field, name, 100) };
}

function isTimeZone(timeZone: string): boolean {
  // Offsets such as +09:00 are understood too, but know no summer time.
  if (!/^[A-Za-z]/.test(timeZone) || timeZone.length > 64) return false;
  try {
    return Boolean(formatterOf(timeZone));
  } catch {
    return false;
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make, so there is one for each time zone in use. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** What the wall clock and the calendar there show. */
function wallClock(timeZone: string, at: Date): { date: string; day: number; time: string } {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return { date, day: new Date(`${date}T00:00:00Z`).getUTCDay() || 7, time: `${part('hour')}:${part('minute')}` };
}

/** The instant at which the wall clock there shows a time; in an hour left out by a clock change, one close to it. */
function instantOf(timeZone: string, date: string, time: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let at = wanted;
  // The offset there is known only for an instant; the second step is right across a clock change too.
  for (let step = 0; step < 2; step += 1) {
    const shown = wallClock(timeZone, new Date(at));
    at += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  return new Date(at);
}
