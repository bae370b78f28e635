import type { Periodic } from '../periodic.ts';
import type { Bus } from '../realtime/bus.ts';
import { gateTopic } from '../service/service.service.ts';
import { repeatConflicts, type Statements } from '../sql.ts';
import { leaseTime, standsStillAfter } from './gate.ts';

/** A lease lives so long after it was last prolonged; two prolongations may fail before it runs out. */
const leaseSeconds = 35;
const prolongEveryMs = 10_000;
const forgetEveryMs = 10_000;
const rememberDays = 7;
/** After the last console closed; a reload takes less. */
const graceMs = 5_000;
/** The longest grace period a service can set. A lease that ended longer ago matters to no chat. */
const longestGrace = '1 hour';

interface Held {
  serviceId: string;
  consoles: number;
  grace: NodeJS.Timeout | undefined;
}

/**
 * Ends the leases of a person who is signed in nowhere any more, in each of their services. Answers those services: none for who is
 * still signed in.
 */
export async function endLeases(sql: Statements, accountId: string): Promise<string[]> {
  const { rows } = await sql.query<{ serviceId: string }>(
    `with gone as (select a.id, a.service_id from agent a where a.account_id = $1
         and not exists (select from session s where s.account_id = $1 and s.expires_at > now())),
       ended as (update lease set expires_at = least(expires_at, ${leaseTime}), signed_out = true
         where agent_id in (select id from gone))
     select service_id as "serviceId" from gone`,
    [accountId],
  );
  return rows.map(({ serviceId }) => serviceId);
}

/**
 * The leases of the agents whose consoles are connected to this process. An ended lease is one that has run out. All of it goes by the
 * database's clock.
 */
export class Leases {
  readonly #held = new Map<string, Held>();
  readonly #sql: Statements;
  readonly #bus: Bus;
  readonly #processId: string;
  #isHandingOver = false;
  /** Since the process began: prolongations, and those that came when the lease had run out. */
  readonly counts = { prolonged: 0, late: 0 };

  constructor(sql: Statements, bus: Bus, periodic: Periodic, processId: string) {
    this.#sql = sql;
    this.#bus = bus;
    this.#processId = processId;
    periodic.every(
      prolongEveryMs,
      'leases could not be prolonged; tried again soon',
      () => this.beat(),
      // A prolongation that hangs must not block the next one: every lease of this process would run out.
      { mayOverlap: true },
    );
    periodic.every(forgetEveryMs, 'old leases could not be removed; tried again soon', () => this.#forget());
  }

  /**
   * Prolongs the leases of this process and lets their time go on. After a while in which no process could do so, every lease goes on
   * from where it stood.
   */
  async beat(): Promise<void> {
    const { prolonged, late } = await this.#prolong([...this.#held.keys()]);
    this.counts.prolonged += prolonged;
    this.counts.late += late;
    await repeatConflicts(() =>
      this.#sql.query({ name: 'lease-beat', text: beatText, values: [standsStillAfter, leaseSeconds, longestGrace] }),
    );
  }

  /** Agents with a console here. */
  get held(): number {
    return this.#held.size;
  }

  /**
   * The process is about to close its sockets. From now on no lease is ended: consoles that lose their connection so come back at
   * another process or the next one, and until then the leases hold their chats as after a kill.
   */
  handOver(): void {
    this.#isHandingOver = true;
  }

  /** A console of the agent connected. The lease stands when the promise resolves; the returned function ends this console's part. */
  async hold(agent: { id: string; serviceId: string }): Promise<() => void> {
    const held = this.#held.get(agent.id) ?? { serviceId: agent.serviceId, consoles: 0, grace: undefined };
    this.#held.set(agent.id, held);
    clearTimeout(held.grace);
    held.consoles += 1;
    let released = false;
    const release = (close: () => void) => {
      if (released) return;
      released = true;
      held.consoles -= 1;
      if (held.consoles === 0) close();
    };
    try {
      // Also when there are other consoles here: their lease may have run out.
      await this.#prolong([agent.id]);
    } catch (error) {
      // The console is there, and tries again. A lease from before stays until it runs out.
      release(() => this.#drop(agent.id, held));
      throw error;
    }
    this.#bus.publish(gateTopic, { serviceId: agent.serviceId });
    return () => {
      release(() => (held.grace = setTimeout(() => void this.#end(agent.id, held), graceMs)));
    };
  }

  close(): void {
    for (const held of this.#held.values()) clearTimeout(held.grace);
    this.#held.clear();
  }

  async #prolong(agentIds: readonly string[]): Promise<{ prolonged: number; late: number }> {
    if (agentIds.length === 0) return { prolonged: 0, late: 0 };
    const { rows } = await this.#sql.query<{ isLate: boolean | null }>({
      name: 'prolong-leases',
      text: prolongText,
      values: [agentIds, this.#processId, leaseSeconds],
    });
    return { prolonged: rows.length, late: rows.filter(({ isLate }) => isLate).length };
  }

  /** An ended lease stays for a while: it says since when the agent is gone. */
  async #forget(): Promise<void> {
    await this.#sql.query(`delete from lease where expires_at < now() - make_interval(days => $1)`, [rememberDays]);
  }

  #drop(agentId: string, held: Held): boolean {
    const isLast = held.consoles === 0 && this.#held.get(agentId) === held;
    if (isLast) this.#held.delete(agentId);
    return isLast;
  }

  async #end(agentId: string, held: Held): Promise<void> {
    if (!this.#drop(agentId, held) || this.#isHandingOver) return;
    // A failure here only means that the lease runs out by itself.
    await this.#sql
      .query(`update lease set expires_at = ${leaseTime} where agent_id = $1 and process_id = $2`, [
        agentId,
        this.#processId,
      ])
      .catch(() => undefined);
    // A console may have come back while the lease was being ended.
    if (this.#held.has(agentId)) await this.#prolong([agentId]).catch(() => undefined);
    this.#bus.publish(gateTopic, { serviceId: held.serviceId });
  }
}

/**
 * Consoles of those who signed out are about to close: they prolong nothing. Sessions are locked, because a statement that waits for
 * who ends them would give back the lease that was ended with them; one that is being ended counts as ended. Whoever ends leases has
 * ended the sessions before.
 */
const prolongText = `
with open_session as (
  select account_id from session
  where account_id in (select account_id from agent where id = any($1::uuid[])) and expires_at > now()
  for key share skip locked
)
insert into lease (agent_id, process_id, expires_at)
select id, $2, now() + make_interval(secs => $3) from agent
where id = any($1::uuid[]) and account_id in (select account_id from open_session) order by id
on conflict (agent_id, process_id) do update set expires_at = excluded.expires_at, signed_out = false
returning old.expires_at < now() as "isLate"`;

/**
 * Of several processes that come back at once the first moves the clock on, and the others find it moved. A lease that was alive when
 * time stopped is alive for a full length, in which its process, or the console at another one, can take it up; one that had ended is
 * over for as long as it was.
 */
const beatText = `
with beat as (
  update lease_clock set beat_at = greatest(beat_at, clock_timestamp()) where id = 1
  returning new.beat_at as now, old.beat_at + make_interval(secs => $1) as stopped_at
)
update lease l set expires_at =
  case when l.expires_at > stopped_at then beat.now + make_interval(secs => $2) else l.expires_at + (beat.now - stopped_at) end
from beat where beat.now > stopped_at and l.expires_at > stopped_at - $3::interval`;
