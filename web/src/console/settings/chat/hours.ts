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
export type RowProblem = 'malformed' | 'backwards' | 'overlap' | 'date-missing' | 'date-twice' | 'name-long';

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

/** What is wrong with each period of a day; null where nothing is. */
export function periodProblems(periods: readonly Period[]): (RowProblem | null)[] {
  const read = periods.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));
  return read.map(({ from, to }, at) => {
    if (from === null || to === null || from === '24:00') return 'malformed';
    if (to <= from) return 'backwards';
    const overlaps = read
      .slice(0, at)
      .some((other) => other.from !== null && other.to !== null && other.from < to && from < other.to);
    return overlaps ? 'overlap' : null;
  });
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
  return [...week.flatMap(periodProblems), ...holidayProblems(holidays)].some((problem) => problem !== null);
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
