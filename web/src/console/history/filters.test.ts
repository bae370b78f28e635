import { describe, expect, test } from 'vitest';
import { withDate, withPeriod } from '#console/list/period.ts';
import { wantedText } from '#console/list/search.ts';
import { addressOf, chatFilter, countOf, filtersOf, noFilters, withSort, type Filters } from './filters.ts';

const now = new Date(2026, 10, 22, 15, 30);
const local = (...parts: [number, number, number]) => new Date(...parts).toISOString();
const read = (address: string) => filtersOf(new URLSearchParams(address));
const asked = (filters: Partial<Filters>) => chatFilter({ ...noFilters, ...filters }, null, now);

describe('the address of the history', () => {
  test('is bare without filters', () => {
    expect(addressOf(noFilters)).toBe('');
    expect(read('')).toEqual(noFilters);
  });

  test('brings every filter back', () => {
    const filters: Filters = {
      period: 'dates',
      from: '2026-11-01',
      to: null,
      agentId: 'a1',
      categoryId: 'c&1=2',
      state: 'ENDED_BY_CUSTOMER',
      processed: false,
      rating: 'UNSATISFIED',
      order: 'CLOSED_AT_ASC',
    };
    expect(read(addressOf(filters))).toEqual(filters);
    expect(read(addressOf({ ...noFilters, period: 'week', processed: true }))).toEqual({
      ...noFilters,
      period: 'week',
      processed: true,
    });
  });

  test('leaves out dates that belong to no period of own dates', () => {
    expect(addressOf({ ...noFilters, period: 'today', from: '2026-11-01' })).toBe('?period=today');
    expect(read('period=today&from=2026-11-01').from).toBeNull();
  });

  test('means nothing where nobody could have chosen it', () => {
    expect(read('period=year&state=LOST&processed=1&rating=fine&agent=&from=2026-11-01&sort=random')).toEqual(
      noFilters,
    );
    expect(read('period=dates&from=2026-02-30&to=0002-01-01')).toEqual({ ...noFilters, period: 'dates' });
  });

  test('with dates in the wrong order means the days between them', () => {
    expect(read('period=dates&from=2026-11-20&to=2026-11-01')).toMatchObject({ from: '2026-11-01', to: '2026-11-20' });
  });
});

describe('a period', () => {
  test('begins at local midnight, with this day as one of its days', () => {
    expect(asked({ period: 'today' })).toEqual({ from: local(2026, 10, 22) });
    expect(asked({ period: 'week' })).toEqual({ from: local(2026, 10, 16) });
    expect(asked({ period: 'month' })).toEqual({ from: local(2026, 9, 24) });
    expect(asked({ period: 'all' })).toEqual({});
  });

  test('of own dates ends with the end of its last day', () => {
    expect(asked({ period: 'dates', from: '2026-10-31', to: '2026-10-31' })).toEqual({
      from: local(2026, 9, 31),
      to: local(2026, 10, 1),
    });
    expect(asked({ period: 'dates', from: null, to: '2026-12-31' })).toEqual({ to: local(2027, 0, 1) });
  });

  test('of own dates begins as the days that were meant before', () => {
    expect(withPeriod({ ...noFilters, period: 'week' }, 'dates', now)).toMatchObject({
      from: '2026-11-16',
      to: '2026-11-22',
    });
    expect(withPeriod(noFilters, 'dates', now)).toMatchObject({ from: '2026-10-24', to: '2026-11-22' });
    expect(withPeriod({ ...noFilters, period: 'dates', from: '2026-11-16' }, 'all', now)).toEqual(noFilters);
  });

  test('never ends before it begins', () => {
    const filters: Filters = { ...noFilters, period: 'dates', from: '2026-11-01', to: '2026-11-10' };
    expect(withDate(filters, 'from', '2026-11-15')).toMatchObject({ from: '2026-11-15', to: '2026-11-15' });
    expect(withDate(filters, 'to', '2026-10-15')).toMatchObject({ from: '2026-10-15', to: '2026-10-15' });
    expect(withDate(filters, 'to', null)).toMatchObject({ from: '2026-11-01', to: null });
  });
});

describe('what is asked', () => {
  test('holds every filter that is set, and no other', () => {
    const filters: Partial<Filters> = {
      agentId: 'a1',
      categoryId: 'c1',
      state: 'CLOSED',
      processed: false,
      rating: 'RATED',
    };
    expect(chatFilter({ ...noFilters, ...filters }, '환불', now)).toEqual({
      agentId: 'a1',
      categoryId: 'c1',
      states: ['CLOSED'],
      processed: false,
      rating: 'RATED',
      text: '환불',
    });
  });

  test('is searched from one character on, without blanks around and composed', () => {
    expect(wantedText(' \n ')).toBeNull();
    expect(wantedText('  환불 ')).toBe('환불');
    expect(wantedText('환'.normalize('NFD'))).toBe('환');
  });

  test('counts the filters that are set, a period as one', () => {
    expect(countOf(noFilters)).toBe(0);
    expect(countOf({ ...noFilters, period: 'dates', from: '2026-11-01', to: '2026-11-02', processed: false })).toBe(2);
    expect(countOf({ ...noFilters, rating: 'UNRATED' })).toBe(1);
  });
});

describe('the order of the list', () => {
  test('begins with the latest of a column and turns round with the next click on it', () => {
    const ended = withSort({ ...noFilters, agentId: 'a1' }, 'CLOSED_AT');
    expect(ended).toEqual({ ...noFilters, agentId: 'a1', order: 'CLOSED_AT_DESC' });
    expect(withSort(ended, 'CLOSED_AT').order).toBe('CLOSED_AT_ASC');
    expect(withSort(withSort(ended, 'CLOSED_AT'), 'CLOSED_AT').order).toBe('CLOSED_AT_DESC');
    expect(withSort(ended, 'REQUESTED_AT').order).toBe('REQUESTED_AT_DESC');
    expect(withSort(noFilters, 'REQUESTED_AT').order).toBe('REQUESTED_AT_ASC');
  });

  test('is no filter', () => {
    expect(countOf({ ...noFilters, order: 'CLOSED_AT_DESC' })).toBe(0);
  });
});
