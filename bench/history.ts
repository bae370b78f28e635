import { createApp } from '../api/src/app.ts';
import { readConfig } from '../api/src/config.ts';
import { serve } from '../api/src/server.ts';
import { addLongChat, filtersOf, makePastChats, transcriptQuery } from '../api/test/past-chats.ts';
import { explained } from '../api/test/plans.ts';
import { GraphqlSocket } from './damso-target.ts';
import { median } from './report.ts';
import type { Results } from './scenarios.ts';

const orders = ['REQUESTED_AT_DESC', 'REQUESTED_AT_ASC', 'CLOSED_AT_DESC', 'CLOSED_AT_ASC'];
const pageSize = 50;
/** Of 1,000,000 chats, 4,000,000 messages and 333,334 customers. */
const mostRows = 25_000;
const chatsQuery = `query ($filter: ChatFilter, $orderBy: ChatOrder, $after: String) {
  chats(filter: $filter, orderBy: $orderBy, first: ${pageSize}, after: $after) {
    edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
const changesQuery = `subscription ($chatId: ID!, $after: Int!) { chatChanges(chatId: $chatId, after: $after) {
  revision chat { id state revision } messages { id seq body } } }`;

interface Page {
  chats: { edges: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

/**
 * Damso against itself, in this process: each filter of the history over many chats held against the first page without a filter,
 * and a chat of 10,000 messages against one of 100.
 */
export async function measureHistory(
  { only, databaseUrl, chats, rounds }: { only: readonly string[]; databaseUrl: string; chats: number; rounds: number },
  results: Results,
): Promise<void> {
  const past = await makePastChats(databaseUrl, chats);
  await using opened = new AsyncDisposableStack();
  const app = opened.adopt(await createApp(readConfig({ PORT: '0', LOG_LEVEL: 'silent' }), databaseUrl), (started) =>
    started.close(),
  );
  const server = opened.adopt(await serve(app), (started) => started.close());
  const ask = async <T>(query: string, variables: object): Promise<T> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: past.lead },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };

  if (only.includes('history')) {
    const plain = () => ask(chatsQuery, {});
    await plain();
    for (const [name, filter] of Object.entries(filtersOf(past))) {
      /** The slowest of all orders and pages counts. */
      let slowest = { floor: [0], damso: [0] };
      let rows = 0;
      let pages = 0;
      for (const orderBy of orders) {
        let after: string | null = null;
        for (let page = 0; page < 2; page += 1) {
          const read = () => ask<Page>(chatsQuery, { filter, orderBy, after });
          const { chats: answer } = await read();
          const floor: number[] = [];
          const damso: number[] = [];
          for (let round = 0; round < rounds; round += 1) {
            floor.push(await timed(plain));
            damso.push(await timed(read));
          }
          if (median(damso) > median(slowest.damso)) slowest = { floor, damso };
          const work = await explained(app, read);
          rows = Math.max(rows, work.rows);
          pages = Math.max(pages, work.pages);
          const whole = work.wholeTables.filter((table) => ['chat', 'message', 'customer'].includes(table));
          if (whole.length > 0 || work.rows > mostRows) {
            results.notes.push(
              `history: ${name} by ${orderBy} reads ${work.rows} rows, all of ${whole.join(', ') || 'no table'}`,
            );
          }
          if (!answer.pageInfo.hasNextPage) break;
          after = answer.pageInfo.endCursor;
        }
      }
      console.log(`history ${name}: ${median(slowest.damso).toFixed(1)} ms, ${rows} rows, ${pages} pages of 8 kB`);
      results.rows.push({ metric: `history: ${name} (at most ${rows} rows)`, unit: 'ms', ...slowest, judged: 'ratio' });
    }
  }

  if (only.includes('long')) {
    const [short, long] = [
      await addLongChat(app.sql, past.serviceId, 100),
      await addLongChat(app.sql, past.serviceId, 10_000),
    ];
    await app.sql.query('analyze message', []);
    const open = async (chatId: string): Promise<number> => {
      // The console has a socket already.
      const socket = await GraphqlSocket.open(new URL(server.url), { cookie: past.lead });
      const time = await timed(async () => {
        const { chat } = await ask<{ chat: { revision: number } }>(transcriptQuery, { chatId });
        // One revision before the present, so that there is something to wait for.
        await socket.follow(changesQuery, { chatId, after: chat.revision - 1 });
      });
      socket.close();
      return time;
    };
    const floor: number[] = [];
    const damso: number[] = [];
    for (let round = 0; round < 10 * rounds; round += 1) {
      const inTurn: [string, number[]][] = [
        [short, floor],
        [long, damso],
      ];
      for (const [chatId, times] of round % 2 === 0 ? inTurn : inTurn.reverse()) {
        times.push(await open(chatId));
      }
    }
    results.rows.push({
      metric: 'long: opening a chat of 10,000 messages, against one of 100',
      unit: 'ms',
      floor: floor.slice(rounds),
      damso: damso.slice(rounds),
      judged: 'ratio',
      target: { most: 1.5 },
    });
    // A database that is used again has no such chats in its lists.
    for (const chatId of [short, long]) {
      await app.sql.query(`delete from message where chat_id = replace($1, 'Chat_', '')::uuid`, [chatId]);
      await app.sql.query(`delete from chat where id = replace($1, 'Chat_', '')::uuid`, [chatId]);
    }
  }
}
