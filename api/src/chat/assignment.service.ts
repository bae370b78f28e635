import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isThere, mayHaveStrays, openChats, strays } from '../agent/gate.ts';
import type { App } from '../app.ts';
import type { Log } from '../log.ts';
import { describeError } from '../log.ts';
import type { Periodic } from '../periodic.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Turns } from '../realtime/turns.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { gateTopic, underLock } from '../service/service.service.ts';
import type { Sql } from '../sql.ts';
import type { ChatFeeds } from './chat-feed.ts';
import type { ChatState } from './chat.entity.ts';
import { distribute, type Candidate } from './distribute.ts';
import { agentChanged, backInLine, greeting, type SystemMessage } from './system-messages.ts';

/** Leases run out by time, which nobody announces, so every process looks this often for chats that must move. */
const lookEveryMs = 2_000;

/** A chat that goes to an agent, or with null into the line. */
export interface Move {
  readonly chatId: string;
  readonly fromId: string | null;
  readonly agentId: string | null;
  readonly says: SystemMessage | null;
}

/** What a transaction under the service's lock leaves to be done. */
export interface Turn {
  /** What it moved by itself. */
  readonly moves: Moved[];
  /**
   * It locked a chat that was there before. Locking others now, out of the order of their ids, could end in waiting in a circle with
   * a batch of messages, so the free seats are given after the commit.
   */
  holdsChat: boolean;
}

interface Needs extends Pick<App, 'orm' | 'turns'> {
  sql: Sql;
  bus: Bus;
  feeds: ChatFeeds;
  log: Log;
  periodic: Periodic;
}

/**
 * Gives chats to agents. There is one way to an agent: `settle`, run under the service's lock at the end of whatever could have
 * changed who waits or who is free. A transfer by hand takes the same lock.
 */
export class Assignment {
  readonly #orm: App['orm'];
  readonly #sql: Sql;
  readonly #feeds: ChatFeeds;
  readonly #log: Log;
  readonly #turns: Turns;
  readonly #queued = new Map<string, Promise<void>>();
  readonly #leave: () => void;

  constructor({ orm, turns, sql, bus, feeds, log, periodic }: Needs) {
    this.#orm = orm;
    this.#turns = turns;
    this.#sql = sql;
    this.#feeds = feeds;
    this.#log = log;
    this.#leave = bus.subscribe(gateTopic, ({ serviceId }) => {
      this.settleSoon(String(serviceId));
    });
    periodic.every(lookEveryMs, 'chats to be given away could not be found; tried again soon', () => this.#look());
  }

  /**
   * One transaction under the service's lock, which ends by giving every free seat to whoever waits the longest. After the commit
   * everyone who watches is told.
   */
  async within<T>(
    serviceId: string,
    work: (em: EntityManager, service: Service, turn: Turn) => Promise<T>,
  ): Promise<T> {
    const turn: Turn = { moves: [], holdsChat: false };
    const result = await underLock({ orm: this.#orm, turns: this.#turns }, serviceId, async (em, service) => {
      const done = await work(em, service, turn);
      await em.flush();
      if (!turn.holdsChat) turn.moves.push(...(await settle(em, service)));
      return done;
    });
    for (const { chatId, revision, fromId, agentId } of turn.moves) {
      this.#feeds.poke({ chatId, revision, agentIds: [fromId, agentId] });
    }
    if (turn.moves.length > 0) this.#feeds.line.moved(serviceId);
    if (turn.holdsChat) this.settleSoon(serviceId);
    return result;
  }

  /** Chats whose agent is gone move on, and those who wait get the free seats. Calls that come before one has begun are one. */
  settle(serviceId: string): Promise<void> {
    const queued = this.#queued.get(serviceId);
    if (queued) return queued;
    const settling = this.#turns.run(`settle ${serviceId}`, async () => {
      this.#queued.delete(serviceId);
      // A start that is under way counted the seats before, and its chat is not to be seen yet: it is waited for.
      await this.#sql.query('select 1 from service where id = $1 for share', [serviceId]);
      const due = await this.#due(serviceId);
      if (due.length > 0) await this.within(serviceId, () => Promise.resolve());
    });
    this.#queued.set(serviceId, settling);
    return settling;
  }

  /** The same for who need not know when it is done; should it fail, the next look does it. */
  settleSoon(serviceId: string): void {
    this.#attempt(this.settle(serviceId));
  }

  /** Resolves when no transaction of this process is under way any more. */
  async close(): Promise<void> {
    this.#leave();
    await this.#turns.finished();
  }

  async #look(): Promise<void> {
    for (const serviceId of await this.#due(null)) this.settleSoon(serviceId);
  }

  /** Services where someone waits or a chat's agent is gone. */
  async #due(serviceId: string | null): Promise<string[]> {
    const { rows } = await this.#sql.query<{ id: string }>({
      name: 'assignment-due',
      text: dueText,
      values: [serviceId],
    });
    return rows.map(({ id }) => id);
  }

  #attempt(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#log.warn(describeError(error), 'chats could not be given to agents; tried again soon');
    });
  }
}

/** By the smallest and not by `exists`, which a planner that has seen long lines looks up row by row, in vain when nobody waits. */
const dueText = `
select s.id from service s where ($1::uuid is null or s.id = $1) and (
  (select min(c.requested_at) from chat c where c.service_id = s.id and c.state = 'WAITING') is not null
  or exists (select from agent a cross join ${strays} where a.service_id = s.id and ${mayHaveStrays}))`;

