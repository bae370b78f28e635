import { expect, test } from 'vitest';
import { erasesMore, monthsOf } from './months.ts';

test('months are whole numbers from 1 to 120, and nothing typed is never', () => {
  expect(['', ' ', '1', ' 120 '].map(monthsOf)).toEqual([null, null, 1, 120]);
  expect(['0', '121', '1.5', '-3', 'a', '1e2'].map(monthsOf)).toEqual(Array.from({ length: 6 }, () => undefined));
});

test('more is erased where it was kept for longer', () => {
  expect([erasesMore(null, 12), erasesMore(24, 12)]).toEqual([true, true]);
  expect([erasesMore(12, 12), erasesMore(12, 24), erasesMore(12, null), erasesMore(null, null)]).not.toContain(true);
});
