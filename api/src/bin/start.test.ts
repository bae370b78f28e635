import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { bareEnvironment } from '../../test/bare-environment.ts';
import { RedisServer } from '../../test/redis-server.ts';
import { InstanceLock } from '../instance-lock.ts';
import { createLog } from '../log.ts';
import { newMaskKey } from '../masking/mask-keys.ts';
import { onOwnConnection } from '../own-connection.ts';

const root = join(import.meta.dirname, '../../..');
const template = new URL(inject('template'));

let dir: string;
/** Listens, and never says a word. */
let silent: Server;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'damso-start-'));
  await chmod(dir, 0o755);
  await writeFile(join(dir, 'file'), '');
  silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterAll(async () => {
  silent.close();
  await rm(dir, { recursive: true, force: true });
});

const takenPort = () => String((silent.address() as AddressInfo).port);
const databaseUrl = (change: Partial<URL>) => String(Object.assign(new URL(template), change));

const kills: (() => void)[] = [];
afterEach(() => {
  for (const kill of kills.splice(0)) kill();
});

/** A program of the product with nothing set but what is given, and all that it says. */
function run(program: string, env: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, [...args, program], {
    cwd: root,
    env: { ...bareEnvironment, PORT: '0', DAMSO_DATA: join(dir, 'data'), ...env },
  });
  kills.push(() => child.kill('SIGKILL'));
  let said = '';
  const heard = (chunk: Buffer) => (said += chunk.toString());
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, said }));
  return { ended, said: () => said };
}

/** What keeps the product from starting, a line each. */
async function problemsOf(env: Record<string, string>, program = 'scripts/start.ts'): Promise<string[]> {
  const { code, said } = await run(program, env).ended;
  const [first = '', ...problems] = said.trim().split('\n');
  expect(code, said).toBe(1);
  expect(first).toMatch(/^(Damso cannot start|It did not work)\. The environment has problems:$/);
  return problems.map((problem) => problem.replace(/^ {2}- /, ''));
}

