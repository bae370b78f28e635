import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { Kit, type Answer, type TestCustomer } from '../test/kit.ts';
import { decodeId } from './ids.ts';
import { Turns } from './realtime/turns.ts';

const kit = await Kit.start();

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

const rowId = ({ chatId }: TestCustomer) => decodeId('Chat', chatId)!;

const markRead = `mutation ($id: ID!, $seq: Int!) { markRead(chatId: $id, seq: $seq) { __typename
  ... on Chat { customerReadSeq } ... on DomainError { message } } }`;

/** As clients do: asked again what could not be done in time. */
async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!String(error).includes('UNAVAILABLE')) throw error;
    }
  }
}

async function seqOf(customer: TestCustomer, text: string): Promise<number> {
  const { seq } = await customer.send(customer.chatId, text);
  return Number(seq);
}

describe('a customer who says two hundred times at once what they have read', () => {
  test('takes one connection, is written at once, and holds up nobody', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const [reader, other] = [await service.customer(), await service.customer()];
    const last = await seqOf(reader, 'a');
    // Nothing that repeats by itself shall take a connection meanwhile.
    await kit.app.periodic.close();
    const release = await kit.lock('chat', rowId(reader));
    let begun = 0;
    kit.app.pools.chats.on('acquire', () => (begun += 1));
    const marks = Array.from({ length: 200 }, (_, index) =>
      untilAnswered(() => reader.run(markRead, { id: reader.chatId, seq: (index % last) + 1 })),
    );
    const told = async () => (await kit.app.limits.reads.get(decodeId('Customer', reader.id)!))?.consumedPoints;
    await soon(told).toBeGreaterThanOrEqual(marks.length);
    await kit.untilWaiting();
    for (const text of ['one', 'two', 'three']) await other.send(other.chatId, text);
    expect((await other.end(other.chatId)).state).toBe('ENDED_BY_CUSTOMER');
    expect((await service.start()).__typename).toBe('StartedChat');
    expect(await kit.countWaiting()).toBe(1);
    await release();
    for (const answer of await Promise.all(marks)) {
      expect(answer.markRead).toEqual({ __typename: 'Chat', customerReadSeq: last });
    }
    // And one for the end of the other chat; a few more where this machine stood still for longer than is waited.
    expect(begun).toBeLessThan(20);
  });
});

describe('many chats that are locked', () => {
  test('keep nobody from starting, sending, ending and reading elsewhere', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 100 });
    const agent = await service.onlineAgent();
    const customers = await Promise.all(Array.from({ length: 30 }, () => service.customer()));
    const releases = await Promise.all(customers.map((customer) => kit.lock('chat', rowId(customer))));
    const ends = customers.map((customer) => customer.end(customer.chatId).catch((error: unknown) => error));
    const opens = customers.map(({ chatId }) => agent.open(chatId).catch((error: unknown) => error));
    const sends = customers.map((customer) => customer.send(customer.chatId, 'x').catch((error: unknown) => error));
    await kit.untilWaiting();
    const other = await service.customer();
    expect((await other.send(other.chatId, 'y')).body).toBe('y');
    const { chats } = await agent.run(`{ chats(first: 50) { edges { node { id } } } }`);
    expect(chats.edges).toHaveLength(31);
    await Promise.all(releases.map((release) => release()));
    for (const answer of await Promise.all([...ends, ...opens, ...sends])) {
      // Done, or refused in words: tried again it can be done.
      if (answer instanceof Error) expect(answer.message).toContain('UNAVAILABLE');
      else expect(['Chat', 'ChatEnded', 'Message']).toContain(answer.__typename);
    }
  });
});

const startChat = `mutation ($input: StartChatInput!) { startChat(input: $input) { __typename } }`;

