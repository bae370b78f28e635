import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { expect } from 'vitest';
import type { App } from '../src/app.ts';
import { nodesOf, rootsOf, rowsRead, type Plan } from './plans.ts';

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

const units = {
  nodes: 'steps of a plan',
  rows: 'rows read',
  pages: 'pages of tables and indexes',
  walBytes: 'bytes of the write-ahead log',
  triggers: 'triggers',
  indexEntries: 'entries of indexes',
  statements: 'statements',
} as const;
type Figure = keyof typeof units;

/** Fails, with both figures, when something takes more than it did. */
export function expectAtMost(what: string, figures: readonly { most: number; took: number; unit: string }[]): void {
  const dearer = figures
    .filter(({ most, took }) => took > most)
    .map(({ most, took, unit }) => `${unit} of ${what}: ${took}, and at most ${most} until now`);
  expect(dearer, dearer.join('\n')).toEqual([]);
}

/** The most of each figure that something takes; and no table is read from one end to the other. */
export function expectCost<K extends Figure>(
  what: string,
  most: Record<K, number>,
  took: (Record<NoInfer<K>, number> & Pick<Cost, 'wholeTables'>) | undefined,
): void {
  if (!took) throw new Error(`${what} was not seen.`);
  expectAtMost(what, [
    ...(Object.keys(most) as K[]).map((name) => ({ most: most[name], took: took[name], unit: units[name] })),
    { most: 0, took: took.wholeTables.length, unit: `tables read from end to end (${took.wholeTables.join(', ')})` },
  ]);
}

interface Sent {
  name?: string;
  text: string;
}

/** Every statement that clients of this process send during `work`, those inside transactions and what begins and ends these, goes through `send`. */
async function sentThrough(
  send: (client: pg.Client, statement: Sent, run: () => unknown) => unknown,
  work: () => Promise<unknown>,
): Promise<void> {
  const { prototype } = pg.Client;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the client it is called on
  const { query } = prototype;
  prototype.query = function (this: pg.Client, ...args: [string | Sent]): unknown {
    const [what] = args;
    return send(this, typeof what === 'string' ? { text: what } : what, () => Reflect.apply(query, this, args));
  } as typeof query;
  try {
    await work();
  } finally {
    prototype.query = query;
  }
}

/** What is sent during `work`. */
export async function recorded(work: () => Promise<unknown>): Promise<Sent[]> {
  const statements: Sent[] = [];
  await sentThrough((_, statement, run) => {
    statements.push(statement);
    return run();
  }, work);
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
    const costs = new Map<string, Cost>();
    const undo = [this.#app.sql, this.#app.sendSql].map((sql) => {
      const query = sql.query.bind(sql);
      sql.query = async (statement: string | Statement, values: unknown[] = []) => {
        const asked = typeof statement === 'string' ? { name: 'nameless', text: statement, values } : statement;
        costs.set(asked.name, await this.#costOf(asked));
        return typeof statement === 'string' ? query(statement, values) : query(statement);
      };
      return () => (sql.query = query);
    });
    try {
      await work();
    } finally {
      for (const each of undo) each();
    }
    return costs;
  }

  /** The middle of five runs: now and then one tidies a page, writes a page whole into the log, or finds the chat changed and writes nothing. */
  async #costOf(statement: Statement): Promise<Cost> {
    // Prepared as the product does it, by being run.
    await this.#undone(() => this.#client.query(statement));
    const runs: Cost[] = [];
    for (let run = 0; run < 5; run += 1) runs.push(await this.#undone(() => this.#explain(statement)));
    return figuresOf(runs, middle);
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
    const { rows } = await this.#client.query<{ 'QUERY PLAN': [Explained] }>(
      `explain (analyze, buffers, wal, format json) execute ${pg.escapeIdentifier(name)} ${given}`,
    );
    return { ...costOf(rows[0]!['QUERY PLAN'][0]), indexEntries: (await this.#indexEntries()) - before };
  }

  async #indexEntries(): Promise<number> {
    const { rows } = await this.#client.query<{ entries: number }>(indexEntriesText);
    return rows[0]!.entries;
  }
}

/** Written by a connection since it began its transaction: one per index for a new row, and for a changed one unless it stays on its page untouched by indexes. */
const indexEntriesText = `
select coalesce(sum((n_tup_ins + n_tup_upd - n_tup_hot_upd)
  * (select count(*) from pg_index i where i.indrelid = t.relid)), 0)::int as entries from pg_stat_xact_user_tables t`;

const sum = <T>(items: readonly T[], figure: (item: T) => number): number =>
  items.reduce((total, item) => total + figure(item), 0);

const least = (figures: readonly number[]): number => Math.min(...figures);
const middle = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1]!;

/** One of each figure. */
function figuresOf(runs: readonly Cost[], one: (figures: readonly number[]) => number): Cost {
  const figure = (of: (cost: Cost) => number) => one(runs.map(of));
  return {
    nodes: figure(({ nodes }) => nodes),
    wholeTables: runs[0]!.wholeTables,
    rows: figure(({ rows }) => rows),
    pages: figure(({ pages }) => pages),
    walBytes: figure(({ walBytes }) => walBytes),
    triggers: figure(({ triggers }) => triggers),
    indexEntries: figure(({ indexEntries }) => indexEntries),
  };
}

