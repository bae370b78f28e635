import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { MailServer } from '../api/test/mail-server.ts';
import { RedisServer } from '../api/test/redis-server.ts';
import { startEmbeddedPostgres } from '../api/src/embedded-postgres.ts';
import { newMaskKey } from '../api/src/masking/mask-keys.ts';
import { startOptions } from '../scripts/start-options.ts';

const root = join(import.meta.dirname, '..');

/** Where the agents of a product are that runs as two processes, by where its customers are. */
const consoles = new Map<string, string>();

/** Where agents find the product of an address. */
export const consoleOf = (url: string) => consoles.get(url) ?? url;

/** The process of agents, and what connects it with that of customers. */
interface Agents {
  readonly redis: RedisServer;
  readonly port: number;
  /** What is set of both processes. */
  readonly env: Record<string, string>;
  process?: ChildProcess;
}

/** The product as a user starts it: a process of its own, an embedded database, the demo. */
export class Product {
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  readonly #loaded: readonly string[];
  #process: ChildProcess | undefined;
  /** Resolves when the process has ended, with all that it said. */
  ended: Promise<string> = Promise.resolve('');
  /** Of a database of its own; empty for the one that the product brings along. */
  #database: Record<string, string> = { DATABASE_URL: '' };
  #heard = { text: '' };
  #agents: Agents | undefined;
  /** A file that names its processes, for whoever ends it if that is nobody here. */
  #pidFile: string | undefined;

  private constructor(port: number, dataDir: string, loaded: readonly string[]) {
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.dataDir = dataDir;
    this.#loaded = loaded;
  }

  /**
   * Begins with a copy of the data of `prepared`, a product that has ended, where one is given. A file of this folder, `loaded`
   * before the product's own, changes what cannot be set. In a `folder` that is given its data is left, with a file beside it
   * that names its processes.
   */
  static async start(prepared?: string, loaded?: string, agents?: Agents, folder?: string): Promise<Product> {
    const dataDir = await mkdtemp(join(folder ?? tmpdir(), 'damso-e2e-'));
    // PostgreSQL runs as another user when the tests run as root.
    await chmod(dataDir, 0o755);
    // With their owners, which Node's own copy forgets.
    if (prepared) await promisify(execFile)('cp', ['-a', `${prepared}/.`, dataDir]);
    const product = new Product(
      await freePort(),
      dataDir,
      loaded === undefined ? [] : ['--import', join(import.meta.dirname, loaded)],
    );
    product.#agents = agents;
    if (folder !== undefined) product.#pidFile = `${dataDir}.pids`;
    if (agents) consoles.set(product.url, `http://localhost:${agents.port}`);
    await product.run();
    return product;
  }

  /** On a database of its own, without a demo; its mails go to the server of `mails`, if there is one. */
  static async startOn(databaseUrl: string, mails?: MailServer): Promise<Product> {
    const dataDir = await mkdtemp(join(tmpdir(), 'damso-e2e-'));
    const product = new Product(await freePort(), dataDir, []);
    product.#database = {
      DATABASE_URL: databaseUrl,
      DAMSO_MASK_KEYS: newMaskKey(),
      // The links in them lead here.
      ...(mails && { ...mails.env, PUBLIC_URL: product.url }),
    };
    await product.run();
    return product;
  }

  /** The same on two processes that a Redis connects: one for customers, one for agents. */
  static async startTwo(
    prepared: string,
    { env = {}, folder }: { env?: Record<string, string>; folder?: string } = {},
  ): Promise<Product> {
    const redis = await RedisServer.start();
    return Product.start(prepared, undefined, { redis, port: await freePort(), env }, folder);
  }

  /** Where agents find it. */
  get consoleUrl(): string {
    return consoleOf(this.url);
  }

  /** What the process that was started last has said so far. */
  get said(): string {
    return this.#heard.text;
  }

  /** Whether each of its processes is there. */
  get isRunning(): boolean {
    return this.#processes.every((child) => child && isThere(child));
  }

  /** Starts it and waits for its ready lines. */
  async run(): Promise<void> {
    const agents = this.#agents;
    await Promise.all([
      this.#spawn(this.port).then((child) => (this.#process = child)),
      agents && this.#spawn(agents.port).then((child) => (agents.process = child)),
    ]);
    if (this.#pidFile) await writeFile(this.#pidFile, this.#pids.join(' '));
  }

  async #spawn(port: number): Promise<ChildProcess> {
    // A part that is replaced is a part of the sources, not of the built server.
    const program = this.#loaded.length > 0 ? 'api/src/bin/main.ts' : 'scripts/start.ts';
    const child = spawn(process.execPath, [...startOptions(), ...this.#loaded, program], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        DAMSO_DATA: this.dataDir,
        // Stories tell their own past.
        DAMSO_DEMO: 'empty',
        PUBLIC_URL: '',
        ...this.#database,
        REDIS_URL: this.#agents?.redis.url ?? '',
        ...this.#agents?.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const heard = (this.#heard = { text: '' });
    this.ended = new Promise((resolve) => child.once('close', () => resolve(heard.text)));
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        heard.text += chunk.toString();
        if (heard.text.includes('Damso is ready.')) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => {
        reject(new Error(`The product ended before it was ready: ${heard.text}`));
      });
    });
    return child;
  }

  /** One statement past the product, for what would take too long to do by hand. */
  async sql(text: string, values: unknown[] = []): Promise<void> {
    const postgres = await startEmbeddedPostgres(this.dataDir);
    const client = new pg.Client({ connectionString: await postgres.database('damso') });
    await client.connect();
    await client.query(text, values);
    await client.end();
    await postgres.stop();
  }

  /** Runs one of the programs beside the product, on its data. */
  async program(name: string): Promise<string> {
    const env = { ...process.env, DAMSO_DATA: this.dataDir, DATABASE_URL: '' };
    const { stdout } = await promisify(execFile)(process.execPath, [`api/src/bin/${name}.ts`], { cwd: root, env });
    return stdout;
  }

  /** As `kill -9` does: no goodbye to anyone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends the process and keeps its data. */
  async end(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.end();
    await this.#agents?.redis.stop();
    consoles.delete(this.url);
    if (this.#pidFile) await rm(this.#pidFile, { force: true });
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    await Promise.all(this.#processes.map((child) => endProcess(child, signal)));
  }

  get #processes(): (ChildProcess | undefined)[] {
    return this.#agents ? [this.#process, this.#agents.process] : [this.#process];
  }

  get #pids(): number[] {
    const own = this.#processes.flatMap((child) => child?.pid ?? []);
    return this.#agents ? [...own, this.#agents.redis.pid] : own;
  }
}

const isThere = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

async function endProcess(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || !isThere(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
