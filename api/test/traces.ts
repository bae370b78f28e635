import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Statements } from '../src/sql.ts';

/** Whether a text stands in any row of the database, the catalogues and their statistics included. */
export async function isStored(sql: Statements, text: string): Promise<boolean> {
  const { rows: tables } = await sql.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname <> 'information_schema'`,
    [],
  );
  for (const { name } of tables) {
    const { rows } = await sql.query(`select from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
    if (rows.length > 0) return true;
  }
  return false;
}

/** Where on the disk of the database server a text stands: names of tables and indexes, else paths in its data directory. */
export async function tracesOf(sql: Statements, text: string): Promise<string[]> {
  const { rows } = await sql.query<{ dir: string; own: string }>(
    `select current_setting('data_directory') as dir, oid::text as own from pg_database where datname = current_database()`,
    [],
  );
  const { dir, own } = rows[0]!;
  const found = new Set<string>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const relative = path.slice(dir.length + 1);
    // What other tests have, which nothing of this one reaches, is many times as much.
    const database = /^base\/(\d+)\//.exec(relative)?.[1] ?? own;
    if (database !== own) continue;
    // It may go meanwhile.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (!bytes.includes(text)) continue;
    found.add(relative.startsWith('pg_wal/') ? 'pg_wal' : ((await relationAt(sql, relative)) ?? relative));
  }
  return [...found].sort();
}

async function relationAt(sql: Statements, path: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ name: string }>(
    'select relname as name from pg_class where pg_relation_filepath(oid) = $1',
    [path.replace(/\.\d+$/, '')],
  );
  return rows[0]?.name;
}

/** What the database server has written into its log from a moment on; everybody's who uses that server. */
export class ServerLog {
  readonly #path: string;
  readonly #start: number;

  private constructor(path: string, start: number) {
    this.#path = path;
    this.#start = start;
  }

  static async begin(sql: Pick<Statements, 'query'>): Promise<ServerLog> {
    const { rows } = await sql.query<{ dir: string }>(`select current_setting('data_directory') as dir`, []);
    const path = join(rows[0]!.dir, 'server.log');
    return new ServerLog(path, (await stat(path)).size);
  }

  /** Which of the texts stand in it, in whatever letter case. */
  async quoted(texts: readonly string[]): Promise<string[]> {
    const log = (await readFile(this.#path)).subarray(this.#start).toString().toLowerCase();
    return texts.filter((text) => log.includes(text.toLowerCase()));
  }
}

/** How often a table was vacuumed by hand. */
export async function vacuumsOf(sql: Statements, table: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'select vacuum_count::int as count from pg_stat_user_tables where relname = $1',
    [table],
  );
  return rows[0]!.count;
}
