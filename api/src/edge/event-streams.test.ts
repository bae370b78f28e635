import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Client, fetchExchange } from '@urql/core';
import { createClient } from 'graphql-sse';
import { describe, expect, test } from 'vitest';
import { headersOf, Kit, type Answer, type Credentials } from '../../test/kit.ts';
import { WatchedBus } from '../../test/watched-bus.ts';
import { hashToken } from '../secrets.ts';

const bus = new WatchedBus();
const kit = await Kit.start({ LIMIT_SENDS_PER_MINUTE: '1000000' }, bus);

const chatChanges = `subscription ($id: ID!, $after: Int) {
  chatChanges(chatId: $id, after: $after) { revision messages { seq body } } }`;

/** An event stream as graphql-sse reads it. */
function listen(query: string, variables: Record<string, unknown>, credentials: Credentials, from = kit) {
  const statuses: number[] = [];
  const client = createClient({
    url: `${from.url}/graphql`,
    headers: headersOf(credentials),
    retry: () => Promise.resolve(),
    fetchFn: async (input: string, init: RequestInit) => {
      const response = await fetch(input, init);
      statuses.push(response.status);
      return response;
    },
  });
  const events = client.iterate<Answer>({ query, variables });
  return {
    events,
    statuses,
    next: async () => (await events.next()).value,
    stop: () => events.return?.(),
  };
}

/** An event stream byte for byte. */
class RawStream {
  readonly response: IncomingMessage;
  text = '';
  ended = false;
  readonly closed: Promise<void>;

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (part: string) => (this.text += part));
    this.closed = new Promise((resolve) =>
      response.once('close', () => {
        this.ended = true;
        resolve();
      }),
    );
    response.on('error', () => undefined);
  }

  static open(query: string, variables: object, credentials: Credentials = {}, from = kit): Promise<RawStream> {
    return new Promise((resolve, reject) => {
      const body = JSON.stringify({ query, variables });
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream', ...headersOf(credentials) };
      httpRequest(`${from.url}/graphql`, { method: 'POST', headers, agent: false }, (response) => {
        resolve(new RawStream(response));
      })
        .on('error', reject)
        .end(body);
    });
  }

  async until(part: string): Promise<void> {
    await expect.poll(() => this.text, { timeout: 10_000 }).toContain(part);
  }
}

async function talk() {
  const service = await kit.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer({ message: 'hello', key: randomUUID() });
  return { service, agent, customer, id: customer.chatId };
}

