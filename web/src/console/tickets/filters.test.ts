import { describe, expect, test } from 'vitest';
import {
  addressOf,
  belongs,
  countOf,
  filtersOf,
  noFilters,
  ticketFilter,
  turned,
  withoutFilters,
  withView,
  type Filters,
} from './filters.ts';

const now = new Date(2026, 10, 22, 15, 30);
const read = (address: string) => filtersOf(new URLSearchParams(address));

describe('the address of the ticket list', () => {
  test('is bare for the own tickets', () => {
    expect(addressOf(noFilters)).toBe('');
    expect(read('')).toEqual(noFilters);
  });

  test('brings every filter back', () => {
    const filters: Filters = {
      view: 'all',
      period: 'dates',
      from: '2026-11-01',
      to: null,
      status: 'PENDING',
      priority: 'URGENT',
      typeId: 't&1=2',
      agentId: 'a1',
      channel: 'HELP_CENTER',
      order: 'CREATED_AT_ASC',
    };
    expect(read(addressOf(filters))).toEqual(filters);
  });

  test('means nothing where nobody could have chosen it', () => {
    expect(read('view=yours&status=LOST&priority=7&type=&channel=fax&sort=random')).toEqual(noFilters);
  });

  test('leaves out what a view has no use for', () => {
    expect(read('view=unassigned&status=open&agent=a1')).toEqual({ ...noFilters, view: 'unassigned' });
    expect(read('agent=a1').agentId).toBeNull();
  });
});

describe('a view', () => {
  test('keeps the filters of the one before, but not its agent or status', () => {
    const filters: Filters = { ...noFilters, view: 'all', status: 'OPEN', agentId: 'a1', channel: 'CHAT' };
    expect(withView(filters, 'mine')).toEqual({ ...noFilters, channel: 'CHAT' });
    expect(withView(noFilters, 'mine', 'RESOLVED').status).toBe('RESOLVED');
  });

  test('stays when its filters go', () => {
    const filters: Filters = { ...noFilters, view: 'all', status: 'OPEN', priority: 'HIGH', order: 'CREATED_AT_ASC' };
    expect(withoutFilters(filters)).toEqual({ ...filters, priority: null });
  });

  test('counts what narrows it, a period as one', () => {
    expect(countOf({ ...noFilters, view: 'all', status: 'OPEN', order: 'CREATED_AT_ASC' })).toBe(0);
    expect(countOf({ ...noFilters, period: 'dates', from: '2026-11-01', to: '2026-11-02', channel: 'API' })).toBe(2);
  });

  test('turns round and back', () => {
    expect(turned(noFilters).order).toBe('CREATED_AT_ASC');
    expect(turned(turned(noFilters))).toEqual(noFilters);
  });
});

describe('what is asked', () => {
  test('holds the view and every filter that is set, and no other', () => {
    expect(ticketFilter(noFilters, null, now)).toEqual({ mine: true });
    expect(ticketFilter({ ...noFilters, view: 'unassigned' }, '환불', now)).toEqual({ unassigned: true, text: '환불' });
    const filters: Filters = {
      ...noFilters,
      view: 'all',
      status: 'OPEN',
      priority: 'LOW',
      typeId: 't1',
      agentId: 'a1',
    };
    expect(ticketFilter({ ...filters, channel: 'CHAT', period: 'today' }, null, now)).toEqual({
      from: new Date(2026, 10, 22).toISOString(),
      statuses: ['OPEN'],
      priority: 'LOW',
      inquiryTypeId: 't1',
      assigneeId: 'a1',
      channel: 'CHAT',
    });
  });
});

describe('a ticket that changed elsewhere', () => {
  const ticket = { status: 'OPEN', priority: 'NORMAL', channel: 'CHAT', assignee: { id: 'me' } } as const;

  test('belongs to its assignee’s own, and to nobody else’s', () => {
    expect(belongs(ticket, noFilters, 'me')).toBe(true);
    expect(belongs(ticket, noFilters, 'other')).toBe(false);
    expect(belongs({ ...ticket, assignee: null }, noFilters, 'me')).toBe(false);
  });

  test('leaves the unassigned with the first who takes it', () => {
    const filters: Filters = { ...noFilters, view: 'unassigned' };
    expect(belongs({ ...ticket, assignee: null }, filters, 'me')).toBe(true);
    expect(belongs(ticket, filters, 'me')).toBe(false);
  });

  test('belongs where every filter agrees', () => {
    const filters: Filters = { ...noFilters, view: 'all', status: 'OPEN', channel: 'CHAT', agentId: 'me' };
    expect(belongs(ticket, filters, 'x')).toBe(true);
    expect(belongs(ticket, { ...filters, status: 'PENDING' }, 'x')).toBe(false);
    expect(belongs(ticket, { ...filters, priority: 'URGENT' }, 'x')).toBe(false);
    expect(belongs(ticket, { ...filters, channel: 'API' }, 'x')).toBe(false);
    expect(belongs(ticket, { ...filters, agentId: 'other' }, 'x')).toBe(false);
  });
});
