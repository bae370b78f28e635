import type { Config } from './config.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { connect } from './orm.ts';
import { onOwnConnection } from './own-connection.ts';

/** `uuidv7()` and other things the migrations use came with this version. */
const leastVersion = 18;
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

/** Brings the schema up to date; of several processes that start at once one does it and the others wait. */
export async function migrate(url: string): Promise<void> {
  await onOwnConnection(url, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    if (Number(rows[0]?.version) < leastVersion * 10_000) {
      throw new Error(`Damso needs PostgreSQL ${leastVersion} or newer.`);
    }
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const orm = await connect(url);
    try {
      await orm.migrator.up();
    } finally {
      await orm.close();
    }
  });
}
