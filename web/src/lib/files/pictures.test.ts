import { expect, test } from 'vitest';
import { isWhollyHidden } from './pictures.ts';

test('nothing is to be seen of a picture where one hidden part is as large as it is', () => {
  const picture = { width: 640, height: 480 };
  const half = { width: 320, height: 480 };
  expect(isWhollyHidden(picture)).toBe(false);
  expect(isWhollyHidden({ ...picture, hidden: [] })).toBe(false);
  expect(isWhollyHidden({ ...picture, hidden: [half, { width: 640, height: 479 }] })).toBe(false);
  expect(isWhollyHidden({ ...picture, hidden: [half, picture] })).toBe(true);
  // Of what is no picture all is hidden by a part without any size.
  expect(isWhollyHidden({ width: null, height: null, hidden: [{ width: 0, height: 0 }] })).toBe(false);
});
