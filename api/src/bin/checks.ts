import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError, readEnvironment, type Config } from '../config.ts';
import { leastVersion, problemOfDatabase, reasonOf } from '../database.ts';
import { problemOfEmbeddedPostgres } from '../embedded-postgres.ts';
import { problemOfFolder } from '../folders.ts';
import { readMaskKeys } from '../masking/mask-keys.ts';
import { problemOfRedis } from '../realtime/redis.ts';

/** What a program needs besides the database. */
type Need = 'port' | 'files' | 'keys';

/**
 * The configuration, once everything that it names was looked at: folders, keys, the port, the database. Or ConfigError with all that
 * is wrong, before anything slow begins.
 */
export async function checkedConfig(env: Record<string, string | undefined>, needs: readonly Need[]): Promise<Config> {
  const { config, wrong, problems } = readEnvironment(env);
  const areRight = (...names: string[]) => !names.some((name) => wrong.has(name));
  const isEmbedded = config.databaseUrl === undefined && !wrong.has('DATABASE_URL');
  const [data, database, redis, port] = await Promise.all([
    isEmbedded && areRight('DAMSO_DATA') ? problemsOfData(config) : [],
    config.databaseUrl === undefined ? [] : problemsOfDatabase(config.databaseUrl, config.databaseConnections),
    config.redisUrl === undefined ? [] : problemsOfRedis(config.redisUrl),
    needs.includes('port') && areRight('PORT', 'HOST') ? problemsOfPort(config) : [],
  ]);
  problems.push(...data, ...database, ...redis, ...port);
  // Whatever would lie in the folder of the data waits until that is mended.
  const hasData = data.length === 0 && areRight('DAMSO_DATA');
  if (needs.includes('files') && (hasData || env['DAMSO_FILES']))
    problems.push(...(await problemsOfFiles(config, env)));
  if (needs.includes('keys') && (hasData || config.maskKeys || config.maskKeysFile)) {
    problems.push(...problemsOfMaskKeys(config, isEmbedded));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

async function problemsOfData({ dataDir }: Config): Promise<string[]> {
  const problem = await problemOfFolder(dataDir);
  if (problem) return [`DAMSO_DATA must be a folder to write into, and ${dataDir} is none: ${problem}`];
  const inTheWay = await problemOfEmbeddedPostgres(dataDir);
  return inTheWay ? [inTheWay] : [];
}

async function problemsOfFiles({ filesDir }: Config, env: Record<string, string | undefined>): Promise<string[]> {
  const name = env['DAMSO_FILES'] ? 'DAMSO_FILES' : 'DAMSO_DATA';
  const problem = await problemOfFolder(filesDir, 0o700);
  return problem ? [`${name} must be a folder to write into, and ${filesDir} is none: ${problem}`] : [];
}

function problemsOfMaskKeys(config: Config, isEmbedded: boolean): readonly string[] {
  try {
    // Who named a database, though wrongly, wants no keys made for trying.
    readMaskKeys(isEmbedded ? config : { ...config, databaseUrl: config.databaseUrl ?? '' });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

async function problemsOfDatabase(url: string, connections: number): Promise<string[]> {
  const problem = await waitingFor(
    'the database of DATABASE_URL, ten seconds at most',
    problemOfDatabase(url, connections),
  );
  return problem ? [`DATABASE_URL must lead to a PostgreSQL ${leastVersion} or newer: ${problem}`] : [];
}

/** One that is away does not keep the product from starting: it comes back, and only news between processes wait for it. */
async function problemsOfRedis(url: string): Promise<string[]> {
  const problem = await problemOfRedis(url);
  return problem ? [`REDIS_URL must lead to a Redis or Valkey: ${problem}`] : [];
}

function problemsOfPort({ port, host }: Config): Promise<string[]> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE') resolve([`PORT must be free, and ${port} of ${host} is in use already`]);
      else if (code === 'EACCES') resolve([`PORT must be one that this user may listen on, and ${port} is not`]);
      else resolve([`HOST must be an address of this machine, and ${host} is none (${code})`]);
    });
    probe.listen(port, host, () => {
      probe.close(() => {
        resolve([]);
      });
    });
  });
}

/** Says what is waited for when that takes more than a moment. */
export async function waitingFor<T>(what: string, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const say = delay(1_000, undefined, { signal: done.signal }).then(
    () => {
      console.error(`Waiting for ${what} …`);
    },
    () => undefined,
  );
  try {
    return await work;
  } finally {
    done.abort();
    await say;
  }
}

/** The reasons people can mend, in words; of anything else the kind, because what a database says can quote a row. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message, severity } = error as { code?: string; message?: string; severity?: string };
  // What was free or answered a moment ago.
  if (code === 'EADDRINUSE') return 'The port is in use already. Choose another one with PORT.';
  if (code === 'ECONNREFUSED') return 'The database does not answer any more.';
  if (severity !== undefined && reasonOf(code)) return `The database cannot be used: ${reasonOf(code)} (${code}).`;
  if (severity !== undefined) return `The database refused a statement (${code ?? severity}).`;
  return message ?? String(error);
}

/** Runs a program that ends; what is in its way is told in words. */
export async function runProgram(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(`It did not work. ${explain(error)}`);
    process.exitCode = 1;
  }
}
