import { isThere, mayHaveStrays, offersChat, openChats, strays } from '../agent/gate.ts';
import type { App } from '../app.ts';
import type { Log } from '../log.ts';
import { describeError } from '../log.ts';
import type { BusMessage } from '../realtime/bus.ts';
import { Turns } from '../realtime/turns.ts';
import type { Language, LocalText, OperatingHours } from '../service/service.entity.ts';
import { gateTopic } from '../service/service.service.ts';
import type { Statements } from '../sql.ts';
import type { Tx, Write } from '../write.ts';
import { advanceChats, type ChatUpdate, type LockedChat } from './change-chat.ts';
import { seatTopic } from './chat-topics.ts';
import { ChatState } from './chat.entity.ts';
import type { ChatRow } from './chat.rows.ts';
import { distribute, type Candidate } from './distribute.ts';
import { agentChanged, backInLine, greeting, nobodyLeft, switchedOff, type SystemMessage } from './system-messages.ts';

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
  /** Settlings that wrote, since the process began. */
  settled = 0;

  constructor({ write, sql, bus, log, periodic }: Needs) {
    this.#write = write;
    this.#sql = sql;
    this.#log = log;
    const looks = periodic.every(lookEveryMs, 'chats to be given away could not be found; tried again soon', () =>
      this.#look(),
    );
    const changed = ({ serviceId }: BusMessage) => {
      this.settleSoon(String(serviceId));
    };
    const missed = () => {
      looks.soon();
    };
    this.#leave = [gateTopic, seatTopic].map((topic) => bus.subscribe(topic, changed, missed));
  }

  /** Chats whose agent is gone move on, and those who wait get the free seats. Calls that come before one has begun are one. */
  settle(serviceId: string): Promise<void> {
    const queued = this.#queued.get(serviceId);
    if (queued) return queued;
    const settling = this.#turns.run(serviceId, async () => {
      this.#queued.delete(serviceId);
      // A start that is not committed yet may have counted the seats before this one was freed, and its chat cannot be seen yet.
      // Waiting for its lock on the service lets the look below find that chat.
      await this.#sql.query({ name: 'await-service', text: awaitText, values: [serviceId] });
      const due = await this.#due(serviceId);
      if (due.length === 0) return;
      await this.#write({ service: serviceId }, settle);
      this.settled += 1;
    });
    this.#queued.set(serviceId, settling);
    return settling;
  }

  /** The same for who need not know when it is done; should it fail, the next look does it. */
  settleSoon(serviceId: string): void {
    this.#attempt(this.settle(serviceId));
  }

  /**
   * The same at the end of a transaction that holds the service's lock and has changed who may be given chats: both are committed, or
   * neither. No chat was locked in it.
   */
  settleWithin(tx: Tx): Promise<void> {
    return settle(tx);
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
    const { rows } = await this.#sql.query<{ id: string }>(
      serviceId === null
        ? { name: 'assignments-due', text: dueText, values: [] }
        : { name: 'assignment-due', text: `${dueText} and s.id = $1`, values: [serviceId] },
    );
    return rows.map(({ id }) => id);
  }

  #attempt(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#log.warn(describeError(error), 'chats could not be given to agents; tried again soon');
    });
  }
}

/** Resolves when whoever has the service's lock now is done. */
const awaitText = 'select 1 from service where id = $1 for share';

/**
 * Services where a chat waits or cannot stay with its agent. `min` asks the index of the waiting line once; with `exists` a planner
 * whose statistics know long waiting lines would read the chats one by one, all of them when nobody waits.
 */
const dueText = `
select s.id from service s where (
  (select min(c.requested_at) from chat c where c.service_id = s.id and c.state = 'WAITING') is not null
  or exists (select from agent a cross join ${strays} where a.service_id = s.id and ${mayHaveStrays}))`;

/** A service at one moment under its lock: its rules, who has free seats, and which chats need one. */
export interface Standing {
  readonly id: string;
  readonly offersChat: boolean;
  readonly hours: OperatingHours | null;
  readonly seats: number;
  readonly recentAgentFirst: boolean;
  readonly greeting: LocalText;
  /** The version of the notice that a start must have agreed to. */
  readonly consentVersion: string;
  /** Closed for customers and agents alike. */
  readonly isOff: boolean;
  /** An inquiry can be left. */
  readonly offersInquiry: boolean;
  /** Somebody would be given chats, seats aside. */
  readonly isSomeoneThere: boolean;
  /** Agents with a free seat. */
  readonly team: readonly (Candidate & { readonly name: string })[];
  /** Those who wait the longest, as many as there are seats, and chats whose agent is gone; in the order of the line. */
  readonly seekers: readonly Pick<LockedChat, 'id' | 'agentId' | 'state'>[];
}

/**
 * The service whose lock the transaction took, in one look. `unlessLine` leaves out who has seats and who needs one while anybody
 * waits: whoever waits would have every seat there is, but for those whose news is on its way to `settle`.
 */
export async function look(tx: Tx, { unlessLine = false } = {}): Promise<Standing> {
  const { rows } = await tx.sql.query<Standing>({
    name: 'standing',
    text: standingText,
    values: [tx.serviceId, unlessLine],
  });
  if (!rows[0]) throw new Error('The transaction has not locked a service.');
  return rows[0];
}

