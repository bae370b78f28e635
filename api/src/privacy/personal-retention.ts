import { lockChats } from '../chat/change-chat.ts';
import type { Config } from '../config.ts';
import { lockGroup } from '../customer/group.service.ts';
import { held } from '../customer/held.ts';
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

/** So many people of each service per look; the rest is for the next one. */
const lookLimit = 1_000;
/** So many objects of each kind are asked per look whether they are due. */
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
  /**
   * Up to where each kind was asked, in the order in which they were made; from the beginning again once the end was reached. An index of
   * what is due would have to be written with every end of a chat and every change of a ticket.
   */
  readonly #places: Record<Kind, string> = { chat: firstPlace, ticket: firstPlace, customer: firstPlace };

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
      for (const due of await this.#due(kind)) {
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

  /** What is due of a kind among those that are asked now. People without contact are found so, too, and due a week later. */
  async #due(kind: Kind): Promise<readonly Due[]> {
    const { sql } = this.#app;
    const { rows } = await sql.query<{ looked: number; last: string | null; due: Due[] }>({
      name: `${kind}s-to-erase`,
      text: walkText[kind],
      values: [this.#places[kind], walkLimit],
    });
    const { looked, last, due } = rows[0]!;
    this.#places[kind] = looked < walkLimit || last === null ? firstPlace : last;
    if (kind !== 'customer') return due;
    const { rows: people } = await sql.query<Due>({
      name: 'marked-customers',
      text: markedText,
      values: [lookLimit],
    });
    return people;
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

/** SQL of each kind: for how many months service `s` keeps it, and whether one is due as of `at`. */
const kinds: Readonly<Record<Kind, { alias: string; table: string; months: string; due: (at: string) => string }>> = {
  chat: {
    alias: 'c',
    table: 'chat',
    months: 's.chat_months',
    due: (at) =>
      `c.closed_at < ${monthsBefore(at, 's.chat_months')} and c.erased_at is null and not ${held('c.id', 'c.customer_id')}`,
  },
  ticket: {
    alias: 't',
    table: 'ticket',
    months: 's.ticket_months',
    due: (at) =>
      `t.status in ('RESOLVED', 'CLOSED') and t.changed_at < ${monthsBefore(at, 's.ticket_months')} and t.erased_at is null
       and not ${held('t.id', 't.customer_id')}`,
  },
  customer: {
    alias: 'u',
    table: 'customer',
    months: 's.customer_months',
    due: (at) =>
      `u.due_at <= ${at} and u.erased_at is null and u.merged_into_id is null
       and not ${isNeeded(monthsBefore(at, 's.customer_months'))}`,
  },
};

/** SQL: those of a table whose turn it is, where any service lets go of them by itself. Ids are made of the time. */
const lookedText = (table: string, months: string) => `
looked as materialized (
  select o.id from ${table} o where o.id > $1 and exists (select from service s where ${months} is not null) order by o.id limit $2
)`;
const placeText = `(select count(*)::int from looked) as looked, (select id from looked order by id desc limit 1) as last`;

const walkTextOf = (kind: 'chat' | 'ticket') => {
  const { alias, table, months, due } = kinds[kind];
  return `with ${lookedText(table, months)}
select ${placeText}, coalesce((
  select json_agg(json_build_object('kind', '${kind}', 'id', ${alias}.id, 'serviceId', s.id) order by ${alias}.id)
  from looked l join ${table} ${alias} on ${alias}.id = l.id join service s on s.id = ${alias}.service_id
  where ${months} is not null and s.erases_from <= now() and ${due('now()')}), '[]') as due`;
};

const walkText: Readonly<Record<Kind, string>> = {
  chat: walkTextOf('chat'),
  ticket: walkTextOf('ticket'),
  customer: `with ${lookedText('customer', kinds.customer.months)}, marked as (
  update customer u set due_at = now() + make_interval(days => ${announcedDays})
  from looked l, service s
  where u.id = l.id and s.id = u.service_id and s.customer_months is not null
    and u.due_at is null and u.erased_at is null and u.merged_into_id is null
    and not ${isNeeded(monthsBefore('now()', 's.customer_months'))}
)
select ${placeText}, '[]'::json as due`,
};

/** Who came back is taken off the list under the lock, so everybody whose time has come is looked at. */
const markedText = `
select 'customer' as kind, d.id, s.id as "serviceId" from service s cross join lateral (
  select u.id from customer u where u.service_id = s.id and u.due_at <= now() order by u.due_at limit $1) d
where s.customer_months is not null and s.erases_from <= now()`;

/** So far what will be erased is counted, */
const countedUpTo = 1_000;
/** among so many of those that are old enough, the youngest first: the older ones were erased before. */
const countedAmong = 10_000;

const inAWeek = `now() + make_interval(days => ${announcedDays})`;

/** SQL: the chats and tickets of service `s` among which those are that will be due within a week, and people who are marked. */
const candidates: Readonly<Record<Kind, string>> = {
  chat: `(select * from chat where service_id = s.id and closed_at < ${monthsBefore(inAWeek, 's.chat_months')}
    order by closed_at desc limit ${countedAmong})`,
  ticket: `(select * from ticket where service_id = s.id and created_at < ${monthsBefore(inAWeek, 's.ticket_months')}
    order by created_at desc limit ${countedAmong})`,
  customer: `(select * from customer where service_id = s.id and due_at is not null)`,
};

/** SQL: how much of each kind service $1 erases within a week. */
export const forecastText = `
select ${(['chat', 'ticket', 'customer'] as const)
  .map((kind) => {
    const { alias, months, due } = kinds[kind];
    return `(select count(*)::int from (select from ${candidates[kind]} ${alias} where ${months} is not null and ${due(inAWeek)}
      limit ${countedUpTo}) n) as "${kind}s"`;
  })
  .join(',\n  ')}
from service s where s.id = $1`;
