import { describe, expect, test } from 'vitest';
import { ago } from './spans.ts';

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
