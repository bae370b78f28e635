import { createApp, type App } from '../api/src/app.ts';
import { readConfig } from '../api/src/config.ts';
import { serve } from '../api/src/edge/server.ts';
import { explained } from '../api/test/plans.ts';
import { median } from './report.ts';
import type { Results } from './scenarios.ts';

interface Page {
  list: { edges: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

export type Ask = <T>(query: string, variables: object) => Promise<T>;

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Damso in this process, asked in the name of whoever has this cookie. */
export async function openDamso(databaseUrl: string, cookie: string) {
  const app = await createApp(readConfig({ PORT: '0', LOG_LEVEL: 'silent' }), databaseUrl);
  const server = await serve(app);
  const ask: Ask = async <T>(query: string, variables: object): Promise<T> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    app,
    url: server.url,
    ask,
    async [Symbol.asyncDispose]() {
      await server.close();
      await app.close();
    },
  };
}

interface List {
  name: string;
  query: string;
  filters: Record<string, object>;
  orders: readonly string[];
  /** Tables that are never read to their end. */
  large: readonly string[];
  mostRows: number;
  rounds: number;
}

/** Each filter of a list, in every order, two pages: held against the first page without a filter. The slowest counts. */
export async function measureFilters(app: App, ask: Ask, list: List, results: Results): Promise<void> {
  const plain = () => ask(list.query, {});
  await plain();
  for (const [name, filter] of Object.entries(list.filters)) {
    let slowest = { floor: [0], damso: [0] };
    let rows = 0;
    let pages = 0;
    for (const orderBy of list.orders) {
      let after: string | null = null;
      for (let page = 0; page < 2; page += 1) {
        const read = () => ask<Page>(list.query, { filter, orderBy, after });
        const { list: answer } = await read();
        const floor: number[] = [];
        const damso: number[] = [];
        for (let round = 0; round < list.rounds; round += 1) {
          floor.push(await timed(plain));
          damso.push(await timed(read));
        }
        if (median(damso) > median(slowest.damso)) slowest = { floor, damso };
        const work = await explained(app, read);
        rows = Math.max(rows, work.rows);
        pages = Math.max(pages, work.pages);
        const whole = work.wholeTables.filter((table) => list.large.includes(table));
        if (whole.length > 0 || work.rows > list.mostRows) {
          results.notes.push(
            `${list.name}: ${name} by ${orderBy} reads ${work.rows} rows, all of ${whole.join(', ') || 'no table'}`,
          );
        }
        if (!answer.pageInfo.hasNextPage) break;
        after = answer.pageInfo.endCursor;
      }
    }
    console.log(`${list.name} ${name}: ${median(slowest.damso).toFixed(1)} ms, ${rows} rows, ${pages} pages of 8 kB`);
    results.rows.push({
      metric: `${list.name}: ${name} (at most ${rows} rows)`,
      unit: 'ms',
      ...slowest,
      judged: 'ratio',
    });
  }
}
