import { queryOf } from '#console/list/address.ts';
import { instantsOf, noPeriod, periodIn, periodParts, type Period } from '#console/list/period.ts';
import type { AuditAction, AuditFilter } from '#lib/graphql/generated/console/graphql.ts';

/** What the address of the audit log says. */
export interface AuditFilters extends Period {
  agentId: string | null;
  action: AuditAction | null;
}

export const auditActions: readonly AuditAction[] = ['MASKED', 'RELEASED', 'REVEALED', 'SEALED', 'ERASED', 'LOOKED_UP'];

export const noFilters: AuditFilters = { ...noPeriod, agentId: null, action: null };

/** Filters of an address; what nobody could have chosen is none. */
export function filtersOf(address: Pick<URLSearchParams, 'get'>): AuditFilters {
  const action = address.get('action')?.toUpperCase();
  return {
    ...periodIn(address),
    agentId: address.get('agent') || null,
    action: auditActions.find((known) => known === action) ?? null,
  };
}

/** The query part of an address, empty without filters. It is the same for the same filters. */
export function addressOf(filters: AuditFilters): string {
  return queryOf([
    ...periodParts(filters),
    ['agent', filters.agentId],
    ['action', filters.action?.toLowerCase() ?? null],
  ]);
}

export function isFiltered({ period, agentId, action }: AuditFilters): boolean {
  return period !== 'all' || agentId !== null || action !== null;
}

/** What the API is to be asked. */
export function auditFilter(filters: AuditFilters, now: Date): AuditFilter {
  return {
    ...instantsOf(filters, now),
    ...(filters.agentId !== null && { agentId: filters.agentId }),
    ...(filters.action !== null && { actions: [filters.action] }),
  };
}
