import { addLongChat, filtersOf, makePastChats, transcriptQuery } from '../api/test/past-chats.ts';
import { GraphqlSocket } from './damso-api.ts';
import { measureFilters, openDamso, timed } from './lists.ts';
import type { Results } from './scenarios.ts';

const chatsQuery = `query ($filter: ChatFilter, $orderBy: ChatOrder, $after: String) {
  list: chats(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
const changesQuery = `subscription ($chatId: ID!, $after: Int!) { chatChanges(chatId: $chatId, after: $after) {
  revision chat { id state revision } messages { id seq body } } }`;

/**
 * Damso against itself, in this process: each filter of the history over many chats held against the first page without a filter,
 * and a chat of 10,000 messages against one of 100.
 */
export async function measureHistory(
  { only, databaseUrl, chats, rounds }: { only: readonly string[]; databaseUrl: string; chats: number; rounds: number },
  results: Results,
): Promise<void> {
  const past = await makePastChats(databaseUrl, chats);
  await using damso = await openDamso(databaseUrl, past.lead);
  const { app, ask, url } = damso;
  if (only.includes('history')) {
    await measureFilters(
      app,
      ask,
      {
        name: 'history',
        query: chatsQuery,
        filters: filtersOf(past),
        orders: ['REQUESTED_AT_DESC', 'REQUESTED_AT_ASC', 'CLOSED_AT_DESC', 'CLOSED_AT_ASC'],
        large: ['chat', 'message', 'message_grams', 'customer'],
        // Of 1,000,000 chats, 4,000,000 messages and 333,334 customers.
        mostRows: 25_000,
        rounds,
      },
      results,
    );
  }

  if (only.includes('long')) {
    const [short, long] = [
      await addLongChat(app.sql, past.serviceId, 100),
      await addLongChat(app.sql, past.serviceId, 10_000),
    ];
    await app.sql.query('analyze message', []);
    const openChat = async (chatId: string): Promise<number> => {
      // The socket is opened before the clock starts, because the console has one open already.
      const socket = await GraphqlSocket.open(new URL(url), { cookie: past.lead });
      const time = await timed(async () => {
        const { chat } = await ask<{ chat: { revision: number } }>(transcriptQuery, { chatId });
        // Asks for changes since the revision before the present one, so that a first event comes.
        await socket.follow(changesQuery, { chatId, after: chat.revision - 1 });
      });
      socket.close();
      return time;
    };
    const floor: number[] = [];
    const slow: number[] = [];
    for (let round = 0; round < 10 * rounds; round += 1) {
      const inTurn: [string, number[]][] = [
        [short, floor],
        [long, slow],
      ];
      for (const [chatId, times] of round % 2 === 0 ? inTurn : inTurn.reverse()) {
        times.push(await openChat(chatId));
      }
    }
    results.rows.push({
      metric: 'long: opening a chat of 10,000 messages, against one of 100',
      unit: 'ms',
      floor: floor.slice(rounds),
      damso: slow.slice(rounds),
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
