import { isDeepStrictEqual } from 'node:util';
import type { Bus } from '../realtime/bus.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Availability } from './agent.entity.ts';
import type { Sql } from '../sql.ts';

/** Leases run out by time, which nobody announces, so watched services are looked at this often. */
const lookEveryMs = 2_000;

export const ChatAvailabilityState = {
  AVAILABLE: 'AVAILABLE',
  BUSY: 'BUSY',
  ABSENT: 'ABSENT',
  CLOSED: 'CLOSED',
  DISABLED: 'DISABLED',
} as const;
export type ChatAvailabilityState = (typeof ChatAvailabilityState)[keyof typeof ChatAvailabilityState];

export const presenceTopic = (serviceId: string) => `presence:${serviceId}`;

export interface AgentPresence {
  readonly agentId: string;
  readonly serviceId: string;
  /** The agent's wish. */
  readonly availability: Availability;
  /** Whether a console of the agent is alive. */
  readonly connected: boolean;
  readonly assignable: boolean;
  /** Why not assignable: NO_CHAT_RIGHT, OFFLINE, BREAK or NOT_CONNECTED; null when assignable. */
  readonly reason: string | null;
}

/** SQL: agent `a` has a live console somewhere. */
const hasLease = `exists (select from lease l where l.agent_id = a.id and l.expires_at > now())`;
/** SQL: agent `a` may be given a chat. The one place that says so. */
export const isAssignable = `(a.can_chat and a.availability = 'ONLINE' and ${hasLease})`;

interface Snapshot {
  readonly agents: ReadonlyMap<string, AgentPresence>;
  readonly state: ChatAvailabilityState;
}

const noService: Snapshot = { agents: new Map(), state: ChatAvailabilityState.DISABLED };

/** Who is there, per service: read for everyone who watches in one query, told as state. */
export class Presence {
  readonly #agents: StateFeed<AgentPresence>;
  readonly #availability: StateFeed<ChatAvailabilityState>;
  readonly #told = new Map<string, Snapshot>();
  readonly #sql: Sql;
  readonly #timer: NodeJS.Timeout;
  #due = new Set<string>();
  /** The look that takes what is due; rejects for whoever waits for it. */
  #next: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();

  constructor(sql: Sql, bus: Bus) {
    this.#sql = sql;
    const join = (serviceId: string) => {
      const leave = bus.subscribe(presenceTopic(serviceId), () => {
        this.#look([serviceId]).catch(() => undefined);
      });
      return () => {
        leave();
        if (!this.#isWatched(serviceId)) this.#told.delete(serviceId);
      };
    };
    this.#agents = new StateFeed(join);
    this.#availability = new StateFeed(join);
    this.#timer = setInterval(() => {
      this.#look(this.#watched()).catch(() => undefined);
    }, lookEveryMs);
  }

  watchAgents(serviceId: string): Stream<AgentPresence> {
    return this.#agents.subscribe(serviceId, async () => (await this.#present(serviceId)).agents);
  }

  watchAvailability(serviceId: string): Stream<ChatAvailabilityState> {
    return this.#availability.subscribe(serviceId, async () => [['state', (await this.#present(serviceId)).state]]);
  }

  /** Whether a customer could start a chat now. */
  async availabilityOf(serviceId: string): Promise<ChatAvailabilityState> {
    return (await this.#read([serviceId])).get(serviceId)?.state ?? noService.state;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** What a new watcher is told first: what a look tells everyone, so that nobody knows another truth than the next look starts from. */
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

  /** Many wishes of one turn, one look; looks follow each other, so an older one never overwrites a newer. */
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
      text: `select s.id as "serviceId", ('chat' = any(s.features) and s.help_center_chat) as "offersChat",
               a.id as "agentId", a.can_chat as "canChat", a.availability,
               ${hasLease} as connected, ${isAssignable} as assignable
             from service s left join agent a on a.service_id = s.id
             where s.id = any($1::uuid[]) order by a.name, a.id`,
      values: [serviceIds],
    });
    return new Map(
      [...Map.groupBy(rows, (row) => row.serviceId)].map(([serviceId, ofService]) => [
        serviceId,
        snapshotOf(ofService),
      ]),
    );
  }

  #tell(serviceId: string, snapshot: Snapshot): void {
    const before = this.#told.get(serviceId);
    if (this.#isWatched(serviceId)) this.#told.set(serviceId, snapshot);
    if (before?.state !== snapshot.state) this.#availability.push(serviceId, 'state', snapshot.state);
    for (const [id, agent] of snapshot.agents) {
      if (!isDeepStrictEqual(before?.agents.get(id), agent)) this.#agents.push(serviceId, id, agent);
    }
  }
}

interface PresenceRow {
  serviceId: string;
  offersChat: boolean;
  agentId: string | null;
  canChat: boolean;
  availability: Availability;
  connected: boolean;
  assignable: boolean;
}

function snapshotOf(rows: readonly PresenceRow[]): Snapshot {
  const agents = new Map<string, AgentPresence>();
  for (const row of rows) {
    if (!row.agentId) continue;
    const { agentId, serviceId, availability, connected, assignable } = row;
    agents.set(agentId, { agentId, serviceId, availability, connected, assignable, reason: reasonOf(row) });
  }
  if (!rows[0]?.offersChat) return { agents, state: ChatAvailabilityState.DISABLED };
  const someone = rows.some(({ assignable }) => assignable);
  return { agents, state: someone ? ChatAvailabilityState.AVAILABLE : ChatAvailabilityState.ABSENT };
}

function reasonOf(row: PresenceRow): string | null {
  if (!row.canChat) return 'NO_CHAT_RIGHT';
  if (row.availability !== 'ONLINE') return row.availability;
  return row.connected ? null : 'NOT_CONNECTED';
}