describe('npm start', () => {
  test('tells everything that is in its way at once, before it makes, builds or starts anything', async () => {
    const data = join(dir, 'untouched');
    const problems = await problemsOf({
      PORT: takenPort(),
      PUBLIC_URL: 'nowhere',
      LOG_LEVEL: 'loud',
      DATABASE_URL: databaseUrl({ password: 'wrong' }),
      DAMSO_DATA: data,
      DAMSO_FILES: join(dir, 'file/files'),
      DAMSO_FILES_S3_BUCKET: 'half-a-bucket',
    });
    expect(problems).toEqual([
      expect.stringMatching(/^PUBLIC_URL must be /),
      expect.stringMatching(/^LOG_LEVEL must be /),
      expect.stringMatching(/^DAMSO_FILES_S3_ENDPOINT must be set /),
      expect.stringMatching(/^DAMSO_FILES_S3_ACCESS_KEY_ID must be set /),
      expect.stringMatching(/^DAMSO_FILES_S3_SECRET_ACCESS_KEY must be set /),
      'DATABASE_URL must lead to a PostgreSQL 18 or newer: the user or the password is wrong',
      `PORT must be free, and ${takenPort()} of 127.0.0.1 is in use already`,
      `DAMSO_FILES must be a folder to write into, and ${join(dir, 'file/files')} is none: a part of it is a file`,
      expect.stringMatching(/^DAMSO_MASK_KEYS or DAMSO_MASK_KEYS_FILE must be set: /),
    ]);
    expect(problems.join()).not.toContain(template.password);
    expect(await readdir(dir)).toEqual(['file']);
  });

  test('tells as much of its own database', async () => {
    const files = join(dir, 'file');
    const problems = await problemsOf({ PORT: 'x', DAMSO_DATA: files, DAMSO_FILES: files, DAMSO_MASK_KEYS: 'one:key' });
    expect(problems).toEqual([
      'PORT must be a whole number',
      `DAMSO_DATA must be a folder to write into, and ${files} is none: something else is there`,
      `DAMSO_FILES must be a folder to write into, and ${files} is none: something else is there`,
      expect.stringMatching(/^DAMSO_MASK_KEYS must hold keys as id:key/),
    ]);
  });

  // Node itself would look for a way to make that folder for ever.
  test.runIf(process.platform === 'linux')('with its data nowhere says so', async () => {
    expect(await problemsOf({ DAMSO_DATA: '/proc/nowhere/data' })).toEqual([
      'DAMSO_DATA must be a folder to write into, and /proc/nowhere/data is none: no folder can be made there (ENOENT)',
    ]);
  });

  test('with a host or keys that are none says so', async () => {
    const wrong = {
      HOST: '192.0.2.1',
      DAMSO_MASK_KEYS: 'one:key',
      DATABASE_URL: databaseUrl({ pathname: '/nowhere' }),
    };
    expect(await problemsOf(wrong)).toEqual([
      'DATABASE_URL must lead to a PostgreSQL 18 or newer: there is no such database',
      'HOST must be an address of this machine, and 192.0.2.1 is none (EADDRNOTAVAIL)',
      expect.stringMatching(/^DAMSO_MASK_KEYS must hold keys as id:key/),
    ]);
    expect(await problemsOf({ DAMSO_MASK_KEYS: newMaskKey(), DATABASE_URL: databaseUrl({ port: '1' }) })).toEqual([
      'DATABASE_URL must lead to a PostgreSQL 18 or newer: nothing listens there',
    ]);
  });

  test('with a Redis that will never be of use says so', async () => {
    const redis = await RedisServer.start('--requirepass', 'right');
    kills.push(() => void redis.stop());
    const set = { DATABASE_URL: databaseUrl({}), DAMSO_MASK_KEYS: newMaskKey() };
    const [wrong, none] = await Promise.all([
      problemsOf({ ...set, REDIS_URL: redis.url.replace('//', '//:wrong@') }),
      problemsOf({ ...set, REDIS_URL: 'localhost:6379' }),
    ]);
    expect(wrong).toEqual(['REDIS_URL must lead to a Redis or Valkey: the user or the password is wrong']);
    expect(none).toEqual(['REDIS_URL must be an address beginning with redis:// or rediss://']);
  });

  test('says what it waits for, and for how long', async () => {
    const { said, ended } = run('scripts/start.ts', {
      DATABASE_URL: databaseUrl({ port: takenPort() }),
      DAMSO_MASK_KEYS: newMaskKey(),
    });
    const waiting = 'Waiting for the database of DATABASE_URL, ten seconds at most …';
    await expect.poll(said, { timeout: 30_000 }).toContain(waiting);
    expect(said()).toBe(`${waiting}\n`);
    expect((await ended).said).toContain('it does not answer within 10 seconds');
  });

  test('hands a signal on to the product, which does not outlive npm', async () => {
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: '0',
        DATABASE_URL: databaseUrl({ port: takenPort() }),
        DAMSO_MASK_KEYS: newMaskKey(),
      },
    });
    kills.push(() => npm.kill('SIGKILL'));
    let said = '';
    for (const output of [npm.stdout, npm.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    // Comes when nobody holds these outputs any more.
    const ended = once(npm, 'close');
    await expect.poll(() => said, { timeout: 30_000 }).toContain('Waiting for the database');
    npm.kill('SIGTERM');
    await ended;
    expect(said).not.toContain('does not answer');
  });

  test('says so too while another process starts the database of both', async () => {
    const data = await mkdtemp(join(dir, 'data-'));
    await chmod(data, 0o755);
    await writeFile(join(data, 'postgres.lock'), `${process.pid} another`);
    const { said } = run('api/src/bin/main.ts', { DAMSO_DATA: data });
    await expect.poll(said, { timeout: 30_000 }).toBe('Waiting for PostgreSQL to start, five minutes at most …\n');
  });

  test('says so too while another process runs on the same database', async () => {
    const name = `start_${randomUUID().replaceAll('-', '')}`;
    await onOwnConnection(databaseUrl({ pathname: '/postgres' }), (client) => client.query(`create database ${name}`));
    const url = databaseUrl({ pathname: `/${name}` });
    const lock = await InstanceLock.take(url, { isShared: false, log: createLog('silent') });
    try {
      const { said } = run('api/src/bin/main.ts', { DATABASE_URL: url, DAMSO_MASK_KEYS: newMaskKey() });
      const waiting = 'Waiting for another process of Damso on this database to end, 30 seconds at most …\n';
      await expect.poll(said, { timeout: 30_000 }).toBe(waiting);
    } finally {
      await lock.release();
    }
  });

  test('on a Node that is too old says so', async () => {
    const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } })`;
    const { code, said } = await run('scripts/check-node.js', {}, ['--import', older]).ended;
    expect(said).toMatch(/^Damso cannot start\. It needs Node 24 or newer, and this is 20\.19\.0\./);
    expect(code).toBe(1);
    expect(await run('scripts/check-node.js', {}).ended).toEqual({ code: 0, said: '' });
  });
});

test.each(['migrate', 'seed'])('%s tells as much in words', async (program) => {
  const wrong = { LOG_LEVEL: 'loud', DATABASE_URL: databaseUrl({ pathname: '/nowhere' }) };
  expect(await problemsOf(wrong, `api/src/bin/${program}.ts`)).toEqual([
    expect.stringMatching(/^LOG_LEVEL must be /),
    'DATABASE_URL must lead to a PostgreSQL 18 or newer: there is no such database',
  ]);
});
