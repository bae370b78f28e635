import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationObject } from '@mikro-orm/core';
import type { Client } from 'pg';
import { reasonOf } from './database.ts';
import { connectOn } from './orm.ts';
import { onOwnConnection } from './own-connection.ts';
import { migrationsFolder } from './places.ts';

/** Only one process migrates at a time; the number is arbitrary, but must stay. */
const migrationLock = 7_231_904;
/** The lock of a process that died is free at once, so who waits longer than this waits for one that is at work. */
const turnPatienceMs = 3_600_000;
const turnEveryMs = 250;
/**
 * Whatever comes after a lock that is waited for waits behind it, the statements of the running version included. So a migration
 * waits only so long, lets the others pass, and tries again.
 */
const lockTimeoutMs = 2_000;
const retryWithinMs = 10_000;
const lockPatienceMs = 600_000;

export interface Migrating {
  /** Is given a sentence about what takes long. */
  readonly tell?: (sentence: string) => void;
  /** What there is to bring a database up to date with; only tests say it, everybody else has the folder. */
  readonly list?: MigrationObject[];
  /** Milliseconds for which a migration is tried again while others hold what it needs. */
  readonly patienceMs?: number;
}

/** A migration could not be made; nothing of it was kept. */
class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
}

/** The database holds migrations that this program does not know. */
class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer';
}

/**
 * Brings the schema up to date, migration by migration, each a transaction of its own. It has a connection of its own, on which no
 * statement is too long. Of several processes that start at once one does it; the others wait, and find nothing left to do.
 */
export async function migrate(
  url: string,
  { tell = () => undefined, list, patienceMs }: Migrating = {},
): Promise<void> {
  await onOwnConnection(url, async (client) => {
    await setUp(client);
    await takeTurn(client);
    const executed = await executedOn(client);
    const known = list?.map(({ name }) => name) ?? (await namesInFolder());
    refuseNewer(executed, known);
    // Nearly every start: the ORM would be made ready for nothing.
    if (known.every((name) => executed.includes(name))) return;
    const orm = await connectOn(client, url, list);
    try {
      const { migrator } = orm;
      for (const { name } of await migrator.getPending()) {
        await patiently(name, tell, patienceMs, async () => {
          await client.query(`set lock_timeout = ${lockTimeoutMs}`);
          await migrator.up({ migrations: [name] });
        });
      }
    } finally {
      await orm.close();
    }
  });
}

/** However the address, the user or the database are set: no statement has a limit. */
async function setUp(client: Client): Promise<void> {
  await client.query(`set statement_timeout = 0; set transaction_timeout = 0; set idle_in_transaction_session_timeout = 0;
    set timezone = 'UTC'`);
  // What a process that died has begun ends within ten seconds, and not when an index is done that nobody waits for any more.
  await client.query(`set client_connection_check_interval = '10s'`).catch((error: unknown) => {
    // PostgreSQL cannot do that on Windows.
    if ((error as { code?: string }).code !== '22023') throw error;
  });
}

/** Asks again and again: `create index concurrently` waits for every statement under way, one that waits for its turn included. */
async function takeTurn(client: Client): Promise<void> {
  const deadline = Date.now() + turnPatienceMs;
  while (Date.now() < deadline) {
    const text = 'select pg_try_advisory_lock($1) as "isMine"';
    const { rows } = await client.query<{ isMine: boolean }>(text, [migrationLock]);
    if (rows[0]?.isMine) return;
    await delay(turnEveryMs);
  }
  throw new MigrationFailed('Another process has been bringing the database up to date for an hour.');
}

/** The migrations that the database has; none where it is empty. */
async function executedOn(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query("select to_regclass('mikro_orm_migrations') is not null as exists");
  if (!(tables as { exists: boolean }[])[0]!.exists) return [];
  const { rows } = await client.query<{ name: string }>('select name from mikro_orm_migrations');
  return rows.map(({ name }) => name.replace(/\.[jt]s$/, ''));
}

/** The migrations that this program has. */
export async function namesInFolder(): Promise<string[]> {
  return (await readdir(migrationsFolder)).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
}

/** An older program would write what a newer one no longer expects. One that runs already goes on: see ARCHITECTURE.md. */
function refuseNewer(executed: readonly string[], known: readonly string[]): void {
  const unknown = executed.filter((name) => !known.includes(name)).sort();
  if (unknown.length === 0) return;
  throw new DatabaseIsNewer(
    `The database belongs to a newer version of Damso: it has the migration ${unknown.at(-1)}, and the newest that this version knows is ${[...known].sort().at(-1)}. Start that version, or one that is newer still.`,
  );
}

/** PostgreSQL gave up waiting for a lock, or two waited for each other. */
const othersAtWork = new Set<string | undefined>(['55P03', '40P01']);

async function patiently(
  name: string,
  tell: (sentence: string) => void,
  patienceMs = lockPatienceMs,
  attempt: () => Promise<unknown>,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let failures = 0; ; failures += 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      const isBlocked = othersAtWork.has((error as { code?: string }).code);
      if (!isBlocked || Date.now() >= deadline) {
        throw new MigrationFailed(
          `The migration ${name} failed, and nothing of it was kept. ${saidBy(error)}${
            isBlocked ? ' Others hold what it needs: see pg_stat_activity, and start again.' : ''
          }`,
          { cause: error },
        );
      }
      if (failures === 0) tell(`The migration ${name} needs what others are using, and is tried again …`);
      await delay(Math.min(retryWithinMs, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  }
}

/** Failures whose message says nothing of rows, by the first two letters of their code. (Those of data, 22, quote the value.) */
const namesOnly = ['08', '0A', '23', '25', '28', '3D', '3F', '40', '42', '53', '54', '55', '57', '58'];

/** What PostgreSQL said of a failure, without what it quotes of rows, as its `detail` always does. */
function saidBy(error: unknown): string {
  const { code, severity, message, table, name } = error as Partial<Record<string, string>>;
  if (severity === undefined || code === undefined) {
    return name === 'Error' || code !== undefined ? 'The connection to the database was lost.' : `It threw a ${name}.`;
  }
  const reason = reasonOf(code);
  if (reason) return `PostgreSQL said: ${reason} (${code}).`;
  // The ORM appends the detail to the message.
  if (namesOnly.includes(code.slice(0, 2))) return `PostgreSQL said: ${message?.split('\n')[0]} (${code}).`;
  return `PostgreSQL refused a statement (${code}${table ? `, table ${table}` : ''}).`;
}
