import pg from 'pg';
import type { App } from '../src/app.ts';
import { nodesOf, rowsRead, type Plan } from './plans.ts';

interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** What one run of a statement takes of PostgreSQL, apart from time. */
export interface Cost {
  /** Steps of the plan that run. */
  nodes: number;
  /** Tables that are read from one end to the other. */
  wholeTables: string[];
  /** Rows that are read, wanted or not. */
  rows: number;
  /** Pages of 8 kB that are looked at. */
  pages: number;
  /** Bytes for the write-ahead log, without the commit. */
  walBytes: number;
  /** Triggers that run for what is written, checks of references included. */
  triggers: number;
  /** Entries that are written into indexes. */
  indexEntries: number;
}

/** Every statement that clients of this process send during `work`: those inside transactions, and what begins and ends these. */
export async function recorded(work: () => Promise<unknown>): Promise<{ name?: string; text: string }[]> {
  const { prototype } = pg.Client;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the client it is called on
  const { query } = prototype;
  const statements: { name?: string; text: string }[] = [];
  prototype.query = function (this: pg.Client, ...args: [string | { name?: string; text: string }]): unknown {
    const [what] = args;
    statements.push(typeof what === 'string' ? { text: what } : what);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return statements;
}

/** The fewest statements of so many runs: the first look up what is kept from then on, and some things are looked after meanwhile. */
export async function fewestStatements<T = void>(
  runs: number,
  work: (prepared: T) => Promise<unknown>,
  prepare: () => Promise<T> = () => Promise.resolve(undefined as T),
): Promise<number> {
  const counts: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const prepared = await prepare();
    counts.push((await recorded(() => work(prepared))).length);
  }
  return Math.min(...counts);
}

/** Explains statements on one connection of the product's own, whose plans are those of its prepared statements, kept as it keeps them. */
export class Explainer {
  readonly #app: App;
  readonly #client: pg.PoolClient;

  private constructor(app: App, client: pg.PoolClient) {
    this.#app = app;
    this.#client = client;
  }

  static async on(app: App): Promise<Explainer> {
    return new Explainer(app, await (await app.orm.em.getConnection().getNativeClient()).connect());
  }

  release(): void {
    this.#client.release();
  }

  /**
   * What the statements of `work` cost, by their names, in the order in which they came; those of transactions are left out. Each is
   * explained just before it runs, and nothing of that stays: afterwards it would find everything done.
   */
  async costsOf(work: () => Promise<unknown>): Promise<Map<string, Cost>> {
    const { sql } = this.#app;
    const query = sql.query.bind(sql);
    const costs = new Map<string, Cost>();
    sql.query = async (statement: string | Statement, values: unknown[] = []) => {
      const asked = typeof statement === 'string' ? { name: 'nameless', text: statement, values } : statement;
      costs.set(asked.name, await this.#costOf(asked));
      return typeof statement === 'string' ? query(statement, values) : query(statement);
    };
    try {
      await work();
    } finally {
      sql.query = query;
    }
    return costs;
  }

  /** The least of five runs: now and then one tidies a page, or writes a page whole into the log. */
  async #costOf(statement: Statement): Promise<Cost> {
    // Prepared as the product does it, by being run.
    await this.#undone(() => this.#client.query(statement));
    const runs: Cost[] = [];
    for (let run = 0; run < 5; run += 1) runs.push(await this.#undone(() => this.#explain(statement)));
    const least = (figure: (cost: Cost) => number) => Math.min(...runs.map(figure));
    return {
      nodes: least(({ nodes }) => nodes),
      wholeTables: runs[0]!.wholeTables,
      rows: least(({ rows }) => rows),
      pages: least(({ pages }) => pages),
      walBytes: least(({ walBytes }) => walBytes),
      triggers: least(({ triggers }) => triggers),
      indexEntries: least(({ indexEntries }) => indexEntries),
    };
  }

  async #undone<T>(work: () => Promise<T>): Promise<T> {
    await this.#client.query('begin');
    try {
      return await work();
    } finally {
      await this.#client.query('rollback');
    }
  }

  async #explain({ name, values }: Statement): Promise<Cost> {
    const before = await this.#indexEntries();
    const given = values.length > 0 ? `(${(values as (Value | readonly Value[])[]).map(literal).join(', ')})` : '';
    const { rows } = await this.#client.query<{ 'QUERY PLAN': [{ Plan: Plan; Triggers: { Calls: number }[] }] }>(
      `explain (analyze, buffers, wal, format json) execute ${pg.escapeIdentifier(name)} ${given}`,
    );
    const { Plan: plan, Triggers: triggers } = rows[0]!['QUERY PLAN'][0];
    const ran = nodesOf(plan).filter((node) => node['Actual Loops'] > 0);
    const scans = ran.filter((node) => node['Relation Name'] !== undefined && /Scan/.test(node['Node Type']));
    return {
      nodes: ran.length,
      wholeTables: scans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']!),
      rows: scans.reduce((sum, node) => sum + rowsRead(node), 0),
      pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      walBytes: plan['WAL Bytes'] ?? 0,
      triggers: triggers.reduce((sum, { Calls: calls }) => sum + calls, 0),
      indexEntries: (await this.#indexEntries()) - before,
    };
  }

  /** Written by this connection so far: one per index for a new row, and for a changed one unless it stays on its page untouched by indexes. */
  async #indexEntries(): Promise<number> {
    const { rows } = await this.#client.query<{ entries: number }>(
      `select coalesce(sum((n_tup_ins + n_tup_upd - n_tup_hot_upd)
         * (select count(*) from pg_index i where i.indrelid = t.relid)), 0)::int as entries from pg_stat_xact_user_tables t`,
    );
    return rows[0]!.entries;
  }
}

type Value = string | number | boolean | null;

/** SQL: a value as the driver would have sent it. */
function literal(value: Value | readonly Value[]): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return pg.escapeLiteral(String(value));
  const items = value.map((item) => (item === null ? 'null' : JSON.stringify(String(item))));
  return pg.escapeLiteral(`{${items.join(',')}}`);
}
