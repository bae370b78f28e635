import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { Kit, TestSocket, type Answer, type Credentials } from '../../test/kit.ts';
import { WatchedBus } from '../../test/watched-bus.ts';

const bus = new WatchedBus();
const kit = await Kit.start({ LIMIT_SENDS_PER_MINUTE: '1000000' }, bus);

const chatTopic = (id: string) => `chat:${id.replace('Chat_', '')}`;
const chatChanges = 'subscription ($id: ID!) { chatChanges(chatId: $id) { revision messages { seq } } }';

/** A socket that can say anything, protocol or not. */
class RawSocket {
  readonly socket: WebSocket;
  readonly received: Answer[] = [];
  readonly closed: Promise<number>;
  #wake: () => void = () => undefined;

  constructor(options: { headers?: Record<string, string>; protocol?: string; path?: string; from?: Kit } = {}) {
    const { headers = {}, protocol = 'graphql-transport-ws', path = '/graphql', from = kit } = options;
    this.socket = new WebSocket(`${from.url.replace('http', 'ws')}${path}`, protocol, { headers });
    this.socket.on('message', (data: Buffer) => {
      this.received.push(JSON.parse(data.toString()));
      this.#wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
  }

  /** Open and accepted. */
  static async ready(credentials: Credentials = {}, from = kit): Promise<RawSocket> {
    const raw = new RawSocket({ from, ...(credentials.cookie && { headers: { cookie: credentials.cookie } }) });
    await raw.opened();
    raw.say({
      type: 'connection_init',
      payload: credentials.token && { authorization: `Bearer ${credentials.token}` },
    });
    await raw.until(({ type }) => type === 'connection_ack');
    return raw;
  }

  async opened(): Promise<this> {
    await new Promise((resolve, reject) => this.socket.on('open', resolve).on('error', reject));
    return this;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' || message instanceof Buffer ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.say({ id, type: 'subscribe', payload: { query, variables } });
  }

  async until(wanted: (message: Answer) => boolean): Promise<Answer> {
    for (;;) {
      const found = this.received.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async answerTo(id: string): Promise<Answer> {
    return this.until((message) => message.id === id);
  }
}

async function opened(): Promise<RawSocket> {
  return new RawSocket().opened();
}

describe('a frame', () => {
  test('over 64 kB closes the socket with 1009', async () => {
    const raw = await RawSocket.ready();
    raw.subscribe('1', `{ viewer { __typename } } #${'x'.repeat(65_536)}`);
    expect(await raw.closed).toBe(1009);
  });

  test.each([
    ['garbage', 'garbage'],
    ['bytes', Buffer.from([0, 255, 254, 1])],
    ['an empty one', ''],
    ['JSON that is no message', '[1, 2]'],
    ['a message of an unknown type', '{"type":"drop"}'],
    ['a subscription without an id', '{"type":"subscribe","payload":{"query":"{viewer{__typename}}"}}'],
    ['a subscription without a query', '{"type":"subscribe","id":"1","payload":{}}'],
    ['what only a server says', '{"type":"connection_ack"}'],
    ['an event of a server', '{"type":"next","id":"1","payload":{"data":{}}}'],
    ['errors of a server', '{"type":"error","id":"1","payload":[{"message":"x"}]}'],
    ['variables that are a text', '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":"x"}}'],
  ])('of %s closes the socket with 4400', async (_, frame) => {
    const raw = await RawSocket.ready();
    raw.say(frame);
    expect(await raw.closed).toBe(4400);
  });

  test('that is no UTF-8 text closes the socket with 1007', async () => {
    const raw = await RawSocket.ready();
    raw.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await raw.closed).toBe(1007);
  });
});

describe('a socket', () => {
  test('that asks before it said hello is closed with 4401', async () => {
    const raw = await opened();
    raw.subscribe('1', '{ viewer { __typename } }');
    expect(await raw.closed).toBe(4401);
  });

  test('that never says hello is closed with 4408', async () => {
    const raw = await opened();
    expect(await raw.closed).toBe(4408);
  });

  test('that says hello twice is closed with 4429', async () => {
    const raw = await RawSocket.ready();
    raw.say({ type: 'connection_init' });
    expect(await raw.closed).toBe(4429);
  });

  test('that uses an id twice is closed with 4409', async () => {
    const { slug } = await kit.service();
    const raw = await RawSocket.ready();
    const query = `subscription { chatAvailability(service: "${slug}") { state } }`;
    raw.subscribe('1', query);
    await raw.answerTo('1');
    raw.subscribe('1', query);
    expect(await raw.closed).toBe(4409);
  });

  test.each(['graphql-ws', 'chat'])('of the subprotocol %s is closed with 4406', async (protocol) => {
    const raw = new RawSocket({ protocol });
    // The client itself gives up on a server that chose none of its protocols.
    expect([4406, 1006]).toContain(await raw.closed);
    expect(raw.received).toEqual([]);
  });

  test.each([
    ['a token nobody has', `Bearer ${'x'.repeat(43)}`],
    ['garbage', 'x'],
    ['nothing', ''],
    ['a number', 5],
    ['an object', { token: 'x' }],
    ['NUL', 'Bearer \0'],
  ])('with %s for a token is closed with 4401', async (_, authorization) => {
    const raw = await opened();
    raw.say({ type: 'connection_init', payload: { authorization } });
    expect(await raw.closed).toBe(4401);
  });

  test('with the token of a customer whose time is over is closed with 4401', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    await kit.app.sql.query(
      `update visitor_token set expires_at = now() - interval '1 second' where customer_id = $1`,
      [customer.id.replace('Customer_', '')],
    );
    expect(await new TestSocket(kit, customer.credentials).closed).toBe(4401);
  });

  test('that is reset while it is refused harms nobody, and one that lingers keeps no server from closing', async () => {
    const short = await Kit.process(kit.databaseUrl);
    const { port } = new URL(short.url);
    const upgrade = 'GET /nope HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const knock = () =>
      new Promise<Socket>((resolve) => {
        const socket = connect({ port: Number(port), host: 'localhost', allowHalfOpen: true }, () => {
          socket.write(upgrade);
          resolve(socket);
        });
        socket.on('error', () => undefined);
      });
    for (let round = 0; round < 50; round += 1) (await knock()).resetAndDestroy();
    const lingering = await knock();
    await new Promise((resolve) => lingering.once('data', resolve));
    expect((await short.run('{ viewer { __typename } }')).viewer).toBeNull();
    await short.server.close();
    lingering.destroy();
  });

  test('is answered on /graphql only', async () => {
    expect(await statusOfUpgrade({}, '/elsewhere')).toBe(404);
  });

  test.each(['agent', 'customer'] as const)(
    'beyond the last that one %s may have is closed with 4429, and others are not',
    async (who) => {
      const service = await kit.service();
      await service.onlineAgent();
      const [{ credentials }, other] = [await service[who](), await service[who]()];
      const most = who === 'customer' ? 20 : 100;
      const sockets = await Promise.all(Array.from({ length: most }, () => RawSocket.ready(credentials)));
      const { cookie, token } = credentials;
      const last = new RawSocket(cookie === undefined ? {} : { headers: { cookie } });
      await last.opened();
      last.say({
        type: 'connection_init',
        ...(token !== undefined && { payload: { authorization: `Bearer ${token}` } }),
      });
      expect(await last.closed).toBe(4429);
      await RawSocket.ready(other.credentials);
      sockets[0]?.socket.close();
      await sockets[0]?.closed;
      await RawSocket.ready(credentials);
      for (const { socket } of sockets) socket.terminate();
    },
  );

  test('runs queries and mutations too, as who it belongs to', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const raw = await RawSocket.ready(customer.credentials);
    raw.subscribe('1', '{ viewer { __typename } }');
    raw.subscribe(
      '2',
      'mutation ($id: ID!) { sendMessage(input: { chatId: $id, key: "k", text: "hi" }) { __typename } }',
      {
        id: customer.chatId,
      },
    );
    expect((await raw.answerTo('1')).payload.data.viewer.__typename).toBe('Customer');
    expect((await raw.answerTo('2')).payload.data.sendMessage.__typename).toBe('Message');
  });

  test('cannot sign anybody in, because it carries no cookie back', async () => {
    const agent = await (await kit.service()).agent();
    const raw = await RawSocket.ready();
    raw.subscribe('1', 'mutation ($e: String!) { signIn(email: $e, password: "correct horse") { __typename } }', {
      e: agent.email,
    });
    expect((await raw.answerTo('1')).payload.errors[0].extensions.code).toBe('HTTP_ONLY');
    const { rows } = await kit.app.sql.query('select from session where agent_id = $1', [
      agent.id.replace('Agent_', ''),
    ]);
    expect(rows).toHaveLength(1);
  });
});

function statusOfUpgrade(headers: Record<string, string>, path = '/graphql'): Promise<number> {
  return new Promise((resolve, reject) => {
    const upgrade = httpRequest(`${kit.url}${path}`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': 'graphql-transport-ws',
        ...headers,
      },
    });
    upgrade.on('response', ({ statusCode }) => {
      resolve(statusCode ?? 0);
    });
    upgrade.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      resolve(statusCode ?? 0);
    });
    upgrade.on('error', reject);
    upgrade.end();
  });
}

