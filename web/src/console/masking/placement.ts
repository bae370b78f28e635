/** What is to be pointed at. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Nearer to the edge of the screen nothing floats. */
const marginPx = 8;

/**
 * Where something floats that belongs to a place on the screen: on the wished side of it, on the other one where there is no room, in
 * the middle of it as far as the screen allows. It covers the place only when that fills the screen.
 */
export function placed(
  box: Box,
  size: Size,
  screen: Size,
  wish: 'above' | 'below',
  gap: number,
): { left: number; top: number } {
  const above = box.top - gap - size.height;
  const below = box.bottom + gap;
  const fitsAbove = above >= marginPx;
  const fitsBelow = below + size.height <= screen.height - marginPx;
  const isAbove = wish === 'above' ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
  return {
    left: within((box.left + box.right - size.width) / 2, screen.width - size.width),
    top: within(isAbove ? above : below, screen.height - size.height),
  };
}

function within(wished: number, most: number): number {
  return Math.max(marginPx, Math.min(wished, most - marginPx));
}
