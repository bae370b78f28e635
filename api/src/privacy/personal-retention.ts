import { lockChats } from '../chat/change-chat.ts';
import type { Config } from '../config.ts';
import { lockGroup } from '../customer/group.service.ts';
import { groupOf } from '../customer/customer.rows.ts';
import type { Vacuum } from '../masking/vacuum.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import { announcedDays } from '../service/settings.service.ts';
import type { Statements } from '../sql.ts';
import { lockTickets } from '../ticket/change-ticket.ts';
import type { LooseAttachments } from '../attachment/loose-attachments.ts';
import type { Tx, Write } from '../write.ts';
import { eraseChats, eraseRecords, eraseTickets, tidy } from './erase.service.ts';

interface Needs {
  write: Write;
  sql: Statements;
  periodic: Periodic;
  config: Pick<Config, 'retentionEverySeconds'>;
  vacuum: Vacuum;
  looseAttachments: LooseAttachments;
}

/** So many objects of each kind and service per look; the rest is for the next one. */
const lookLimit = 1_000;
/** So many records are asked per look whether there was contact. */
const walkLimit = 10_000;

type Kind = 'chat' | 'ticket' | 'customer';
interface Due {
  readonly kind: Kind;
  readonly id: string;
  readonly serviceId: string;
}

/**
 * Erases what a service has kept for as long as it says: closed chats, finished tickets, and people of whom nothing else is left. Each
 * object is erased in a transaction of its own, under the locks of erasing by hand, and only if it is still due then. So several
 * processes may look at once, and whoever dies leaves whole objects behind.
 */
export class PersonalRetention {
  readonly #app: Needs;
  readonly #looks: Repeated;
  /** Up to which record was asked; from the beginning again once the end was reached. */
  #place = firstPlace;

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(
      app.config.retentionEverySeconds * 1_000,
      'personal data that had come to its time could not be erased; tried again soon',
      (ending) => this.#look(ending),
    );
  }

  /** Erases what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  async #look(ending: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    let erased = 0;
    for (const kind of ['chat', 'ticket', 'customer'] as const) {
      if (kind === 'customer') await this.#markCustomers();
      const { rows } = await this.#app.sql.query<Due>({
        name: `${kind}s-to-erase`,
        text: dueText[kind],
        values: [lookLimit],
      });
      for (const due of rows) {
        if (ending.aborted) return;
        try {
          if (await this.#erase(due)) erased += 1;
        } catch (error) {
          // The others have nothing to do with it.
          failures.push(error);
        }
      }
    }
    if (erased > 0) tidy(this.#app);
    if (failures.length > 0) throw failures[0];
  }

  /** Finds people without contact, to be erased a week later. */
  async #markCustomers(): Promise<void> {
    const { rows } = await this.#app.sql.query<{ looked: number; last: string | null }>({
      name: 'customers-without-contact',
      text: markText,
      values: [this.#place, walkLimit],
    });
    const { looked, last } = rows[0]!;
    this.#place = looked < walkLimit || last === null ? firstPlace : last;
  }

  #erase({ kind, id, serviceId }: Due): Promise<boolean> {
    const to = kind === 'customer' ? 'change' : 'read';
    return this.#app.write({ customers: serviceId, to }, (tx) => erasing[kind](tx, id));
  }
}

const firstPlace = '00000000-0000-0000-0000-000000000000';

/** Each erases the object if it is still due once it is locked, and says whether it did. */
const erasing: Readonly<Record<Kind, (tx: Tx, id: string) => Promise<boolean>>> = {
  async chat(tx, id) {
    const chats = await lockChats(tx, [id]);
    if (!(await isStillDue(tx, 'chat', id))) return false;
    await eraseChats(tx, chats);
    return true;
  },
  async ticket(tx, id) {
    const tickets = await lockTickets(tx, [id]);
    if (!(await isStillDue(tx, 'ticket', id))) return false;
    await eraseTickets(tx, tickets);
    return true;
  },
  async customer(tx, id) {
    // Whoever starts a chat or leaves a ticket locks a record of the person before.
    const group = [...(await lockGroup(tx, id)).values()];
    const isDue = await isStillDue(tx, 'customer', id);
    if (isDue) await eraseRecords(tx, group, null);
    await tx.sql.query('update customer set due_at = null where id = $1', [id]);
    return isDue;
  },
};

async function isStillDue({ sql }: Tx, kind: Kind, id: string): Promise<boolean> {
  const { alias, table, due } = kinds[kind];
  const { rows } = await sql.query(
    `select from ${table} ${alias} join service s on s.id = ${alias}.service_id
     where ${alias}.id = $1 and s.erases_from <= now() and ${due('now()')}`,
    [id],
  );
  return rows.length > 0;
}

