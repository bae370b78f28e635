import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placed } from './placement.ts';

const screen = { width: 390, height: 700 };
const size = { width: 100, height: 40 };

describe('what floats beside a place', () => {
  test('is on the wished side', () => {
    const box = { left: 100, right: 200, top: 300, bottom: 320 };
    expect(placed(box, size, screen, 'above', 8)).toEqual({ left: 100, top: 252 });
    expect(placed(box, size, screen, 'below', 32)).toEqual({ left: 100, top: 352 });
  });

  test('is on the other side where there is no room', () => {
    expect(placed({ left: 0, right: 50, top: 20, bottom: 40 }, size, screen, 'above', 8).top).toBe(48);
    expect(placed({ left: 0, right: 50, top: 660, bottom: 680 }, size, screen, 'below', 8).top).toBe(612);
  });

  test('lies within the screen, and on its place only when that leaves no room', () => {
    const edge = (most: number) =>
      fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    fc.assert(
      fc.property(edge(390), edge(700), fc.constantFrom('above', 'below'), fc.nat(32), (x, y, wish, gap) => {
        const box = { left: x[0]!, right: x[1]!, top: y[0]!, bottom: y[1]! };
        const { left, top } = placed(box, size, screen, wish, gap);
        expect(left >= 0 && left + size.width <= screen.width && top >= 0 && top + size.height <= screen.height).toBe(
          true,
        );
        const hasRoom = Math.max(box.top, screen.height - box.bottom) >= size.height + gap + 8;
        if (hasRoom) expect(top + size.height <= box.top || top >= box.bottom).toBe(true);
      }),
    );
  });
});
