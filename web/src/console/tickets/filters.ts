import { queryOf } from '#console/list/address.ts';
import { instantsOf, noPeriod, periodIn, periodParts, type Period } from '#console/list/period.ts';
import type {
  Channel,
  TicketFilter,
  TicketOrder,
  TicketPriority,
  TicketStatus,
} from '#lib/graphql/generated/console/graphql.ts';

/** Whose tickets: the reader's own, nobody's, or all of the service. */
export type View = 'mine' | 'unassigned' | 'all';

/** What the address of the ticket list says. */
export interface Filters extends Period {
  view: View;
  status: TicketStatus | null;
  priority: TicketPriority | null;
  typeId: string | null;
  /** Only among all: the other views say whose. */
  agentId: string | null;
  channel: Channel | null;
  order: TicketOrder;
}

export const views: readonly View[] = ['mine', 'unassigned', 'all'];
/** In the order in which a ticket goes through them. */
export const statuses: readonly TicketStatus[] = ['NEW', 'OPEN', 'PENDING', 'RESOLVED', 'CLOSED'];
export const priorities: readonly TicketPriority[] = ['URGENT', 'HIGH', 'NORMAL', 'LOW'];
export const channels: readonly Channel[] = ['CHAT', 'HELP_CENTER', 'API', 'MANUAL'];
export const orders: readonly TicketOrder[] = ['CREATED_AT_DESC', 'CREATED_AT_ASC'];

export const noFilters: Filters = {
  ...noPeriod,
  view: 'mine',
  status: null,
  priority: null,
  typeId: null,
  agentId: null,
  channel: null,
  order: 'CREATED_AT_DESC',
};

/** Filters of an address; what nobody could have chosen is none. */
export function filtersOf(address: Pick<URLSearchParams, 'get'>): Filters {
  const among = <T extends string>(known: readonly T[], name: string) => {
    const word = address.get(name)?.replaceAll('-', '_').toUpperCase();
    return known.find((each) => each.toUpperCase() === word) ?? null;
  };
  const view = among(views, 'view') ?? noFilters.view;
  return {
    ...periodIn(address),
    view,
    status: view === 'unassigned' ? null : among(statuses, 'status'),
    priority: among(priorities, 'priority'),
    typeId: address.get('type') || null,
    agentId: view === 'all' ? address.get('agent') || null : null,
    channel: among(channels, 'channel'),
    order: address.get('sort') === 'oldest' ? 'CREATED_AT_ASC' : noFilters.order,
  };
}

/** The query part of an address, empty where it says nothing. It is the same for the same filters. */
export function addressOf(filters: Filters): string {
  const word = (name: string | null) => name?.toLowerCase().replaceAll('_', '-') ?? null;
  return queryOf([
    ['view', filters.view === noFilters.view ? null : filters.view],
    ['status', word(filters.status)],
    ...periodParts(filters),
    ['priority', word(filters.priority)],
    ['type', filters.typeId],
    ['agent', filters.agentId],
    ['channel', word(filters.channel)],
    ['sort', filters.order === 'CREATED_AT_ASC' ? 'oldest' : null],
  ]);
}

/** How many filters narrow the view; view, status and order are none of them. */
export function countOf(filters: Filters): number {
  const { period, priority, typeId, agentId, channel } = filters;
  return [period !== 'all', priority, typeId, agentId, channel].filter(Boolean).length;
}

/** The same filters in another view, with what that one has no use for left out. */
export function withView(filters: Filters, view: View, status: TicketStatus | null = null): Filters {
  return { ...filters, view, status, agentId: view === 'all' ? filters.agentId : null };
}

/** The view without what narrows it. */
export function withoutFilters({ view, status, order }: Filters): Filters {
  return { ...noFilters, view, status, order };
}

/** The same filters, sorted the other way round. */
export function turned(filters: Filters): Filters {
  return { ...filters, order: filters.order === 'CREATED_AT_DESC' ? 'CREATED_AT_ASC' : 'CREATED_AT_DESC' };
}

/** What the API is to be asked. */
export function ticketFilter(filters: Filters, text: string | null, now: Date): TicketFilter {
  const { view, status, priority, typeId, agentId, channel } = filters;
  return {
    ...instantsOf(filters, now),
    ...(view === 'mine' ? { mine: true } : view === 'unassigned' ? { unassigned: true } : {}),
    ...(status === null ? {} : { statuses: [status] }),
    ...(priority === null ? {} : { priority }),
    ...(typeId === null ? {} : { inquiryTypeId: typeId }),
    ...(agentId === null ? {} : { assigneeId: agentId }),
    ...(channel === null ? {} : { channel }),
    ...(text === null ? {} : { text }),
  };
}

/** What of a ticket the filters look at. */
export interface Sortable {
  status: TicketStatus;
  priority: TicketPriority;
  channel: Channel;
  assignee: { id: string } | null;
}

/** Whether a ticket belongs into the view, as far as it can be told without the server: not by type, period or text. */
export function belongs(ticket: Sortable, filters: Filters, myId: string): boolean {
  const { view, status, priority, agentId, channel } = filters;
  const assigneeId = ticket.assignee?.id ?? null;
  return (
    (view !== 'mine' || assigneeId === myId) &&
    (view !== 'unassigned' || assigneeId === null) &&
    (status === null || ticket.status === status) &&
    (priority === null || ticket.priority === priority) &&
    (agentId === null || assigneeId === agentId) &&
    (channel === null || ticket.channel === channel)
  );
}
