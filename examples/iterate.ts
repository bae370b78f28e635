interface Sink<Value> {
  next: (value: Value) => void;
  error: (error: unknown) => void;
  complete: () => void;
}

/** What a client hands to callbacks, to be gone through with `for await`; `subscribe` answers with what ends it. */
export async function* iterate<Value>(subscribe: (sink: Sink<Value>) => () => void): AsyncGenerator<Value> {
  const values: Value[] = [];
  let end: (() => void) | undefined;
  let wake = () => {};
  const finish = (how: () => void) => {
    end ??= how;
    wake();
  };
  const unsubscribe = subscribe({
    next: (value) => {
      values.push(value);
      wake();
    },
    error: (error) =>
      finish(() => {
        throw error;
      }),
    complete: () => finish(() => {}),
  });
  try {
    for (;;) {
      while (values.length > 0) yield values.shift()!;
      if (end) {
        end();
        return;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unsubscribe();
  }
}
