import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { Periodic, Repeated } from './periodic.ts';
import type { Write } from './write.ts';

interface Needs {
  write: Write;
  periodic: Periodic;
  log: Log;
  config: Config;
}

/** So many rows of a table are looked at in one transaction, and those that go are locked for as long as that takes. */
const batchRows = 1_000;
/** So many batches of a table in one run: what a database that was never tidied has to bear at once. */
const batchesPerRun = 20;
/** One process at a time deletes. The number is arbitrary, but every version must use the same. */
export const retentionLock = 7_231_920;

/** Something that goes by itself. */
export interface Rule {
  readonly what: string;
  readonly when: string;
  /** How it is found; where that is somebody else's work, the file in which it is done. */
  readonly how: Walk | string;
}

/** A table whose rows are looked at in the order of their ids, which are made of the time: it needs no index but the primary key. */
export interface Walk {
  readonly table: string;
  /** The primary key, when that is not `id`. */
  readonly key?: string;
  /** Only rows whose ids are older than so many days. */
  readonly days?: number;
  /** SQL: row `r` goes. */
  readonly due: string;
}

const thousands = (count: number) => count.toLocaleString('en');

/**
 * Everything that goes by itself, and when; docs/operations.md has the same table, and a test holds the two together. What is not in
 * it stays until somebody deletes or erases it: of chats, tickets, customers and their consents always the figures.
 */
export function retentionRules({ auditLogDays, changeLogDays, availabilityDays }: Config): readonly Rule[] {
  return [
    {
      what: 'sign-ins of agents',
      when: 'when they run out, 14 days after the sign-in',
      how: { table: 'session', due: 'r.expires_at < now()' },
    },
    {
      what: 'tokens of customers',
      when: 'when they run out, 30 days after the last start of a chat; 365 days after an inquiry',
      how: { table: 'visitor_token', due: 'r.expires_at < now()' },
    },
    {
      what: 'which tokens of companies’ servers were used',
      when: 'when those run out, within 5 minutes',
      how: { table: 'member_token', due: `r.expires_at < now() - interval '1 minute'` },
    },
    {
      what: 'invitations nobody accepted',
      when: 'when they run out, after 7 days',
      how: { table: 'invitation', key: 'agent_id', due: 'r.expires_at < now()' },
    },
    {
      what: 'links to choose a forgotten password anew',
      when: 'when they are used or run out, after 30 minutes',
      how: { table: 'password_reset', due: 'r.expires_at < now()' },
    },
    {
      what: 'second factors that were begun and never confirmed',
      when: 'an hour after that',
      how: {
        table: 'second_factor',
        key: 'account_id',
        due: `r.begun_at < now() - interval '1 hour'
          and exists (select from account a where a.id = r.account_id and a.second_factor_at is null)`,
      },
    },
    {
      what: 'leases of consoles',
      when: '7 days after they ended',
      how: 'api/src/agent/leases.ts',
    },
    {
      what: 'periods in which an agent was Online, on Break or Offline',
      when: `${thousands(availabilityDays)} days after they ended (\`KEEP_AVAILABILITY_DAYS\`)`,
      how: {
        table: 'availability_period',
        days: availabilityDays,
        due: `r.ended_at < now() - make_interval(days => ${availabilityDays})`,
      },
    },
    {
      what: 'the audit log, but for what destroyed something (sealed, erased) and for masks that can still be released',
      when: `after ${thousands(auditLogDays)} days (\`KEEP_AUDIT_LOG_DAYS\`)`,
      how: {
        table: 'audit_entry',
        days: auditLogDays,
        due: `r.action in ('MASKED', 'RELEASED', 'REVEALED', 'LOOKED_UP')
          and not exists (select from mask_original o where o.id = r.mask_id and o.box is not null)`,
      },
    },
    {
      what: 'the log of changed rights and settings',
      when: `after ${thousands(changeLogDays)} days (\`KEEP_CHANGE_LOG_DAYS\`)`,
      how: { table: 'change_log_entry', days: changeLogDays, due: 'true' },
    },
    {
      what: 'files that were sent and not submitted; files of whom somebody erased',
      when: 'an hour after they came; within a minute',
      how: 'api/src/attachment/loose-attachments.ts',
    },
    {
      what: 'pictures that were sent and not used; those that were replaced or removed',
      when: 'an hour after they came; within a minute',
      how: 'api/src/picture/loose-pictures.ts',
    },
    {
      what: 'mails that nothing took for two days, or that were refused',
      when: '30 days after that',
      how: { table: 'mail', due: `r.failed_at < now() - interval '30 days' and r.due_at is null` },
    },
    {
      what: 'events of a service',
      when: '30 days after they happened',
      how: { table: 'event', days: 30, due: 'true' },
    },
    {
      what: 'how far events tell of a chat, ticket or customer that does not change any more',
      when: 'two days after they told of it',
      how: {
        table: 'event_told',
        key: 'object_id',
        due: `not r.watched and r.told_at < now() - interval '2 days'`,
      },
    },
    {
      what: 'deliveries of webhooks that arrived, or that were given up',
      when: '30 days after they began',
      how: { table: 'webhook_delivery', days: 30, due: 'r.due_at is null' },
    },
    {
      what: 'secrets of webhooks that another one replaced',
      when: 'when they end, a day later',
      how: { table: 'webhook_secret', due: 'r.ends_at < now()' },
    },
    {
      what: 'sites that asked for a service without being on its list',
      when: '30 days after they did; those before the last 20, at once',
      how: { table: 'refused_site', due: `r.refused_at < now() - interval '30 days'` },
    },
    {
      what: 'secrets of customer-data links that another one replaced',
      when: 'when they end, a day later',
      how: { table: 'customer_data_secret', due: 'r.ends_at < now()' },
    },
    {
      what: 'what is left of an upload whose process died',
      when: 'after an hour',
      how: 'api/src/files/spool.ts',
    },
    {
      what: 'what masks hide',
      when: 'so many days after chat or ticket, of a customer after the last of them, as the service says; never, where it says nothing',
      how: 'api/src/masking/auto-seal.ts',
    },
    {
      what: 'what is personal in closed chats, in tickets that are resolved or completed, and of customers of whom nothing else is left',
      when: 'so many months after they were closed, changed last, or made contact, as the service says; never, where it says nothing',
      how: 'api/src/privacy/personal-retention.ts',
    },
  ];
}

