import type { App } from '../src/app.ts';

/** What PostgreSQL did for a piece of work. */
export interface Work {
  /** Rows that were read from tables, whether or not they were wanted. */
  rows: number;
  /** Pages of 8 kB that were looked at. */
  pages: number;
  /** Tables that were read from one end to the other. */
  wholeTables: string[];
}

export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Cond'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'WAL Bytes'?: number;
  'Subplan Name'?: string;
  'CTE Name'?: string;
  Plans?: Plan[];
}

/** Has PostgreSQL explain, by running them again, the hand-written queries that `work` takes. */
export async function explained(app: App, work: () => Promise<unknown>): Promise<Work> {
  const queries = await queriesOf(app, work);
  const did: Work = { rows: 0, pages: 0, wholeTables: [] };
  for (const { text, values } of queries) {
    const { rows } = await app.sql.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, buffers, format json) ${text}`,
      values,
    );
    const plan = rows[0]!['QUERY PLAN'][0].Plan;
    did.pages += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    for (const node of nodesOf(plan)) {
      const table = node['Relation Name'];
      // What was planned for another outcome never ran.
      if (table === undefined || node['Actual Loops'] === 0) continue;
      did.rows += rowsRead(node);
      if (node['Node Type'] === 'Seq Scan') did.wholeTables.push(table);
    }
  }
  return did;
}

async function queriesOf(app: App, work: () => Promise<unknown>): Promise<{ text: string; values: unknown[] }[]> {
  const queries: { text: string; values: unknown[] }[] = [];
  const { sql } = app;
  const query = sql.query.bind(sql);
  sql.query = (statement: string | { text: string; values: unknown[] }, values: unknown[] = []) => {
    const asked = typeof statement === 'string' ? { text: statement, values } : statement;
    if (/^[\s(]*(select|with)\b/i.test(asked.text)) queries.push(asked);
    return query(asked.text, asked.values);
  };
  try {
    await work();
  } finally {
    sql.query = query;
  }
  return queries;
}

/** Rows that a step which ran has read, wanted or not. */
export function rowsRead(node: Plan): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return Math.round((node['Actual Rows'] + removed) * node['Actual Loops']);
}

/**
 * The trees that ran by themselves, each of whose roots sums up what is beneath it: the statement, and of what it writes in `with`
 * whatever nothing reads from, which runs once the statement is done.
 */
export function rootsOf(plan: Plan): Plan[] {
  const parts = new Map(
    nodesOf(plan).flatMap((node) => {
      const name = /^CTE (.*)$/.exec(node['Subplan Name'] ?? '')?.[1];
      return name === undefined ? [] : [[name, node] as const];
    }),
  );
  const readBy = (node: Plan): string[] => {
    const beneath = (node.Plans ?? []).filter((each) => !parts.has((each['Subplan Name'] ?? '').slice('CTE '.length)));
    return [...(node['CTE Name'] === undefined ? [] : [node['CTE Name']]), ...beneath.flatMap(readBy)];
  };
  const read = new Set([plan, ...parts.values()].flatMap(readBy));
  return [plan, ...[...parts].filter(([name]) => !read.has(name)).map(([, node]) => node)];
}

export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
