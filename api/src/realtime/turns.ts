import { busy } from '../errors.ts';

/** So many wait for one turn at most: more than can be done before the first of them would give up. */
const mostWaiting = 1_000;
/** Nothing is begun for a caller who waited so long; clients wait a little longer for their answer. */
const patienceMs = 10_000;

/** For whom something is done. */
export interface Asker {
  /** Nobody waits for the answer any more. */
  readonly isGone: boolean;
}

interface Queue {
  last: Promise<unknown>;
  length: number;
}

/**
 * Work of one key runs one after the other, in the order it came, whatever becomes of the work before it. What is asked for by a caller
 * is refused when too many wait already, and when its turn comes too late for them: nothing is done that nobody would hear of.
 */
export class Turns {
  readonly #queues = new Map<string, Queue>();

  async run<T>(key: string, work: () => Promise<T>, asker?: Asker): Promise<T> {
    const queue = this.#queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (asker && queue.length >= mostWaiting) throw busy();
    const since = performance.now();
    const turn = async () => {
      if (asker && (asker.isGone || performance.now() - since > patienceMs)) throw busy();
      return work();
    };
    const mine = queue.last.then(turn, turn);
    queue.last = mine;
    queue.length += 1;
    this.#queues.set(key, queue);
    try {
      return await mine;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.#queues.delete(key);
    }
  }

  /** Resolves when everything that was asked for so far has run. */
  async finished(): Promise<void> {
    await Promise.allSettled([...this.#queues.values()].map(({ last }) => last));
  }
}
