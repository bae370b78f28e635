import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import type { Periodic } from '../periodic.ts';
import type { Bus } from '../realtime/bus.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import { isOpen, opensAt } from '../service/operating-hours.ts';
import type { OperatingHours } from '../service/service.entity.ts';
import { gateTopic } from '../service/service.service.ts';
import { agentRights, type Agent, type AgentRights, type Availability } from './agent.entity.ts';
import { hasLease, isThere, offersChat, openChats } from './gate.ts';
import { only } from '../only.ts';
import { columnsOf, type Statements } from '../sql.ts';

/** Leases run out and hours end by time, which nobody announces, so watched services are looked at this often. */
const lookEveryMs = 2_000;
/** The launchers on many pages ask the same question, so an answer is reused for this long. */
const recentMs = 1_000;

export const ChatAvailabilityState = {
  AVAILABLE: 'AVAILABLE',
  BUSY: 'BUSY',
  ABSENT: 'ABSENT',
  CLOSED: 'CLOSED',
  DISABLED: 'DISABLED',
} as const;
export type ChatAvailabilityState = (typeof ChatAvailabilityState)[keyof typeof ChatAvailabilityState];

/** Whether a customer could start a chat. */
export interface ChatAvailability {
  readonly state: ChatAvailabilityState;
  /** When closed: the next opening, if there is one. */
  readonly opensAt: Date | null;
}

export interface AgentPresence {
  readonly agentId: string;
  readonly serviceId: string;
  /** The agent's wish. */
  readonly availability: Availability;
  /** Whether a console of the agent is alive. */
  readonly connected: boolean;
  readonly assignable: boolean;
  /** The first link of the gate that is off; null when assignable. */
  readonly reason: GateLink | null;
  /** Since when the reason holds, where that is known. */
  readonly since: Date | null;
  /** Who chose the availability, when that was someone else. */
  readonly setById: string | null;
  /** Rights, name and picture are not told here, but their changes are. */
  readonly rights: AgentRights & Pick<Agent, 'name' | 'pictureId'>;
}

export type GateLink =
  | 'REMOVED'
  | 'LOCKED'
  | 'CHAT_DISABLED'
  | 'INVITED'
  | 'NO_CHAT_RIGHT'
  | 'NOT_IN_ASSIGNMENT'
  | 'OFFLINE'
  | 'BREAK'
  | 'NOT_CONNECTED'
  | 'NO_SEAT';

interface Snapshot {
  readonly agents: ReadonlyMap<string, AgentPresence>;
  readonly availability: ChatAvailability;
}

export const chatDisabled: ChatAvailability = { state: ChatAvailabilityState.DISABLED, opensAt: null };
/** The same where there is no such service. */
export const unknownService: ChatAvailability = { ...chatDisabled };
const noService: Snapshot = { agents: new Map(), availability: chatDisabled };

/** Who is there, per service: read for everyone who watches in one query, told as state. */
export class Presence {
  readonly #agents: StateFeed<AgentPresence>;
  readonly #availability: StateFeed<ChatAvailability>;
  readonly #told = new Map<string, Snapshot>();
  readonly #sql: Statements;
  readonly #clock: Clock;
  readonly #leave: () => void;
  readonly #recent = new Map<string, Promise<ChatAvailability>>();
  #due = new Set<string>();
  /** The look that will read the services in `#due`. It rejects when the database fails, so that its callers learn of it. */
  #next: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();

  constructor(sql: Statements, bus: Bus, periodic: Periodic, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
    const join = (serviceId: string) => () => {
      if (!this.#isWatched(serviceId)) this.#told.delete(serviceId);
    };
    this.#agents = new StateFeed(join);
    this.#availability = new StateFeed(join);
    const looks = periodic.every(lookEveryMs, 'who is there could not be read; tried again soon', () =>
      this.#look(this.#watched()),
    );
    this.#leave = bus.subscribe(
      gateTopic,
      ({ serviceId }) => {
        if (this.#isWatched(String(serviceId))) this.#look([String(serviceId)]).catch(() => undefined);
      },
      () => {
        looks.soon();
      },
    );
  }

  watchAgents(serviceId: string): Stream<AgentPresence> {
    return this.#agents.subscribe(serviceId, async () => (await this.#present(serviceId)).agents);
  }

  watchAvailability(serviceId: string): Stream<ChatAvailability> {
    return this.#availability.subscribe(serviceId, async () => [
      ['availability', (await this.#present(serviceId)).availability],
    ]);
  }

  /** Whether a customer could start a chat now. */
  async availabilityOf(serviceId: string): Promise<ChatAvailability> {
    return ((await this.#read([serviceId])).get(serviceId) ?? noService).availability;
  }

  /** The same for whoever asks again and again, at most one second old. `find` is asked when there is no such answer. */
  recentAvailability(slug: string, find: () => Promise<string | undefined>): Promise<ChatAvailability> {
    const recent = this.#recent.get(slug);
    if (recent) return recent;
    const asked = find().then((serviceId) => (serviceId ? this.availabilityOf(serviceId) : unknownService));
    this.#recent.set(slug, asked);
    setTimeout(() => this.#recent.delete(slug), recentMs).unref();
    return asked;
  }

  close(): void {
    this.#leave();
  }

  /**
   * The state that a new watcher gets first. It comes from a look, because the next look tells only what differs from the last
   * one.
   */
  async #present(serviceId: string): Promise<Snapshot> {
    await this.#look([serviceId]);
    return this.#told.get(serviceId) ?? noService;
  }

  #isWatched(serviceId: string): boolean {
    return this.#agents.isWatched(serviceId) || this.#availability.isWatched(serviceId);
  }

  #watched(): string[] {
    return [...new Set([...this.#agents.watched, ...this.#availability.watched])];
  }

  /**
   * Calls made while a look is waiting to begin share it. Looks run one after another, so that an older result never overwrites a
   * newer one.
   */
  #look(serviceIds: readonly string[]): Promise<void> {
    if (serviceIds.length === 0) return Promise.resolve();
    if (this.#due.size === 0) {
      this.#next = this.#looking.then(async () => {
        const due = [...this.#due];
        this.#due = new Set();
        for (const [serviceId, snapshot] of await this.#read(due)) this.#tell(serviceId, snapshot);
      });
      // When the database does not answer, the next look tells what this one could not.
      this.#looking = this.#next.catch(() => undefined);
    }
    for (const serviceId of serviceIds) this.#due.add(serviceId);
    return this.#next;
  }

  async #read(serviceIds: readonly string[]): Promise<ReadonlyMap<string, Snapshot>> {
    const { rows } = await this.#sql.query<PresenceRow>({
      name: 'presence',
      text: presenceText,
      values: [serviceIds],
    });
    const now = this.#clock.now();
    return new Map(
      [...Map.groupBy(rows, (row) => row.serviceId)].map(([serviceId, ofService]) => [
        serviceId,
        snapshotOf(ofService, now),
      ]),
    );
  }

