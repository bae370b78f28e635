import { tidied } from '@damso/api/blank';
import type { OperatingHoursInput, ServiceSettingsFragment } from '#lib/graphql/generated/console/graphql.ts';

type Hours = ServiceSettingsFragment['chat']['hours'];

export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  readonly date: string;
  readonly name: string;
}

/** Operating hours while somebody edits them: what is not in force (the week of a service that is always open) is kept too. */
export interface HoursDraft {
  readonly isAlwaysOpen: boolean;
  readonly timeZone: string;
  /** The periods of Monday … Sunday. */
  readonly week: readonly (readonly Period[])[];
  readonly holidays: readonly Holiday[];
}

/** What is wrong with a row. */
export type RowProblem = 'malformed' | 'empty' | 'overlap' | 'date-missing' | 'date-twice' | 'name-long';

export const weekdays = [0, 1, 2, 3, 4] as const;
export const mostHolidays = 366;
export const longestHolidayName = 100;

const usualDay: Period = { from: '09:00', to: '18:00' };

export function draftOf(hours: Hours, ownTimeZone: string): HoursDraft {
  const days = [1, 2, 3, 4, 5, 6, 7];
  if (!hours) {
    const week = days.map((day) => (day <= weekdays.length ? [usualDay] : []));
    return { isAlwaysOpen: true, timeZone: ownTimeZone, week, holidays: [] };
  }
  return {
    isAlwaysOpen: false,
    timeZone: hours.timeZone,
    week: days.map((day) => hours.week.filter((period) => period.day === day).map(({ from, to }) => ({ from, to }))),
    holidays: hours.holidays.map(({ date, name }) => ({ date, name: name ?? '' })),
  };
}

/** As the API takes it; rows keep their order, so that a complaint about the n-th finds its row. */
export function inputOf({ isAlwaysOpen, timeZone, week, holidays }: HoursDraft): OperatingHoursInput | null {
  if (isAlwaysOpen) return null;
  return {
    timeZone,
    week: week.flatMap((periods, day) =>
      periods.map(({ from, to }) => ({ day: day + 1, from: timeOf(from) ?? from, to: timeOf(to) ?? to })),
    ),
    holidays: holidays.map(({ date, name }) => ({ date, name: tidied(name) || null })),
  };
}

/** Whether two drafts would be saved as the same hours. */
export function areSameHours(one: HoursDraft, other: HoursDraft): boolean {
  return JSON.stringify(inputOf(one)) === JSON.stringify(inputOf(other));
}

/** HH:MM, of whatever a hurried hand types for it: `9`, `930`, `9:30`, `24`; null when it is no time of a day. */
export function timeOf(typed: string): string | null {
  const digits = /^(\d{1,2})(?:\s*[:.시]?\s*([0-5]\d)\s*분?|시)?$/.exec(typed.trim());
  if (!digits) return null;
  const hour = Number(digits[1]);
  const minute = digits[2] ?? '00';
  if (hour > 24 || (hour === 24 && minute !== '00')) return null;
  return `${String(hour).padStart(2, '0')}:${minute}`;
}

/** Whether a period ends on the day after the one it begins on. */
export function isPastMidnight({ from, to }: Period): boolean {
  const [begin, end] = [timeOf(from), timeOf(to)];
  return begin !== null && end !== null && end < begin && end !== '00:00';
}

/** What is wrong with each period of each day; null where nothing is. */
export function periodProblems(week: HoursDraft['week']): (RowProblem | null)[][] {
  const before: MinutesOfWeek[] = [];
  return week.map((periods, day) =>
    periods.map(({ from, to }) => {
      const [begin, end] = [timeOf(from), timeOf(to)];
      if (begin === null || end === null || begin === '24:00') return 'malformed';
      if (begin === end && begin !== '00:00') return 'empty';
      const period = minutesOfWeek(day, begin, end);
      const doesOverlap = before.some((other) => doOverlap(other, period));
      before.push(period);
      return doesOverlap ? 'overlap' : null;
    }),
  );
}

interface MinutesOfWeek {
  readonly from: number;
  readonly length: number;
}

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

function minutesOfWeek(day: number, begin: string, end: string): MinutesOfWeek {
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const length = minutesOf(end) - minutesOf(begin) + (end <= begin ? dayMinutes : 0);
  return { from: day * dayMinutes + minutesOf(begin), length };
}

/** Whether some minute is in both; the week goes round, from Sunday night to Monday. */
function doOverlap(one: MinutesOfWeek, other: MinutesOfWeek): boolean {
  const later = (other.from - one.from + weekMinutes) % weekMinutes;
  return later < one.length || weekMinutes - later < other.length;
}

export function holidayProblems(holidays: readonly Holiday[]): (RowProblem | null)[] {
  return holidays.map(({ date, name }, at) => {
    if (date === '') return 'date-missing';
    if (holidays.findIndex((other) => other.date === date) < at) return 'date-twice';
    return name.length > longestHolidayName ? 'name-long' : null;
  });
}

export function hasProblems({ isAlwaysOpen, week, holidays }: HoursDraft): boolean {
  if (isAlwaysOpen) return false;
  return [...periodProblems(week).flat(), ...holidayProblems(holidays)].some((problem) => problem !== null);
}

/** The position in the week of the n-th period that was sent. */
export function positionInWeek(week: HoursDraft['week'], sent: number): { day: number; at: number } | null {
  let rest = sent;
  for (const [day, periods] of week.entries()) {
    if (rest < periods.length) return { day, at: rest };
    rest -= periods.length;
  }
  return null;
}

/** A likely next period: the usual day, or an afternoon an hour after the last. */
export function nextPeriod(periods: readonly Period[]): Period {
  const last = periods.at(-1);
  if (!last) return usualDay;
  if (isPastMidnight(last)) return { from: '', to: '' };
  const end = timeOf(last.to);
  const from = end === null ? 24 : Number(end.slice(0, 2)) + 1;
  if (from >= 24) return { from: '', to: '' };
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:${end!.slice(3)}`;
  return { from: clock(from), to: from < 18 ? '18:00' : '24:00' };
}

/** What the clock shows in a time zone; null when this browser does not know it. */
export function clockOf(timeZone: string, at: Date, language: string): string | null {
  try {
    const parts = { hour: 'numeric', minute: '2-digit', timeZoneName: 'shortOffset' } as const;
    return new Intl.DateTimeFormat(language, { timeZone, ...parts }).format(at);
  } catch {
    return null;
  }
}