/** SQL: nobody waits in the service; a look at the first in line, as `dueText` looks. */
const lineIsEmpty = `(select min(c.requested_at) from chat c where c.service_id = $1 and c.state = 'WAITING') is null`;

const standingText = `
with s as materialized (
  select * from service where id = $1
), team as materialized (
  select a.id, a.name, taken.open from s join agent a on a.service_id = s.id
  cross join lateral (select ${openChats} as open offset 0) taken
  where ${isThere} and taken.open < s.seats and (not $2 or ${lineIsEmpty})
), seekers as (
  (select c.id, c.agent_id as "agentId", c.state, c.requested_at from chat c
    where c.service_id = $1 and c.state = 'WAITING' order by c.requested_at, c.id
    limit (select coalesce(sum(s.seats - team.open), 0) from s, team))
  union all
  (select c.id, c.agent_id, c.state, c.requested_at from s join agent a on a.service_id = s.id
    cross join ${strays} where ${mayHaveStrays} and (not $2 or ${lineIsEmpty}))
)
select s.id, ${offersChat} as "offersChat", s.hours, s.seats, s.recent_agent_first as "recentAgentFirst", s.greeting,
  s.consent_version as "consentVersion", s.switched_off_at is not null as "isOff", s.help_center_inquiry and s.switched_off_at is null as "offersInquiry", exists (select from agent a where a.service_id = $1 and ${isThere}) as "isSomeoneThere",
  (select coalesce(json_agg(t), '[]') from team t) as team,
  (select coalesce(json_agg(c order by c.requested_at, c.id), '[]') from seekers c) as seekers
from s`;

/**
 * Gives the free seats to whoever waits the longest, chats of vanished agents included. The service's lock is held, and no chat was
 * locked before: others may come before it in the order of their ids.
 */
async function settle(tx: Tx): Promise<void> {
  await giveSeats(tx, await look(tx));
}

/**
 * The same by a look of this transaction, `newcomers` behind everyone else: chats that it began since, in their order. Answers with
 * those that moved.
 */
export async function giveSeats(
  tx: Tx,
  standing: Standing,
  newcomers: readonly SeekerRow[] = [],
): Promise<Map<string, ChatRow>> {
  const { team, seats, recentAgentFirst } = standing;
  const seekers = [...(await lockSeekers(tx, standing)), ...newcomers];
  const line = recentAgentFirst ? seekers : seekers.map(({ id }) => ({ id, recentAgentId: null }));
  const given = distribute(line, team, seats);
  const names = new Map(team.map(({ id, name }) => [id, name]));
  const moved = await advanceChats(
    tx,
    seekers.flatMap((chat) => {
      const agentId = given.get(chat.id) ?? null;
      if (agentId === chat.agentId) return [];
      return [{ chat, ...givenTo(agentId, newsOf(standing, chat, agentId && names.get(agentId))) }];
    }),
  );
  return new Map(moved.map((chat) => [chat.id, chat]));
}

/** A chat goes to an agent, or with null into the line. */
function givenTo(agentId: string | null, says: SystemMessage | null): ChatUpdate {
  return { set: { agentId, state: agentId === null ? ChatState.WAITING : ChatState.REQUESTED }, says };
}

/** What the customer is told of a move: a greeting at first, later whatever became of the agent. */
function newsOf(standing: Standing, chat: SeekerRow, name: string | null | undefined): SystemMessage | null {
  const { language, wasAssigned, agentId } = chat;
  if (standing.isOff) return switchedOff(language);
  if (!name) return standing.isSomeoneThere ? backInLine(language) : nobodyLeft(standing, language);
  if (!wasAssigned) return greeting(standing, language);
  return agentChanged(agentId === null ? 'found' : 'takenOver', language, name);
}

/** A chat that needs an agent; locked, or of this very transaction. */
export interface SeekerRow extends LockedChat {
  language: Language;
  wasAssigned: boolean;
  recentAgentId: string | null;
}

/** SQL: the agent of the last chat that the customer of chat `c` had before. */
export const recentAgent = `(select p.agent_id from chat p where p.customer_id = c.customer_id and p.id <> c.id and p.agent_id is not null
  order by p.requested_at desc limit 1)`;

/** In the order of the line. */
async function lockSeekers(tx: Tx, { seekers }: Standing): Promise<SeekerRow[]> {
  if (seekers.length === 0) return [];
  const ids = seekers.map(({ id }) => id);
  tx.willLock('chat', ids);
  const { rows: locked } = await tx.sql.query<SeekerRow>({ name: 'lock-seekers', text: lockText, values: [ids] });
  const rows = new Map(locked.map((row) => [row.id, row]));
  // Between the two looks a customer may have ended it or an agent opened it: then it stays as it is.
  return seekers.flatMap(({ id, agentId, state }) => {
    const row = rows.get(id);
    return row && row.agentId === agentId && row.state === state ? [row] : [];
  });
}

/** In the order of their ids, as every statement that locks several chats does, so that two never wait for each other in a circle. */
const lockText = `
select c.id, c.service_id as "serviceId", c.agent_id as "agentId", c.state, c.language, c.assigned_at is not null as "wasAssigned",
  ${recentAgent} as "recentAgentId"
from chat c where c.id = any($1::uuid[]) order by c.id for no key update of c`;
