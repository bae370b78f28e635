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
    this.#isWoken = true;
    this.#resume?.();
  }

  stop(): void {
    this.isStopped = true;
    this.wake();
  }

  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = () => {
        this.#resume = undefined;
        this.#isWoken = false;
        resolve();
      };
      if (this.#isWoken || this.isStopped) this.#resume();
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
  const wake = new Wake();
  const generator = start(wake);
  return {
    next: () => generator.next(),
    return() {
      wake.stop();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface Passage<T, R> {
  /** What to pass on; undefined leaves the value out. */
  map(value: T): R | undefined | Promise<R | undefined>;
  /** Called once when it is over, also when nobody ever read from it, where a generator's `finally` would not run. */
  ended?(): void;
  /** The last value, in place of an error of the source. */
  failed?(error: unknown): R;
}

/** `source` with each of its values mapped. Ending the result ends the source, even while it waits. */
export function derive<T, R>(source: Stream<T>, passage: Passage<T, R>): Stream<R> {
  let isOver = false;
  const over = (): IteratorResult<R, void> => {
    if (!isOver) passage.ended?.();
    isOver = true;
    return { done: true, value: undefined };
  };
  return {
    async next() {
      try {
        while (!isOver) {
          const result = await source.next();
          if (result.done) break;
          const mapped = passage.map(result.value);
          // Most is mapped at once, and waiting all the same would cost a turn of the microtasks for each event.
          const value = mapped instanceof Promise ? await mapped : mapped;
          if (value !== undefined) return { done: false, value };
        }
        return over();
      } catch (error) {
        const wasOver = isOver;
        over();
        if (passage.failed && !wasOver) return { done: false, value: passage.failed(error) };
        throw error;
      }
    },
    async return() {
      await source.return();
      return over();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
