import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../api/src/embedded-postgres.ts';
import { newMaskKey } from '../api/src/masking/mask-keys.ts';
import { buildApi } from '../scripts/build-api.ts';
import { startOptions } from '../scripts/start-options.ts';
import { loadCore, moveToCore, onCore, serverCore } from './machine.ts';

const root = join(import.meta.dirname, '..');

export interface Server {
  readonly address: string;
  readonly pid: number;
  /** Asks it to end, as a deployment does, and waits for it. */
  stop(): Promise<void>;
  /** As `kill -9` does: no goodbye to anyone. */
  kill(): Promise<void>;
}

export interface Database {
  readonly pid: number;
  url(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** PostgreSQL as the product embeds it, with its default settings, on the core of the load. */
export async function startDatabase(dir: string): Promise<Database> {
  const postgres = await startEmbeddedPostgres(dir);
  const pidFile = join(dir, 'postgres', 'postmaster.pid');
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  moveToCore(loadCore, pid);
  return {
    pid,
    url: (name) => postgres.database(name),
    async stop() {
      // It stays up for whoever still uses it, and connections of servers that have just ended take a moment to go.
      for (let attempt = 0; existsSync(pidFile) && attempt < 50; attempt += 1) {
        await postgres.stop();
        await delay(100);
      }
    },
  };
}

export async function startFloor(databaseUrl: string): Promise<Server> {
  return startServer(['bench/floor/server.ts'], [], { DATABASE_URL: databaseUrl });
}

/** What one start of Damso has of its own. */
export interface DamsoOptions {
  profileDir?: string | undefined;
  /** A free one, where none is given. */
  port?: number | undefined;
  /** Which core it runs on, where processes are pinned. */
  core?: number | undefined;
  env?: Record<string, string>;
  /** What Node is told besides. */
  nodeOptions?: readonly string[];
}

/** Damso as its users start it; only the limits on sends and starts are out of the way, though they are still counted. */
export async function startDamso(
  databaseUrl: string,
  dataDir: string,
  { profileDir, port, core, env: more, nodeOptions = [] }: DamsoOptions = {},
): Promise<Server> {
  const env = {
    DATABASE_URL: databaseUrl,
    DAMSO_DATA: dataDir,
    DAMSO_MASK_KEYS: newMaskKey(),
    LIMIT_SENDS_PER_MINUTE: '100000000',
    LIMIT_COST_PER_MINUTE: '1000000000',
    LIMIT_STARTS_PER_MINUTE: '100000000',
    LIMIT_TRANSITIONS_PER_MINUTE: '100000000',
    ...more,
  };
  const profiling = profileDir ? ['--cpu-prof', '--cpu-prof-dir', profileDir] : [];
  // A profile names the modules.
  const program = profileDir ? 'api/src/bin/main.ts' : buildApi();
  return startServer([program], [...startOptions(), ...profiling, ...nodeOptions], env, { port, core });
}

/** The demo service and its agents, as `npm run seed` makes them. */
export function seedDamso(databaseUrl: string, dataDir: string): void {
  const { status } = spawnSync(process.execPath, ['api/src/bin/seed.ts'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, DAMSO_DATA: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the demo could not be seeded');
}

async function startServer(
  script: string[],
  options: string[],
  env: Record<string, string>,
  { port: wanted, core = serverCore }: Pick<DamsoOptions, 'port' | 'core'> = {},
): Promise<Server> {
  const port = wanted ?? (await freePort());
  const [program, args] = onCore(core, [process.execPath, ...options, ...script]);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}`;
  await answers(address, child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    // It promises to be gone within 20 seconds.
    const killer = setTimeout(() => child.kill('SIGKILL'), 25_000);
    await exited;
    clearTimeout(killer);
  };
  return { address, pid: child.pid!, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  for (let wait = 0; wait < 600; wait += 1) {
    if (child.exitCode !== null) throw new Error(`the server of ${address} ended with code ${child.exitCode}`);
    const isUp = await fetch(address).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await delay(100);
  }
  throw new Error(`nothing answers at ${address} after a minute`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
