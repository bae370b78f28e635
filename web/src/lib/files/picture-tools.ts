import type { Snippet } from 'svelte';
import type { Point, Size, View } from './zoom.ts';

/** A part of a picture that is hidden from every reader, in pixels of it as it stands upright. */
export interface HiddenRegion extends Point, Size {
  readonly id: string;
  readonly maskedAt: string;
  /** What it hides was destroyed. */
  readonly sealed: boolean;
}

export interface Picture {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly revision?: number;
  /** How large what is hidden in it is; customers are told. */
  readonly hidden?: readonly Size[];
  /** Agents are told. */
  readonly regions?: readonly HiddenRegion[];
}

/** Draws on the picture with the mouse or one finger; places are CSS pixels from the corner of the frame. */
export interface Pen {
  begin(at: Point): void;
  move(at: Point): void;
  end(): void;
  /** A second finger came: the two look closer. */
  drop(): void;
}

/** How the picture is looked at. */
export interface Look {
  readonly view: View;
  move(by: Point): void;
}

/** What some may do with pictures beside looking at them. */
export interface PictureTools {
  /** While there is one, the mouse and a single finger draw and do not look around. */
  readonly pen: Pen | null;
  /** Takes a key for itself, or leaves it to the viewer. */
  press(event: KeyboardEvent, picture: Picture): boolean;
  /** What lies over the picture, in the frame. */
  over: Snippet<[Picture, Look]>;
  /** What stands beneath it, with the buttons that are there for everybody. */
  beneath: Snippet<[Picture, Snippet]>;
}
