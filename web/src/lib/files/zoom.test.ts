import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostZoom, moved, whole, zoomed, type Sizes } from './zoom.ts';

const sizes: Sizes = { frame: { width: 400, height: 600 }, fitted: { width: 400, height: 300 }, ownWidth: 1_200 };
const middle = { x: 0, y: 0 };

describe('a picture in its frame', () => {
  test('keeps what lies under the pointer there', () => {
    // 100 px right of the middle; twice as large, that would be 200.
    expect(zoomed(whole, 2, { x: 100, y: 0 }, sizes)).toEqual({ scale: 2, x: -100, y: 0 });
  });

  test('is whole again when it fits again', () => {
    const near = moved(zoomed(whole, 4, middle, sizes), { x: 300, y: -200 }, sizes);
    expect(near).toEqual({ scale: 4, x: 300, y: -200 });
    expect(zoomed(near, 0.1, { x: 50, y: 50 }, sizes)).toEqual(whole);
  });

  test('that is long and thin, or tiny, comes as close as any other', () => {
    // A screenshot of 1,000 by 20,000 px.
    const thin: Sizes = { frame: { width: 400, height: 600 }, fitted: { width: 30, height: 600 }, ownWidth: 1_000 };
    expect(zoomed(whole, 1_000, middle, thin).scale * 30).toBeCloseTo(2_000);
    const tiny: Sizes = { frame: { width: 400, height: 600 }, fitted: { width: 4, height: 3 }, ownWidth: 4 };
    expect(zoomed(whole, 1_000, middle, tiny).scale * 4).toBeCloseTo(400);
    expect(zoomed(whole, 1_000, middle, sizes).scale).toBe(8);
  });

  test('moves no further than to its edge, and not at all where all of it shows', () => {
    expect(moved(whole, { x: 500, y: 500 }, sizes)).toEqual(whole);
    // 800 px wide, of which 400 show; 600 px high, of which all show.
    expect(moved(zoomed(whole, 2, middle, sizes), { x: 500, y: 500 }, sizes)).toEqual({ scale: 2, x: 200, y: 0 });
  });

  test('never shows less than it could, whatever is done to it', () => {
    const length = fc.integer({ min: 1, max: 4_000 });
    const offset = fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) });
    const step = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }), at: offset }),
      fc.record({ by: offset }),
    );
    fc.assert(
      fc.property(length, length, fc.array(step), (width, height, steps) => {
        const frame = { width: 400, height: 600 };
        const fit = Math.min(1, frame.width / width, frame.height / height);
        const all = { frame, fitted: { width: width * fit, height: height * fit }, ownWidth: width };
        let view = whole;
        for (const each of steps)
          view = 'by' in each ? moved(view, each.by, all) : zoomed(view, each.factor, each.at, all);
        expect(view.scale).toBeGreaterThanOrEqual(1);
        expect(view.scale).toBeLessThanOrEqual(mostZoom(all));
        expect(Math.abs(view.x)).toBeLessThanOrEqual(Math.max(0, (all.fitted.width * view.scale - 400) / 2) + 1e-6);
        expect(Math.abs(view.y)).toBeLessThanOrEqual(Math.max(0, (all.fitted.height * view.scale - 600) / 2) + 1e-6);
      }),
    );
  });
});
