import { describe, expect, test } from 'vitest';
import { daysOf, destroysMore } from './seal-after.ts';

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
    expect(destroysMore(null, 3_650)).toBe(true);
    expect(destroysMore(365, 30)).toBe(true);
    expect(destroysMore(30, 365)).toBe(false);
    expect(destroysMore(30, null)).toBe(false);
  });
});
