import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { describeError, type Log } from './log.ts';
import { openConnection } from './own-connection.ts';

/** Held by every process that runs the product on a database. The number is arbitrary, but every version must use the same. */
export const instanceLock = 7_231_906;
/** A process that starts waits so long for one that is ending, as when a newer version takes over from an older one. */
export const takeOverSeconds = 30;
const askEveryMs = 200;
/** How often a process makes sure that it still has the lock. */
const lookEveryMs = 2_000;
const answerMs = 5_000;

/** With PostgreSQL's own time limit a lock does not outlive a process that it cannot hear of any more. */
const silenceSeconds = 20;

/**
 * What keeps processes that do not hear of each other from running on one database: without a bus a process has it alone, with one
 * it shares it with all that have one. It is an advisory lock of a connection of its own, so it ends with the process however that ends.
 */
export class InstanceLock {
  readonly #url: string;
  readonly #isShared: boolean;
  readonly #log: Log;
  #client: Client;
  #problem: string | null = null;
  readonly #released = new AbortController();
  readonly #watching: Promise<void>;

  private constructor(url: string, isShared: boolean, log: Log, client: Client) {
    this.#url = url;
    this.#isShared = isShared;
    this.#log = log;
    this.#client = client;
    this.#watching = this.#watch();
  }

  /** Takes the lock; throws in words when another process kept it for too long. */
  static async take(
    url: string,
    { isShared, log, patienceMs = takeOverSeconds * 1_000 }: { isShared: boolean; log: Log; patienceMs?: number },
  ): Promise<InstanceLock> {
    const client = await open(url);
    try {
      const deadline = performance.now() + patienceMs;
      while (!(await tryLock(client, isShared))) {
        if (performance.now() >= deadline) throw new Error(inTheWay(isShared, patienceMs / 1_000));
        await delay(askEveryMs);
      }
      return new InstanceLock(url, isShared, log, client);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /** Why this process should not run as things are, in words; null when all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  async release(): Promise<void> {
    this.#released.abort();
    await this.#watching;
    await this.#client.end();
  }

  /** Its connection breaks with the database or the network, and the lock with it: taken again as soon as that is possible. */
  async #watch(): Promise<void> {
    const { signal } = this.#released;
    for (;;) {
      await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        if (this.#problem === null) await this.#client.query('select');
        else await this.#takeAgain();
      } catch (error) {
        this.#say('the database does not answer', error);
      }
    }
  }

  async #takeAgain(): Promise<void> {
    await this.#client.end().catch(() => undefined);
    this.#client = await open(this.#url);
    if (await tryLock(this.#client, this.#isShared)) {
      this.#problem = null;
      this.#log.info('this process is the one that runs on the database again');
    } else this.#say('another process of Damso runs on this database, and does not hear of what this one does');
  }

  #say(problem: string, error?: unknown): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    this.#log.error(error === undefined ? {} : describeError(error), problem);
  }
}

async function open(url: string): Promise<Client> {
  const client = await openConnection(url, { connectionTimeoutMillis: answerMs, query_timeout: answerMs });
  await client.query(`set idle_session_timeout = '${silenceSeconds}s'`);
  return client;
}

async function tryLock(client: Client, isShared: boolean): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select ${isShared ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock'}($1) as taken`,
    [instanceLock],
  );
  return rows[0]!.taken;
}

function inTheWay(isShared: boolean, seconds: number): string {
  return isShared
    ? `Another process of Damso runs on this database without REDIS_URL and did not end within ${seconds} seconds. Several need it, and the same for all.`
    : `Another process of Damso runs on this database and did not end within ${seconds} seconds. Several need REDIS_URL, and the same for all.`;
}
