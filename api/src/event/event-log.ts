import { setTimeout as delay } from 'node:timers/promises';
import type { Periodic, Repeated } from '../periodic.ts';
import type { OverheardBus } from '../realtime/overheard-bus.ts';
import { stream, type Stream, type Wake } from '../realtime/stream.ts';
import type { Statements } from '../sql.ts';
import type { Tx, Write } from '../write.ts';
import { EventKind } from './event.entity.ts';
import { eventsAfter, type EventRow } from './event.rows.ts';
import { eventTopic } from './event-topics.ts';

interface Needs {
  write: Write;
  /** Of the connections of transactions: it is nobody's answer that waits for it. */
  sql: Statements;
  /** For whoever reads events. */
  reads: Statements;
  bus: OverheardBus;
  periodic: Periodic;
}

/** What moved on is written down so long after the first news of it; what happens to it meanwhile is one with it. */
const gatherMs = 250;
/** It is looked so often for what no news came of. */
const compareEveryMs = 5_000;
/** SQL: longer than a transaction lasts. What was begun so long before the last whole comparison is committed by the next one. */
const overlap = `interval '10 minutes'`;
/** So many objects of one service per transaction, and in one comparison of all. */
const batchSize = 100;
const comparedAtOnce = 1_000;
/** Objects of which news came are remembered up to so many; the comparison finds the others. */
const mostHeard = 20_000;
/** After a batch it rests so many times as long as that took, so that whoever sends feels little of it; longer while it catches up. */
const restFactor = { heard: 1, compared: 9 };
/** Readers whose news were lost look so often. */
const readersLookEveryMs = 20_000;
const pageSize = 200;
/** One process compares at a time; a number like that of retention. */
const comparisonLock = 7_231_921;

type ObjectKind = 'CHAT' | 'TICKET' | 'CUSTOMER';

interface Moved {
  readonly id: string;
  readonly serviceId: string;
  readonly kind: ObjectKind;
}

interface NewEvent {
  readonly kind: EventKind;
  readonly objectId: string;
  readonly chatId?: string;
  readonly revision: number;
  /** Now, where nothing says. */
  readonly at?: Date | null;
}

/**
 * Writes down what happened, beside the work and never within it: an object that moved on is compared with what was told of it, and
 * the difference becomes events. News of this process say where to look, so it takes a moment; a comparison of everything that may
 * have moved finds what they missed, whatever died half-way. Several processes may tell of the same object: the lock of the service's
 * `event_head` lets one at a time, in whose order positions are given out.
 */
export class EventLog {
  readonly #app: Needs;
  readonly #tells: Repeated;
  readonly #heard: Record<'CHAT' | 'TICKET', Set<string>> = { CHAT: new Set(), TICKET: new Set() };
  readonly #readers = new Set<Wake>();
  readonly #closing = new AbortController();
  #isGathering = false;
  #written: () => void = () => undefined;

