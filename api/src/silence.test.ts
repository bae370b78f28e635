import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';

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
    afterAll(() => {
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

describe('connections to the database that went silent', () => {
  test('are closed, and what comes next is answered over new ones', { timeout: 40_000 }, async () => {
    const way = await Way.to(direct.databaseUrl);
    const kit = await Kit.process(way.url);
    const service = await kit.service();
    await service.onlineAgent();
    const customers = await Promise.all(Array.from({ length: 12 }, () => service.customer()));
    const pool = await kit.app.orm.em.getConnection().getNativeClient();
    const all = await Promise.all(customers.map(() => pool.connect()));
    for (const client of all) client.release();
    expect(way.forgetAll()).toBe(all.length);
    const sends = customers.map(async (customer) => {
      // As clients do: sent again with the same key until it is acknowledged.
      for (;;) {
        try {
          return (await customer.send(customer.chatId, 'still there?', 'the same key')) as { body: string };
        } catch {
          // Its connection was one of those.
        }
      }
    });
    for (const { body } of await Promise.all(sends)) expect(body).toBe('still there?');
  });

  test('are not mistaken for those on which a statement takes long', { timeout: 20_000 }, async () => {
    const { rows } = await direct.app.sql.query<{ done: number }>('select 1 as done from pg_sleep(7)', []);
    expect(rows).toEqual([{ done: 1 }]);
  });
});