/** SQL: object `id` is held, or the person of record `customerId` is. */
const held = (id: string, customerId: string) => `(
  exists (select from hold h where h.object_id = ${id})
  or exists (select from (${groupOf(customerId)}) g join hold h on h.object_id = g.id))`;

/** SQL: somebody of the person of record `u` did something after `since`, or something of theirs is left, or held. */
const isNeeded = (since: string) => `exists (
  select from (select u.id union all select o.id from customer o where o.merged_into_id = u.id) g
  join customer r on r.id = g.id
  where r.created_at >= ${since}
    or exists (select from hold h where h.object_id = g.id)
    or exists (select from consent a where a.customer_id = g.id and a.agreed_at >= ${since})
    or exists (select from chat c where c.customer_id = g.id and (c.erased_at is null or c.closed_at >= ${since}))
    or exists (
      select from ticket t where t.customer_id = g.id and (
        t.erased_at is null or t.created_at >= ${since}
        or exists (select from ticket_comment m where m.ticket_id = t.id and m.kind <> 'NOTE' and m.created_at >= ${since}))))`;

const monthsBefore = (at: string, months: string) => `${at} - make_interval(months => ${months})`;

/** SQL of each kind: which months of service `s` it is kept, and whether one is due as of `at`. */
const kinds: Readonly<
  Record<Kind, { alias: string; table: string; months: string; order: string; due: (at: string) => string }>
> = {
  chat: {
    alias: 'c',
    table: 'chat',
    months: 's.chat_months',
    order: 'c.closed_at',
    due: (at) =>
      `c.closed_at < ${monthsBefore(at, 's.chat_months')} and c.erased_at is null and not ${held('c.id', 'c.customer_id')}`,
  },
  ticket: {
    alias: 't',
    table: 'ticket',
    months: 's.ticket_months',
    order: 't.changed_at',
    due: (at) =>
      `t.status in ('RESOLVED', 'CLOSED') and t.changed_at < ${monthsBefore(at, 's.ticket_months')} and t.erased_at is null
       and not ${held('t.id', 't.customer_id')}`,
  },
  customer: {
    alias: 'u',
    table: 'customer',
    months: 's.customer_months',
    order: 'u.due_at',
    due: (at) =>
      `u.due_at <= ${at} and u.erased_at is null and u.merged_into_id is null
       and not ${isNeeded(monthsBefore(at, 's.customer_months'))}`,
  },
};

const dueTextOf = ({ alias, table, months, order, due }: (typeof kinds)[Kind], kind: Kind) => `
select '${kind}' as kind, d.id, s.id as "serviceId" from service s cross join lateral (
  select ${alias}.id from ${table} ${alias} where ${alias}.service_id = s.id and ${due('now()')} order by ${order} limit $1) d
where ${months} is not null and s.erases_from <= now()`;

const dueText: Readonly<Record<Kind, string>> = {
  chat: dueTextOf(kinds.chat, 'chat'),
  ticket: dueTextOf(kinds.ticket, 'ticket'),
  // Who came back is taken off the list under the lock, so everybody whose time has come is looked at.
  customer: `
select 'customer' as kind, d.id, s.id as "serviceId" from service s cross join lateral (
  select u.id from customer u where u.service_id = s.id and u.due_at <= now() order by u.due_at limit $1) d
where s.customer_months is not null and s.erases_from <= now()`,
};

/** Ids are made of the time, so records are looked at in the order in which they were made. */
const markText = `
with looked as materialized (
  select u.id from customer u where u.id > $1 and exists (select from service where customer_months is not null)
  order by u.id limit $2
), marked as (
  update customer u set due_at = now() + make_interval(days => ${announcedDays})
  from looked l, service s
  where u.id = l.id and s.id = u.service_id and s.customer_months is not null
    and u.due_at is null and u.erased_at is null and u.merged_into_id is null
    and not ${isNeeded(monthsBefore('now()', 's.customer_months'))}
)
select (select count(*)::int from looked) as looked, (select id from looked order by id desc limit 1) as last`;

/** So far what will be erased is counted. */
const countedUpTo = 1_000;

/** SQL: how much of each kind service $1 erases within a week, each counted up to `countedUpTo`. */
export const forecastText = `
select ${(['chat', 'ticket', 'customer'] as const)
  .map((kind) => {
    const { alias, table, months, due } = kinds[kind];
    return `(select count(*)::int from (select from ${table} ${alias} where ${months} is not null and ${alias}.service_id = s.id
      and ${due(`now() + make_interval(days => ${announcedDays})`)} limit ${countedUpTo}) n) as "${kind}s"`;
  })
  .join(',\n  ')}
from service s where s.id = $1`;
