import { isThere, mayHaveStrays, openChats, strays } from '../agent/gate.ts';
import type { App } from '../app.ts';
import type { Log } from '../log.ts';
import { describeError } from '../log.ts';
import { Turns } from '../realtime/turns.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { gateTopic, lockedService } from '../service/service.service.ts';
import type { Statements } from '../sql.ts';
import type { Tx, Write } from '../write.ts';
import { advanceChats, type ChatUpdate, type LockedChat } from './change-chat.ts';
import { seatTopic } from './chat-topics.ts';
import { ChatState } from './chat.entity.ts';
import { distribute, type Candidate } from './distribute.ts';
import { agentChanged, backInLine, greeting, type SystemMessage } from './system-messages.ts';

/** Leases run out by time, which nobody announces, so every process looks this often for chats that must move. */
const lookEveryMs = 2_000;

type Needs = Pick<App, 'write' | 'sql' | 'bus' | 'log' | 'periodic'>;

/**
 * Gives chats to agents. There is one way to an agent: `settle`, run under the service's lock at the end of whatever could have
 * changed who waits or who is free. A transfer by hand takes the same lock.
 */
export class Assignment {
  readonly #write: Write;
  readonly #sql: Statements;
  readonly #log: Log;
  readonly #turns = new Turns();
  readonly #queued = new Map<string, Promise<void>>();
  readonly #leave: readonly (() => void)[];

  constructor({ write, sql, bus, log, periodic }: Needs) {
    this.#write = write;
    this.#sql = sql;
    this.#log = log;
    this.#leave = [gateTopic, seatTopic].map((topic) =>
      bus.subscribe(topic, ({ serviceId }) => {
        this.settleSoon(String(serviceId));
      }),
    );
    periodic.every(lookEveryMs, 'chats to be given away could not be found; tried again soon', () => this.#look());
  }

  /** Chats whose agent is gone move on, and those who wait get the free seats. Calls that come before one has begun are one. */
  settle(serviceId: string): Promise<void> {
    const queued = this.#queued.get(serviceId);
    if (queued) return queued;
    const settling = this.#turns.run(serviceId, async () => {
      this.#queued.delete(serviceId);
      // A start that is not committed yet may have counted the seats before this one was freed, and its chat cannot be seen yet.
      // Waiting for its lock on the service lets the look below find that chat.
      await this.#sql.query('select 1 from service where id = $1 for share', [serviceId]);
      const due = await this.#due(serviceId);
      if (due.length > 0) await this.#write({ service: serviceId }, settle);
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
    for (const leave of this.#leave) leave();
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

/**
 * Services where a chat waits or cannot stay with its agent. `min` asks the index of the waiting line once; with `exists` a planner
 * whose statistics know long waiting lines would read the chats one by one, all of them when nobody waits.
 */
const dueText = `
select s.id from service s where ($1::uuid is null or s.id = $1) and (
  (select min(c.requested_at) from chat c where c.service_id = s.id and c.state = 'WAITING') is not null
  or exists (select from agent a cross join ${strays} where a.service_id = s.id and ${mayHaveStrays}))`;

/**
 * Gives the free seats to whoever waits the longest, chats of vanished agents included. The service's lock is held, and no chat was
 * locked before: others may come before it in the order of their ids.
 */
export async function settle(tx: Tx): Promise<void> {
  const service = await lockedService(tx);
  const { rows: team } = await tx.sql.query<Candidate & { name: string }>(teamText, [service.id]);
  const free = team.reduce((sum, { open }) => sum + Math.max(0, service.seats - open), 0);
  const seekers = await lockSeekers(tx, service, free);
  const given = distribute(seekers, team, service.seats);
  const names = new Map(team.map(({ id, name }) => [id, name]));
  await advanceChats(
    tx,
    seekers.flatMap((chat) => {
      const agentId = given.get(chat.id) ?? null;
      if (agentId === chat.agentId) return [];
      return [{ chat, ...givenTo(agentId, newsOf(service, chat, agentId && names.get(agentId))) }];
    }),
  );
}

/** A chat goes to an agent, or with null into the line. */
function givenTo(agentId: string | null, says: SystemMessage | null): ChatUpdate {
  return { set: { agentId, state: agentId === null ? ChatState.WAITING : ChatState.REQUESTED }, says };
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
where a.service_id = $1 and ${isThere} and taken.open < s.seats`;

interface SeekerRow extends LockedChat {
  language: Language;
  wasAssigned: boolean;
  recentAgentId: string | null;
}

/** Those who wait the longest, as many as there are seats, and chats whose agent is gone; in the order of the line, locked. */
async function lockSeekers(tx: Tx, service: Service, seats: number): Promise<SeekerRow[]> {
  const { rows: found } = await tx.sql.query<Pick<SeekerRow, 'id' | 'agentId' | 'state'>>(seekersText, [
    service.id,
    seats,
  ]);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  tx.willLock('chat', ids);
  const { rows: locked } = await tx.sql.query<SeekerRow>(lockText(service.recentAgentFirst), [ids]);
  const rows = new Map(locked.map((row) => [row.id, row]));
  // Between the two looks a customer may have ended it or an agent opened it: then it stays as it is.
  return found.flatMap(({ id, agentId, state }) => {
    const row = rows.get(id);
    return row && row.agentId === agentId && row.state === state ? [row] : [];
  });
}

const seekersText = `
select id, "agentId", state from (
  (select c.id, c.agent_id as "agentId", c.state, c.requested_at from chat c
    where c.service_id = $1 and c.state = 'WAITING' order by c.requested_at, c.id limit $2)
  union all
  (select c.id, c.agent_id, c.state, c.requested_at from agent a join service s on s.id = a.service_id
    cross join ${strays} where a.service_id = $1 and ${mayHaveStrays})
) seekers order by requested_at, id`;

/** In the order of their ids, as every statement that locks several chats does, so that two never wait for each other in a circle. */
const lockText = (recentAgentFirst: boolean) => `
select c.id, c.service_id as "serviceId", c.agent_id as "agentId", c.state, c.language, c.assigned_at is not null as "wasAssigned", ${
  recentAgentFirst
    ? `(select p.agent_id from chat p where p.customer_id = c.customer_id and p.id <> c.id and p.agent_id is not null
        order by p.requested_at desc limit 1)`
    : 'null'
} as "recentAgentId"
from chat c where c.id = any($1::uuid[]) order by c.id for no key update of c`;
