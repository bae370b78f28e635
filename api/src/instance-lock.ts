import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Hearing } from './hearing.ts';
import { describeError, type Log } from './log.ts';
import type { Instance } from './instance.entity.ts';
import { openConnection } from './own-connection.ts';
import { Turns } from './realtime/turns.ts';

/** Held by every process that runs the product on a database. The numbers are arbitrary, but every version must use the same. */
export const instanceLock = 7_231_906;
/** Held while one process looks whether it fits to those that run, and joins them. */
const joinLock = 7_231_907;
/** Held, with the id of its row, by each that has joined: a row without it is of a process that is gone. */
const memberLock = 7_231_908;
/** A process that starts waits so long for one that is ending, as when a newer version takes over from an older one. */
export const takeOverSeconds = 30;
const askEveryMs = 200;
/** How often a process makes sure that it still has the lock, and fits to the others. */
const lookEveryMs = 2_000;
const answerMs = 5_000;
/** After this PostgreSQL ends the connection of a process that it cannot hear of, and its locks with it. */
const silenceSeconds = 20;

/** What processes on one database must have in common. */
export type Setup = Pick<Instance, 'maskKeys' | 'files'>;
type Running = Setup & Pick<Instance, 'id'> & { isOwn: boolean };

/**
 * What keeps processes that do not fit together from running on one database. Without a bus a process has the database alone, with
 * one it shares it with all that have one, whose mask keys and files it must know. All of it is advisory locks of a connection of its
 * own, so it ends with the process however that ends.
 */
export class InstanceLock {
  readonly #url: string;
  readonly #isShared: boolean;
  readonly #log: Log;
  #client: Client;
  /** One thing at a time on the connection. */
  readonly #turns = new Turns();
  #setup: Setup | undefined;
  #hearing: Hearing | undefined;
  #isLost = false;
  #problem: string | null = null;
  readonly #released = new AbortController();
  readonly #watching: Promise<void>;

  private constructor(url: string, isShared: boolean, log: Log, client: Client) {
    this.#url = url;
    this.#isShared = isShared;
    this.#log = log;
    this.#client = client;
    this.#watching = this.#watch();
  }

  /** Takes the lock; throws in words when another process kept it for too long. */
  static async take(
    url: string,
    { isShared, log, patienceMs = takeOverSeconds * 1_000 }: { isShared: boolean; log: Log; patienceMs?: number },
  ): Promise<InstanceLock> {
    const client = await open(url);
    try {
      await until(patienceMs, async () =>
        (await tryLock(client, isShared)) ? null : inTheWay(isShared, patienceMs / 1_000),
      );
      return new InstanceLock(url, isShared, log, client);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /** Joins those that run, once the tables are there; throws in words when this process does not fit to them for too long. */
  async join(setup: Setup, patienceMs = takeOverSeconds * 1_000): Promise<void> {
    await until(patienceMs, () => this.#turns.run('connection', () => join(this.#client, setup)));
    this.#setup = setup;
  }

  /** From here on the processes that run are listened for. */
  hearOthers(hearing: Hearing): void {
    this.#hearing = hearing;
  }

  /** Why this process should not run as things are, in words; null when all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  async release(): Promise<void> {
    this.#released.abort();
    await this.#watching;
    await this.#client.end();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#released;
    for (;;) {
      await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        this.#say(await this.#turns.run('connection', () => this.#look()));
      } catch (error) {
        this.#isLost = true;
        if (error instanceof InTheWay) this.#say(error.message);
        else this.#say('the database does not answer', error);
      }
    }
  }

  async #look(): Promise<string | null> {
    if (this.#isLost) await this.#takeAgain();
    if (!this.#setup) {
      await this.#client.query('select');
      return null;
    }
    const running = await allRunning(this.#client);
    const own = running.find(({ isOwn }) => isOwn);
    if (own)
      this.#hearing?.look(
        own.id,
        running.filter(({ isOwn }) => !isOwn).map(({ id }) => id),
      );
    return misfit(this.#setup, running);
  }

  /** Its connection breaks with the database or the network, and the locks with it: taken again as soon as that is possible. */
  async #takeAgain(): Promise<void> {
    await this.#client.end().catch(() => undefined);
    this.#client = await open(this.#url);
    if (!(await tryLock(this.#client, this.#isShared))) {
      throw new InTheWay('another process of Damso runs on this database, and does not hear of what this one does');
    }
    const problem = this.#setup ? await join(this.#client, this.#setup) : null;
    if (problem !== null) throw new InTheWay(problem);
    this.#isLost = false;
  }

  #say(problem: string | null, error?: unknown): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    if (problem === null) this.#log.info('this process runs on the database as it should again');
    else this.#log.error(error === undefined ? {} : describeError(error), problem);
  }
}

class InTheWay extends Error {}

/** Asks until there is no problem any more; throws the one that was there when the time was over. */
async function until(patienceMs: number, problemOf: () => Promise<string | null>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const problem = await problemOf();
    if (problem === null) return;
    if (performance.now() >= deadline) throw new InTheWay(problem);
    await delay(askEveryMs);
  }
}

async function open(url: string): Promise<Client> {
  const client = await openConnection(url, { connectionTimeoutMillis: answerMs, query_timeout: answerMs });
  await client.query(`set idle_session_timeout = '${silenceSeconds}s'`);
  return client;
}

async function tryLock(client: Client, isShared: boolean): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select ${isShared ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock'}($1) as taken`,
    [instanceLock],
  );
  return rows[0]!.taken;
}

/** Null once this process is among those that run; else why it does not fit to them. */
async function join(client: Client, setup: Setup): Promise<string | null> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [joinLock]);
    await client.query(`delete from instance i where not ${isAlive}`);
    const running = await allRunning(client);
    const problem = misfit(setup, running) ?? (await missingOf(client, setup, running));
    if (problem === null) {
      // Nobody sees the row before its lock is held.
      await client.query(
        `with member as (insert into instance (mask_keys, files) values ($1, $2) returning id)
         select pg_advisory_lock(${memberLock}, id) from member`,
        [JSON.stringify(setup.maskKeys), setup.files],
      );
    }
    return problem;
  } finally {
    await client.query('commit');
  }
}

