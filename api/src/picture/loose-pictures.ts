import type { Files } from '../files/files.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Write } from '../write.ts';

interface Needs {
  write: Write;
  files: Files;
  periodic: Periodic;
}

const lookEveryMs = 60_000;
/** So many pictures at once: a transaction that waits too long for a slow store is ended, and would begin with the same ones again. */
const atOnce = 10;

/**
 * Removes pictures that were sent and never used, an hour after they came, and those that were replaced. The squares go first and their
 * row afterwards, so that whoever dies in between leaves a row by which the next look goes on. Several processes may look at once: a
 * row is in one hand only.
 */
export class LoosePictures {
  readonly #app: Needs;
  readonly #looks: Repeated;

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(lookEveryMs, 'pictures could not be removed; tried again soon', async () => {
      while ((await this.#removeSome()) === atOnce);
    });
  }

  /** Removes what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  /** How many it removed. */
  #removeSome(): Promise<number> {
    const { write, files } = this.#app;
    return write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ id: string; smallId: string }>(dueText, [atOnce]);
      if (rows.length > 0) {
        await files.remove(rows.flatMap(({ id, smallId }) => [id, smallId]));
        await sql.query('delete from picture where id = any($1::uuid[])', [rows.map(({ id }) => id)]);
      }
      return rows.length;
    });
  }
}

const dueText = `
select id, small_id as "smallId" from picture where loose_since < now() - interval '1 hour'
order by loose_since limit $1 for update skip locked`;
