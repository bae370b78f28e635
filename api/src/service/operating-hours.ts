import { InvalidInput } from '../errors.ts';
import { optionalField } from '../text.ts';
import type { Holiday, OpenPeriod, OperatingHours } from './service.entity.ts';
import { isTimeZone, shownAt, stretchesFrom, wallClock, type WallClock } from './wall-clock.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekMinutes = 7 * 24 * 60;
/** How far ahead the next opening is looked for. */
const lookAheadDays = 366;
const mostPeriods = 70;
const mostHolidays = 366;

/**
 * Whether it is open at an instant; without hours it always is. What the wall clock shows decides, so an hour that a change of the
 * clocks leaves out is nowhere and one that it repeats counts twice.
 */
export function isOpen(hours: OperatingHours | null | undefined, at: Date): boolean {
  return !hours || isOpenBy(hours, wallClock(hours.timeZone, at));
}

/** A period past midnight belongs to the day on which it begins: it is held where that is a holiday's eve, and not on one. */
function isOpenBy({ week, holidays }: OperatingHours, { date, day, time }: WallClock): boolean {
  const eve = shownAt(Date.parse(`${date}T00:00:00Z`) - dayMs);
  const isHeld = (on: string) => holidays.every((holiday) => holiday.date !== on);
  return (
    (isHeld(date) &&
      week.some(
        (period) => period.day === day && period.from <= time && (isPastMidnight(period) || time < period.to),
      )) ||
    (isHeld(eve.date) && week.some((period) => period.day === eve.day && isPastMidnight(period) && time < period.to))
  );
}

/** It ends on the day after the one it begins on. */
const isPastMidnight = ({ from, to }: OpenPeriod) => to <= from;

/** The next instant at which it opens; null while it is open and when there is none within a year. */
export function opensAt(hours: OperatingHours | null | undefined, at: Date): Date | null {
  if (!hours || isOpen(hours, at)) return null;
  for (const { from, until, offset } of stretchesFrom(hours.timeZone, at, lookAheadDays)) {
    const begun = from + offset;
    // The clocks went on, or back, to a time at which it is open.
    if (isOpenBy(hours, shownAt(begun))) return new Date(from);
    for (let midnight = begun - (begun % dayMs); midnight < until + offset; midnight += dayMs) {
      const { day } = shownAt(midnight);
      const starts = hours.week
        .filter((period) => period.day === day)
        .map(({ from }) => midnight + minutesOf(from) * minuteMs);
      const start = starts
        .sort((a, b) => a - b)
        .find((each) => each > begun && each < until + offset && isOpenBy(hours, shownAt(each)));
      if (start !== undefined) return new Date(start - offset);
    }
  }
  return null;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

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
    if (period.from === period.to && period.from !== '00:00') {
      throw new InvalidInput(field, 'The end is the beginning; a whole day is 00:00 to 24:00.');
    }
    if (week.some((other, at) => at < index && doOverlap(other, period))) {
      throw new InvalidInput(field, 'Two periods overlap, on one day or past midnight.');
    }
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

/** Whether some minute of the week is in both; the week goes round. */
function doOverlap(one: OpenPeriod, other: OpenPeriod): boolean {
  const [first, second] = [minutesOfWeek(one), minutesOfWeek(other)];
  const later = (second.from - first.from + weekMinutes) % weekMinutes;
  return later < first.length || weekMinutes - later < second.length;
}

function minutesOfWeek(period: OpenPeriod): { from: number; length: number } {
  const length = minutesOf(period.to) - minutesOf(period.from) + (isPastMidnight(period) ? 24 * 60 : 0);
  return { from: (period.day - 1) * 24 * 60 + minutesOf(period.from), length };
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
