import type { Point, Size, View } from '#lib/files/zoom.ts';

/** A rectangle: of a picture in whole pixels of it as it stands upright, of the screen in CSS pixels. */
export interface Rectangle extends Point, Size {}

/** Where a picture lies in its frame: no larger than it is, as it fits, and then as close as it is looked at. */
export function pictureIn(frame: Size, picture: Size, { scale, x, y }: View): Rectangle {
  const fit = Math.min(1, frame.width / picture.width, frame.height / picture.height) * scale;
  const width = picture.width * fit;
  const height = picture.height * fit;
  return { x: (frame.width - width) / 2 + x, y: (frame.height - height) / 2 + y, width, height };
}

/** The pixels of a picture that a rectangle between two points of its frame touches; null where it touches none. */
export function regionBetween(from: Point, to: Point, shown: Rectangle, picture: Size): Rectangle | null {
  const [x, width] = pixelsBetween(from.x - shown.x, to.x - shown.x, picture.width / shown.width, picture.width);
  const [y, height] = pixelsBetween(from.y - shown.y, to.y - shown.y, picture.height / shown.height, picture.height);
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

function pixelsBetween(from: number, to: number, ratio: number, most: number): [start: number, length: number] {
  // What is computed of whole pixels is off by less than this.
  const tolerance = 1e-6;
  const start = clamp(Math.floor(Math.min(from, to) * ratio + tolerance), 0, most);
  const end = clamp(Math.ceil(Math.max(from, to) * ratio - tolerance), 0, most);
  return [start, end - start];
}

/** A rectangle in the middle of what shows of a picture, to begin with. */
export function middleRegion(frame: Size, shown: Rectangle, picture: Size): Rectangle {
  const [left, width] = visible(shown.x, shown.width, frame.width);
  const [top, height] = visible(shown.y, shown.height, frame.height);
  const from = { x: left + (width * 3) / 8, y: top + (height * 3) / 8 };
  const to = { x: left + (width * 5) / 8, y: top + (height * 5) / 8 };
  return regionBetween(from, to, shown, picture) ?? { x: 0, y: 0, ...picture };
}

function visible(start: number, length: number, room: number): [start: number, length: number] {
  const from = Math.max(0, start);
  return [from, Math.min(room, start + length) - from];
}

/** Moved, yet not out of its picture. */
export const movedRegion = ({ x, y, width, height }: Rectangle, by: Point, picture: Size): Rectangle => ({
  x: clamp(x + by.x, 0, picture.width - width),
  y: clamp(y + by.y, 0, picture.height - height),
  width,
  height,
});

/** Made larger or smaller at its right and lower edge, which stays within its picture. */
export const sizedRegion = ({ x, y, width, height }: Rectangle, by: Point, picture: Size): Rectangle => ({
  x,
  y,
  width: clamp(width + by.x, 1, picture.width - x),
  height: clamp(height + by.y, 1, picture.height - y),
});

/** Where a part of a picture lies in the frame. */
export function regionIn({ x, y, width, height }: Rectangle, shown: Rectangle, picture: Size): Rectangle {
  const [across, down] = [shown.width / picture.width, shown.height / picture.height];
  return { x: shown.x + x * across, y: shown.y + y * down, width: width * across, height: height * down };
}

/** By how much what is seen must move for a rectangle to be in the frame; of one that is too large for it, the beginning. */
export function offsetInto({ x, y, width, height }: Rectangle, frame: Size): Point {
  const along = (start: number, length: number, room: number) =>
    start < 0 || length > room ? -start : Math.min(0, room - start - length);
  return { x: along(x, width, frame.width), y: along(y, height, frame.height) };
}

/** A part of a picture in percent of its width and height, for words. */
export function percentOf({ x, y, width, height }: Rectangle, picture: Size) {
  const percent = (part: number, all: number) => Math.round((part / all) * 100);
  return {
    left: percent(x, picture.width),
    top: percent(y, picture.height),
    width: Math.max(1, percent(width, picture.width)),
    height: Math.max(1, percent(height, picture.height)),
  };
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));
