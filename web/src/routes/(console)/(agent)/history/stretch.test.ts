import { describe, expect, test } from 'vitest';
import { withHeard } from './stretch.ts';

const message = (seq: number, revision = seq) => ({ id: `m${seq}`, seq, revision });
const loaded = [message(5), message(6), message(7)];

describe('a stretch of messages that somebody reads', () => {
  test('grows at its end and changes within', () => {
    expect(withHeard(loaded, [message(8), message(6, 8)], true)).toEqual([
      message(5),
      message(6, 8),
      message(7),
      message(8),
    ]);
  });

  test('leaves what changed further up to the page it comes with', () => {
    expect(withHeard(loaded, [message(2, 9)], true)).toBe(loaded);
  });

  test('takes everything once nothing older is missing', () => {
    expect(withHeard([], [message(1)], false)).toEqual([message(1)]);
    expect(withHeard(loaded, [message(4, 9)], false)).toEqual([message(4, 9), ...loaded]);
  });
});
