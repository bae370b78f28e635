/** Work of one key runs one after the other, in the order it came, whatever becomes of the work before it. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    const forget = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(forget, forget);
    return mine;
  }

  /** Resolves when everything that was asked for so far has run. */
  async finished(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
