import type { Log } from './log.ts';
import type { Periodic } from './periodic.ts';
import type { Statements } from './sql.ts';

const compareEveryMs = 30_000;
/** Clocks that are kept by the network are never so far apart. */
const apartMs = 250;

/**
 * The time that is stored: the database's. Several processes write it, and a chat that one opens and another ends has to end after it
 * began, whatever the clocks of their machines say.
 */
export class Clock {
  readonly #sql: Statements;
  readonly #log: Log;
  #aheadMs = 0;

  private constructor(sql: Statements, log: Log) {
    this.#sql = sql;
    this.#log = log;
  }

  static async start(sql: Statements, log: Log, periodic: Periodic): Promise<Clock> {
    const clock = new Clock(sql, log);
    await clock.#compare();
    periodic.every(compareEveryMs, 'the clock could not be compared with that of the database; tried again soon', () =>
      clock.#compare(),
    );
    return clock;
  }

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  async #compare(): Promise<void> {
    const begun = performance.now();
    const text = 'select extract(epoch from clock_timestamp())::float8 * 1000 as ms';
    const { rows } = await this.#sql.query<{ ms: number }>(text, []);
    // When on the way there and back it was looked at is not known.
    const unsureMs = (performance.now() - begun) / 2;
    const aheadMs = rows[0]!.ms + unsureMs - Date.now();
    const corrected = Math.abs(aheadMs) > apartMs + unsureMs ? aheadMs : 0;
    if ((corrected === 0) !== (this.#aheadMs === 0)) {
      const seconds = Math.abs(aheadMs / 1_000).toFixed(1);
      if (corrected === 0) this.#log.info('the clock of this machine agrees with that of the database again');
      else
        this.#log.warn(
          `the clock of this machine and that of the database are ${seconds} s apart; the latter is stored`,
        );
    }
    this.#aheadMs = corrected;
  }
}
