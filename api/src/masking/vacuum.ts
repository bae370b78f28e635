import { onOwnConnection } from '../own-connection.ts';
import type { Periodic, Repeated } from '../periodic.ts';

/** At most this long after a text was masked, sealed or erased, its dead rows are removed from the files of the tables. */
const vacuumEveryMs = 120_000;
/**
 * What left dead rows behind: a message, another text, a field of a customer or a part of a file was hidden or destroyed under a mask, or
 * everything of a person was erased.
 */
export type Cause = 'mask' | 'text' | 'chat' | 'field' | 'file' | 'person';

/** The tables in which each cause leaves dead rows. */
const tables: Record<Cause, readonly string[]> = {
  mask: ['message', 'message_grams', 'mask_original'],
  chat: ['chat', 'mask_original'],
  file: ['attachment', 'mask_original'],
  field: ['customer', 'customer_merge', 'member', 'mask_original'],
  text: ['ticket', 'ticket_comment', 'ticket_change', 'chat_note', 'mask_original'],
  person: [
    'message',
    'message_grams',
    'mask_original',
    'chat',
    'chat_note',
    'customer',
    'customer_merge',
    'consent',
    'visitor_token',
    'member',
    'ticket',
    'ticket_comment',
    'ticket_change',
    'attachment',
    'audit_entry',
  ],
};
/** SQL: whether a process that ended since may have left dead rows behind. Asked once, at the start. */
const mayHaveHappened: Record<Cause, string> = {
  mask: 'select exists (select from mask_original) as any',
  text: 'select exists (select from mask_original where object_id is not null) as any',
  chat: `select exists (select from mask_original where object_id is not null and field = 'Chat.note') as any`,
  file: `select exists (select from mask_original where object_id is not null and field = 'Attachment.content') as any`,
  field: `select exists (select from mask_original where object_id is not null and field like 'Customer.%') as any`,
  person: `select exists (select from audit_entry where action = 'ERASED' and at > now() - interval '1 day')
    or exists (select from service where num_nonnulls(chat_months, ticket_months) > 0) as any`,
};

/** One process at a time vacuums. The number is arbitrary, but every version must use the same. */
export const vacuumLock = 7_231_905;

/**
 * An update leaves the old row behind as a dead one, with the text that was just hidden, until a vacuum takes it away. Autovacuum
 * waits until a fifth of a table is dead; this one runs within minutes of each mask and each erasing of a person.
 */
export class Vacuum {
  readonly #databaseUrl: string;
  readonly #runs: Repeated;
  /** Causes to vacuum after; `asked` are those of which the database must say first whether they happened. */
  #due = new Map<Cause, 'known' | 'asked'>([
    ['mask', 'asked'],
    ['text', 'asked'],
    ['chat', 'asked'],
    ['file', 'asked'],
    ['field', 'asked'],
    ['person', 'asked'],
  ]);

  constructor(databaseUrl: string, periodic: Periodic) {
    this.#databaseUrl = databaseUrl;
    this.#runs = periodic.every(vacuumEveryMs, 'dead rows could not be vacuumed; tried again soon', () => this.#run());
  }

  /** Dead rows were left behind; the next run removes them. */
  soon(cause: Cause = 'mask'): void {
    this.#due.set(cause, 'known');
  }

  /** Removes the dead rows, if there may be any. If it fails, the next run does it. */
  run(): Promise<void> {
    return this.#runs.now();
  }

  async #run(): Promise<void> {
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

  async #vacuum(due: ReadonlyMap<Cause, 'known' | 'asked'>): Promise<void> {
    // Not one of the pool: a vacuum takes longer than the pool allows a statement, and cannot run in a transaction.
    await onOwnConnection(this.#databaseUrl, async (client) => {
      await client.query('select pg_advisory_lock($1)', [vacuumLock]);
      const dead = new Set<string>();
      for (const [cause, how] of due) {
        const isDead = how === 'known' || (await client.query<{ any: boolean }>(mayHaveHappened[cause])).rows[0]?.any;
        if (isDead) for (const table of tables[cause]) dead.add(table);
      }
      // `index_cleanup on`: few dead rows would be left in the indexes otherwise. `truncate off`: it would lock readers out.
      if (dead.size > 0) await client.query(`vacuum (index_cleanup on, truncate off) ${[...dead].join(', ')}`);
    });
  }
}
