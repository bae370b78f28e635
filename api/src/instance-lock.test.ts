import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { readConfig } from './config.ts';
import { placeOfFiles } from './files/files.ts';
import { Hearing } from './hearing.ts';
import { InstanceLock, instanceLock, type Setup } from './instance-lock.ts';
import type { Log } from './log.ts';
import { newMaskKey, parseMaskKeys, proofsOf } from './masking/mask-keys.ts';
import { InProcessBus } from './realtime/bus.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

/** A database of its own: without a table in it, as before the first start, or up to date. */
async function emptyDatabase(template = ''): Promise<string> {
  const name = `lock_${crypto.randomUUID().replaceAll('-', '')}`;
  await query(inject('template').replace(/\/template$/, '/postgres'), `create database ${name} ${template}`);
  return inject('template').replace(/\/template$/, `/${name}`);
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(text);
  await client.end();
  return rows;
}

const said: string[] = [];
const say = (...words: unknown[]) => said.push(String(words.at(-1)));
const log = { info: say, error: say } as unknown as Log;

async function take(url: string, isShared: boolean, patienceMs = 0): Promise<InstanceLock> {
  const lock = await InstanceLock.take(url, { isShared, log, patienceMs });
  let isReleased = false;
  const release = lock.release.bind(lock);
  lock.release = () => (isReleased ? Promise.resolve() : ((isReleased = true), release()));
  undo.push(() => lock.release());
  return lock;
}

/** As a crash of PostgreSQL, or a network that is cut, ends the connections that hold the lock. */
const cutHolders = (url: string) =>
  query(
    url,
    `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
     where locktype = 'advisory' and objid = ${instanceLock} and d.datname = current_database()`,
  );

describe('a process without a bus', () => {
  test('is alone on its database, and another is refused in words', async () => {
    const url = await emptyDatabase();
    const first = await take(url, false);
    await expect(take(url, false)).rejects.toThrow(
      'Another process of Damso runs on this database and did not end within 0 seconds. Several need REDIS_URL',
    );
    await expect(take(url, true)).rejects.toThrow('runs on this database without REDIS_URL and did not end');
    await take(await emptyDatabase(), false);
    await first.release();
    await take(url, false);
  });

  test('is waited for while it ends', async () => {
    const url = await emptyDatabase();
    const first = await take(url, false);
    const second = take(url, false, 20_000);
    await first.release();
    expect((await second).problem).toBeNull();
  });

  test('has it again after its connection was lost', async () => {
    const url = await emptyDatabase();
    const lock = await take(url, false);
    await cutHolders(url);
    await vi.waitFor(() => expect(lock.problem).toBe('the database does not answer'), { timeout: 20_000 });
    await vi.waitFor(() => expect(lock.problem).toBeNull(), { timeout: 20_000 });
    await expect(take(url, false)).rejects.toThrow('Another process');
  });

  test('says so when another one has it meanwhile, and takes it when that has gone', async () => {
    const url = await emptyDatabase();
    const first = await take(url, false);
    const second = take(url, false, 20_000);
    await cutHolders(url);
    const taken = await second;
    const another = 'another process of Damso runs on this database, and does not hear of what this one does';
    await vi.waitFor(() => expect(first.problem).toBe(another), { timeout: 20_000 });
    expect(said).toContain(another);
    await taken.release();
    await vi.waitFor(() => expect(first.problem).toBeNull(), { timeout: 20_000 });
  });
});

test('processes with a bus run side by side, and one without is refused', async () => {
  const url = await emptyDatabase();
  const [first, second] = [await take(url, true), await take(url, true)];
  await expect(take(url, false)).rejects.toThrow('Another process');
  await first.release();
  await expect(take(url, false)).rejects.toThrow('Another process');
  await second.release();
  await take(url, false);
});