/** SQL: the process of the row `i` runs. */
const isAlive = `exists (select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
  where l.locktype = 'advisory' and l.classid = ${memberLock} and l.objid = i.id and l.objsubid = 2 and l.granted)`;

/** The processes that run; this one is among them once it has joined. */
async function allRunning(client: Client): Promise<Running[]> {
  const { rows } = await client.query<Running>(
    `select i.id, i.mask_keys as "maskKeys", i.files,
       exists (select from pg_locks where pid = pg_backend_pid() and classid = ${memberLock} and objid = i.id) as "isOwn"
     from instance i where ${isAlive}`,
  );
  return rows;
}

/** Why a process does not fit to those that run, in words. */
function misfit({ maskKeys, files }: Setup, running: readonly Setup[]): string | null {
  const own = new Map(maskKeys.map(({ id, proof }) => [id, proof]));
  for (const each of running) {
    const first = each.maskKeys[0];
    if (first && !own.has(first.id)) {
      return `The mask key ${first.id}, under which another process of Damso encrypts, is missing among those of this one.`;
    }
    const other = each.maskKeys.find(({ id, proof }) => own.has(id) && own.get(id) !== proof);
    if (other) return `Another process of Damso on this database knows another mask key by the name ${other.id}.`;
    if (each.files !== files) {
      return 'Another process of Damso on this database keeps its files elsewhere: DAMSO_FILES must be one folder that all share, or one bucket.';
    }
  }
  return null;
}

/** A key that others still have may only be left out once nothing stands under it any more. */
async function missingOf(client: Client, { maskKeys }: Setup, running: readonly Setup[]): Promise<string | null> {
  const own = new Set(maskKeys.map(({ id }) => id));
  const missing = new Set(running.flatMap((each) => each.maskKeys.map(({ id }) => id)).filter((id) => !own.has(id)));
  if (missing.size === 0) return null;
  const { rows } = await client.query<{ id: string }>(
    `select m.id from unnest($1::text[]) as m (id)
     where exists (select from mask_original o where o.key_id = m.id and o.box is not null)`,
    [[...missing]],
  );
  if (rows.length === 0) return null;
  return `The mask keys of another process of Damso are missing among those of this one: ${rows.map(({ id }) => id).join(', ')}.`;
}

function inTheWay(isShared: boolean, seconds: number): string {
  return isShared
    ? `Another process of Damso runs on this database without REDIS_URL and did not end within ${seconds} seconds. Several need it, and the same for all.`
    : `Another process of Damso runs on this database and did not end within ${seconds} seconds. Several need REDIS_URL, and the same for all.`;
}
