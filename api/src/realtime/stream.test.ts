import { describe, expect, test } from 'vitest';
import { derive, stream, Wake } from './stream.ts';

/** Yields nothing by itself and tells when it was closed. */
function idle(closed: () => void) {
  return stream<number>(async function* (wake) {
    try {
      while (!wake.isStopped) await wake.wait();
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
    const events = derive(
      idle(() => (closed += 1)),
      { map: (value) => value, ended: () => (cleaned += 1) },
    );
    const pending = events.next();
    await events.return();
    await pending;
    await events.return();
    expect([closed, cleaned]).toEqual([1, 1]);
  });

  test('cleans up when nobody ever read from it', async () => {
    let cleaned = 0;
    const events = derive(
      idle(() => undefined),
      { map: (value) => value, ended: () => (cleaned += 1) },
    );
    await events.return();
    expect(cleaned).toBe(1);
  });
});

describe('a stream made from another', () => {
  async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
    const values: T[] = [];
    for await (const value of events) values.push(value);
    return values;
  }

  async function* numbers() {
    yield 1;
    yield 2;
    await Promise.reject(new Error('broken'));
  }

  test('leaves out what it maps to nothing, and puts a last value in place of an error', async () => {
    const events = derive(
      stream(() => numbers()),
      { map: (value) => (value === 1 ? undefined : `${value}`), failed: () => 'sorry' },
    );
    expect(await all(events)).toEqual(['2', 'sorry']);
  });

  test('fails with its source where no last value is given, and cleans up', async () => {
    let cleaned = 0;
    const events = derive(
      stream(() => numbers()),
      { map: (value) => value, ended: () => (cleaned += 1) },
    );
    await expect(all(events)).rejects.toThrow('broken');
    expect(cleaned).toBe(1);
  });
});

describe('a wait', () => {
  test('does not lose a wake-up that comes before it', async () => {
    const wake = new Wake();
    wake.wake();
    await wake.wait();
  });

  test('does not begin once it was stopped', async () => {
    const wake = new Wake();
    wake.stop();
    await wake.wait();
    await wake.rest(1_000_000);
  });

  test('rests through wake-ups and hands them on', async () => {
    const wake = new Wake();
    const rested = wake.rest(20);
    wake.wake();
    const began = performance.now();
    await rested;
    expect(performance.now() - began).toBeGreaterThan(10);
    await wake.wait();
  });
});