  constructor(app: Needs) {
    this.#app = app;
    const { periodic, bus } = app;
    periodic.every(compareEveryMs, 'events could not be completed; tried again soon', () => this.#compare());
    // Soon after news, and else never: the interval only makes up for a run that failed.
    this.#tells = periodic.every(compareEveryMs, 'events could not be written; tried again soon', () =>
      this.#tellHeard(),
    );
    periodic.every(readersLookEveryMs, 'readers of events could not be woken', () => {
      for (const wake of this.#readers) wake.wake();
    });
    bus.overhear((topic, { ticketId }) => {
      if (topic.startsWith('chat:')) this.#hear('CHAT', topic.slice('chat:'.length));
      else if (topic.startsWith('tickets:')) this.#hear('TICKET', String(ticketId));
    });
  }

  /** Called in this process after it wrote events. */
  onWritten(written: () => void): void {
    this.#written = written;
  }

  /** Every event of a service after a position, then each that comes. */
  watch(serviceId: string, after: number): Stream<EventRow> {
    return stream((wake) => this.#read(serviceId, after, wake));
  }

  /** Ends after the batch that is under way. Whatever is not written is found by the next comparison, of whichever process. */
  close(): void {
    this.#closing.abort();
  }

  /** Writes down everything that is committed by now, also what another process is about to. */
  async settle(): Promise<void> {
    await this.#tells.now();
    await this.#compare({ waits: true });
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  async *#read(serviceId: string, after: number, wake: Wake): AsyncGenerator<EventRow, void, void> {
    const { bus, reads } = this.#app;
    const look = () => {
      wake.wake();
    };
    const leave = bus.subscribe(eventTopic(serviceId), look, look);
    this.#readers.add(wake);
    try {
      let position = after;
      while (!wake.isStopped) {
        const page = await eventsAfter(reads, serviceId, position, pageSize);
        for (const event of page) {
          yield event;
          position = event.position;
        }
        if (page.length < pageSize) await wake.wait();
      }
    } finally {
      this.#readers.delete(wake);
      leave();
    }
  }

  #hear(kind: 'CHAT' | 'TICKET', id: string): void {
    const heard = this.#heard[kind];
    if (heard.size < mostHeard) heard.add(id);
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(() => {
      this.#isGathering = false;
      this.#tells.soon();
    }, gatherMs).unref();
  }

  async #tellHeard(): Promise<void> {
    for (const kind of ['CHAT', 'TICKET'] as const) {
      const ids = [...this.#heard[kind]];
      if (ids.length === 0) continue;
      this.#heard[kind].clear();
      const { rows } = await this.#app.sql.query<Moved>(
        `select id, service_id as "serviceId", '${kind}' as kind from ${kind.toLowerCase()} where id = any($1::uuid[])`,
        [ids],
      );
      await this.#tell(rows, restFactor.heard);
    }
  }

  /** Finds whatever moved on and is not told, and tells it. */
  async #compare({ waits = false } = {}): Promise<void> {
    while (!this.#isClosing()) {
      const found = await this.#app.write(null, async ({ sql }) => {
        if (waits) await sql.query('select pg_advisory_xact_lock($1)', [comparisonLock]);
        else if (!(await isOurs(sql))) return null;
        const { rows: begun } = await sql.query<{ now: string }>('select clock_timestamp()::text as now', []);
        const moved = (await sql.query<Moved>(movedText, [comparedAtOnce])).rows;
        return { begunAt: begun[0]!.now, moved };
      });
      if (!found) return;
      await this.#tell(found.moved, restFactor.compared);
      if (this.#isClosing()) return;
      if (found.moved.length < comparedAtOnce) {
        await this.#app.write(null, ({ sql }) =>
          sql.query('update event_look set compared_at = greatest(compared_at, $1::timestamptz)', [found.begunAt]),
        );
        return;
      }
    }
  }

  async #tell(moved: readonly Moved[], rest: number): Promise<void> {
    for (const ofService of Map.groupBy(moved, ({ serviceId }) => serviceId).values()) {
      for (let start = 0; start < ofService.length && !this.#isClosing(); start += batchSize) {
        const begun = performance.now();
        await this.#tellBatch(ofService.slice(start, start + batchSize));
        await delay(this.#isClosing() ? 0 : rest * (performance.now() - begun));
      }
    }
  }

  async #tellBatch(moved: readonly Moved[]): Promise<void> {
    const { serviceId } = moved[0]!;
    const idsOf = (kind: ObjectKind) => moved.filter((each) => each.kind === kind).map(({ id }) => id);
    await this.#app.write(null, async (tx) => {
      const last = await lockHead(tx, serviceId);
      const told = await lockTold(
        tx,
        moved.map(({ id }) => id),
      );
      const events = [
        ...(await tellChats(tx, serviceId, idsOf('CHAT'), told)),
        ...(await tellTickets(tx, serviceId, idsOf('TICKET'), told)),
        ...(await tellCustomers(tx, idsOf('CUSTOMER'), told)),
      ];
      if (events.length === 0) return;
      await tx.sql.query(insertText, [
        serviceId,
        last,
        events.map(({ kind }) => kind),
        events.map(({ objectId }) => objectId),
        events.map(({ chatId }) => chatId ?? null),
        events.map(({ revision }) => revision),
        events.map(({ at }) => at ?? null),
      ]);
      await tx.sql.query('update event_head set last = $2 where service_id = $1', [serviceId, last + events.length]);
      tx.tell(eventTopic(serviceId), {});
      tx.afterCommit(this.#written);
    });
  }
}