/** How PostgreSQL explains what it ran. */
interface Explained {
  'Query Text'?: string;
  Plan: Plan;
  Triggers: { Calls: number }[];
}

function costOf({ Plan: plan, Triggers: triggers }: Explained): Omit<Cost, 'indexEntries'> {
  const ran = nodesOf(plan).filter((node) => node['Actual Loops'] > 0);
  const scans = ran.filter((node) => node['Relation Name'] !== undefined && /Scan/.test(node['Node Type']));
  return {
    nodes: ran.length,
    wholeTables: scans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']!),
    rows: sum(scans, rowsRead),
    pages: sum(rootsOf(plan), (root) => root['Shared Hit Blocks'] + root['Shared Read Blocks']),
    walBytes: sum(rootsOf(plan), (root) => root['WAL Bytes'] ?? 0),
    triggers: sum(triggers, ({ Calls: calls }) => calls),
  };
}

/**
 * From now on PostgreSQL tells each new connection to a database what every statement took, as it ran: which also holds within a
 * transaction, where a statement that is explained beforehand would meet its own locks.
 */
export async function explainAsItRuns(app: App, databaseUrl: string): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_level': 'notice',
    'auto_explain.log_format': 'json',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_wal': 'on',
    'auto_explain.log_triggers': 'on',
    'auto_explain.log_parameter_max_length': '0',
  };
  const name = pg.escapeIdentifier(new URL(databaseUrl).pathname.slice(1));
  for (const [setting, value] of Object.entries(settings)) {
    await app.sql.query(`alter database ${name} set ${setting} = ${pg.escapeLiteral(value)}`, []);
  }
}

/** What a verb takes of PostgreSQL, in all its statements together; those of transactions, and what begins and ends these, included. */
export interface VerbCost extends Cost {
  statements: number;
}

/** The least of so many runs of `work`, on connections that explain what they run. */
export async function verbCost<T = void>(
  runs: number,
  work: (prepared: T) => Promise<unknown>,
  prepare: () => Promise<T> = () => Promise.resolve(undefined as T),
): Promise<VerbCost> {
  const costs: VerbCost[] = [];
  for (let run = 0; run < runs; run += 1) {
    const prepared = await prepare();
    costs.push(await costOfRun(() => work(prepared)));
  }
  return { ...figuresOf(costs, least), statements: Math.min(...costs.map(({ statements }) => statements)) };
}

/** Clients that are heard already, and what happens with what they tell. */
const heard = new WeakSet<pg.Client>();
let hear: (explained: Explained) => void = () => undefined;

async function costOfRun(work: () => Promise<unknown>): Promise<VerbCost> {
  const costs: Omit<Cost, 'indexEntries'>[] = [];
  hear = (explained) => {
    if (explained['Query Text'] !== indexEntriesText) costs.push(costOf(explained));
  };
  let statements = 0;
  let ofTransactions = 0;
  let indexEntries = 0;
  const send = async (client: pg.Client, { text }: Sent, run: () => unknown) => {
    if (!heard.has(client)) {
      heard.add(client);
      client.on('notice', ({ message }) => {
        const json = /plan:\n(\{.*\})$/s.exec(message ?? '')?.[1];
        if (json) hear(JSON.parse(json) as Explained);
      });
    }
    if (text === indexEntriesText) return run();
    statements += 1;
    if (text !== 'begin' && text !== 'commit') return run();
    ofTransactions += 1;
    // What was written before may not have left this sum yet.
    if (text === 'begin') await run();
    const { rows } = await client.query<{ entries: number }>(indexEntriesText);
    indexEntries += text === 'begin' ? -rows[0]!.entries : rows[0]!.entries;
    if (text === 'commit') await run();
  };
  await sentThrough(send, work);
  hear = () => undefined;
  if (costs.length !== statements - ofTransactions) {
    throw new Error(`Of ${statements} statements ${costs.length} were explained.`);
  }
  return {
    statements,
    nodes: sum(costs, ({ nodes }) => nodes),
    wholeTables: costs.flatMap(({ wholeTables }) => wholeTables),
    rows: sum(costs, ({ rows }) => rows),
    pages: sum(costs, ({ pages }) => pages),
    walBytes: sum(costs, ({ walBytes }) => walBytes),
    triggers: sum(costs, ({ triggers }) => triggers),
    indexEntries,
  };
}

type Value = string | number | boolean | null;

/** SQL: a value as the driver would have sent it. */
function literal(value: Value | readonly Value[]): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return pg.escapeLiteral(String(value));
  const items = value.map((item) => (item === null ? 'null' : JSON.stringify(String(item))));
  return pg.escapeLiteral(`{${items.join(',')}}`);
}

/** What collects the garbage of this process at once: all, or what is new of it. */
export function garbageCollector(): (options?: { readonly type: 'minor' }) => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as ReturnType<typeof garbageCollector>;
}
