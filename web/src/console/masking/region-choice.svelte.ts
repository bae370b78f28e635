import type { Look, Pen } from '#lib/files/picture-tools.ts';
import type { Point, Size } from '#lib/files/zoom.ts';
import {
  middleRegion,
  movedRegion,
  offsetInto,
  pictureIn,
  regionBetween,
  regionIn,
  sizedRegion,
  type Rectangle,
} from './region.ts';

/** What is looked at, and how. */
interface Sight {
  readonly picture: Size;
  readonly frame: Size;
  readonly look: Look;
}

/** A finger that trembles chooses nothing. */
const leastPx = 6;
/** One press of an arrow on the screen: closer up that is less of the picture. */
const stepPx = 12;

const directions: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Choosing a part of a picture, to be hidden: drawn with the mouse or a finger, or moved and sized by arrow keys. */
export class RegionChoice implements Pen {
  #pictureId = $state<string | null>(null);
  #region = $state.raw<Rectangle | null>(null);
  #sight: (() => Sight) | null = null;
  #from: Point | null = null;
  #before: Rectangle | null = null;

  /** The picture in which something is chosen. */
  get pictureId(): string | null {
    return this.#pictureId;
  }

  /** In pixels of the picture. */
  get region(): Rectangle | null {
    return this.#region;
  }

  get pen(): Pen | null {
    return this.#pictureId === null ? null : this;
  }

  /** Where it shows; undone by what it returns. */
  see(sight: () => Sight): () => void {
    this.#sight = sight;
    return () => {
      if (this.#sight === sight) this.#sight = null;
    };
  }

  start(pictureId: string): void {
    this.#pictureId = pictureId;
    this.#region = null;
    this.#from = null;
  }

  stop(): void {
    this.#pictureId = null;
    this.#region = null;
    this.#from = null;
  }

  /** A rectangle to begin with, for the keyboard. */
  place(): void {
    const sight = this.#sight?.();
    if (!sight || this.#region) return;
    const { picture, frame, look } = sight;
    this.#region = middleRegion(frame, pictureIn(frame, picture, look.view), picture);
  }

  begin(at: Point): void {
    this.#from = at;
    this.#before = this.#region;
  }

  move(at: Point): void {
    const from = this.#from;
    const sight = this.#sight?.();
    if (!from || !sight || Math.hypot(at.x - from.x, at.y - from.y) < leastPx) return;
    const { picture, frame, look } = sight;
    // Beside the picture there is nothing to choose.
    this.#region = regionBetween(from, at, pictureIn(frame, picture, look.view), picture) ?? this.#region;
  }

  end(): void {
    this.#from = null;
  }

  drop(): void {
    if (this.#from) this.#region = this.#before;
    this.#from = null;
  }

  /** Whether the key is one that moves the rectangle or, with Shift, its lower right corner; without one it places it. */
  press({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    const direction = directions[key];
    const sight = this.#sight?.();
    if (!direction || !sight) return false;
    if (!this.#region) {
      this.place();
      return true;
    }
    const { picture, frame, look } = sight;
    const shown = pictureIn(frame, picture, look.view);
    const step = Math.max(1, Math.round((stepPx * picture.width) / shown.width));
    const by = { x: direction.x * step, y: direction.y * step };
    this.#region = shiftKey ? sizedRegion(this.#region, by, picture) : movedRegion(this.#region, by, picture);
    const off = offsetInto(regionIn(this.#region, shown, picture), frame);
    if (off.x !== 0 || off.y !== 0) look.move(off);
    return true;
  }
}