/** Whether no other process compares. */
async function isOurs(sql: Statements): Promise<boolean> {
  const { rows } = await sql.query<{ isOurs: boolean }>('select pg_try_advisory_xact_lock($1) as "isOurs"', [
    comparisonLock,
  ]);
  return rows[0]!.isOurs;
}

/** The position given out last; from here on nobody else gives any out in this service. */
async function lockHead({ sql }: Tx, serviceId: string): Promise<number> {
  await sql.query('insert into event_head (service_id) values ($1) on conflict do nothing', [serviceId]);
  const { rows } = await sql.query<{ last: number }>(
    'select last::float8 as last from event_head where service_id = $1 for no key update',
    [serviceId],
  );
  return rows[0]!.last;
}

interface Told {
  readonly id: string;
  readonly revision: number;
  readonly lastSeq: number;
  readonly state: ChatState | null;
  readonly watched: boolean;
}

/** A trigger that says that one of these changed waits until they are told, and has them looked at again. */
async function lockTold({ sql }: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const { rows } = await sql.query<Told>(
    `select object_id as id, revision, last_seq as "lastSeq", state, watched from event_told
     where object_id = any($1::uuid[]) order by object_id for update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What `event_chat_state` makes of a chat. */
interface ChatState {
  readonly state: string;
  readonly agentId: string | null;
  readonly info: number;
  readonly asked: string | null;
  readonly rated: string | null;
}

/** A chat before anything happened in it. */
const newChat = {
  revision: 0,
  lastSeq: 0,
  state: { state: 'WAITING', agentId: null, info: 0, asked: null, rated: null },
};

interface ChatNow {
  readonly id: string;
  readonly revision: number;
  readonly lastSeq: number;
  readonly state: ChatState;
  readonly hasNewNote: boolean;
  readonly requestedAt: Date;
  readonly assignedAt: Date | null;
  readonly closedAt: Date | null;
}

interface MessageNow {
  readonly id: string;
  readonly chatId: string;
  readonly seq: number;
  readonly revision: number;
  readonly sentAt: Date;
}

async function tellChats(
  { sql }: Tx,
  serviceId: string,
  ids: readonly string[],
  told: ReadonlyMap<string, Told>,
): Promise<NewEvent[]> {
  if (ids.length === 0) return [];
  const { rows: chats } = await sql.query<ChatNow>(chatsText, [ids, ids.map((id) => told.get(id)?.revision ?? 0)]);
  // Up to the revision that was read: what is committed since comes with the next.
  const moved = chats.filter(({ id, revision }) => revision > (told.get(id)?.revision ?? 0));
  const { rows } = await sql.query<MessageNow>(messagesText, [
    moved.map(({ id }) => id),
    moved.map(({ id }) => told.get(id)?.revision ?? 0),
    moved.map(({ revision }) => revision),
  ]);
  const messages = Map.groupBy(rows, ({ chatId }) => chatId);
  await keepTold(
    sql,
    chats.map(({ id, revision, lastSeq, state }) => ({
      id,
      kind: 'CHAT',
      serviceId,
      revision,
      lastSeq,
      state,
      watched: state.state !== 'CLOSED',
    })),
    told,
  );
  return moved.flatMap((chat) => eventsOfChat(chat, messages.get(chat.id) ?? [], told.get(chat.id)));
}

/** What became of a chat since it was told, in the order in which it makes sense. */
function eventsOfChat(chat: ChatNow, messages: readonly MessageNow[], told: Told | undefined): NewEvent[] {
  const { id, revision, state: after } = chat;
  const { lastSeq, state: before } = told?.state ? { ...told, state: told.state } : newChat;
  const isAssigned = after.agentId !== null && after.agentId !== before.agentId;
  const isClosed = after.state === 'CLOSED' && before.state !== 'CLOSED';
  const isMoved =
    (after.state !== before.state && !isClosed && !(isAssigned && after.state === 'REQUESTED')) ||
    (after.agentId === null && before.agentId !== null);
  const isChanged = isMoved || after.info !== before.info || after.asked !== before.asked || chat.hasNewNote;
  const ofChat = (kind: EventKind, at?: Date | null): NewEvent => ({
    kind,
    objectId: id,
    chatId: id,
    revision,
    at: at ?? null,
  });
  return [
    ...(told ? [] : [ofChat(EventKind.CHAT_STARTED, chat.requestedAt)]),
    ...(isAssigned ? [ofChat(EventKind.CHAT_ASSIGNED, before.agentId === null ? chat.assignedAt : null)] : []),
    ...messages.map((message): NewEvent => {
      const isNew = message.seq > lastSeq;
      return {
        kind: isNew ? EventKind.MESSAGE_SENT : EventKind.MESSAGE_CHANGED,
        objectId: message.id,
        chatId: id,
        revision: message.revision,
        at: isNew ? message.sentAt : null,
      };
    }),
    ...(isChanged ? [ofChat(EventKind.CHAT_CHANGED)] : []),
    ...(after.rated !== before.rated && after.rated !== null ? [ofChat(EventKind.CHAT_RATED)] : []),
    ...(isClosed ? [ofChat(EventKind.CHAT_CLOSED, chat.closedAt)] : []),
  ];
}

interface TicketNow {
  readonly id: string;
  readonly revision: number;
  readonly isOver: boolean;
  readonly isNew: boolean;
  readonly createdAt: Date;
}

async function tellTickets(
  { sql }: Tx,
  serviceId: string,
  ids: readonly string[],
  told: ReadonlyMap<string, Told>,
): Promise<NewEvent[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql.query<TicketNow>(ticketsText, [ids]);
  await keepTold(
    sql,
    rows.map(({ id, revision, isOver }) => ({
      id,
      kind: 'TICKET',
      serviceId,
      revision,
      lastSeq: 0,
      state: null,
      watched: !isOver,
    })),
    told,
  );
  return rows.flatMap(({ id, revision, isNew, createdAt }): NewEvent[] => {
    const before = told.get(id);
    if (before && revision <= before.revision) return [];
    const isCreated = !before && isNew;
    return [
      {
        kind: isCreated ? EventKind.TICKET_CREATED : EventKind.TICKET_CHANGED,
        objectId: id,
        revision,
        at: isCreated ? createdAt : null,
      },
    ];
  });
}

/** A trigger says that they changed; what is not watched is told. */
async function tellCustomers(
  { sql }: Tx,
  ids: readonly string[],
  told: ReadonlyMap<string, Told>,
): Promise<NewEvent[]> {
  const due = ids.filter((id) => told.get(id)?.watched);
  if (due.length === 0) return [];
  const { rows } = await sql.query<{ id: string; revision: number }>(
    `update event_told t set watched = false, revision = c.info_revision, told_at = now() from customer c
     where t.object_id = any($1::uuid[]) and c.id = t.object_id returning c.id, c.info_revision as revision`,
    [due],
  );
  return rows.map(({ id, revision }) => ({ kind: EventKind.CUSTOMER_CHANGED, objectId: id, revision }));
}

interface NewTold extends Told {
  readonly kind: ObjectKind;
  readonly serviceId: string;
}

/** A row that a trigger made meanwhile stays, and is looked at next: it says how the object was before. */
async function keepTold(sql: Tx['sql'], rows: readonly NewTold[], told: ReadonlyMap<string, Told>): Promise<void> {
  const [known, unknown] = [rows.filter(({ id }) => told.has(id)), rows.filter(({ id }) => !told.has(id))];
  if (known.length > 0) await sql.query(updateToldText, [JSON.stringify(known)]);
  if (unknown.length > 0) await sql.query(insertToldText, [JSON.stringify(unknown)]);
}

const toldColumns = 'id uuid, kind text, "serviceId" uuid, revision int, "lastSeq" int, state jsonb, watched boolean';

const updateToldText = `
update event_told t set revision = n.revision, last_seq = n."lastSeq", state = n.state, watched = n.watched, told_at = now()
from jsonb_to_recordset($1::jsonb) as n (${toldColumns}) where t.object_id = n.id`;

const insertToldText = `
insert into event_told (object_id, kind, service_id, revision, last_seq, state, watched)
select n.id, n.kind, n."serviceId", n.revision, n."lastSeq", n.state, n.watched
from jsonb_to_recordset($1::jsonb) as n (${toldColumns}) on conflict (object_id) do nothing`;

const insertText = `
insert into event (service_id, position, kind, object_id, chat_id, revision, at)
select $1, $2::bigint + n.n, n.kind, n.object_id, n.chat_id, n.revision, coalesce(n.at, clock_timestamp())
from unnest($3::text[], $4::uuid[], $5::uuid[], $6::int[], $7::timestamptz[]) with ordinality
  as n (kind, object_id, chat_id, revision, at, n) order by n.n`;

const chatsText = `
select c.id, c.revision, c.last_seq as "lastSeq", event_chat_state(c) as state, c.requested_at as "requestedAt",
  c.assigned_at as "assignedAt", c.closed_at as "closedAt",
  exists (select from chat_note n where n.chat_id = c.id and n.revision > r.after and n.revision <= c.revision) as "hasNewNote"
from unnest($1::uuid[], $2::int[]) as r (id, after) join chat c on c.id = r.id`;

const messagesText = `
select m.id, m.chat_id as "chatId", m.seq, m.revision, m.sent_at as "sentAt"
from unnest($1::uuid[], $2::int[], $3::int[]) with ordinality as r (id, after, up_to, n)
cross join lateral (
  select id, chat_id, seq, revision, sent_at from message where chat_id = r.id and revision > r.after and revision <= r.up_to
) m
order by r.n, m.revision, m.seq`;

/** A ticket that is told of has a row for two days at least, so an older one without it is not new. */
const ticketsText = `
select t.id, t.revision, t.status in ('RESOLVED', 'CLOSED') as "isOver", t.created_at as "createdAt",
  t.created_at > least(now() - interval '1 day', (select compared_at - ${overlap} from event_look)) as "isNew"
from ticket t where t.id = any($1::uuid[])`;

/**
 * What may have moved on: what is watched, and what was made or, of a ticket, changed since shortly before the last whole comparison,
 * whose ids say when that was. Every part goes along an index, and none is longer than what is open and what is new.
 */
const movedText = `
with since as materialized (select uuidv7(compared_at - ${overlap} - now()) as id from event_look),
new_chats as materialized (
  select c.id, c.service_id from chat c where c.id > (select id from since)
    and not exists (select from event_told t where t.object_id = c.id) limit $1
), new_tickets as materialized (
  select t.id, t.service_id from ticket t where t.id > (select id from since)
    and not exists (select from event_told d where d.object_id = t.id) limit $1
), changed_tickets as materialized (
  select distinct t.id, t.service_id from ticket_change g join ticket t on t.id = g.ticket_id
    left join event_told d on d.object_id = t.id
  where g.id > (select id from since) and t.revision > coalesce(d.revision, 0) limit $1
)
(select t.object_id as id, t.service_id as "serviceId", t.kind from event_told t join chat c on c.id = t.object_id
  where t.watched and t.kind = 'CHAT' and c.revision > t.revision limit $1)
union all
(select t.object_id, t.service_id, t.kind from event_told t join ticket k on k.id = t.object_id
  where t.watched and t.kind = 'TICKET' and k.revision > t.revision limit $1)
union all
(select t.object_id, t.service_id, t.kind from event_told t where t.watched and t.kind = 'CUSTOMER' limit $1)
union all
select id, service_id, 'CHAT' from new_chats
union all
select id, service_id, 'TICKET' from (select * from new_tickets union select * from changed_tickets) t
limit $1`;
