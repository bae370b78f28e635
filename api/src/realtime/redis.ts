import { Redis } from 'ioredis';
import type { Statements } from '../sql.ts';

/** No command waits longer for its answer, and no address for its connection. */
const answerMs = 2_000;

const options = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  commandTimeout: answerMs,
  connectTimeout: answerMs,
  // It waits no longer for the other side to close, which a server that hangs never does.
  disconnectTimeout: 500,
  clientInfoTag: 'damso',
};

/**
 * The connection to Redis or Valkey. It comes back by itself; what is asked of it while it is away, or when it goes, fails at once and
 * is not asked later.
 */
export class RedisConnection {
  readonly client: Redis;
  /** What every key and channel begins with: a Redis may be shared with other programs, and with the Damso of another database. */
  readonly prefix: string;

  constructor(url: string, prefix: string) {
    this.prefix = prefix;
    this.client = new Redis(url, {
      ...options,
      retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000) * (0.5 + Math.random() / 2),
    });
    // What waits for an answer is told anyway; an `error` event that nobody listens to would be printed.
    this.client.on('error', () => undefined);
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  async close(): Promise<void> {
    if (this.isReady) await this.client.quit().catch(() => undefined);
    this.client.disconnect();
  }
}

/** Why the Redis of an address will never be of use, in words; null where it is, or where it may only be away. */
export async function problemOfRedis(url: string): Promise<string | null> {
  const client = new Redis(url, { ...options, lazyConnect: true, retryStrategy: () => null });
  let first: Error | undefined;
  client.on('error', (error) => (first ??= error));
  try {
    await client.connect();
    return null;
  } catch (error) {
    const { message } = first ?? (error as Error);
    if (/^(WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password)/.test(message)) return 'the user or the password is wrong';
    return /RESP type|^Protocol error/.test(message) ? 'what answers there is no Redis' : null;
  } finally {
    client.disconnect();
  }
}

export async function openRedis(url: string, sql: Statements): Promise<RedisConnection> {
  const { rows } = await sql.query<{ identity: string }>(identityText, []);
  return new RedisConnection(url, `damso:${rows[0]!.identity}:`);
}

/** The same for every process on this database, and for no other database. */
const identityText = `
select (pg_control_system()).system_identifier || '-' || oid as identity from pg_database where datname = current_database()`;
