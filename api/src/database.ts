import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Config } from './config.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { connect } from './orm.ts';
import { onOwnConnection } from './own-connection.ts';

/** `uuidv7()` and other things the migrations use came with this version. */
export const leastVersion = 18;
/** How long a database may take to answer. */
const answerMs = 10_000;
/** How long the migrations of another process are waited for. */
const migrationPatience = '5min';
/** Only one process migrates at a time; the number is arbitrary, but must stay. */
const migrationLock = 7_231_904;

export interface Database {
  readonly url: string;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** The database of DATABASE_URL, or else the embedded one. */
export async function openDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl) return { url: config.databaseUrl, embedded: false, close: () => Promise.resolve() };
  const postgres = await startEmbeddedPostgres(config.dataDir);
  return { url: await postgres.database('damso'), embedded: true, close: () => postgres.stop() };
}

/** Why the database of an address cannot be used, in words; null where it can. */
export async function problemOfDatabase(url: string): Promise<string | null> {
  const deadline = Date.now() + answerMs;
  for (;;) {
    try {
      return await problemOfPresent(url);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      // It is coming up.
      if (code === '57P03' && Date.now() < deadline) await delay(200);
      else if (/timeout/.test(message)) return `it does not answer within ${answerMs / 1_000} seconds`;
      else if (/terminated unexpectedly/.test(message)) return 'what answers there is no PostgreSQL';
      else return reasons[code ?? ''] ?? `it cannot be reached (${code ?? (error as Error).name})`;
    }
  }
}

async function problemOfPresent(url: string): Promise<string | null> {
  const look = async (client: Client) => {
    const { rows } = await client.query<{ version: number; mayMigrate: boolean }>(
      `select current_setting('server_version_num')::int / 10000 as version,
        coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayMigrate"`,
    );
    const { version, mayMigrate } = rows[0]!;
    if (version < leastVersion) return `it is a PostgreSQL ${version}`;
    return mayMigrate ? null : 'its user may not make tables there';
  };
  return onOwnConnection(url, look, { connectionTimeoutMillis: answerMs, query_timeout: answerMs });
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host is not known',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its host cannot be reached',
  ETIMEDOUT: 'it does not answer',
  '28000': 'the user or the password is wrong',
  '28P01': 'the user or the password is wrong',
  '3D000': 'there is no such database',
  '42501': 'its user may not enter it',
  '53300': 'it has no connection left',
  '57P03': 'it is still starting up',
};

/** Brings the schema up to date; of several processes that start at once one does it and the others wait. */
export async function migrate(url: string): Promise<void> {
  await onOwnConnection(url, async (client) => {
    await client.query(`set lock_timeout = '${migrationPatience}'`);
    await client.query('select pg_advisory_lock($1)', [migrationLock]).catch((error: unknown) => {
      if ((error as { code?: string }).code !== '55P03') throw error;
      throw new Error('Another process has been bringing the database up to date for five minutes.');
    });
    const orm = await connect(url);
    try {
      await orm.migrator.up();
    } finally {
      await orm.close();
    }
  });
}
