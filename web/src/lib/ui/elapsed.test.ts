import { describe, expect, test } from 'vitest';
import { elapsed, moment } from './elapsed.ts';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

describe('elapsed time', () => {
  test('is nothing to speak of within the first minute, also under a clock that is ahead', () => {
    expect(elapsed(ago(59_999), now, 'ko')).toBeNull();
    expect(elapsed(ago(-5_000), now, 'ko')).toBeNull();
  });

  test('is told in whole minutes, then hours, then as a date', () => {
    expect(elapsed(ago(60_000), now, 'ko')).toBe('1분 전');
    expect(elapsed(ago(59 * 60_000 + 59_000), now, 'en')).toBe('59 min. ago');
    expect(elapsed(ago(3 * 3_600_000), now, 'ko')).toBe('3시간 전');
    expect(elapsed(ago(3 * 86_400_000), now, 'en')).toBe('Nov 19');
  });
});

describe('a moment', () => {
  test('names its year only when that is not the present one', () => {
    const at = new Date(2025, 11, 31, 23, 5);
    expect(moment(at, new Date(2025, 0, 1), 'ko')).toBe('12월 31일 오후 11:05');
    expect(moment(at, new Date(2026, 0, 1), 'en')).toBe('Dec 31, 2025, 11:05 PM');
  });
});
