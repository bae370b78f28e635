import { expect, test } from 'vitest';
import { Reordering } from './reordering.svelte.ts';

/** Three rows beneath each other, each ten high; `at` is where the pointer is. */
function rows(start: readonly string[] = ['a', 'b', 'c']) {
  const moves: [string, string | null][] = [];
  let ids = start;
  const reordering = new Reordering({
    siblings: () => ids.map((id) => ({ id })),
    row: (id) =>
      ({
        getBoundingClientRect: () => ({ top: ids.indexOf(id) * 10, height: 10 }),
        scrollIntoView: () => {},
      }) as unknown as HTMLElement,
    move: (id, before) => moves.push([id, before]),
  });
  const pointer = { button: 0, pointerId: 1, currentTarget: { setPointerCapture: () => {} } };
  return {
    reordering,
    moves,
    take: (id: string) => reordering.startDrag(id, pointer as unknown as PointerEvent),
    to: (at: number) => reordering.dragOn({ clientY: at } as PointerEvent),
    remove: (gone: string) => (ids = ids.filter((id) => id !== gone)),
  };
}

test('what is dragged lands before the row whose upper half it is on, and last beneath them all', () => {
  const { reordering, moves, take, to } = rows();
  take('c');
  to(12);
  expect(reordering.landsBefore('b')).toBe(true);
  reordering.drop();
  take('a');
  to(99);
  expect(reordering.landsAfter('c')).toBe(true);
  reordering.drop();
  expect(moves).toEqual([
    ['c', 'b'],
    ['a', null],
  ]);
});

test('what is dropped where it was, or let go of, moves nothing', () => {
  const { reordering, moves, take, to } = rows();
  take('b');
  to(12);
  reordering.drop();
  take('b');
  to(99);
  reordering.cancel();
  reordering.drop();
  expect(moves).toEqual([]);
});

test('what somebody else removes while it is dragged lands nowhere near the others', () => {
  const { reordering, take, to, remove } = rows(['a']);
  take('a');
  remove('a');
  to(3);
  expect(reordering.landsBefore('a')).toBe(false);
  expect(reordering.landsAfter('a')).toBe(false);
});
