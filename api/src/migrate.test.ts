import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, inject, test } from 'vitest';
import { endWaiting, untilWaiting } from '../test/waiting.ts';
import { IndexMigration } from './concurrent-index.ts';
import { problemOfDatabase } from './database.ts';
import { migrate, type Migrating } from './migrate.ts';
import { statementsOn } from './sql.ts';

const address = (change: Partial<URL>) => String(Object.assign(new URL(inject('template')), change));

const clients: pg.Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});

async function client(url: string): Promise<pg.Client> {
  const connected = new pg.Client({ connectionString: url });
  connected.on('error', () => undefined);
  await connected.connect();
  clients.push(connected);
  return connected;
}

const made: string[] = [];
afterAll(async () => {
  const admin = new pg.Client({ connectionString: address({ pathname: '/postgres' }) });
  await admin.connect();
  for (const name of made) await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

/** An empty database of its own. */
async function emptyDatabase(): Promise<string> {
  const name = `migrating_${randomUUID().replaceAll('-', '')}`;
  await (await client(address({ pathname: '/postgres' }))).query(`create database ${name}`);
  made.push(name);
  return address({ pathname: `/${name}` });
}

/** Migrations of these statements, the first the oldest. */
const listOf = (...all: (string | string[])[]): NonNullable<Migrating['list']> =>
  all.map((statements, index) => ({
    name: `Migration2026010100000${index}_step`,
    class: class extends Migration {
      override up(): void {
        for (const sql of [statements].flat()) this.addSql(sql);
      }
    },
  }));

const indexing = (name: string, definition: string, kind?: 'unique') => ({
  name: `Migration20270101000000_${name}`,
  class: class extends IndexMigration {
    override up(): Promise<void> {
      return this.createIndex(name, definition, kind);
    }
  },
});

const tablesOf = async (url: string) => {
  const { rows } = await (
    await client(url)
  ).query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'mikro_orm_migrations' order by 1`,
  );
  return rows.map(({ name }) => name);
};

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'it worked',
    (error: unknown) => (error as Error).message,
  );

/** Breaks the connection that waits for a lock, once one does. */
async function killWaiting(url: string): Promise<void> {
  const sql = statementsOn(await client(url));
  await untilWaiting(sql);
  expect(await endWaiting(sql)).toBe(1);
}

describe('bringing a database up to date', () => {
  test('takes as long as it needs, whatever limit statements have', async () => {
    const url = await emptyDatabase();
    await (await client(url)).query(`alter database ${new URL(url).pathname.slice(1)} set statement_timeout = '100ms'`);
    await migrate(`${url}?statement_timeout=100`, { list: listOf('select pg_sleep(0.5)', 'create table done ()') });
    expect(await tablesOf(url)).toEqual(['done']);
  });

  test('keeps nothing of a migration that fails, says which one and why, and keeps those before it', async () => {
    const url = await emptyDatabase();
    const list = listOf(
      'create table first (id int)',
      ['create table second (id int)', 'insert into second values (1), (1)', 'alter table second add unique (id)'],
      'create table third (id int)',
    );
    expect(await failureOf(migrate(url, { list }))).toBe(
      'The migration Migration20260101000001_step failed, and nothing of it was kept. PostgreSQL said: could not create unique index "second_id_key" (23505).',
    );
    expect(await tablesOf(url)).toEqual(['first']);
    // Mended, it goes on where it stopped.
    await migrate(url, {
      list: listOf('this is no SQL', 'create table second (id int)', 'create table third (id int)'),
    });
    expect(await tablesOf(url)).toEqual(['first', 'second', 'third']);
  });

  test('tells nothing of rows when it fails', async () => {
    const failing = [
      [`select 'hanna@example.test'::int`, 'PostgreSQL refused a statement (22P02).'],
      [
        `create table person (email text primary key); insert into person values ('hanna@example.test'), ('hanna@example.test')`,
        'PostgreSQL said: duplicate key value violates unique constraint "person_pkey" (23505).',
      ],
      [`do $$ begin raise 'hanna@example.test'; end $$`, 'PostgreSQL refused a statement (P0001).'],
    ] as const;
    for (const [sql, said] of failing) {
      const failure = await failureOf(migrate(await emptyDatabase(), { list: listOf(sql) }));
      expect(failure).toBe(`The migration Migration20260101000000_step failed, and nothing of it was kept. ${said}`);
    }
  });

  test.each([
    ['53100', 'its disk is full'],
    ['25006', 'it can only be read: it is a standby, or default_transaction_read_only is on'],
  ])('says in words what is in its way: %s', async (code, words) => {
    const list = listOf(`do $$ begin raise 'x' using errcode = '${code}'; end $$`);
    expect(await failureOf(migrate(await emptyDatabase(), { list }))).toContain(`PostgreSQL said: ${words} (${code}).`);
  });

  test('is done by one process; the others wait and find nothing left to do', async () => {
    const url = await emptyDatabase();
    const list = listOf('create table once (id int); select pg_sleep(0.3)', 'insert into once values (1)');
    await Promise.all([1, 2, 3].map(() => migrate(url, { list })));
    const { rows } = await (await client(url)).query('select id from once');
    expect(rows).toEqual([{ id: 1 }]);
  });

  test('goes on where a process that died left it', async () => {
    const url = await emptyDatabase();
    const watching = await client(url);
    await watching.query('create table held ()');
    await watching.query('begin; lock table held');
    const list = listOf('create table first ()', 'create table second (); alter table held add id int');
    const dying = failureOf(migrate(url, { list }));
    await killWaiting(url);
    expect(await dying).toContain('Migration20260101000001_step failed, and nothing of it was kept.');
    expect(await tablesOf(url)).toEqual(['first', 'held']);
    await watching.query('rollback');
    await migrate(url, { list });
    expect(await tablesOf(url)).toEqual(['first', 'held', 'second']);
  });

  test('lets others pass while it waits for a table in use, and comes to an end once that is free', async () => {
    const url = await emptyDatabase();
    const [busy, other] = [await client(url), await client(url)];
    await busy.query('create table used (id int)');
    await busy.query('begin; select * from used');
    const told: string[] = [];
    const migrating = migrate(url, {
      list: listOf('alter table used add "more" int'),
      tell: (sentence) => told.push(sentence),
    });
    await untilWaiting(statementsOn(await client(url)));
    // Behind the migration that waits; before `busy` is done.
    await other.query('select * from used');
    await expect
      .poll(() => told)
      .toEqual(['The migration Migration20260101000000_step needs what others are using, and is tried again …']);
    await busy.query('commit');
    await migrating;
    await other.query('select "more" from used');
  });

  test('gives up in words when a table is never free', async () => {
    const url = await emptyDatabase();
    const busy = await client(url);
    await busy.query('create table used (id int)');
    await busy.query('begin; select * from used');
    expect(await failureOf(migrate(url, { list: listOf('alter table used add "more" int'), patienceMs: 0 }))).toBe(
      'The migration Migration20260101000000_step failed, and nothing of it was kept. PostgreSQL said: canceling statement due to lock timeout (55P03). Others hold what it needs: see pg_stat_activity, and start again.',
    );
  });

  test('refuses a database that belongs to a newer version', async () => {
    const url = await emptyDatabase();
    await migrate(url, { list: listOf('create table first ()', 'create table second ()') });
    expect(await failureOf(migrate(url, { list: listOf('create table first ()') }))).toBe(
      'The database belongs to a newer version of Damso: it has the migration Migration20260101000001_step, and the newest that this version knows is Migration20260101000000_step. Start that version, or one that is newer still.',
    );
  });
});

describe('an index on a large table', () => {
  const validity = async (url: string) => {
    const { rows } = await (
      await client(url)
    ).query<{ name: string; isValid: boolean }>(
      `select indexrelid::regclass::text as name, indisvalid as "isValid" from pg_index i
       join pg_class c on c.oid = i.indrelid where c.relname = 'large'`,
    );
    return rows;
  };

  test('is made while others write, however long it waits for them', async () => {
    const url = await emptyDatabase();
    const [busy, other] = [await client(url), await client(url)];
    await busy.query('create table large (id int)');
    await busy.query('begin; insert into large values (1)');
    const migrating = migrate(url, { list: [indexing('large_id_index', 'on "large" ("id")')] });
    await untilWaiting(statementsOn(await client(url)));
    await other.query('insert into large values (2)');
    // Longer than a migration waits for a table that it would keep from others.
    await other.query('select pg_sleep(2.5)');
    await busy.query('commit');
    await migrating;
    expect(await validity(url)).toEqual([{ name: 'large_id_index', isValid: true }]);
  });

  test('is dropped and made anew where an attempt that died left half of it', async () => {
    const url = await emptyDatabase();
    const busy = await client(url);
    await busy.query('create table large (id int)');
    await busy.query('begin; insert into large values (1)');
    const list = [indexing('large_id_index', 'on "large" ("id")')];
    const dying = failureOf(migrate(url, { list }));
    await killWaiting(url);
    await dying;
    await busy.query('commit');
    expect(await validity(url)).toEqual([{ name: 'large_id_index', isValid: false }]);
    await migrate(url, { list });
    expect(await validity(url)).toEqual([{ name: 'large_id_index', isValid: true }]);
  });

  test('leaves nothing behind where rows forbid it', async () => {
    const url = await emptyDatabase();
    await (await client(url)).query('create table large (id int); insert into large values (1), (1)');
    const list = [indexing('large_id_unique', 'on "large" ("id")', 'unique')];
    expect(await failureOf(migrate(url, { list }))).toContain(
      'could not create unique index "large_id_unique" (23505)',
    );
    expect(await validity(url)).toEqual([]);
  });

  test('is made by one of two processes that start at once', async () => {
    const url = await emptyDatabase();
    await (await client(url)).query('create table large (id int)');
    const list = [indexing('large_id_index', 'on "large" ("id")')];
    await Promise.all([migrate(url, { list }), migrate(url, { list })]);
    expect(await validity(url)).toEqual([{ name: 'large_id_index', isValid: true }]);
  });
});

describe('a database', () => {
  /** Somebody who, unlike the user of the tests, is bound by limits. */
  async function mortal(url: string, limit: string): Promise<string> {
    const name = `mortal_${randomUUID().replaceAll('-', '')}`;
    const admin = await client(url);
    await admin.query(`create role ${name} login password 'secret' ${limit}; grant create on schema public to ${name}`);
    return String(Object.assign(new URL(url), { username: name, password: 'secret' }));
  }

  test('whose connections are all taken is waited for', async () => {
    const url = await mortal(await emptyDatabase(), 'connection limit 1');
    const taking = await client(url);
    let problem: string | null | undefined;
    const looking = problemOfDatabase(url, 24).then((found) => (problem = found));
    await expect(client(url)).rejects.toMatchObject({ code: '53300' });
    expect(problem).toBeUndefined();
    await taking.end();
    expect(await looking).toBeNull();
  });

  test('that stays full, or can only be read, is named in words', { timeout: 30_000 }, async () => {
    const [full, readOnly] = [await emptyDatabase(), await emptyDatabase()];
    await (
      await client(readOnly)
    ).query(`alter database ${new URL(readOnly).pathname.slice(1)} set default_transaction_read_only = on`);
    const taken = await mortal(full, 'connection limit 1');
    await client(taken);
    expect(await Promise.all([problemOfDatabase(taken, 24), problemOfDatabase(readOnly, 24)])).toEqual([
      'it has no connection left',
      'it can only be read: it is a standby, or default_transaction_read_only is on',
    ]);
  });

  test('that takes fewer connections than a process would open is named with both figures', async () => {
    const url = await emptyDatabase();
    const { rows } = await (
      await client(url)
    ).query<{ most: number }>(
      `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most`,
    );
    const { most } = rows[0]!;
    expect(await problemOfDatabase(url, most - 3)).toBeNull();
    expect(await problemOfDatabase(url, most - 2)).toBe(
      `it takes ${most} connections at most, and DATABASE_CONNECTIONS (${most - 2}) and 3 beside them are more`,
    );
  });
});
