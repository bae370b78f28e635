import { describeError, type Log } from './log.ts';

/** Told by `ending` when the process ends: what only rests then rests no longer. */
type Work = (ending: AbortSignal) => void | Promise<void>;

/** What a process does again and again for as long as it lives, all of it ended in one place. */
export class Periodic {
  readonly #log: Log;
  readonly #repeated: Repeated[] = [];
  /** Of everything that is repeated, since the process began. */
  readonly counts = { done: 0, failed: 0 };

  constructor(log: Log) {
    this.#log = log;
  }

  /**
   * Runs `work` every so often, for the first time after one interval. A time that comes while a run is still under way is left out,
   * unless runs `mayOverlap`. A run that fails is logged with the sentence `failure`, and the next time comes all the same.
   */
  every(everyMs: number, failure: string, work: Work, { mayOverlap = false } = {}): Repeated {
    const failed = (error: unknown) => {
      this.#log.warn(describeError(error), failure);
    };
    const counted = async (ending: AbortSignal) => {
      try {
        await work(ending);
        this.counts.done += 1;
      } catch (error) {
        this.counts.failed += 1;
        throw error;
      }
    };
    const repeated = new Repeated(everyMs, counted, failed, mayOverlap);
    this.#repeated.push(repeated);
    return repeated;
  }

  /** Nothing begins by itself any more. Resolves when nothing is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#repeated.map((repeated) => repeated.close()));
  }
}

/** One thing that is done again and again. */
export class Repeated {
  readonly #work: Work;
  readonly #mayOverlap: boolean;
  readonly #failed: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #underWay = 0;
  #isDueSoon = false;
  readonly #ending = new AbortController();
  /** Resolves when every run that was asked for is over, whatever became of it. */
  #over: Promise<unknown> = Promise.resolve();

  constructor(everyMs: number, work: Work, failed: (error: unknown) => void, mayOverlap: boolean) {
    this.#work = work;
    this.#mayOverlap = mayOverlap;
    this.#failed = failed;
    this.#timer = setInterval(() => {
      if (this.#underWay === 0 || mayOverlap) this.now().catch(failed);
    }, everyMs);
  }

  /** Runs it now or, when a run is under way, after that one. Rejects when it fails. */
  now(): Promise<void> {
    this.#underWay += 1;
    const run = (this.#mayOverlap ? Promise.resolve() : this.#over)
      .then(() => this.#work(this.#ending.signal))
      .finally(() => {
        this.#underWay -= 1;
      });
    this.#over = Promise.allSettled([this.#over, run]);
    return run;
  }

  /** The same for who need not know when it is done. Calls that come before the run has begun share it. */
  soon(): void {
    if (this.#isDueSoon || this.#ending.signal.aborted) return;
    this.#isDueSoon = true;
    this.#over
      .then(() => {
        this.#isDueSoon = false;
        return this.#ending.signal.aborted ? undefined : this.now();
      })
      .catch(this.#failed);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    clearInterval(this.#timer);
    await this.#over;
  }
}
