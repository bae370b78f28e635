import type { ChatFilter, ChatOrder, ChatState, RatingFilter } from '#lib/graphql/generated/console/graphql.ts';

/** Days are those of the person at the screen, as YYYY-MM-DD; null leaves that side open. */
interface Dates {
  from: string | null;
  to: string | null;
}

const relativePeriods = ['today', 'week', 'month'] as const;
export type Period = 'all' | 'dates' | (typeof relativePeriods)[number];

/** When something was. */
export interface Span extends Dates {
  period: Period;
}

/** What the address of the history says. */
export interface Filters extends Span {
  agentId: string | null;
  categoryId: string | null;
  state: ChatState | null;
  processed: boolean | null;
  rating: RatingFilter | null;
  order: ChatOrder;
}

export const periods: readonly Period[] = ['all', ...relativePeriods, 'dates'];
export const states: readonly ChatState[] = ['WAITING', 'REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER', 'CLOSED'];

export const ratings: readonly RatingFilter[] = ['RATED', 'SATISFIED', 'UNSATISFIED', 'UNRATED'];

export const noSpan: Span = { period: 'all', from: null, to: null };

export const noFilters: Filters = {
  ...noSpan,
  agentId: null,
  categoryId: null,
  state: null,
  processed: null,
  rating: null,
  order: 'REQUESTED_AT_DESC',
};

/** The orders as an address has them; the first one goes without saying. */
const orderWords = {
  REQUESTED_AT_DESC: null,
  REQUESTED_AT_ASC: 'oldest',
  CLOSED_AT_DESC: 'ended',
  CLOSED_AT_ASC: 'ended-oldest',
} as const satisfies Record<ChatOrder, string | null>;
export const orders = Object.keys(orderWords) as readonly ChatOrder[];

export const longestText = 100;

/** What is searched for, in characters that the API takes; null without any. */
export function wantedText(typed: string): string | null {
  const text = typed.replaceAll('\0', '').toWellFormed().normalize('NFC').trim();
  return text === '' ? null : text;
}

/** Filters of an address; what nobody could have chosen is none. */
export function filtersOf(address: Pick<URLSearchParams, 'get'>): Filters {
  const state = address.get('state')?.toUpperCase();
  const processed = address.get('processed');
  const rating = address.get('rating')?.toUpperCase();
  return {
    ...spanIn(address),
    agentId: address.get('agent') || null,
    categoryId: address.get('category') || null,
    state: states.find((known) => known === state) ?? null,
    processed: processed === 'yes' ? true : processed === 'no' ? false : null,
    rating: ratings.find((known) => known === rating) ?? null,
    order: orders.find((order) => orderWords[order] === address.get('sort')) ?? noFilters.order,
  };
}

/** The span of an address. */
export function spanIn(address: Pick<URLSearchParams, 'get'>): Span {
  const word = address.get('period');
  const dates = { from: dayOrNull(address.get('from')), to: dayOrNull(address.get('to')) };
  if (word === 'dates') return { period: 'dates', ...inOrder(dates) };
  return { ...noSpan, period: relativePeriods.find((known) => known === word) ?? 'all' };
}

/** A part of an address, which is left out where it says nothing. */
export type AddressPart = [name: string, value: string | null];

/** The span as parts of an address. */
export function spanParts({ period, from, to }: Span): AddressPart[] {
  return [
    ['period', period === 'all' ? null : period],
    ['from', period === 'dates' ? from : null],
    ['to', period === 'dates' ? to : null],
  ];
}

/** The query part of an address, empty where no part says anything. */
export function queryOf(parts: readonly AddressPart[]): string {
  const given = parts.filter((part): part is [string, string] => part[1] !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** The query part of an address, empty without filters. It is the same for the same filters. */
export function addressOf(filters: Filters): string {
  return queryOf([
    ...spanParts(filters),
    ['agent', filters.agentId],
    ['category', filters.categoryId],
    ['state', filters.state?.toLowerCase() ?? null],
    ['processed', filters.processed === null ? null : filters.processed ? 'yes' : 'no'],
    ['rating', filters.rating?.toLowerCase() ?? null],
    ['sort', orderWords[filters.order]],
  ]);
}

/** How many of the filters are set. */
export function countOf(filters: Filters): number {
  return [
    filters.period !== 'all',
    filters.agentId !== null,
    filters.categoryId !== null,
    filters.state !== null,
    filters.processed !== null,
    filters.rating !== null,
  ].filter(Boolean).length;
}

/** The columns by which the list can be sorted. */
export type SortColumn = 'REQUESTED_AT' | 'CLOSED_AT';

/** How the list is sorted by a column; undefined while it is sorted by the other one. */
export function sortedBy({ order }: Filters, column: SortColumn): 'ascending' | 'descending' | undefined {
  if (order === `${column}_ASC`) return 'ascending';
  return order === `${column}_DESC` ? 'descending' : undefined;
}

/** The same filters, sorted by another column with the latest first, or by the same one the other way round. */
export function withSort(filters: Filters, column: SortColumn): Filters {
  return { ...filters, order: filters.order === `${column}_DESC` ? `${column}_ASC` : `${column}_DESC` };
}

/** The same filters with another period; own dates begin with the days that were meant before. */
export function withPeriod<S extends Span>(filters: S, period: Period, now: Date): S {
  if (period !== 'dates') return { ...filters, period, from: null, to: null };
  const from = firstDay(filters.period === 'all' ? 'month' : filters.period, now);
  return { ...filters, period, from: from && dayOf(from), to: dayOf(now) };
}

/** The same filters with one of the own dates changed; the other one gives way when it would be on the wrong side. */
export function withDate<S extends Span>(filters: S, side: 'from' | 'to', day: string | null): S {
  const dates = { from: filters.from, to: filters.to, [side]: day };
  if (dates.from !== null && dates.to !== null && dates.from > dates.to) dates.from = dates.to = day;
  return { ...filters, period: 'dates', ...dates };
}

/** What the API is to be asked. */
export function chatFilter(filters: Filters, text: string | null, now: Date): ChatFilter {
  return {
    ...spanOf(filters, now),
    ...(filters.agentId === null ? {} : { agentId: filters.agentId }),
    ...(filters.categoryId === null ? {} : { categoryId: filters.categoryId }),
    ...(filters.state === null ? {} : { states: [filters.state] }),
    ...(filters.processed === null ? {} : { processed: filters.processed }),
    ...(filters.rating === null ? {} : { rating: filters.rating }),
    ...(text === null ? {} : { text }),
  };
}

/** The points in time of a span as the API is asked for them. */
export function spanOf({ period, from, to }: Span, now: Date): Pick<ChatFilter, 'from' | 'to'> {
  const first = period === 'dates' ? (from === null ? null : midnight(from)) : firstDay(period, now);
  // The last day counts whole.
  const end = period === 'dates' && to !== null ? midnight(to, 1) : null;
  return {
    ...(first ? { from: first.toISOString() } : {}),
    ...(end ? { to: end.toISOString() } : {}),
  };
}

/** When a period that ends now began; this day counts as one. */
function firstDay(period: Period, now: Date): Date | null {
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
