import { afterEach, expect, test, vi } from 'vitest';
import { keyboardPlace } from './keyboard-place.ts';

afterEach(() => vi.unstubAllGlobals());

test('the keyboard is where it was, or nowhere once that went or was disabled, until somebody goes elsewhere', () => {
  const [body, one, other] = [{}, {}, {}];
  const page: { body: object; activeElement: object | null } = { body, activeElement: one };
  vi.stubGlobal('document', page);
  const isStill = keyboardPlace();
  const isStillAt = (place: object | null) => {
    page.activeElement = place;
    return isStill();
  };
  expect([one, body, null, other].map(isStillAt)).toEqual([true, true, true, false]);
});
