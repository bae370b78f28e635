export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a picture is seen in its frame: how much larger than it fits, and how far its middle lies from the frame's. */
export interface View extends Point {
  readonly scale: number;
}

/** The frame, the picture as it fits into it, and how wide it is by itself, where that is known. */
export interface Sizes {
  readonly frame: Size;
  readonly fitted: Size;
  readonly ownWidth?: number;
}

export const whole: View = { scale: 1, x: 0, y: 0 };
/**
 * A long screenshot fits into the frame as a thread, and a tiny one is a dot: the one can be seen at twice its own size, the other as
 * large as the frame.
 */
export function mostZoom({ frame, fitted: { width, height }, ownWidth = 0 }: Sizes): number {
  if (width <= 0 || height <= 0) return 8;
  return Math.max(8, (2 * ownWidth) / width, Math.min(frame.width / width, frame.height / height));
}

/** Closer or further away; what lies under the point, given from the frame's middle, stays there. */
export function zoomed({ scale, x, y }: View, factor: number, at: Point, sizes: Sizes): View {
  const to = Math.min(mostZoom(sizes), Math.max(1, scale * factor));
  const growth = to / scale;
  return within({ scale: to, x: at.x - (at.x - x) * growth, y: at.y - (at.y - y) * growth }, sizes);
}

/** Moved, yet no further than there is more of it to see. */
export const moved = ({ scale, x, y }: View, by: Point, sizes: Sizes): View =>
  within({ scale, x: x + by.x, y: y + by.y }, sizes);

function within({ scale, x, y }: View, { frame, fitted }: Sizes): View {
  const held = (to: number, length: number, room: number) => {
    const most = Math.max(0, (length * scale - room) / 2);
    // No negative zero.
    return Math.min(most, Math.max(-most, to)) || 0;
  };
  return { scale, x: held(x, fitted.width, frame.width), y: held(y, fitted.height, frame.height) };
}
