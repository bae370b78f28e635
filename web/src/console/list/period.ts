import type { AddressPart } from './address.ts';

/** Days are those of the person at the screen, as YYYY-MM-DD; null leaves that side open. */
interface Dates {
  from: string | null;
  to: string | null;
}

const relativePeriods = ['today', 'week', 'month'] as const;
export type PeriodName = 'all' | 'dates' | (typeof relativePeriods)[number];

/** When something was: any time, the days up to now, or days of one's own. */
export interface Period extends Dates {
  period: PeriodName;
}

export const periods: readonly PeriodName[] = ['all', ...relativePeriods, 'dates'];

export const noPeriod: Period = { period: 'all', from: null, to: null };

/** The period of an address. */
export function periodIn(address: Pick<URLSearchParams, 'get'>): Period {
  const word = address.get('period');
  const dates = { from: dayOrNull(address.get('from')), to: dayOrNull(address.get('to')) };
  if (word === 'dates') return { period: 'dates', ...inOrder(dates) };
  return { ...noPeriod, period: relativePeriods.find((known) => known === word) ?? 'all' };
}

/** The period as parts of an address. */
export function periodParts({ period, from, to }: Period): AddressPart[] {
  return [
    ['period', period === 'all' ? null : period],
    ['from', period === 'dates' ? from : null],
    ['to', period === 'dates' ? to : null],
  ];
}

/** The same filters with another period; own dates begin with the days that were meant before. */
export function withPeriod<S extends Period>(filters: S, period: PeriodName, now: Date): S {
  if (period !== 'dates') return { ...filters, period, from: null, to: null };
  const from = firstDay(filters.period === 'all' ? 'month' : filters.period, now);
  return { ...filters, period, from: from && dayOf(from), to: dayOf(now) };
}

/** The same filters with one of the own dates changed; the other one gives way when it would be on the wrong side. */
export function withDate<S extends Period>(filters: S, side: 'from' | 'to', day: string | null): S {
  const dates = { from: filters.from, to: filters.to, [side]: day };
  if (dates.from !== null && dates.to !== null && dates.from > dates.to) dates.from = dates.to = day;
  return { ...filters, period: 'dates', ...dates };
}

/** The points in time of a period as the API is asked for them. */
export function instantsOf({ period, from, to }: Period, now: Date): { from?: string; to?: string } {
  const first = period === 'dates' ? (from === null ? null : midnight(from)) : firstDay(period, now);
  // The last day counts whole.
  const end = period === 'dates' && to !== null ? midnight(to, 1) : null;
  return {
    ...(first ? { from: first.toISOString() } : {}),
    ...(end ? { to: end.toISOString() } : {}),
  };
}

/** When a period that ends now began; this day counts as one. */
function firstDay(period: PeriodName, now: Date): Date | null {
  const daysBefore = { today: 0, week: 6, month: 29 }[period as string];
  if (daysBefore === undefined) return null;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore);
}

/** A day as the browser's own date fields have it: existing, and of this age. */
export function dayOrNull(text: string | null): string | null {
  if (!text || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return null;
  return dayOf(midnight(text)) === text ? text : null;
}

function midnight(day: string, daysLater = 0): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + daysLater);
}

function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function inOrder({ from, to }: Dates): Dates {
  return from !== null && to !== null && from > to ? { from: to, to: from } : { from, to };
}
