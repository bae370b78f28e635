import type { Periodic } from '../periodic.ts';
import type { Statements } from '../sql.ts';

/** A running process must have been told of another epoch within so long. */
const lookEveryMs = 3_000;

/**
 * Says to which history the revisions belong. A database that was restored from an older copy counts on from there, so the same
 * revision comes to stand for something else; it gets another epoch (`npm run restored`), and whoever resumes with the former one
 * begins anew.
 */
export class Epoch {
  readonly current: string;
  /** Resolves when the database has got another one: everything that this process remembers may be wrong, so it has to end. */
  readonly over: Promise<void>;

  private constructor(current: string, sql: Statements, periodic: Periodic) {
    this.current = current;
    this.over = new Promise((resolve) => {
      periodic.every(lookEveryMs, 'the epoch could not be looked at; tried again soon', async () => {
        if ((await readEpoch(sql)) !== current) resolve();
      });
    });
  }

  static async start(sql: Statements, periodic: Periodic): Promise<Epoch> {
    return new Epoch(await readEpoch(sql), sql, periodic);
  }
}

async function readEpoch(sql: Statements): Promise<string> {
  const { rows } = await sql.query<{ epoch: string }>({
    name: 'epoch',
    text: 'select epoch from installation where id = 1',
    values: [],
  });
  return rows[0]!.epoch;
}

/** Begins another history, when the database was restored. */
export async function beginEpoch(sql: Statements): Promise<void> {
  await sql.query('update installation set epoch = gen_random_uuid() where id = 1', []);
}
