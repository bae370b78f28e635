import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import type { Rectangle } from '../attachment/blacken.ts';

/** Those of a file's regions that can still be released. */
export const releasable = (regions: readonly MaskedRegion[] | null | undefined): readonly MaskedRegion[] =>
  (regions ?? []).filter(({ sealed }) => !sealed);

/** Whether one of the regions hides all of a rectangle. */
export const isHidden = (regions: readonly MaskedRegion[] | null | undefined, inner: Rectangle): boolean =>
  (regions ?? []).some(
    (outer) =>
      outer.x <= inner.x &&
      outer.y <= inner.y &&
      outer.x + outer.width >= inner.x + inner.width &&
      outer.y + outer.height >= inner.y + inner.height,
  );

/** Whether a rectangle has pixels, and all of them are of a picture of this size. */
export const isWithin = ({ x, y, width, height }: Rectangle, size: { width: number; height: number }): boolean =>
  x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= size.width && y + height <= size.height;

/** As the region that stands for the whole of what is not shown as a picture. */
export const noRectangle: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

/** Whether a region is that. */
export const isWhole = ({ width }: Rectangle) => width === 0;
/** Whether a file has no content, because all of it is hidden. */
export const isWhollyHidden = (regions: readonly MaskedRegion[]) => regions.some(isWhole);

export const rectangleRule =
  'x, y, width and height must name a rectangle of the picture that is not empty, or all be null for the whole file.';
