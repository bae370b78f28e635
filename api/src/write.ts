import type { EntityManager } from '@mikro-orm/postgresql';
import { Kysely } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { dialectOn } from './dialect-on.ts';
import { busy, NotPermitted } from './errors.ts';
import { describeError, type Log } from './log.ts';
import type { connect } from './orm.ts';
import type { Bus, BusMessage } from './realtime/bus.ts';
import { Turns, type Asker } from './realtime/turns.ts';
import { connectionOf, isLockTimeout, repeatConflicts, statementsOn, type Statements } from './sql.ts';

/**
 * The lock a transaction takes first.
 *
 * `service`: the service's row. Whoever gives a chat to an agent, or changes what decides on that, comes one after the other. With
 * `adminId` only for who is an administrator still, else NotPermitted.
 *
 * `customers`: which records of this service are one person. To `change` it keeps everybody else from changing it or relying on it;
 * `read` relies on it and only keeps it from changing.
 *
 * `chat`: one chat, or a message of it, by its id; the work locks it itself.
 *
 * Null: none. The rows that are locked in the course of the work are enough.
 */
export type Scope =
  | { readonly service: string; readonly adminId?: string }
  | { readonly customers: string; readonly to: 'change' | 'read' }
  | { readonly chat: string }
  | null;

/** The order in which rows are locked, so that no two transactions wait for each other in a circle; within a kind by id. */
const lockOrder = ['installation', 'service', 'customers', 'account', 'agent', 'customer', 'chat', 'ticket'] as const;
export type LockKind = (typeof lockOrder)[number];

/** What work in a transaction has at hand. */
export class Tx {
  readonly sql: Statements;
  /** The service that is locked; null for none. */
  readonly serviceId: string | null;
  readonly #client: PoolClient;
  readonly #root: EntityManager;
  #em: EntityManager | undefined;
  readonly #locked = new Map<LockKind, string>();
  readonly #news: (() => void)[] = [];
  readonly #bus: Bus;

  constructor(client: PoolClient, root: EntityManager, bus: Bus, scope: Scope) {
    this.serviceId = scope && 'service' in scope ? scope.service : null;
    this.sql = statementsOn(client);
    this.#client = client;
    this.#root = root;
    this.#bus = bus;
  }

  /** A unit of work on the connection of this transaction; what it holds is written before the commit. */
  get em(): EntityManager {
    if (!this.#em) {
      this.#em = this.#root.fork();
      this.#em.setTransactionContext(new Kysely({ dialect: dialectOn(this.#client) }));
    }
    return this.#em;
  }

  /** Told to every process once this is committed, and never if it is not. */
  tell(topic: string, message: BusMessage): void {
    this.afterCommit(() => {
      this.#bus.publish(topic, message);
    });
  }

  /** Done in this process once this is committed. Whatever becomes of it, the work stays done. */
  afterCommit(work: () => void): void {
    this.#news.push(work);
  }

  /** Called by whatever locks rows, before it does: a lock out of order is a mistake in the program and never waited for. */
  willLock(kind: LockKind, ids: readonly string[]): void {
    const later = lockOrder.slice(lockOrder.indexOf(kind) + 1).find((each) => this.#locked.has(each));
    if (later) throw new Error(`A ${kind} must be locked before a ${later}.`);
    const sorted = [...ids].sort();
    const last = this.#locked.get(kind);
    if (last !== undefined && sorted[0] !== undefined && sorted[0] < last) {
      throw new Error(`Rows of the kind ${kind} must be locked in the order of their ids.`);
    }
    const highest = sorted.at(-1);
    if (highest !== undefined) this.#locked.set(kind, highest);
  }

  /** Whether rows of this kind were locked already. */
  hasLocked(kind: LockKind): boolean {
    return this.#locked.has(kind);
  }

  async flush(): Promise<void> {
    await this.#em?.flush();
  }

  /** What is to be done after the commit. */
  get news(): readonly (() => void)[] {
    return this.#news;
  }
}

/** For an asker nothing is begun that comes too late for them, and what cannot be done in time is refused as UNAVAILABLE. */
export type Write = <T>(scope: Scope, work: (tx: Tx) => T | Promise<T>, asker?: Asker) => Promise<T>;

interface Needs {
  orm: Awaited<ReturnType<typeof connect>>;
  pool: Pool;
  /** For what changes one chat. Whoever keeps many of them locked fills this pool and no other. */
  chatPool: Pool;
  bus: Bus;
  log: Log;
}

/**
 * The one way in which verbs write: `work` runs as one transaction under the lock of its scope, and what it has to tell is told
 * after the commit. A transaction that PostgreSQL ended because of others at work is begun anew, so `work` leaves nothing behind
 * but through `tx`. Within this process those of one service or chat queue before they take a connection, so that a rush does not
 * take every one.
 */
export class Door {
  readonly #orm: Needs['orm'];
  readonly #pool: Pool;
  readonly #chatPool: Pool;
  readonly #bus: Bus;
  readonly #log: Log;
  readonly #turns = new Turns();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor({ orm, pool, chatPool, bus, log }: Needs) {
    this.#orm = orm;
    this.#pool = pool;
    this.#chatPool = chatPool;
    this.#bus = bus;
    this.#log = log;
  }

