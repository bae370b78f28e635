import { describe, expect, test } from 'vitest';
import { periodOf, shortens } from './period.ts';

const monthsOf = (typed: string) => periodOf(typed, [1, 120]);
const daysOf = (typed: string) => periodOf(typed, [1, 3_650]);

describe('the days originals are kept', () => {
  test.each([
    ['', null],
    ['  ', null],
    ['1', 1],
    [' 365 ', 365],
    ['3650', 3_650],
  ])('%j are %j', (typed, days) => {
    expect(daysOf(typed)).toBe(days);
  });

  test.each(['0', '3651', '-1', '1.5', '1e3', 'ten', '99999'])('are not %j', (typed) => {
    expect(daysOf(typed)).toBeUndefined();
  });

  test('destroy more than before when they are fewer, or first set', () => {
    expect(shortens(null, 3_650)).toBe(true);
    expect(shortens(365, 30)).toBe(true);
    expect(shortens(30, 365)).toBe(false);
    expect(shortens(30, null)).toBe(false);
  });
});

test('months are whole numbers from 1 to 120, and nothing typed is never', () => {
  expect(['', ' ', '1', ' 120 '].map(monthsOf)).toEqual([null, null, 1, 120]);
  expect(['0', '121', '1.5', '-3', 'a', '1e2'].map(monthsOf)).toEqual(Array.from({ length: 6 }, () => undefined));
});

test('more is erased where it was kept for longer', () => {
  expect([shortens(null, 12), shortens(24, 12)]).toEqual([true, true]);
  expect([shortens(12, 12), shortens(12, 24), shortens(12, null), shortens(null, null)]).not.toContain(true);
});