describe('processes with a bus', () => {
  const migratedDatabase = () => emptyDatabase('template template');
  const [first, second] = [newMaskKey(), newMaskKey()];
  const nameOf = (key: string) => key.split(':')[0]!;
  const setup = (keys: string, files = 'here'): Setup => ({ maskKeys: proofsOf(parseMaskKeys(keys, 'keys')), files });
  /** One that starts, and waits for nobody. */
  async function start(url: string, what: Setup, patienceMs = 0): Promise<InstanceLock> {
    const lock = await take(url, true);
    try {
      await lock.join(what, patienceMs);
      return lock;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  test('with the same mask keys and files run together, one with others is refused by their names', async () => {
    const url = await migratedDatabase();
    const running = [await start(url, setup(first)), await start(url, setup(first))];
    await expect(start(url, setup(second))).rejects.toThrow(
      `The mask key ${nameOf(first)}, under which another process of Damso encrypts, is missing`,
    );
    const another = `${nameOf(first)}:${second.split(':')[1]!}`;
    await expect(start(url, setup(another))).rejects.toThrow(`knows another mask key by the name ${nameOf(first)}.`);
    await expect(start(url, setup(first, 'elsewhere'))).rejects.toThrow(
      'keeps its files elsewhere: DAMSO_FILES must be',
    );
    for (const lock of running) await lock.release();
    await start(url, setup(second, 'elsewhere'));
  });

  test('say over the bus that they run, by what the others know of them', async () => {
    const url = await migratedDatabase();
    const bus = new InProcessBus();
    const heard = new Set<unknown>();
    bus.subscribe('running', ({ id }) => heard.add(id));
    for (const lock of [await start(url, setup(first)), await start(url, setup(first))]) {
      lock.hearOthers(new Hearing(bus));
    }
    const running = (await query<{ id: number }>(url, 'select id from instance')).map(({ id }) => id);
    await vi.waitFor(() => expect([...heard].sort()).toEqual(running.sort()), { timeout: 20_000 });
    expect(running).toHaveLength(2);
  });

  test('take a new key one after the other, and who lacks it says so', async () => {
    const url = await migratedDatabase();
    const older = await start(url, setup(first));
    const newer = await start(url, setup(`${second} ${first}`));
    const lacking = `The mask key ${nameOf(second)}, under which another process of Damso encrypts, is missing among those of this one.`;
    await vi.waitFor(() => expect(older.problem).toBe(lacking), { timeout: 20_000 });
    expect(newer.problem).toBeNull();
    await older.release();
    // Nothing stands under the older key.
    const without = await start(url, setup(second));
    await without.release();
    await query(
      url,
      `set session_replication_role = replica; insert into mask_original (id, chat_id, message_id, key_id, box)
       values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '${nameOf(first)}', '')`,
    );
    await expect(start(url, setup(second))).rejects.toThrow(`are missing among those of this one: ${nameOf(first)}.`);
  });

  test('that start at once with different keys: one runs, whichever', async () => {
    const url = await migratedDatabase();
    const starts = await Promise.allSettled([first, second].map((key) => start(url, setup(key))));
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('are forgotten however they ended, and wait for one that is ending', async () => {
    const url = await migratedDatabase();
    const ending = await start(url, setup(first));
    const waiting = start(url, setup(second), 20_000);
    await ending.release();
    await waiting;
    expect(await query(url, 'select from instance')).toHaveLength(1);
    await cutHolders(url);
    const { problem } = await start(url, setup(second));
    expect(problem).toBeNull();
  });
});

test('a folder of files is the same by whatever path, and no other', async () => {
  const dirs = [await mkdtemp(join(tmpdir(), 'damso-files-')), await mkdtemp(join(tmpdir(), 'damso-files-'))];
  undo.push(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))));
  const place = (dir: string) => placeOfFiles(readConfig({ DAMSO_FILES: dir }));
  await symlink(dirs[0]!, join(dirs[1]!, 'link'));
  const [one, again, other] = [
    ...(await Promise.all([place(join(dirs[0]!, 'files')), place(join(dirs[1]!, 'link/files'))])),
    await place(dirs[1]!),
  ];
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});
