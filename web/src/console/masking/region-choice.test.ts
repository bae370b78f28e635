import { beforeEach, describe, expect, test } from 'vitest';
import { moved, whole, zoomed, type View } from '#lib/files/zoom.ts';
import { RegionChoice } from './region-choice.svelte.ts';

const picture = { width: 1600, height: 1200 };
const frame = { width: 400, height: 600 };
const sizes = { frame, fitted: { width: 400, height: 300 } };

let view: View;
let choice: RegionChoice;
const press = (key: string, shiftKey = false) => choice.press({ key, shiftKey });
const draw = (...points: [x: number, y: number][]) => {
  const [first, ...others] = points.map(([x, y]) => ({ x, y }));
  choice.begin(first!);
  for (const each of others) choice.move(each);
};

beforeEach(() => {
  view = whole;
  choice = new RegionChoice();
  choice.see(() => ({
    picture,
    frame,
    look: {
      get view() {
        return view;
      },
      move: (by) => (view = moved(view, by, sizes)),
    },
  }));
});

describe('choosing a part of a picture', () => {
  test('takes the pointer only while it goes on', () => {
    expect(choice.pen).toBeNull();
    choice.start('p1');
    expect(choice.pen).toBe(choice);
    draw([0, 150], [100, 250]);
    choice.end();
    choice.stop();
    expect([choice.pen, choice.region]).toEqual([null, null]);
  });

  test('is drawn, and drawn anew', () => {
    choice.start('p1');
    draw([100, 250], [150, 260], [200, 300]);
    expect(choice.region).toEqual({ x: 400, y: 400, width: 400, height: 200 });
    choice.end();
    // The pointer is up.
    choice.move({ x: 400, y: 400 });
    expect(choice.region).toEqual({ x: 400, y: 400, width: 400, height: 200 });
    draw([0, 150], [4, 160]);
    expect(choice.region).toEqual({ x: 0, y: 0, width: 16, height: 40 });
  });

  test('is not changed by a press without a way, nor by two fingers', () => {
    choice.start('p1');
    draw([100, 250], [200, 300]);
    choice.end();
    const { region } = choice;
    draw([300, 300], [302, 301]);
    choice.end();
    expect(choice.region).toEqual(region);
    draw([300, 300], [350, 400]);
    expect(choice.region).not.toEqual(region);
    choice.drop();
    expect(choice.region).toEqual(region);
    choice.move({ x: 10, y: 200 });
    expect(choice.region).toEqual(region);
  });

  test('begins in the middle by the first arrow, moves by the next and grows with Shift', () => {
    choice.start('p1');
    expect(press('a')).toBe(false);
    expect(press('ArrowLeft')).toBe(true);
    expect(choice.region).toEqual({ x: 600, y: 450, width: 400, height: 300 });
    press('ArrowRight');
    press('ArrowUp');
    expect(choice.region).toEqual({ x: 648, y: 402, width: 400, height: 300 });
    press('ArrowLeft', true);
    press('ArrowDown', true);
    expect(choice.region).toEqual({ x: 648, y: 402, width: 352, height: 348 });
  });

  test('takes finer steps from closer, and is followed out of sight', () => {
    view = zoomed(whole, 4, { x: 0, y: 0 }, sizes);
    choice.start('p1');
    press('ArrowRight');
    const first = choice.region!;
    press('ArrowRight');
    expect(choice.region).toEqual({ ...first, x: first.x + 12 });
    expect(view).toMatchObject({ x: 0 });
    for (let count = 0; count < 20; count += 1) press('ArrowRight');
    expect(view.x).toBeLessThan(0);
    expect(choice.region).toEqual({ ...first, x: first.x + 12 * 21 });
  });

  test('is forgotten where it is not shown', () => {
    const other = new RegionChoice();
    other.start('p1');
    expect(other.press({ key: 'ArrowLeft', shiftKey: false })).toBe(false);
    expect(other.region).toBeNull();
  });
});
