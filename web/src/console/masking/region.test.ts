import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved, whole, zoomed, type Sizes } from '#lib/files/zoom.ts';
import {
  middleRegion,
  movedRegion,
  offsetInto,
  percentOf,
  pictureIn,
  regionBetween,
  regionIn,
  sizedRegion,
} from './region.ts';

const frame = { width: 400, height: 600 };
const picture = { width: 1600, height: 1200 };
/** 400 by 300 on the screen, 150 below the top. */
const shown = pictureIn(frame, picture, whole);

describe('a part of a picture', () => {
  test('lies where it was drawn, in pixels of the picture', () => {
    expect(shown).toEqual({ x: 0, y: 150, width: 400, height: 300 });
    const drawn = { x: 400, y: 400, width: 400, height: 200 };
    expect(regionBetween({ x: 100, y: 250 }, { x: 200, y: 300 }, shown, picture)).toEqual(drawn);
    // From whichever corner.
    expect(regionBetween({ x: 200, y: 250 }, { x: 100, y: 300 }, shown, picture)).toEqual(drawn);
    expect(regionIn(drawn, shown, picture)).toEqual({ x: 100, y: 250, width: 100, height: 50 });
  });

  test('is every pixel that was touched, and none beside the picture', () => {
    expect(regionBetween({ x: 0.1, y: 150.1 }, { x: 0.2, y: 150.2 }, shown, picture)).toEqual({
      x: 0,
      y: 0,
      width: 1,
      height: 1,
    });
    expect(regionBetween({ x: -50, y: -50 }, { x: 900, y: 900 }, shown, picture)).toEqual({ x: 0, y: 0, ...picture });
    expect(regionBetween({ x: 10, y: 10 }, { x: 90, y: 140 }, shown, picture)).toBeNull();
  });

  test('is drawn as finely as the picture is looked at', () => {
    const sizes: Sizes = { frame, fitted: { width: 400, height: 300 } };
    const near = pictureIn(frame, picture, zoomed(whole, 8, { x: -200, y: -150 }, sizes));
    const [corner] = [{ x: Math.max(0, near.x), y: Math.max(0, near.y) }];
    expect(regionBetween(corner, { x: corner.x + 20, y: corner.y + 10 }, near, picture)).toMatchObject({
      width: 10,
      height: 5,
    });
  });

  test('is the same again from where it shows, at any size of picture, frame and zoom', () => {
    const length = fc.integer({ min: 1, max: 5_000 });
    const part = fc.double({ min: 0, max: 0.999, noNaN: true });
    const parts = fc.tuple(part, part, part, part);
    fc.assert(
      fc.property(length, length, parts, fc.double({ min: 1, max: 8, noNaN: true }), (width, height, at, scale) => {
        const all = { width, height };
        const x = Math.floor(at[0] * width);
        const y = Math.floor(at[1] * height);
        const region = {
          x,
          y,
          width: 1 + Math.floor(at[2] * (width - x)),
          height: 1 + Math.floor(at[3] * (height - y)),
        };
        const fit = Math.min(1, frame.width / width, frame.height / height);
        const sizes = { frame, fitted: { width: width * fit, height: height * fit } };
        const view = moved(zoomed(whole, scale, { x: 0, y: 0 }, sizes), { x: at[0] * 900, y: -at[1] * 900 }, sizes);
        const near = pictureIn(frame, all, view);
        const box = regionIn(region, near, all);
        expect(regionBetween(box, { x: box.x + box.width, y: box.y + box.height }, near, all)).toEqual(region);
      }),
    );
  });

  test('begins in the middle of what shows', () => {
    expect(middleRegion(frame, shown, picture)).toEqual({ x: 600, y: 450, width: 400, height: 300 });
    // The right half alone shows.
    const half = { ...shown, x: -200 };
    expect(middleRegion(frame, half, picture)).toEqual({ x: 1100, y: 450, width: 200, height: 300 });
  });

  test('moves and grows within its picture, and never to nothing', () => {
    const region = { x: 10, y: 10, width: 100, height: 50 };
    expect(movedRegion(region, { x: -20, y: 5 }, picture)).toEqual({ ...region, x: 0, y: 15 });
    expect(movedRegion(region, { x: 5_000, y: 5_000 }, picture)).toEqual({ ...region, x: 1_500, y: 1_150 });
    expect(sizedRegion(region, { x: -500, y: 20 }, picture)).toEqual({ ...region, width: 1, height: 70 });
    expect(sizedRegion(region, { x: 5_000, y: 5_000 }, picture)).toEqual({ ...region, width: 1_590, height: 1_190 });
  });

  test('is brought into sight', () => {
    expect(offsetInto({ x: 10, y: 10, width: 50, height: 50 }, frame)).toEqual({ x: 0, y: 0 });
    expect(offsetInto({ x: -30, y: 580, width: 50, height: 50 }, frame)).toEqual({ x: 30, y: -30 });
    expect(offsetInto({ x: 20, y: 0, width: 500, height: 50 }, frame)).toMatchObject({ x: -20 });
  });

  test('is told in percent', () => {
    expect(percentOf({ x: 400, y: 300, width: 800, height: 1 }, picture)).toEqual({
      left: 25,
      top: 25,
      width: 50,
      height: 1,
    });
  });
});