describe('starts whose callers hang up while they wait in the queue', () => {
  test('make no chat and no customer, over HTTP and over sockets', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const variables = { input: { service: service.slug, consent: { noticeVersion: '1', language: 'en' } } };
    const release = await kit.lock('service', service.id);
    // This one has its turn, and waits for the lock.
    const first = service.start();
    await kit.untilWaiting();
    let looks = 0;
    const look = kit.app.sql.query.bind(kit.app.sql);
    kit.app.sql.query = ((...args: [{ name?: string }]) => {
      if (args[0].name === 'door') looks += 1;
      return Reflect.apply(look, kit.app.sql, args) as Promise<never>;
    }) as typeof look;
    const body = JSON.stringify({ query: startChat, variables });
    const requests = Array.from({ length: 20 }, () => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const asked = request(`${kit.url}/graphql`, { method: 'POST', headers, agent: false });
      asked.on('error', () => undefined).end(body);
      return asked;
    });
    const socket = new WebSocket(`${kit.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    for (const id of ['1', '2']) {
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: startChat, variables } }));
    }
    await soon(() => looks).toBe(22);
    const open = () =>
      new Promise<number>((resolve) =>
        kit.server.http.getConnections((_, count) => {
          resolve(count);
        }),
      );
    const before = await open();
    for (const asked of requests) asked.destroy();
    socket.terminate();
    // The server has heard of it.
    await soon(open).toBeLessThanOrEqual(before - 21);
    await release();
    expect((await first).__typename).toBe('StartedChat');
    // Whoever comes later comes after them.
    expect((await service.start()).__typename).toBe('StartedChat');
    kit.app.sql.query = look;
    for (const table of ['chat', 'customer']) {
      const { rows } = await kit.app.sql.query(`select from ${table} where service_id = $1`, [service.id]);
      expect(rows).toHaveLength(2);
    }
  });
});

describe('a queue', () => {
  test('takes no more callers than can be answered, and all of what nobody asked for', async () => {
    const turns = new Turns();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const first = turns.run('key', () => promise);
    const asker = { isGone: false };
    const done: number[] = [];
    const asked = Array.from({ length: 1_001 }, (_, index) =>
      turns.run('key', () => Promise.resolve(done.push(index)), asker),
    );
    const outcomes = Promise.allSettled(asked);
    const own = turns.run('key', () => Promise.resolve('done'));
    expect(await turns.run('another key', () => Promise.resolve('free'), asker)).toBe('free');
    resolve(undefined);
    await first;
    const refused = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ reason: { extensions: { code: 'UNAVAILABLE' } } });
    expect(done).toEqual(Array.from({ length: 999 }, (_, index) => index));
    expect(await own).toBe('done');
  });

  test('begins nothing for callers who have gone', async () => {
    const turns = new Turns();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const first = turns.run('key', () => promise);
    const asker = { isGone: false };
    let isDone = false;
    const asked = expect(turns.run('key', () => Promise.resolve((isDone = true)), asker)).rejects.toMatchObject({
      extensions: { code: 'UNAVAILABLE' },
    });
    asker.isGone = true;
    resolve(undefined);
    await first;
    await asked;
    expect(isDone).toBe(false);
  });
});

describe('who goes on and on', () => {
  test.each([
    ['saying what was read', 'LIMIT_READS_PER_MINUTE', 'markRead(chatId: $id, seq: 1)'],
    ['ending a chat', 'LIMIT_TRANSITIONS_PER_MINUTE', 'endChat(chatId: $id)'],
  ])('with %s is told when to try again', async (_, limit, field) => {
    const strict = await Kit.process(kit.databaseUrl, { [limit]: '2' });
    const service = await strict.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const answers: Answer[] = [];
    for (let count = 0; count < 3; count += 1) {
      const query = `mutation ($id: ID!) { answer: ${field} { __typename ... on RateLimited { retryAfter } } }`;
      answers.push((await customer.run(query, { id: customer.chatId })).answer);
    }
    expect(answers[2]).toEqual({ __typename: 'RateLimited', retryAfter: expect.any(Number) });
    expect(answers.slice(0, 2).map(({ __typename }) => __typename)).not.toContain('RateLimited');
  });

  test('with opening chats is told when to try again', async () => {
    const strict = await Kit.process(kit.databaseUrl, { LIMIT_TRANSITIONS_PER_MINUTE: '2' });
    const service = await strict.service();
    const agent = await service.onlineAgent();
    const { chatId } = await service.customer();
    const answers = [await agent.open(chatId), await agent.open(chatId), await agent.open(chatId)];
    expect(answers.map(({ __typename }) => __typename)).toEqual(['Chat', 'Chat', 'RateLimited']);
  });

  test('with typing is told so in words', async () => {
    const strict = await Kit.process(kit.databaseUrl, { LIMIT_TYPING_PER_MINUTE: '1' });
    const service = await strict.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const type = () =>
      customer.run('mutation ($id: ID!) { setTyping(chatId: $id, typing: true) }', { id: customer.chatId });
    expect(await type()).toEqual({ setTyping: true });
    await expect(type()).rejects.toThrow('RATE_LIMITED');
  });
});
