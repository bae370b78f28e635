import { expect, test } from 'vitest';
import { shownSize } from './shown-size.ts';

test('a picture is shown in its proportions, never too large for a conversation and never too small for a finger', () => {
  expect(shownSize(4000, 3000)).toEqual({ width: 240, height: 180 });
  expect(shownSize(3000, 4000)).toEqual({ width: 180, height: 240 });
  expect(shownSize(120, 80)).toEqual({ width: 120, height: 80 });
  expect(shownSize(1, 1)).toEqual({ width: 44, height: 44 });
  expect(shownSize(8000, 100)).toEqual({ width: 240, height: 44 });
});
