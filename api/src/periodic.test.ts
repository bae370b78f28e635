import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Log } from './log.ts';
import { Periodic } from './periodic.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run that lasts until it is told to end. */
class Run {
  readonly #ending = Promise.withResolvers<undefined>();
  readonly ended = this.#ending.promise;
  end = () => {
    this.#ending.resolve(undefined);
  };
  fail = (error: Error) => {
    this.#ending.reject(error);
  };
}

function repeated(options?: { mayOverlap?: boolean }) {
  const logged: [details: object, sentence: string][] = [];
  const log = { warn: (details: object, sentence: string) => logged.push([details, sentence]) } as unknown as Log;
  const periodic = new Periodic(log);
  const runs: Run[] = [];
  const work = () => {
    const run = new Run();
    runs.push(run);
    return run.ended;
  };
  const one = periodic.every(1_000, 'it did not work; tried again soon', work, options);
  return { periodic, one, runs, logged };
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

describe('what is done every second', () => {
  test('is done for the first time after a second, and then each second', async () => {
    const { runs } = repeated();
    expect(runs).toHaveLength(0);
    for (const count of [1, 2, 3]) {
      await seconds(1);
      expect(runs).toHaveLength(count);
      runs[count - 1]!.end();
    }
  });

  test('is not begun a second time while it is under way', async () => {
    const { runs } = repeated();
    await seconds(5);
    expect(runs).toHaveLength(1);
    runs[0]!.end();
    await seconds(1);
    expect(runs).toHaveLength(2);
  });

  test('is begun all the same where runs may overlap', async () => {
    const { periodic, runs } = repeated({ mayOverlap: true });
    await seconds(3);
    expect(runs).toHaveLength(3);
    const closed = vi.fn();
    void periodic.close().then(closed);
    for (const run of runs) {
      await seconds(1);
      expect(closed).not.toHaveBeenCalled();
      run.end();
    }
    await seconds(1);
    expect(closed).toHaveBeenCalled();
  });

  test('is logged by kind and sentence when it fails, and done again', async () => {
    const { runs, logged } = repeated();
    await seconds(1);
    runs[0]!.fail(Object.assign(new RangeError('Kim’s row'), { code: '40001' }));
    await seconds(1);
    expect(logged).toMatchObject([[{ error: 'RangeError', code: '40001' }, 'it did not work; tried again soon']]);
    expect(JSON.stringify(logged)).not.toContain('Kim');
    expect(runs).toHaveLength(2);
  });

  test('is logged and done again also when it throws before it waits for anything', async () => {
    const log = { warn: vi.fn() };
    let count = 0;
    new Periodic(log as unknown as Log).every(1_000, 'it did not work', () => {
      count += 1;
      throw new Error('at once');
    });
    await seconds(2);
    expect(count).toBe(2);
    expect(log.warn).toHaveBeenCalledTimes(2);
  });
});

describe('what is done by hand', () => {
  test('waits for the run under way, and runs each time it is asked for', async () => {
    const { one, runs } = repeated();
    await seconds(1);
    const both = Promise.all([one.now(), one.now()]);
    for (const count of [1, 2, 3]) {
      await seconds(0);
      expect(runs).toHaveLength(count);
      runs[count - 1]!.end();
    }
    await both;
  });

  test('tells who asked that it failed, instead of the log', async () => {
    const { one, runs, logged } = repeated();
    const asked = expect(one.now()).rejects.toThrow('for me');
    await seconds(0);
    runs[0]!.fail(new Error('for me'));
    await asked;
    expect(logged).toEqual([]);
    await seconds(1);
    expect(runs).toHaveLength(2);
  });
});

describe('closing', () => {
  test('waits for the run under way and lets none follow', async () => {
    const { periodic, runs } = repeated();
    await seconds(1);
    const closed = vi.fn();
    void periodic.close().then(closed);
    await seconds(5);
    expect(closed).not.toHaveBeenCalled();
    runs[0]!.end();
    await seconds(5);
    expect(closed).toHaveBeenCalled();
    expect(runs).toHaveLength(1);
  });

  test('waits for all that is repeated, also when one of them fails at that moment', async () => {
    const { periodic, runs, logged } = repeated();
    const other = new Run();
    periodic.every(1_000, 'the other did not work', () => other.ended);
    await seconds(1);
    const closed = vi.fn();
    void periodic.close().then(closed);
    runs[0]!.fail(new Error('at the end'));
    await seconds(0);
    expect(logged).toHaveLength(1);
    expect(closed).not.toHaveBeenCalled();
    other.end();
    await seconds(0);
    expect(closed).toHaveBeenCalled();
  });
});