describe('a subscription as an event stream', () => {
  test('tells what was, then what comes, and resumes after a revision', async () => {
    const { customer, id } = await talk();
    const stream = listen(chatChanges, { id }, customer.credentials);
    const first = await stream.next();
    expect(first.data.chatChanges.messages).toEqual([{ seq: 1, body: 'hello' }]);
    await customer.send(id, 'again');
    const second = await stream.next();
    expect(second.data.chatChanges.messages).toEqual([{ seq: 2, body: 'again' }]);
    await stream.stop();
    await customer.send(id, 'meanwhile');
    const resumed = listen(chatChanges, { id, after: second.data.chatChanges.revision }, customer.credentials);
    expect((await resumed.next()).data.chatChanges.messages).toEqual([{ seq: 3, body: 'meanwhile' }]);
    await resumed.stop();
    await expect.poll(() => bus.listenersOf(`chat:${id.replace('Chat_', '')}`)).toBe(0);
  });

  test('is what urql asks for when it is told that fetch carries subscriptions', async () => {
    const { customer, id } = await talk();
    const urql = new Client({
      url: `${kit.url}/graphql`,
      exchanges: [fetchExchange],
      fetchSubscriptions: true,
      fetchOptions: { headers: headersOf(customer.credentials) },
    });
    const heard = await new Promise<Answer>((resolve) => {
      const subscribed = urql.subscription(chatChanges, { id }).subscribe(({ data, error }) => {
        resolve(data ?? error);
        setImmediate(() => {
          subscribed.unsubscribe();
        });
      });
    });
    expect(heard.chatChanges.messages).toMatchObject([{ seq: 1 }]);
  });

  test('is kept, compressed and collected by nobody on the way', async () => {
    const { customer, id } = await talk();
    const raw = await RawStream.open(chatChanges, { id }, { ...customer.credentials });
    expect(raw.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(raw.response.headers['content-encoding']).toBeUndefined();
    await raw.until('event: next');
    raw.response.destroy();
  });

  test('shows signs of life', { timeout: 20_000 }, async () => {
    const { customer, id } = await talk();
    const raw = await RawStream.open(chatChanges, { id }, customer.credentials);
    await raw.until('event: next');
    const before = raw.text.length;
    await expect.poll(() => raw.text.slice(before), { timeout: 15_000 }).toBe(':\n\n');
    raw.response.destroy();
  });

  test('of what is not there, of what costs too much and of what is no subscription is told by events', async () => {
    const { customer, service } = await talk();
    const codeOf = async (query: string, variables = {}, credentials: Credentials = customer.credentials) => {
      const stream = listen(query, variables, credentials);
      const answer = await stream.next();
      expect((await stream.events.next()).done).toBe(true);
      expect(stream.statuses).toEqual([200]);
      return (answer.errors?.[0].extensions.code ?? answer.data) as unknown;
    };
    expect(await codeOf(chatChanges, { id: 'Chat_none' })).toBe('NOT_FOUND');
    expect(await codeOf(chatChanges, { id: 'x' }, {})).toBe('UNAUTHENTICATED');
    expect(await codeOf('subscription { everything }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf('{')).toBe('GRAPHQL_PARSE_FAILED');
    expect(await codeOf('{ epoch }')).toEqual({ epoch: kit.app.epoch.current });
    const deep =
      '{ chat { customer { chats(first: 100) { edges { node { messages(first: 100) { edges { node { id body } } } } } } } } }';
    expect(await codeOf(`subscription ($id: ID!) { chatChanges(chatId: $id) ${deep} }`, { id: customer.chatId })).toBe(
      'TOO_COMPLEX',
    );
    expect(service.id).toBeTruthy();
  });

  test('is refused with a credential that is none', async () => {
    const { status, body } = await kit.post(
      JSON.stringify({ query: chatChanges, variables: { id: 'x' } }),
      { token: 'x'.repeat(43) },
      { accept: 'text/event-stream' },
    );
    expect({ status, code: body.errors[0].extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('ends within 5 s of its credential, and says why', async () => {
    const { customer, id } = await talk();
    const stream = listen(chatChanges, { id }, customer.credentials);
    await stream.next();
    const since = performance.now();
    await customer.run('mutation { forgetVisitor }');
    expect((await stream.next()).errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await stream.events.next()).done).toBe(true);
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  test('begins anew when the rights of who listens change', async () => {
    const { service, agent } = await talk();
    const raw = await RawStream.open('subscription { deskChanges { removed } }', {}, agent.credentials);
    await raw.until('event: next');
    await service.saveAgent({ agentId: agent.id, canTicket: false });
    await raw.closed;
    expect(raw.text).not.toContain('event: complete');
  });

  test('keeps an agent on their desk as long as it lasts', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const raw = await RawStream.open('subscription { deskChanges { removed } }', {}, agent.credentials);
    await raw.until(':');
    await agent.setAvailability('ONLINE');
    await expect
      .poll(async () => (await service.start({ message: 'hi', key: randomUUID() })).__typename, { timeout: 10_000 })
      .toBe('StartedChat');
    await raw.until('event: next');
    raw.response.destroy();
  });

  test('counts with the sockets of who opened it', async () => {
    const { customer, id } = await talk();
    const streams = await Promise.all(
      Array.from({ length: 19 }, () => RawStream.open(chatChanges, { id }, customer.credentials)),
    );
    const socket = customer.subscribe(chatChanges, { id });
    await socket.next();
    const one = await kit.post(JSON.stringify({ query: chatChanges, variables: { id } }), customer.credentials, {
      accept: 'text/event-stream',
    });
    expect({ status: one.status, code: one.body.errors[0].extensions.code }).toEqual({
      status: 429,
      code: 'TOO_MANY_SUBSCRIPTIONS',
    });
    for (const { response } of streams) response.destroy();
    const again = async () => {
      const raw = await RawStream.open(chatChanges, { id }, customer.credentials);
      raw.response.destroy();
      return raw.response.statusCode;
    };
    await expect.poll(again, { timeout: 5_000 }).toBe(200);
  });

  test('is counted out whenever its client hangs up, also before it begins', async () => {
    const { customer, id } = await talk();
    const { token = '' } = customer.credentials;
    const viewer = (await kit.app.viewers.find(hashToken(token)))!;
    const body = JSON.stringify({ query: chatChanges, variables: { id } });
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), n);
        const headers = { 'content-type': 'application/json', accept: 'text/event-stream', ...headersOf({ token }) };
        await fetch(`${kit.url}/graphql`, { method: 'POST', headers, body, signal: controller.signal }).catch(
          () => undefined,
        );
      }),
    );
    await expect.poll(() => kit.app.viewers.countOf(viewer)).toBe(0);
  });

  test('waits for a client that reads slowly, which misses nothing', { timeout: 60_000 }, async () => {
    const { customer, id } = await talk();
    const raw = await RawStream.open(chatChanges, { id }, customer.credentials);
    await raw.until('event: next');
    raw.response.pause();
    const text = '가'.repeat(4_000);
    for (let n = 0; n < 600; n += 1) await customer.send(id, text);
    await customer.send(id, 'the last');
    raw.response.resume();
    await raw.until('the last');
    const seqs = [...raw.text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq));
    expect(seqs).toEqual(Array.from({ length: 602 }, (_, index) => index + 1));
    raw.response.destroy();
  });
});

test('a process that goes down ends its event streams at once, without saying that they are complete', async () => {
  const other = await Kit.process(kit.databaseUrl, {}, bus);
  const { customer, id } = await talk();
  const raw = await RawStream.open(chatChanges, { id }, customer.credentials, other);
  await raw.until('event: next');
  const since = performance.now();
  await other.server.close();
  await raw.closed;
  expect(performance.now() - since).toBeLessThan(5_000);
  expect(raw.text).not.toContain('event: complete');
});