  #tell(serviceId: string, snapshot: Snapshot): void {
    const before = this.#told.get(serviceId);
    if (this.#isWatched(serviceId)) this.#told.set(serviceId, snapshot);
    if (!isDeepStrictEqual(before?.availability, snapshot.availability)) {
      this.#availability.push(serviceId, 'availability', snapshot.availability);
    }
    for (const [id, agent] of snapshot.agents) {
      if (!isDeepStrictEqual(before?.agents.get(id), agent)) this.#agents.push(serviceId, id, agent);
    }
    for (const [id, gone] of before?.agents ?? []) {
      if (snapshot.agents.has(id)) continue;
      this.#agents.push(serviceId, id, {
        ...gone,
        assignable: false,
        connected: false,
        reason: 'REMOVED',
        since: null,
      });
    }
  }
}

const presenceText = `
select s.id as "serviceId", ${offersChat} as "offersChat", s.hours, s.seats,
  a.id as "agentId", ${columnsOf('a', ['name', 'pictureId', ...agentRights])}, a.joined_at is null as invited, c.locked_at is not null as locked, a.availability,
  a.availability_since as "availabilitySince", a.availability_set_by as "setById",
  ${hasLease} as connected, ${isThere} as "isThere", ${openChats} as "openChats",
  (select max(l.expires_at) from lease l where l.agent_id = a.id) as "leaseEndsAt"
from service s left join agent a on a.service_id = s.id and a.removed_at is null
  left join account c on c.id = a.account_id
where s.id = any($1::uuid[]) order by a.name, a.id`;

interface PresenceRow extends AgentRights {
  serviceId: string;
  offersChat: boolean;
  hours: OperatingHours | null;
  seats: number;
  agentId: string | null;
  name: string;
  pictureId: string | null;
  invited: boolean;
  locked: boolean;
  availability: Availability;
  availabilitySince: Date | null;
  setById: string | null;
  connected: boolean;
  isThere: boolean;
  openChats: number;
  leaseEndsAt: Date | null;
}

function snapshotOf(rows: readonly PresenceRow[], now: Date): Snapshot {
  const agents = new Map<string, AgentPresence>();
  for (const row of rows) {
    if (!row.agentId) continue;
    const { agentId, serviceId, availability, connected, setById } = row;
    const reason = reasonOf(row);
    agents.set(agentId, {
      agentId,
      serviceId,
      availability,
      connected,
      assignable: reason === null,
      reason,
      since: sinceOf(row, reason),
      setById,
      rights: only(['name', 'pictureId', ...agentRights], row),
    });
  }
  return { agents, availability: availabilityOf(rows, now) };
}

function availabilityOf(rows: readonly PresenceRow[], now: Date): ChatAvailability {
  const [service] = rows;
  if (!service?.offersChat) return chatDisabled;
  if (!isOpen(service.hours, now)) return { state: ChatAvailabilityState.CLOSED, opensAt: opensAt(service.hours, now) };
  const there = rows.filter((row) => row.isThere);
  if (there.length === 0) return { state: ChatAvailabilityState.ABSENT, opensAt: null };
  const isFree = there.some(({ openChats, seats }) => openChats < seats);
  return { state: isFree ? ChatAvailabilityState.AVAILABLE : ChatAvailabilityState.BUSY, opensAt: null };
}

function reasonOf(row: PresenceRow): GateLink | null {
  if (row.locked) return 'LOCKED';
  if (!row.offersChat) return 'CHAT_DISABLED';
  if (row.invited) return 'INVITED';
  if (!row.canChat) return 'NO_CHAT_RIGHT';
  if (!row.inAssignment) return 'NOT_IN_ASSIGNMENT';
  if (row.availability !== 'ONLINE') return row.availability;
  if (!row.connected) return 'NOT_CONNECTED';
  return row.openChats < row.seats ? null : 'NO_SEAT';
}

function sinceOf(row: PresenceRow, reason: GateLink | null): Date | null {
  if (reason === 'OFFLINE' || reason === 'BREAK') return row.availabilitySince;
  return reason === 'NOT_CONNECTED' ? row.leaseEndsAt : null;
}