  readonly write: Write = (scope, work, asker) => {
    const attempt = () => repeatConflicts(() => this.#transaction(scope, work, asker));
    const queue = queueOf(scope);
    const writing = queue === null ? attempt() : this.#turns.run(queue, attempt, asker);
    this.#underWay.add(writing);
    const forget = () => this.#underWay.delete(writing);
    writing.then(forget, forget);
    return writing;
  };

  /** Resolves when everything that was begun or waits in a queue has run, and its news are told. */
  async close(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #transaction<T>(scope: Scope, work: (tx: Tx) => T | Promise<T>, asker?: Asker): Promise<T> {
    const client = await connectionOf(scope && 'chat' in scope ? this.#chatPool : this.#pool);
    if (asker?.isGone) {
      client.release();
      throw busy();
    }
    const tx = new Tx(client, this.#orm.em, this.#bus, scope);
    let result: T;
    try {
      await client.query('begin');
      await lock(tx, scope);
      result = await work(tx);
      await tx.flush();
      await client.query('commit');
      client.release();
    } catch (error) {
      // A connection that cannot even roll back is closed, which rolls back.
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      );
      throw asker && isLockTimeout(error) ? busy() : error;
    }
    for (const news of tx.news) {
      try {
        news();
      } catch (error) {
        this.#log.error(describeError(error), 'what was written could not be told');
      }
    }
    return result;
  }
}

function queueOf(scope: Scope): string | null {
  if (!scope) return null;
  if ('service' in scope) return `service ${scope.service}`;
  if ('chat' in scope) return `chat ${scope.chat}`;
  return scope.to === 'change' ? `customers ${scope.customers}` : null;
}

async function lock(tx: Tx, scope: Scope): Promise<void> {
  if (!scope || 'chat' in scope) return;
  if ('service' in scope) {
    tx.willLock('service', [scope.service]);
    await tx.sql.query({ name: 'lock-service', text: lockServiceText, values: [scope.service] });
    if (scope.adminId !== undefined) await assertAdmin(tx, scope.service, scope.adminId);
  } else {
    await lockCustomers(tx, scope.customers, scope.to);
  }
}

/** The lock of the scope `customers`, for a transaction that began with another one or with none. */
export async function lockCustomers(tx: Tx, serviceId: string, to: 'change' | 'read'): Promise<void> {
  tx.willLock('customers', [serviceId]);
  const lockFunction = to === 'change' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.sql.query(`select ${lockFunction}(hashtextextended('customers ' || $1, 0))`, [serviceId]);
}

/** Rows that refer to the service can be written meanwhile. */
const lockServiceText = 'select from service where id = $1 for no key update';

async function assertAdmin(tx: Tx, serviceId: string, adminId: string): Promise<void> {
  const { rows } = await tx.sql.query(
    `select from agent a
     join account c on c.id = a.account_id and c.locked_at is null
     join service s on s.id = a.service_id and s.switched_off_at is null
     where a.id = $1 and a.service_id = $2 and a.role = 'ADMIN' and a.removed_at is null`,
    [adminId, serviceId],
  );
  if (rows.length === 0) throw new NotPermitted();
}
