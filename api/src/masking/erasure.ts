import pg from 'pg';
import { describeError, type Log } from '../log.ts';

/** What was masked or sealed is gone from the tables' files as far as PostgreSQL can see after so long. */
const eraseEveryMs = 120_000;
/** Of several processes one does it; the number is arbitrary, but must stay. */
const erasureLock = 7_231_905;

/**
 * An update leaves the old row behind as a dead one, with the text that was just hidden, until a vacuum takes it away. Autovacuum
 * waits until a fifth of a table is dead; here it is done within minutes of each mask.
 */
export class Erasure {
  readonly #databaseUrl: string;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  /** True at first: whoever masked something may have died before it was erased. */
  #isDue = true;
  #erasing: Promise<void> = Promise.resolve();

  constructor(databaseUrl: string, log: Log) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
    this.#timer = setInterval(() => void this.erase(), eraseEveryMs);
  }

  /** Something was hidden or destroyed. */
  soon(): void {
    this.#isDue = true;
  }

  /** Removes the dead rows, if there may be any. Should it fail, the next time does it. */
  erase(): Promise<void> {
    this.#erasing = this.#erasing.then(async () => {
      if (!this.#isDue) return;
      this.#isDue = false;
      try {
        await this.#vacuum();
      } catch (error) {
        this.#isDue = true;
        this.#log.warn(describeError(error), 'dead rows could not be vacuumed; tried again soon');
      }
    });
    return this.#erasing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#erasing;
  }

  async #vacuum(): Promise<void> {
    // Of its own: it takes longer than the pool's connections may, and stands in no transaction.
    const client = new pg.Client({ connectionString: this.#databaseUrl });
    await client.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [erasureLock]);
      const { rows } = await client.query<{ any: boolean }>('select exists (select from mask_original) as any');
      // `index_cleanup on`: few dead rows would be left in the indexes otherwise. `truncate off`: it would lock readers out.
      if (rows[0]?.any) await client.query('vacuum (index_cleanup on, truncate off) message, mask_original');
    } finally {
      await client.end();
    }
  }
}
