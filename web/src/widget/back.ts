/**
 * The open dialog's entry in the history of the page, on a phone, where the dialog is the whole screen: Back closes it instead of leaving
 * the site, and closed otherwise it takes its entry along. The address stays and the page's state is carried over, so a router of the page
 * that hears of the move before this does finds what it already shows; those that would hear of it later do not.
 */
export class BackEntry {
  readonly #onmove: (open: boolean) => void;
  #wanted = false;
  isThere = this.#isCurrent();
  #isLeaving = false;
  #address = location.href;

  /** `onmove`: the customer went back out of the entry, or forward into it. */
  constructor(onmove: (open: boolean) => void) {
    this.#onmove = onmove;
  }

  #isCurrent(): boolean {
    return !!(history.state as { damso?: true } | null)?.damso;
  }

  want(open: boolean): void {
    this.#wanted = open;
    // Going back takes a while; what is wanted by then is looked at when it is done.
    if (this.#isLeaving || open === this.#isCurrent()) return;
    if (open) {
      try {
        // Not by `history.pushState`, which statistics replace to count a page view.
        History.prototype.pushState.call(history, { ...history.state, damso: true }, '');
      } catch {
        // Refused, as browsers do when it happens too often: Back does what it did before.
      }
      this.isThere = this.#isCurrent();
      this.#address = location.href;
    } else {
      this.#isLeaving = true;
      history.back();
    }
  }

  readonly moved = (event: PopStateEvent): void => {
    const wasThere = this.isThere;
    this.isThere = this.#isCurrent();
    const wasLeaving = this.#isLeaving;
    this.#isLeaving = false;
    // What has another address is not ours.
    if (location.href !== this.#address) return;
    if (wasLeaving) {
      event.stopImmediatePropagation();
      this.want(this.#wanted);
    } else if (this.isThere !== wasThere) {
      event.stopImmediatePropagation();
      this.#onmove(this.isThere);
    }
  };
}