/**
 * Deletes what has come to its time, a batch of each table after the other, each in a transaction of its own: whoever dies half-way
 * leaves whole batches behind, and the next run begins with what is left. Rows that somebody holds are left for later, so nobody
 * waits for it and it waits for nobody.
 */
export class Retention {
  readonly #app: Needs;
  readonly #runs: Repeated;
  /** Of each table, up to where it was looked at; from the beginning again once its end was reached. */
  readonly #places = new Map<string, string>();

  constructor(app: Needs) {
    this.#app = app;
    const { retentionEverySeconds } = app.config;
    this.#runs = app.periodic.every(
      retentionEverySeconds * 1_000,
      'what had come to its time could not be deleted; tried again soon',
      () => this.#run(),
    );
  }

  /** Deletes what is due; runs follow each other. */
  run(): Promise<void> {
    return this.#runs.now();
  }

  async #run(): Promise<void> {
    const gone: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const { how } of retentionRules(this.#app.config)) {
      if (typeof how === 'string') continue;
      try {
        const count = await this.#walk(how);
        if (count > 0) gone[how.table] = count;
      } catch (error) {
        // The other tables have nothing to do with it.
        failures.push(error);
      }
    }
    if (Object.keys(gone).length > 0) this.#app.log.info({ gone }, 'what had come to its time was deleted');
    if (failures.length > 0) throw failures[0];
  }

  /** How many rows went. */
  async #walk(walk: Walk): Promise<number> {
    let gone = 0;
    for (let batch = 0; batch < batchesPerRun; batch += 1) {
      const did = await this.#batch(walk);
      if (!did) return gone;
      gone += did.gone;
      if (did.looked < batchRows) {
        this.#places.delete(walk.table);
        return gone;
      }
      this.#places.set(walk.table, did.last);
    }
    return gone;
  }

  /** Null while another process is at it. */
  #batch(walk: Walk): Promise<{ looked: number; last: string; gone: number } | null> {
    const after = this.#places.get(walk.table) ?? '00000000-0000-0000-0000-000000000000';
    return this.#app.write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ isOurs: boolean }>('select pg_try_advisory_xact_lock($1) as "isOurs"', [
        retentionLock,
      ]);
      if (!rows[0]!.isOurs) return null;
      const { text, values } = batchOf(walk, after);
      return (await sql.query<{ looked: number; last: string; gone: number }>(text, values)).rows[0]!;
    });
  }
}

/** The statement that looks at the next rows of a table and deletes those that are due. */
export function batchOf({ table, key = 'id', days, due }: Walk, after: string): { text: string; values: unknown[] } {
  const isOld = days === undefined ? '' : `and ${key} < (select uuidv7(-make_interval(days => $3::int)))`;
  return {
    text: `
with looked as materialized (select ${key} as key from ${table} where ${key} > $1 ${isOld} order by ${key} limit $2),
due as materialized (select looked.key from looked join ${table} r on r.${key} = looked.key where ${due} for update of r skip locked),
gone as (delete from ${table} r using due where r.${key} = due.key returning 1)
select (select count(*)::int from looked) as looked, (select key from looked order by key desc limit 1) as last,
  (select count(*)::int from gone) as gone`,
    values: [after, batchRows, ...(days === undefined ? [] : [days])],
  };
}
