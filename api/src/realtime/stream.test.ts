import { describe, expect, test } from 'vitest';
import { stream, through, Wake } from './stream.ts';

/** Yields nothing by itself and tells when it was closed. */
function idle(closed: () => void) {
  return stream<number>(async function* (signal) {
    const wake = new Wake(signal);
    try {
      while (!signal.aborted) await wake.wait();
      yield* [];
    } finally {
      closed();
    }
  });
}

describe('ending a stream', () => {
  test('takes effect while it waits for an event that never comes', async () => {
    let closed = false;
    const events = idle(() => (closed = true));
    const pending = events.next();
    await events.return();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(closed).toBe(true);
  });

  test('ends what it was made from and cleans up once', async () => {
    let closed = 0;
    let cleaned = 0;
    const events = through(
      idle(() => (closed += 1)),
      (value) => value,
      () => (cleaned += 1),
    );
    const pending = events.next();
    await events.return();
    await pending;
    await events.return();
    expect([closed, cleaned]).toEqual([1, 1]);
  });

  test('cleans up when nobody ever read from it', async () => {
    let cleaned = 0;
    const events = through(
      idle(() => undefined),
      (value) => value,
      () => (cleaned += 1),
    );
    await events.return();
    expect(cleaned).toBe(1);
  });
});

describe('a wake-up', () => {
  test('that comes before the wait is not lost', async () => {
    const wake = new Wake(new AbortController().signal);
    wake.wake();
    await wake.wait();
  });
});
