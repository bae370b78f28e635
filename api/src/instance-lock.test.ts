import pg from 'pg';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { InstanceLock, instanceLock } from './instance-lock.ts';
import type { Log } from './log.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

/** A database of its own without a table in it, as before the first start. */
async function emptyDatabase(): Promise<string> {
  const name = `lock_${crypto.randomUUID().replaceAll('-', '')}`;
  await query(inject('template'), `create database ${name}`);
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
