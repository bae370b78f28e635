import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

const settings = ['max_connections=10', 'shared_buffers=16MB'];
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function emptyDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'damso-embedded-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(dir, 0o755);
  cleanups.push(async () => {
    const pid = await postmaster(dir).catch(() => 0);
    if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGQUIT');
    await expect.poll(() => pid > 0 && isAlive(pid), { timeout: 10_000 }).toBe(false);
    await rm(dir, { recursive: true, force: true });
  });
  return dir;
}

/** One in which a server has run and was stopped: making its files is what takes longest of a first start. */
let used: string;
beforeAll(async () => {
  used = await mkdtemp(join(tmpdir(), 'damso-embedded-'));
  await chmod(used, 0o755);
  await (await startEmbeddedPostgres(used, settings)).stop();
});
afterAll(() => rm(used, { recursive: true, force: true }));

async function usedDir(): Promise<string> {
  const dir = await emptyDir();
  // With their owners, which Node's own copy forgets.
  await promisify(execFile)('cp', ['-a', `${used}/.`, dir]);
  return dir;
}

async function start(dir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(dir, settings);
  cleanups.push(() => postgres.stop().catch(() => undefined));
  return postgres;
}

/** A process that starts the server and goes on living; resolves once the server runs. */
async function startElsewhere(dir: string): Promise<ChildProcess> {
  const child = spawnStart(dir);
  const [out] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  expect(out.toString()).toBe('ready');
  return child;
}

function spawnStart(dir: string): ChildProcess {
  const module = new URL('embedded-postgres.ts', import.meta.url).href;
  const code = `import { startEmbeddedPostgres } from '${module}';
    await startEmbeddedPostgres(${JSON.stringify(dir)}, ${JSON.stringify(settings)});
    process.stdout.write('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => kill(child));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function postmaster(dir: string): Promise<number> {
  return Number((await readFile(join(dir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Writes a row that must be there whatever happens afterwards. */
async function remember(postgres: EmbeddedPostgres): Promise<void> {
  const url = await postgres.database('kept');
  await query(url, 'create table note (text text); insert into note values ($$safe$$)');
}

async function expectRemembered(postgres: EmbeddedPostgres): Promise<void> {
  expect(await query(await postgres.database('kept'), 'select text from note')).toEqual([{ text: 'safe' }]);
}

describe('the embedded PostgreSQL', () => {
  test('comes back at the same address when it is killed, once for all who use it', { timeout: 90_000 }, async () => {
    const dir = await usedDir();
    const [first, second] = await Promise.all([start(dir), start(dir)]);
    await remember(first);
    const address = await second.database('kept');
    const pid = await postmaster(dir);
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => query(address, 'select text from note').catch(() => []), { timeout: 30_000 })
      .toHaveLength(1);
    const restarted = await postmaster(dir);
    expect(restarted).not.toBe(pid);
    // It stays until the last one has stopped, or is there again where that one was not connected yet.
    await first.stop();
    await expect
      .poll(() => query(address, 'select text from note').catch(() => []), { timeout: 30_000 })
      .toHaveLength(1);
    const last = await postmaster(dir);
    await second.stop();
    await expect.poll(() => isAlive(last), { timeout: 10_000 }).toBe(false);
  });

  test('is one server when three processes start it at once, and stops with the last that uses it', async () => {
    const dir = await emptyDir();
    const [first, second, third] = await Promise.all([start(dir), start(dir), startElsewhere(dir)]);
    expect(await first.database('kept')).toBe(await second.database('kept'));
    await remember(first);
    await expectRemembered(second);
    const pid = await postmaster(dir);
    await first.stop();
    await second.stop();
    expect(isAlive(pid)).toBe(true);
    await kill(third);
    const [last, another] = await Promise.all([start(dir), start(dir)]);
    expect(await postmaster(dir)).toBe(pid);
    await expectRemembered(last);
    // Of those that end together one stops it, and the other finds it stopped.
    await Promise.all([last.stop(), another.stop()]);
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    expect((await readdir(dir)).sort()).toEqual(['postgres', 'postgres-password']);
  });

  test('outlives a killed parent and is found again', async () => {
    const dir = await usedDir();
    const parent = await startElsewhere(dir);
    const pid = await postmaster(dir);
    await kill(parent);
    const postgres = await start(dir);
    expect(await postmaster(dir)).toBe(pid);
    await remember(postgres);
    await expectRemembered(postgres);
  });

  test('comes back with everything committed when it was killed itself, under a query', async () => {
    const dir = await usedDir();
    const before = await start(dir);
    await remember(before);
    const busy = query(await before.database('kept'), 'select pg_sleep(60)').catch(() => 'cut');
    const pid = await postmaster(dir);
    process.kill(pid, 'SIGKILL');
    expect(await busy).toBe('cut');
    const [one, two] = await Promise.all([start(dir), start(dir)]);
    expect(await postmaster(dir)).not.toBe(pid);
    await expectRemembered(one);
    await expectRemembered(two);
  });

  test('is not taken for running when its number belongs to another program now, or to none', async () => {
    const dir = await usedDir();
    const before = await start(dir);
    await remember(before);
    const pidFile = join(dir, 'postgres', 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await before.stop();
    for (const pid of [process.pid, 2 ** 22 - 1]) {
      await writeFile(pidFile, [pid, ...lines.slice(1)].join('\n'));
      const after = await start(dir);
      await expectRemembered(after);
      await after.stop();
    }
  });

  test('begins anew when its first start was killed halfway', async () => {
    const dir = await emptyDir();
    const first = spawnStart(dir);
    const unfinished = async () => (await readdir(dir)).find((name) => name.includes('unfinished'));
    const files = async () => {
      const name = await unfinished();
      return name === undefined ? 0 : (await readdir(join(dir, name)).catch(() => [])).length;
    };
    await expect.poll(files, { timeout: 20_000, interval: 10 }).toBeGreaterThan(0);
    await kill(first);
    // Its initdb may still be at work.
    const postgres = await start(dir);
    await remember(postgres);
    await expectRemembered(postgres);
  });

  test.each([
    ['a process that died', String(2 ** 22 - 1)],
    ['a process that had our number', `${process.pid} before`],
    ['nobody', ''],
  ])('starts although a lock of %s was left', async (_, holder) => {
    const dir = await usedDir();
    await writeFile(join(dir, 'postgres.lock'), holder);
    const [one, two] = await Promise.all([start(dir), start(dir)]);
    expect(await one.database('kept')).toBe(await two.database('kept'));
  });
});
