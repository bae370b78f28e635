/**
 * Gathers what is asked for during one turn of the event loop into one call of `load`, at most `size` requests each, so that a
 * thousand readers that resume together cost tens of statements and not a thousand. Nothing is cached. The calls of a turn follow
 * each other: `dataloader` is as fast but makes them all at once, and what is sent meanwhile then waits behind them in the pool.
 */
export class BatchLoader<Request, Result> {
  #waiting: { request: Request; resolve: (result: Result) => void; reject: (reason: unknown) => void }[] = [];
  readonly #load: (requests: readonly Request[]) => Promise<readonly Result[]>;
  readonly #size: number;

  constructor(load: (requests: readonly Request[]) => Promise<readonly Result[]>, size: number) {
    this.#load = load;
    this.#size = size;
  }

  load(request: Request): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => void this.#flush());
      this.#waiting.push({ request, resolve, reject });
    });
  }

  async #flush(): Promise<void> {
    const all = this.#waiting;
    this.#waiting = [];
    for (let start = 0; start < all.length; start += this.#size) {
      const batch = all.slice(start, start + this.#size);
      try {
        const results = await this.#load(batch.map(({ request }) => request));
        batch.forEach(({ resolve }, index) => {
          resolve(results[index] as Result);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }
}
