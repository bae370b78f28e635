import { describe, expect, test } from 'vitest';
import { assertHours, isOpen, opensAt } from './operating-hours.ts';
import type { OperatingHours } from './service.entity.ts';

const seoul: OperatingHours = {
  timeZone: 'Asia/Seoul',
  week: [
    ...[1, 2, 3, 4, 5].flatMap((day) => [
      { day, from: '09:00', to: '12:00' },
      { day, from: '13:00', to: '18:00' },
    ]),
    { day: 6, from: '22:00', to: '24:00' },
  ],
  holidays: [{ date: '2026-12-25', name: '성탄절' }],
};
const at = (text: string) => new Date(text);

describe('operating hours', () => {
  test('follow the wall clock of their time zone', () => {
    expect(isOpen(seoul, at('2026-11-23T09:00:00+09:00'))).toBe(true);
    expect(isOpen(seoul, at('2026-11-23T08:59:59+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-11-23T12:00:00+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-11-23T17:59:59+09:00'))).toBe(true);
    expect(isOpen(seoul, at('2026-11-23T18:00:00+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-11-28T23:59:59+09:00'))).toBe(true);
    expect(isOpen(seoul, at('2026-11-29T00:00:00+09:00'))).toBe(false);
  });

  test('are closed on holidays, and always open where there are none', () => {
    expect(isOpen(seoul, at('2026-12-25T10:00:00+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-12-24T10:00:00+09:00'))).toBe(true);
    expect(isOpen(null, at('2026-12-25T10:00:00+09:00'))).toBe(true);
  });

  test('tell when they open next', () => {
    expect(opensAt(seoul, at('2026-11-23T10:00:00+09:00'))).toBeNull();
    expect(opensAt(seoul, at('2026-11-23T12:30:00+09:00'))).toEqual(at('2026-11-23T13:00:00+09:00'));
    expect(opensAt(seoul, at('2026-12-24T18:00:00+09:00'))).toEqual(at('2026-12-26T22:00:00+09:00'));
    expect(opensAt({ ...seoul, week: [] }, at('2026-12-24T18:00:00+09:00'))).toBeNull();
  });

  test('open at the right instant across a change of the clocks', () => {
    const berlin: OperatingHours = {
      timeZone: 'Europe/Berlin',
      week: [
        { day: 7, from: '02:30', to: '08:00' },
        { day: 7, from: '09:00', to: '10:00' },
      ],
      holidays: [],
    };
    // 02:30 does not exist on 29 March 2026: the clocks go from 02:00 to 03:00.
    expect(opensAt(berlin, at('2026-03-29T00:00:00+01:00'))?.getTime()).toBeGreaterThanOrEqual(
      at('2026-03-29T01:00:00Z').getTime(),
    );
    expect(opensAt(berlin, at('2026-03-29T08:30:00+02:00'))).toEqual(at('2026-03-29T09:00:00+02:00'));
    expect(opensAt(berlin, at('2026-10-25T08:30:00+01:00'))).toEqual(at('2026-10-25T09:00:00+01:00'));
  });

  test('are refused with the place of the mistake', () => {
    const field = (change: Partial<OperatingHours>) => {
      try {
        assertHours({ ...seoul, ...change });
      } catch (error) {
        return (error as { field: string }).field;
      }
      return null;
    };
    expect(field({})).toBeNull();
    expect(field({ timeZone: 'Asia/Nowhere' })).toBe('hours.timeZone');
    expect(field({ timeZone: '+09:00' })).toBe('hours.timeZone');
    expect(field({ week: [{ day: 1, from: '18:00', to: '09:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 1, from: '09:00', to: '09:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 8, from: '09:00', to: '10:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 1, from: '9:00', to: '10:00' }] })).toBe('hours.week.0');
    expect(
      field({
        week: [
          { day: 1, from: '09:00', to: '12:00' },
          { day: 1, from: '11:59', to: '13:00' },
        ],
      }),
    ).toBe('hours.week.1');
    expect(field({ holidays: [{ date: '2026-02-30' }] })).toBe('hours.holidays.0');
    expect(field({ holidays: [{ date: '2026-02-01' }, { date: '2026-02-01' }] })).toBe('hours.holidays.1');
  });
});
