import pg from 'pg';
import type { Periodic, Repeated } from '../periodic.ts';

/** What was masked or sealed is gone from the tables' files as far as PostgreSQL can see after so long. */
const eraseEveryMs = 120_000;
/** What was hidden or destroyed: a part of a message, or everything of a person. */
type Erased = 'mask' | 'person';

/** The tables in which dead rows are left behind then. */
const tables: Record<Erased, readonly string[]> = {
  mask: ['message', 'mask_original'],
  person: [
    'message',
    'mask_original',
    'chat',
    'chat_note',
    'customer',
    'customer_merge',
    'consent',
    'visitor_token',
    'ticket',
    'ticket_comment',
    'ticket_change',
    'attachment',
    'audit_entry',
  ],
};
/** SQL: whether there can be any where nobody remembers: whoever hid or destroyed something may have died before it was erased. */
const wasErased: Record<Erased, string> = {
  mask: 'select exists (select from mask_original) as any',
  person: `select exists (select from audit_entry where action = 'ERASED' and at > now() - interval '1 day') as any`,
};

/** Of several processes one does it; the number is arbitrary, but must stay. */
const erasureLock = 7_231_905;

/**
 * An update leaves the old row behind as a dead one, with the text that was just hidden, until a vacuum takes it away. Autovacuum
 * waits until a fifth of a table is dead; here it is done within minutes of each mask.
 */
export class Erasure {
  readonly #databaseUrl: string;
  readonly #vacuums: Repeated;
  /** Where dead rows may be; `asked` where that is to be looked up first. */
  #due = new Map<Erased, 'known' | 'asked'>([
    ['mask', 'asked'],
    ['person', 'asked'],
  ]);

  constructor(databaseUrl: string, periodic: Periodic) {
    this.#databaseUrl = databaseUrl;
    this.#vacuums = periodic.every(eraseEveryMs, 'dead rows could not be vacuumed; tried again soon', () =>
      this.#erase(),
    );
  }

  /** Something was hidden or destroyed. */
  soon(erased: Erased = 'mask'): void {
    this.#due.set(erased, 'known');
  }

  /** Removes the dead rows, if there may be any. Should it fail, the next time does it. */
  erase(): Promise<void> {
    return this.#vacuums.now();
  }

  async #erase(): Promise<void> {
    const due = this.#due;
    if (due.size === 0) return;
    this.#due = new Map();
    try {
      await this.#vacuum(due);
    } catch (error) {
      this.#due = new Map([...due, ...this.#due]);
      throw error;
    }
  }

  async #vacuum(due: ReadonlyMap<Erased, 'known' | 'asked'>): Promise<void> {
    // Of its own: it takes longer than the pool's connections may, and stands in no transaction.
    const client = new pg.Client({ connectionString: this.#databaseUrl });
    await client.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [erasureLock]);
      const dead = new Set<string>();
      for (const [erased, how] of due) {
        const isDead = how === 'known' || (await client.query<{ any: boolean }>(wasErased[erased])).rows[0]?.any;
        if (isDead) for (const table of tables[erased]) dead.add(table);
      }
      // `index_cleanup on`: few dead rows would be left in the indexes otherwise. `truncate off`: it would lock readers out.
      if (dead.size > 0) await client.query(`vacuum (index_cleanup on, truncate off) ${[...dead].join(', ')}`);
    } finally {
      await client.end();
    }
  }
}