export interface Moved extends Move {
  readonly revision: number;
}

/** Gives the free seats to whoever waits the longest, chats of vanished agents included; the service's lock is held. */
async function settle(em: EntityManager, service: Service): Promise<Moved[]> {
  const team = await em.execute<(Candidate & { name: string })[]>(teamText, [service.id]);
  const free = team.reduce((sum, { open }) => sum + Math.max(0, service.seats - open), 0);
  const seekers = await lockSeekers(em, service, free);
  const given = distribute(seekers, team, service.seats);
  const names = new Map(team.map(({ id, name }) => [id, name]));
  const moves = seekers.flatMap((chat): Move[] => {
    const agentId = given.get(chat.id) ?? null;
    if (agentId === chat.agentId) return [];
    return [
      { chatId: chat.id, fromId: chat.agentId, agentId, says: newsOf(service, chat, agentId && names.get(agentId)) },
    ];
  });
  return writeMoves(em, moves);
}

/** What the customer is told of a move: a greeting at first, later whatever became of the agent. */
function newsOf(service: Service, chat: SeekerRow, name: string | null | undefined): SystemMessage | null {
  const { language, wasAssigned, agentId } = chat;
  if (!name) return backInLine(language);
  if (!wasAssigned) return greeting(service, language);
  return agentChanged(agentId === null ? 'found' : 'takenOver', language, name);
}

const teamText = `
select a.id, a.name, taken.open from agent a join service s on s.id = a.service_id
cross join lateral (select ${openChats} as open offset 0) taken
where a.service_id = ? and ${isThere} and taken.open < s.seats`;

interface SeekerRow {
  id: string;
  agentId: string | null;
  state: ChatState;
  language: Language;
  wasAssigned: boolean;
  recentAgentId: string | null;
}

/** Those who wait the longest, as many as there are seats, and chats whose agent is gone; in the order of the line, locked. */
async function lockSeekers(em: EntityManager, service: Service, seats: number): Promise<SeekerRow[]> {
  const found = await em.execute<Pick<SeekerRow, 'id' | 'agentId' | 'state'>[]>(seekersText, [
    service.id,
    seats,
    service.id,
  ]);
  if (found.length === 0) return [];
  const locked = await em.execute<SeekerRow[]>(lockText(service.recentAgentFirst), [
    JSON.stringify(found.map(({ id }) => id)),
  ]);
  const rows = new Map(locked.map((row) => [row.id, row]));
  // Between the two looks a customer may have ended it or an agent opened it: then it stays as it is.
  return found.flatMap(({ id, agentId, state }) => {
    const row = rows.get(id);
    return row?.agentId === agentId && row.state === state ? [row] : [];
  });
}

const seekersText = `
select * from (
  (select c.id, c.agent_id as "agentId", c.state, c.requested_at from chat c
    where c.service_id = ? and c.state = 'WAITING' order by c.requested_at, c.id limit ?)
  union all
  (select c.id, c.agent_id, c.state, c.requested_at from agent a join service s on s.id = a.service_id
    cross join ${strays} where a.service_id = ? and ${mayHaveStrays})
) seekers order by requested_at, id`;

/** In the order of their ids, as every statement that locks several chats does, so that two never wait for each other in a circle. */
const lockText = (recentAgentFirst: boolean) => `
select c.id, c.agent_id as "agentId", c.state, c.language, c.assigned_at is not null as "wasAssigned", ${
  recentAgentFirst
    ? `(select p.agent_id from chat p where p.customer_id = c.customer_id and p.id <> c.id and p.agent_id is not null
        order by p.requested_at desc limit 1)`
    : 'null'
} as "recentAgentId"
from chat c where c.id in (select value::uuid from jsonb_array_elements_text(?::jsonb)) order by c.id for no key update of c`;

/** Moves chats whose rows are locked and says what there is to say, in one statement. */
export async function writeMoves(em: EntityManager, moves: readonly Move[]): Promise<Moved[]> {
  if (moves.length === 0) return [];
  const rows = await em.execute<{ id: string; revision: number }[]>(moveText, [
    JSON.stringify(
      moves.map(({ chatId, agentId, says }) => ({ id: chatId, agentId, messageId: randomUUID(), ...says })),
    ),
  ]);
  const revisions = new Map(rows.map(({ id, revision }) => [id, revision]));
  return moves.map((move) => ({ ...move, revision: revisions.get(move.chatId) ?? 0 }));
}

const moveText = `
with move as (
  select * from jsonb_to_recordset(?::jsonb) as m (id uuid, "agentId" uuid, "messageId" uuid, event text, body text)
), moved as (
  update chat c set
    agent_id = m."agentId",
    state = case when m."agentId" is null then 'WAITING' else 'REQUESTED' end,
    assigned_at = case when m."agentId" is null then c.assigned_at else coalesce(c.assigned_at, clock_timestamp()) end,
    revision = c.revision + 1,
    last_seq = c.last_seq + case when m.body is null then 0 else 1 end,
    customer_unread = c.customer_unread + case when m.body is null then 0 else 1 end
  from move m where c.id = m.id
  returning c.id, c.revision, c.last_seq, m."messageId", m.event, m.body
), said as (
  insert into message (id, chat_id, seq, revision, sender, event, body, sent_at)
  select "messageId", id, last_seq, revision, 'SYSTEM', event, body, clock_timestamp() from moved where body is not null
)
select id, revision from moved`;
