/** What a subscription reads. `return()` ends it at once, also while `next()` waits. */
export interface Stream<T> extends AsyncIterableIterator<T, void, void> {
  return(): Promise<IteratorResult<T, void>>;
}

/**
 * What a generator waits with. A plain generator that waits for its next event would answer `return()` only after that event, so
 * a subscription nobody listens to any more would stay for ever; this wait can be stopped. A wake-up that comes before the wait
 * is not lost.
 */
export class Wake {
  isStopped = false;
  #isWoken = false;
  #resume: (() => void) | undefined;

  wake(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    if (resume) resume();
    else this.#isWoken = true;
  }

  stop(): void {
    this.isStopped = true;
    this.wake();
  }

  wait(): Promise<void> {
    if (this.#isWoken || this.isStopped) {
      this.#isWoken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  /** Waits out the time whatever wakes meanwhile, unless it is stopped. */
  async rest(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    while (!this.isStopped && performance.now() < until) {
      const timer = setTimeout(
        () => {
          this.wake();
        },
        Math.max(1, until - performance.now()),
      );
      await this.wait();
      clearTimeout(timer);
    }
    // Whatever woke it during the rest is still to be looked at.
    this.#isWoken = true;
  }
}

/** A stream of what a generator yields that waits with the Wake it is given. */
export function stream<T>(start: (wake: Wake) => AsyncGenerator<T, void, void>): Stream<T> {
  return new Generated(start);
}

// Streams are classes because every idle subscription keeps two of them: their methods are there once and not per stream.

class Generated<T> implements Stream<T> {
  readonly #wake = new Wake();
  readonly #generator: AsyncGenerator<T, void, void>;

  constructor(start: (wake: Wake) => AsyncGenerator<T, void, void>) {
    this.#generator = start(this.#wake);
  }

  next(): Promise<IteratorResult<T, void>> {
    return this.#generator.next();
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#wake.stop();
    return this.#generator.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

export interface Passage<T, R> {
  /** What to pass on; undefined leaves the value out. */
  map(value: T): R | undefined | Promise<R | undefined>;
  /** Called once when it is over, also when nobody ever read from it, where a generator's `finally` would not run. */
  ended?(): void;
  /** The last value, in place of an error of the source. */
  failed?(error: unknown): R;
}

/** `source` with each of its values mapped. Ending the result ends the source, even while it waits. */
export function derive<T, R>(source: Stream<T>, passage: Passage<T, R>): Stream<R> {
  return new Derived(source, passage);
}

class Derived<T, R> implements Stream<R> {
  readonly #source: Stream<T>;
  readonly #passage: Passage<T, R>;
  #isOver = false;

  constructor(source: Stream<T>, passage: Passage<T, R>) {
    this.#source = source;
    this.#passage = passage;
  }

  async next(): Promise<IteratorResult<R, void>> {
    try {
      while (!this.#isOver) {
        const result = await this.#source.next();
        if (result.done) break;
        const mapped = this.#passage.map(result.value);
        // Most is mapped at once, and waiting all the same would cost a turn of the microtasks for each event.
        const value = mapped instanceof Promise ? await mapped : mapped;
        if (value !== undefined) return { done: false, value };
      }
      return this.#end();
    } catch (error) {
      const wasOver = this.#isOver;
      this.#end();
      if (this.#passage.failed && !wasOver) return { done: false, value: this.#passage.failed(error) };
      throw error;
    }
  }

  async return(): Promise<IteratorResult<R, void>> {
    await this.#source.return();
    return this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): IteratorResult<R, void> {
    if (!this.#isOver) this.#passage.ended?.();
    this.#isOver = true;
    return { done: true, value: undefined };
  }
}
