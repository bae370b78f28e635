import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newMaskKey } from '../api/src/masking/mask-keys.ts';
import { freePort, seedDamso, startDamso, startDatabase, type Database, type Server } from '../bench/servers.ts';
import { Wire } from '../e2e/network.ts';
import { Addresses, Agents } from './talk.ts';

/** Redis or Valkey, killed and paused as scenarios will. */
export class Redis {
  readonly url: string;
  readonly #port: number;
  #child: ReturnType<typeof spawn> | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(): Promise<Redis> {
    const redis = new Redis(await freePort());
    await redis.run();
    return redis;
  }

  async run(): Promise<void> {
    this.#child = spawn(
      'redis-server',
      ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    );
    await listens(this.#port);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child!.kill(signal);
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

async function listens(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isUp = await new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1');
      probe.once('connect', () => {
        probe.destroy();
        resolve(true);
      });
      probe.once('error', () => resolve(false));
    });
    if (isUp) return;
    await delay(100);
  }
  throw new Error(`nothing listens on ${port}`);
}

/** What a world is made of besides one process of the product. */
export interface WorldOptions {
  /** Two processes over Redis. */
  processes?: 1 | 2;
  /** For the product's processes. */
  env?: Record<string, string>;
  nodeOptions?: readonly string[];
}

/** The product as it is run, with a database whose cable can be cut, and agents at their consoles. */
export class World implements AsyncDisposable {
  readonly databaseUrl: string;
  readonly wire: Wire;
  readonly addresses: Addresses;
  readonly redis: Redis | undefined;
  readonly filesDir: string;
  agents!: Agents;
  readonly #database: Database;
  readonly #dir: string;
  readonly #ports: readonly number[];
  readonly #options: WorldOptions;
  readonly #env: Record<string, string>;
  readonly #servers: Server[] = [];

  private constructor(
    parts: {
      dir: string;
      database: Database;
      databaseUrl: string;
      wire: Wire;
      redis: Redis | undefined;
      ports: number[];
    },
    options: WorldOptions,
  ) {
    this.#dir = parts.dir;
    this.#database = parts.database;
    this.databaseUrl = parts.databaseUrl;
    this.wire = parts.wire;
    this.redis = parts.redis;
    this.#ports = parts.ports;
    this.#options = options;
    this.addresses = new Addresses(parts.ports.map((port) => `http://127.0.0.1:${port}`));
    this.filesDir = join(parts.dir, 'damso', 'files');
    this.#env = {
      DAMSO_MASK_KEYS: newMaskKey(),
      LOG_LEVEL: 'silent',
      ...(parts.redis && { REDIS_URL: parts.redis.url }),
      ...options.env,
    };
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const dir = mkdtempSync(join(tmpdir(), 'damso-faults-'));
    // PostgreSQL may have to run as another user than this process.
    chmodSync(dir, 0o755);
    const database = await startDatabase(join(dir, 'database'));
    const databaseUrl = await database.url('damso');
    seedDamso(databaseUrl, join(dir, 'damso'));
    const wire = await Wire.to(Number(new URL(databaseUrl).port));
    const count = options.processes ?? 1;
    const redis = count > 1 ? await Redis.start() : undefined;
    const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
    const world = new World({ dir, database, databaseUrl, wire, redis, ports }, options);
    for (const index of ports.keys()) await world.run(index);
    world.agents = await Agents.online(world.addresses);
    return world;
  }

  server(index = 0): Server {
    return this.#servers[index]!;
  }

  /** Starts a process of the product where it was, or for the first time. */
  async run(index = 0): Promise<void> {
    const { nodeOptions = [] } = this.#options;
    const url = new URL(this.databaseUrl);
    url.port = new URL(this.wire.url).port;
    this.#servers[index] = await startDamso(url.href, join(this.#dir, 'damso'), {
      port: this.#ports[index]!,
      env: this.#env,
      nodeOptions,
    });
  }

  /** The first process of PostgreSQL; it is another one after it was killed. */
  get postgresPid(): number {
    return Number(readFileSync(join(this.#dir, 'database', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.agents.leave();
    for (const server of this.#servers) await server.stop();
    await this.wire.close();
    await this.redis?.kill();
    await this.#database.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
