/**
 * An async generator whose `return()` takes effect at once. A plain one that waits for its next event would answer `return()`
 * only after that event, so a subscription nobody listens to any more would stay for ever; this one wakes the wait through the
 * signal first. `ended` is called once when it is over, also when nobody ever read from it, where a `finally` would not run.
 */
export function stream<T>(
  start: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
  ended: () => void = () => undefined,
): AsyncGenerator<T, void, void> {
  const controller = new AbortController();
  let isOver = false;
  const over = () => {
    if (!isOver) ended();
    isOver = true;
  };
  const generator = start(controller.signal);
  const next = generator.next.bind(generator);
  const end = generator.return.bind(generator);
  generator.next = async () => {
    try {
      const result = await next();
      if (result.done) over();
      return result;
    } catch (error) {
      over();
      throw error;
    }
  };
  generator.return = async (value) => {
    controller.abort();
    try {
      return await end(value);
    } finally {
      over();
    }
  };
  return generator;
}

/**
 * `source` with each value passed through `map`; what `map` answers undefined for is left out. Ending the result ends the source,
 * even while it waits, and then calls `ended`, once.
 */
export function through<T, R>(
  source: AsyncGenerator<T, void, void>,
  map: (value: T) => R | undefined,
  ended: () => void = () => undefined,
): AsyncGenerator<R, void, void> {
  return stream(
    async function* (signal) {
      signal.addEventListener('abort', () => void source.return());
      for await (const value of source) {
        const mapped = map(value);
        if (mapped !== undefined) yield mapped;
      }
    },
    () => {
      void source.return();
      ended();
    },
  );
}

/** One waiting reader and whoever wakes it. A wake-up that comes before the wait is not lost. */
export class Wake {
  #woken = false;
  #resume: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => {
      this.wake();
    });
  }

  wake(): void {
    this.#woken = true;
    this.#resume?.();
  }

  wait(): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        this.#resume = undefined;
        this.#woken = false;
        resolve();
      };
      if (this.#woken) resume();
      else this.#resume = resume;
    });
  }
}
