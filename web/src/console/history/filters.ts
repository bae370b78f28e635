import { queryOf } from '#console/list/address.ts';
import { instantsOf, noPeriod, periodIn, periodParts, type Period } from '#console/list/period.ts';
import type { ChatFilter, ChatOrder, ChatState, RatingFilter } from '#lib/graphql/generated/console/graphql.ts';

/** What the address of the history says. */
export interface Filters extends Period {
  agentId: string | null;
  categoryId: string | null;
  state: ChatState | null;
  processed: boolean | null;
  rating: RatingFilter | null;
  order: ChatOrder;
}

export const states: readonly ChatState[] = ['WAITING', 'REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER', 'CLOSED'];

export const ratings: readonly RatingFilter[] = ['RATED', 'SATISFIED', 'UNSATISFIED', 'UNRATED'];

export const noFilters: Filters = {
  ...noPeriod,
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

/** Filters of an address; what nobody could have chosen is none. */
export function filtersOf(address: Pick<URLSearchParams, 'get'>): Filters {
  const state = address.get('state')?.toUpperCase();
  const processed = address.get('processed');
  const rating = address.get('rating')?.toUpperCase();
  return {
    ...periodIn(address),
    agentId: address.get('agent') || null,
    categoryId: address.get('category') || null,
    state: states.find((known) => known === state) ?? null,
    processed: processed === 'yes' ? true : processed === 'no' ? false : null,
    rating: ratings.find((known) => known === rating) ?? null,
    order: orders.find((order) => orderWords[order] === address.get('sort')) ?? noFilters.order,
  };
}

/** The query part of an address, empty without filters. It is the same for the same filters. */
export function addressOf(filters: Filters): string {
  return queryOf([
    ...periodParts(filters),
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

/** What the API is to be asked. */
export function chatFilter(filters: Filters, text: string | null, now: Date): ChatFilter {
  return {
    ...instantsOf(filters, now),
    ...(filters.agentId === null ? {} : { agentId: filters.agentId }),
    ...(filters.categoryId === null ? {} : { categoryId: filters.categoryId }),
    ...(filters.state === null ? {} : { states: [filters.state] }),
    ...(filters.processed === null ? {} : { processed: filters.processed }),
    ...(filters.rating === null ? {} : { rating: filters.rating }),
    ...(text === null ? {} : { text }),
  };
}
