import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Config } from './config.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { onOwnConnection } from './own-connection.ts';

/** `uuidv7()` and other things the migrations use came with this version. */
export const leastVersion = 18;
/** How long a database may take to answer. */
const answerMs = 10_000;

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

/** What a process opens beside its pools: for its lock, for the vacuum, and for whatever has to be done at its start. */
const connectionsBeside = 3;

/** Why the database of an address cannot be used by so many connections, in words; null where it can. */
export async function problemOfDatabase(url: string, connections: number): Promise<string | null> {
  const deadline = Date.now() + answerMs;
  for (;;) {
    try {
      return await problemOfPresent(url, connections);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (passing.has(code) && Date.now() < deadline) await delay(200);
      else if (/timeout/.test(message)) return `it does not answer within ${answerMs / 1_000} seconds`;
      else if (/terminated unexpectedly/.test(message)) return 'what answers there is no PostgreSQL';
      else return reasonOf(code) ?? `it cannot be reached (${code ?? (error as Error).name})`;
    }
  }
}

async function problemOfPresent(url: string, connections: number): Promise<string | null> {
  const look = async (client: Client) => {
    const { rows } = await client.query<{ version: number; isReadOnly: boolean; mayMigrate: boolean; taken: number }>(
      `select current_setting('server_version_num')::int / 10000 as version,
        current_setting('transaction_read_only')::bool as "isReadOnly",
        coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayMigrate",
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - current_setting('reserved_connections')::int as taken`,
    );
    const { version, isReadOnly, mayMigrate, taken } = rows[0]!;
    if (version < leastVersion) return `it is a PostgreSQL ${version}`;
    if (isReadOnly) throw Object.assign(new Error('It is read-only.'), { code: readOnly });
    if (!mayMigrate) return 'its user may not make tables there';
    return connections + connectionsBeside <= taken
      ? null
      : `it takes ${taken} connections at most, and DATABASE_CONNECTIONS (${connections}) and ${connectionsBeside} beside them are more`;
  };
  return onOwnConnection(url, look, { connectionTimeoutMillis: answerMs, query_timeout: answerMs });
}

/** The code of what is refused because nothing may be written. */
const readOnly = '25006';
/** What may be otherwise in a moment: it is coming up, somebody else lets go of a connection, or another server hands over to it. */
const passing = new Set<string | undefined>(['57P03', '53300', readOnly]);

/** What a failure with this code means, of those that are not a mistake in the program. */
export const reasonOf = (code: string | undefined): string | undefined => reasons[code ?? ''];

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
  [readOnly]: 'it can only be read: it is a standby, or default_transaction_read_only is on',
  '53100': 'its disk is full',
  '53200': 'it is out of memory',
  '53300': 'it has no connection left',
  '57P01': 'it is shutting down',
  '57P03': 'it is still starting up',
};
