import { describe, expect, test } from 'vitest';
import { ago, stopwatch } from './durations.ts';

const now = new Date('2026-11-22T12:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);

describe('how long ago something was', () => {
  test('is nothing to speak of at first, also under a clock that is ahead', () => {
    expect(ago(before(9_999), now, 'ko')).toBeNull();
    expect(ago(before(-5_000), now, 'ko')).toBeNull();
  });

  test('is told in tens of seconds, then minutes, hours and days', () => {
    expect(ago(before(49_000), now, 'ko')).toBe('40초 전');
    expect(ago(before(3 * 60_000 + 59_000), now, 'ko')).toBe('3분 전');
    expect(ago(before(60_000), now, 'en')).toBe('1 minute ago');
    expect(ago(before(5 * 3_600_000), now, 'ko')).toBe('5시간 전');
    expect(ago(before(50 * 3_600_000), now, 'en')).toBe('2 days ago');
  });
});

describe('a wait', () => {
  test('is counted in minutes and seconds, and in hours when it takes them', () => {
    expect([0, 9_999, 65_000, 3_599_000].map(stopwatch)).toEqual(['0:00', '0:09', '1:05', '59:59']);
    expect(stopwatch(3_661_000)).toBe('1:01:01');
  });

  test('is never negative, also under a clock that is a day behind', () => {
    expect(stopwatch(-86_400_000)).toBe('0:00');
  });
});
