import { beforeByKey } from './order.ts';

interface Item {
  id: string;
}

interface Options {
  /** The items that one stands among and moves among, itself included, in order; none once somebody else removed it. */
  siblings: (id: string) => readonly Item[];
  /** The row that an item is painted as. */
  row: (id: string) => HTMLElement | null | undefined;
  /** Puts an item before another one, with null last. */
  move: (id: string, before: string | null) => void;
}

/** A list whose items are put into another order by their handles: dragged by mouse or finger, or moved by keys. */
export class Reordering {
  readonly #options: Options;
  /** What is being dragged, and before which sibling it would land. */
  #drag = $state.raw<{ id: string; before: string | null } | null>(null);

  constructor(options: Options) {
    this.#options = options;
  }

  isDragged(id: string): boolean {
    return this.#drag?.id === id;
  }

  /** What is dragged would land right before this item. */
  landsBefore(id: string): boolean {
    return this.#drag?.before === id;
  }

  /** What is dragged would land last, after this item. */
  landsAfter(id: string): boolean {
    return this.#drag?.before === null && this.#options.siblings(this.#drag.id).at(-1)?.id === id;
  }

  /** What is dragged stays where it was. */
  cancel(): void {
    this.#drag = null;
  }

  moveByKey(id: string, event: KeyboardEvent): void {
    const before = beforeByKey(this.#options.siblings(id), id, event.key);
    if (before === undefined) return;
    event.preventDefault();
    this.#options.move(id, before);
  }

  startDrag(id: string, event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { id, before: this.#after(id) };
  }

  dragOn({ clientY }: PointerEvent): void {
    if (!this.#drag) return;
    const { id } = this.#drag;
    const siblings = this.#options.siblings(id);
    const next = siblings.find((each) => {
      const { top, height } = this.#options.row(each.id)!.getBoundingClientRect();
      return clientY < top + height / 2;
    });
    const before = next?.id ?? null;
    if (before === this.#drag.before) return;
    this.#drag = { id, before };
    const beside = before ?? siblings.at(-1)?.id;
    if (beside !== undefined) this.#options.row(beside)?.scrollIntoView({ block: 'nearest' });
  }

  drop(): void {
    if (!this.#drag) return;
    const { id, before } = this.#drag;
    this.#drag = null;
    if (before !== id && before !== this.#after(id)) this.#options.move(id, before);
  }

  /** Before which sibling an item stands; null for the last one. */
  #after(id: string): string | null {
    const siblings = this.#options.siblings(id);
    return siblings[siblings.findIndex((each) => each.id === id) + 1]?.id ?? null;
  }
}
