import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { afterwards } from '../test/afterwards.ts';
import { Kit, type Answer } from '../test/kit.ts';
import { decodeId } from './ids.ts';

const direct = await Kit.start();

/** What stands between the product and its database: it can swallow what comes through, as a firewall that forgot a connection. */
class Way {
  readonly url: string;
  readonly #connections: Set<Socket>;

  private constructor(url: string, connections: Set<Socket>) {
    this.url = url;
    this.#connections = connections;
  }

  static async to(databaseUrl: string): Promise<Way> {
    const { port, hostname } = new URL(databaseUrl);
    const connections = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        connections.add(socket);
        socket.on('error', () => undefined).on('close', () => connections.delete(socket));
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(() => {
      for (const socket of connections) socket.destroy();
      server.close();
    });
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Way(String(url), connections);
  }

  /** Those connections that there are stay open, and nothing comes through them any more; new ones work. Answers how many. */
  forgetAll(): number {
    for (const socket of this.#connections) socket.unpipe().resume();
    return this.#connections.size / 2;
  }
}

/** As clients do: asked again, a send with the same key, until there is an answer. Its connection may be one of those. */
async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!/INTERNAL|UNAVAILABLE/.test(String(error))) throw error;
    }
  }
}

const markRead = `mutation ($chatId: ID!, $seq: Int!) { markRead(chatId: $chatId, seq: $seq) { __typename } }`;
const lastMessage = `query ($chatId: ID!) { chat(id: $chatId) { lastMessage { body } } }`;

describe('connections to the database that went silent', () => {
  test('are closed, and what comes next is answered over new ones', { timeout: 40_000 }, async () => {
    const way = await Way.to(direct.databaseUrl);
    const kit = await Kit.process(way.url);
    const service = await kit.service();
    await service.onlineAgent();
    const customers = await Promise.all(Array.from({ length: 12 }, () => service.customer()));
    // Every connection that there may be, of every pool.
    const pools = Object.values(kit.app.pools);
    const all = await Promise.all(
      pools.flatMap((pool) => Array.from({ length: pool.options.max }, () => pool.connect())),
    );
    for (const client of all) client.release();
    // All of them are at it, with whatever a conversation takes: a send, a transaction, a read.
    let isOver = false;
    const rounds = customers.map(() => 0);
    const talks = customers.map(async (customer, index) => {
      const { chatId } = customer;
      while (!isOver) {
        const round = rounds[index]!;
        const { seq } = await untilAnswered(() => customer.send(chatId, String(round), String(round)));
        await untilAnswered(() => customer.run(markRead, { chatId, seq }));
        const { chat } = await untilAnswered(() => customer.run(lastMessage, { chatId }));
        expect(chat.lastMessage.body).toBe(String(round));
        rounds[index] = round + 1;
      }
    });
    const untilAllAre = (round: number) =>
      expect.poll(() => Math.min(...rounds), { timeout: 30_000 }).toBeGreaterThan(round);
    await untilAllAre(2);
    const before = Math.max(...rounds);
    expect(way.forgetAll()).toBeGreaterThanOrEqual(all.length);
    await untilAllAre(before + 2);
    isOver = true;
    await Promise.all(talks);
    for (const [index, { chatId }] of customers.entries()) {
      const { rows } = await direct.app.sql.query<{ body: string }>(
        `select body from message where chat_id = $1 and sender = 'CUSTOMER' order by seq`,
        [decodeId('Chat', chatId)],
      );
      expect(rows.map(({ body }) => body)).toEqual(Array.from({ length: rounds[index]! }, (_, round) => String(round)));
    }
  });

  test('are not mistaken for those on which a statement takes long', { timeout: 20_000 }, async () => {
    const { rows } = await direct.app.sql.query<{ done: number }>('select 1 as done from pg_sleep(7)', []);
    expect(rows).toEqual([{ done: 1 }]);
  });
});