describe('a page of another origin', () => {
  test.each(['https://evil.test', 'null', 'http://localhost:1'])(
    '(%s) gets no socket with an agent’s cookie',
    async (origin) => {
      const { credentials } = await (await kit.service()).agent();
      const cookie = `other=1; ${credentials.cookie ?? ''}`;
      expect(await statusOfUpgrade({ origin, cookie })).toBe(403);
      expect(await statusOfUpgrade({ origin })).toBe(101);
      expect(await statusOfUpgrade({ origin: kit.url, cookie })).toBe(101);
      expect(await statusOfUpgrade({ cookie })).toBe(101);
    },
  );

  test('gets one with a customer’s token', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const socket = new TestSocket(kit, customer.credentials, { origin: 'https://shop.test' });
    const changes = socket.subscribe(chatChanges, { id: customer.chatId });
    expect((await changes.next()).chatChanges.revision).toBe(2);
    await socket.close();
  });
});

describe('an operation that cannot begin', () => {
  test.each([
    ['no GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { everything }', 'GRAPHQL_VALIDATION_FAILED'],
    ['thousands of tokens', `{ viewer { ${'__typename '.repeat(3_000)} } }`, 'TOO_COMPLEX'],
    [
      'more than thirty aliases',
      `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
      'TOO_COMPLEX',
    ],
    [
      'two subscriptions in one',
      'subscription { deskChanges { removed } presenceChanges { connected } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('for %s is an error, and the socket goes on', async (_, query, code) => {
    const raw = await RawSocket.ready();
    raw.subscribe('1', query);
    const { type, payload } = await raw.answerTo('1');
    expect({ type, code: payload[0].extensions?.code }).toEqual({ type: 'error', code });
    raw.subscribe('2', '{ viewer { __typename } }');
    expect((await raw.answerTo('2')).payload.data).toEqual({ viewer: null });
  });

  test.each([
    'x',
    '',
    'Message_01890000-0000-7000-8000-000000000000',
    'Chat_01890000-0000-7000-8000-000000000000',
    '\0',
    '\ud800',
  ])('for a chat that is none (%j) says NOT_FOUND', async (id) => {
    const agent = await (await kit.service()).agent();
    const raw = await RawSocket.ready(agent.credentials);
    raw.subscribe('1', chatChanges, { id });
    raw.subscribe('2', 'subscription ($id: ID!) { typing(chatId: $id) { typing } }', { id });
    for (const subscription of ['1', '2']) {
      const { payload } = await raw.answerTo(subscription);
      expect((payload.errors ?? payload)[0].extensions.code).toBe('NOT_FOUND');
    }
  });

  test('for what comes after a revision that was never reached says so', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const raw = await RawSocket.ready(agent.credentials);
    const after = 'subscription ($id: ID!, $after: Int) { chatChanges(chatId: $id, after: $after) { revision } }';
    const codeOf = async (value: unknown) => {
      const id = randomUUID();
      raw.subscribe(id, after, { id: customer.chatId, after: value });
      const { payload } = await raw.answerTo(id);
      return (payload.errors ?? payload)[0].extensions.code as string;
    };
    expect(await codeOf(3)).toBe('REVISION_AHEAD');
    expect(await codeOf(2_147_483_647)).toBe('REVISION_AHEAD');
    expect(await codeOf(-1)).toBe('BAD_USER_INPUT');
    expect(await codeOf(2_147_483_648)).toBe('BAD_USER_INPUT');
    expect(await codeOf('x')).toBe('BAD_USER_INPUT');
  });
});

describe('subscriptions', () => {
  test('are twenty on one socket; a place that is left can be taken again', async () => {
    const { slug } = await kit.service();
    const raw = await RawSocket.ready();
    const query = `subscription { chatAvailability(service: "${slug}") { state } }`;
    for (let n = 0; n < 21; n += 1) raw.subscribe(String(n), query);
    for (let n = 0; n < 20; n += 1) expect((await raw.answerTo(String(n))).type).toBe('next');
    const { type, payload } = await raw.answerTo('20');
    expect({ type, code: payload[0].extensions.code }).toEqual({ type: 'error', code: 'TOO_MANY_SUBSCRIPTIONS' });
    raw.say({ type: 'complete', id: '0' });
    raw.subscribe('between', '{ helpCenter(service: "nothing") { service { name } } }');
    await raw.answerTo('between');
    raw.subscribe('21', query);
    expect((await raw.answerTo('21')).type).toBe('next');
  });

  test('that are left before their first event give their places back', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const raw = await RawSocket.ready(customer.credentials);
    for (let n = 0; n < 100; n += 1) {
      raw.subscribe(String(n), chatChanges, { id: customer.chatId });
      raw.say({ type: 'complete', id: String(n) });
      raw.subscribe(`after ${n}`, '{ viewer { __typename } }');
      await raw.answerTo(`after ${n}`);
    }
    // One that was left while it was being opened keeps its place until it is open.
    let next = 100;
    const openAll = async () => {
      const ids = Array.from({ length: 20 }, () => String((next += 1)));
      for (const id of ids) raw.subscribe(id, chatChanges, { id: customer.chatId });
      const types = new Set<string>();
      for (const id of ids) types.add((await raw.answerTo(id)).type);
      for (const id of ids) raw.say({ type: 'complete', id });
      return types;
    };
    await expect.poll(openAll).toEqual(new Set(['next']));
  });

  test('by the ten thousand on one socket leave the process and its other readers alone, and nothing behind', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const bystander = await service.customer();
    const reader = bystander.watch(bystander.chatId);
    await reader.next();
    const raw = await RawSocket.ready(customer.credentials);
    for (let n = 0; n < 10_000; n += 1) raw.subscribe(String(n), chatChanges, { id: customer.chatId });
    const outcome = await Promise.race([raw.closed, raw.answerTo('9999')]);
    if (typeof outcome === 'number') expect(outcome).toBe(4429);
    else expect(outcome.payload[0].extensions.code).toBe('TOO_MANY_SUBSCRIPTIONS');
    const live = raw.received.filter(({ type }) => type === 'next');
    expect(live.length).toBeLessThanOrEqual(20);
    expect((await bystander.send(bystander.chatId, 'still here')).seq).toBe(1);
    expect((await reader.next()).chatChanges.messages).toMatchObject([{ body: 'still here' }]);
    raw.socket.terminate();
    await expect.poll(() => bus.listenersOf(chatTopic(customer.chatId))).toBe(0);
  });

  test('of a socket that closed or was cut are released at once', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    // Whose desk no console watches.
    const agent = await service.agent();
    const customer = await service.customer();
    const topics = [
      chatTopic(customer.chatId),
      `typing:${customer.chatId.replace('Chat_', '')}`,
      `desk:${agent.id.replace('Agent_', '')}`,
    ];
    for (const leave of ['close', 'terminate'] as const) {
      const raw = await RawSocket.ready(agent.credentials);
      raw.subscribe('1', chatChanges, { id: customer.chatId });
      raw.subscribe('2', 'subscription ($id: ID!) { typing(chatId: $id) { typing } }', { id: customer.chatId });
      raw.subscribe('3', 'subscription { deskChanges { removed } }');
      await expect.poll(() => topics.map((topic) => bus.listenersOf(topic))).toEqual([1, 1, 1]);
      raw.socket[leave]();
      await expect.poll(() => topics.map((topic) => bus.listenersOf(topic))).toEqual([0, 0, 0]);
    }
  });

  test('under one id that was used again while it was being opened all end with their socket', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const raw = await RawSocket.ready(customer.credentials);
    for (let round = 0; round < 5; round += 1) {
      raw.subscribe('x', chatChanges, { id: customer.chatId });
      raw.say({ id: 'x', type: 'complete' });
    }
    raw.subscribe('x', chatChanges, { id: customer.chatId });
    await raw.answerTo('x');
    raw.socket.terminate();
    await expect.poll(() => bus.listenersOf(chatTopic(customer.chatId))).toBe(0);
  });

  test('that end do not leave the agent connected', async () => {
    const service = await kit.service();
    const colleague = await service.agent();
    const agent = await service.agent();
    const presence = colleague.subscribe('subscription { presenceChanges { agent { id } connected } }');
    const told = (connected: boolean) =>
      presence.until(({ presenceChanges: p }) => p.agent.id === agent.id && p.connected === connected);
    await told(false);
    const raw = await RawSocket.ready(agent.credentials);
    for (let n = 0; n < 10; n += 1) {
      raw.subscribe(String(n), 'subscription { deskChanges { removed } }');
      raw.say({ type: 'complete', id: String(n) });
    }
    await told(true);
    await told(false);
    raw.subscribe('last', 'subscription { deskChanges { removed } }');
    raw.socket.terminate();
    // Where the server began it before the cut reached it, the lease ends after the grace for a console that closed.
    const leases = async () => {
      const { rows } = await kit.app.sql.query('select from lease where agent_id = $1 and expires_at > now()', [
        agent.id.replace('Agent_', ''),
      ]);
      return rows.length;
    };
    await expect.poll(leases, { timeout: 15_000 }).toBe(0);
  });
});

describe('a reader that stops reading', () => {
  test('is let go, and neither the process nor other readers suffer', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const stalled = await RawSocket.ready(customer.credentials);
    stalled.subscribe('1', 'subscription ($id: ID!) { chatChanges(chatId: $id) { messages { seq body } } }', {
      id: customer.chatId,
    });
    await stalled.answerTo('1');
    stalled.socket.pause();
    const reader = customer.watch(customer.chatId);
    const count = 1_200;
    // Three bytes each: more than the operating system buffers between the two.
    const text = '가'.repeat(4_000);
    const sending = (async () => {
      for (let sent = 0; sent < count; sent += 40) {
        await Promise.all(Array.from({ length: 40 }, () => customer.send(customer.chatId, text)));
      }
    })();
    const seen: number[] = [];
    while (seen.length < count) {
      const { chatChanges } = await reader.next();
      seen.push(...chatChanges.messages.map(({ seq }: Answer) => seq as number));
    }
    await sending;
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    await reader.close();
    await expect.poll(() => bus.listenersOf(chatTopic(customer.chatId)), { timeout: 25_000, interval: 200 }).toBe(0);
    stalled.socket.resume();
    expect(await stalled.closed).toBe(1006);
  }, 60_000);
});

describe.concurrent('what a credential opened ends with it', () => {
  test('within 5 s of signing out, in another process too, with 4401', async () => {
    const elsewhere = await Kit.process(kit.databaseUrl);
    const service = await kit.service();
    const agent = await service.agent();
    const sockets = [new TestSocket(kit, agent.credentials), new TestSocket(elsewhere, agent.credentials)];
    const streams = sockets.map((socket) => socket.subscribe('subscription { presenceChanges { connected } }'));
    await Promise.all(streams.map((stream) => stream.next()));
    const before = Date.now();
    await agent.run('mutation { signOut }');
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
    expect(Date.now() - before).toBeLessThan(5_000);
    await Promise.all(streams.map(({ ended }) => ended));
  });

  test('at once, also on a socket whose client does not answer the close', async ({ expect }) => {
    const service = await kit.service();
    const agent = await service.agent();
    const raw = await RawSocket.ready(agent.credentials);
    // Frames are read no more, so the close is not answered, but they can still be written.
    raw.socket.pause();
    await agent.run('mutation { signOut }');
    raw.subscribe('late', 'mutation { setAvailability(availability: ONLINE) { __typename } }');
    const colleague = await service.agent();
    const seen = colleague.subscribe('subscription { presenceChanges { agent { id } availability } }');
    const { presenceChanges } = await seen.until((event) => event.presenceChanges.agent.id === agent.id);
    expect(presenceChanges.availability).toBe('OFFLINE');
    raw.socket.resume();
    await raw.closed;
    const { rows } = await kit.app.sql.query(`select availability from agent where 'Agent_' || id = $1`, [agent.id]);
    expect(rows).toEqual([{ availability: 'OFFLINE' }]);
  });

  test('within 5 s of losing the chat right, which the next socket does not have', async ({ expect }) => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const socket = agent.socket();
    const changes = socket.subscribe(chatChanges, { id: customer.chatId });
    await changes.next();
    const before = Date.now();
    await kit.app.sql.query('update agent set can_chat = false where id = $1', [agent.id.replace('Agent_', '')]);
    expect(await socket.closed).toBe(4205);
    expect(Date.now() - before).toBeLessThan(5_000);
    const raw = await RawSocket.ready(agent.credentials);
    raw.subscribe('1', chatChanges, { id: customer.chatId });
    raw.subscribe('2', 'subscription { deskChanges { removed } }');
    for (const [id, code] of [
      ['1', 'NOT_FOUND'],
      ['2', 'FORBIDDEN'],
    ] as const) {
      const { payload } = await raw.answerTo(id);
      expect((payload.errors ?? payload)[0].extensions.code).toBe(code);
    }
  });

  test('within 5 s of the customer’s token being deleted, with 4401', async ({ expect }) => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const socket = customer.socket();
    await socket.subscribe(chatChanges, { id: customer.chatId }).next();
    const before = Date.now();
    await kit.app.sql.query('delete from visitor_token where customer_id = $1', [customer.id.replace('Customer_', '')]);
    expect(await socket.closed).toBe(4401);
    expect(Date.now() - before).toBeLessThan(5_000);
    await expect.poll(() => bus.listenersOf(chatTopic(customer.chatId))).toBe(0);
  });
});
