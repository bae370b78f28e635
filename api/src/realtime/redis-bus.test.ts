import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RedisServer } from '../../test/redis-server.ts';
import type { Log } from '../log.ts';
import { Periodic } from '../periodic.ts';
import type { BusMessage } from './bus.ts';
import { RedisBus } from './redis-bus.ts';
import { problemOfRedis, RedisConnection } from './redis.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

async function startRedis(...options: string[]): Promise<RedisServer> {
  const server = await RedisServer.start(...options);
  undo.push(() => server.stop());
  return server;
}

interface Process {
  readonly bus: RedisBus;
  readonly said: string[];
}

/** What of a process has to do with the bus. */
function startProcess(url: string, prefix = 'damso:test:'): Process {
  const said: string[] = [];
  const say = (...words: unknown[]) => said.push(String(words.at(-1)));
  const log = { info: say, warn: say, error: say } as unknown as Log;
  const periodic = new Periodic(log);
  const connection = new RedisConnection(url, prefix);
  const bus = new RedisBus(connection, log, periodic);
  undo.push(async () => {
    await periodic.close();
    await bus.close();
    await connection.close();
  });
  return { bus, said };
}

const isConnected = (...processes: Process[]) =>
  vi.waitFor(() => expect(processes.map(({ bus }) => bus.isConnected)).not.toContain(false), { timeout: 20_000 });

/** What a reader of a topic hears, `'missed'` for being told that something may have been lost. */
function listen(bus: RedisBus, topic: string): (BusMessage | 'missed')[] {
  const heard: (BusMessage | 'missed')[] = [];
  undo.push(
    bus.subscribe(
      topic,
      (message) => heard.push(message),
      () => heard.push('missed'),
    ),
  );
  return heard;
}

/** Everything that Redis is asked by anybody. */
async function commandsOf(server: RedisServer): Promise<string[][]> {
  const client = new Redis(server.url);
  const commands: string[][] = [];
  const monitor = await client.monitor();
  monitor.on('monitor', (_time: string, args: string[]) => commands.push(args));
  undo.push(() => {
    client.disconnect();
    monitor.disconnect();
  });
  return commands;
}

describe('news', () => {
  test('reach the readers of every process once, own ones at once, and nobody else', async () => {
    const server = await startRedis();
    const [one, other] = [startProcess(server.url), startProcess(server.url)];
    await isConnected(one, other);
    const [own, theirs, others] = [listen(one.bus, 'a'), listen(other.bus, 'a'), listen(other.bus, 'b')];
    await vi.waitFor(() => expect([own, theirs, others]).toEqual([['missed'], ['missed'], ['missed']]));
    one.bus.publish('a', { revision: 1, origin: null });
    expect(own).toEqual(['missed', { revision: 1, origin: null }]);
    one.bus.publish('a', { revision: 2 });
    await vi.waitFor(() => expect(theirs).toEqual(['missed', { revision: 1, origin: null }, { revision: 2 }]));
    other.bus.publish('a', { revision: 3 });
    await vi.waitFor(() => expect(own.at(-1)).toEqual({ revision: 3 }));
    expect(own).toHaveLength(4);
    expect(others).toEqual(['missed']);
  });

  test('of one turn travel together, over channels of which a process hears those it reads', async () => {
    const server = await startRedis();
    // Before anybody else: its client takes what others ask meanwhile for the answer to itself.
    const commands = await commandsOf(server);
    const [one, other] = [startProcess(server.url), startProcess(server.url)];
    await isConnected(one, other);
    const heard = Array.from({ length: 1_000 }, (_, index) => listen(other.bus, `chat:${index}`));
    await vi.waitFor(() => expect(heard.filter((each) => each.length === 0)).toEqual([]));
    const subscribed = () => commands.flatMap(([name, ...args]) => (name?.toLowerCase() === 'subscribe' ? args : []));
    expect(new Set(subscribed()).size).toBe(64);
    expect(subscribed()).toHaveLength(64);
    for (let index = 0; index < 1_000; index += 1) one.bus.publish(`chat:${index}`, { revision: index });
    for (let index = 0; index < 1_000; index += 1) one.bus.publish(`chat:${index}`, { revision: index });
    await vi.waitFor(() => expect(heard.filter((each) => each.length !== 3)).toEqual([]));
    expect(heard[999]).toEqual(['missed', { revision: 999 }, { revision: 999 }]);
    expect(commands.filter(([name]) => name?.toLowerCase() === 'publish')).toHaveLength(64);
  });

  test('that nobody reads any more are no longer listened to', async () => {
    const server = await startRedis();
    const { bus } = startProcess(server.url);
    const client = new Redis(server.url);
    undo.push(() => client.disconnect());
    const channels = () => client.pubsub('CHANNELS') as Promise<string[]>;
    const leave = bus.subscribe('a', () => undefined);
    await vi.waitFor(async () => expect(await channels()).toEqual([expect.stringMatching(/^damso:test:news:\d+$/)]));
    leave();
    await vi.waitFor(async () => expect(await channels()).toEqual([]), { timeout: 10_000 });
    const again = listen(bus, 'a');
    await vi.waitFor(() => expect(again).toEqual(['missed']));
  });

  test('of another database, and whatever other programs say, disturb nobody', async () => {
    const server = await startRedis();
    const [one, other, foreign] = [
      startProcess(server.url),
      startProcess(server.url),
      startProcess(server.url, 'damso:another:'),
    ];
    await isConnected(one, other, foreign);
    const heard = listen(one.bus, 'a');
    await vi.waitFor(() => expect(heard).toEqual(['missed']));
    const client = new Redis(server.url);
    undo.push(() => client.disconnect());
    foreign.bus.publish('a', { revision: 1 });
    const channels = (await client.pubsub('CHANNELS')) as string[];
    for (const said of ['', 'nonsense', '{}', '[1]', '{"from":"x","missed":false,"news":[["a"]]}', '\0\xff']) {
      for (const channel of channels) await client.publish(channel, said);
    }
    other.bus.publish('a', { revision: 2 });
    await vi.waitFor(() => expect(heard).toEqual(['missed', { revision: 2 }]));
    expect(one.said).toEqual(['connected to Redis']);
  });

  test('that a reader cannot take are logged without their content, and the others get theirs', async () => {
    const server = await startRedis();
    const [one, other] = [startProcess(server.url), startProcess(server.url)];
    await isConnected(one, other);
    undo.push(
      other.bus.subscribe('a', () => {
        throw new Error('secret');
      }),
    );
    const heard = listen(other.bus, 'b');
    await vi.waitFor(() => expect(heard).toEqual(['missed']));
    one.bus.publish('a', { revision: 1 });
    one.bus.publish('b', { revision: 1 });
    await vi.waitFor(() => expect(heard).toEqual(['missed', { revision: 1 }]));
    await vi.waitFor(() => expect(other.said.at(-1)).toBe('news of another process could not be told'));
  });
});

describe('while Redis is away', () => {
  /** Two processes, a reader on the second. */
  async function stage(...options: string[]) {
    const server = await startRedis(...options);
    const [one, other] = [startProcess(server.url), startProcess(server.url)];
    await isConnected(one, other);
    const heard = listen(other.bus, 'a');
    await vi.waitFor(() => expect(heard).toEqual(['missed']));
    heard.splice(0);
    return { server, one, other, heard };
  }
  const areLost = (...processes: Process[]) =>
    vi.waitFor(() => expect(processes.map(({ bus }) => bus.isConnected)).not.toContain(true), { timeout: 20_000 });

  test('own readers are told, nothing waits, and once it is back everyone is told that something was missed', async () => {
    const { server, one, other, heard } = await stage();
    const own = listen(one.bus, 'a');
    await server.stop();
    await areLost(one, other);
    for (let revision = 1; revision <= 1_000; revision += 1) one.bus.publish('a', { revision });
    expect(own.at(-1)).toEqual({ revision: 1_000 });
    expect(heard).toEqual([]);
    await server.run();
    await isConnected(one, other);
    await vi.waitFor(() => expect(heard).toContain('missed'));
    one.bus.publish('a', { revision: 1_001 });
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ revision: 1_001 }));
    expect(one.said).toEqual([
      'connected to Redis',
      'no connection to Redis; what other processes do shows within 20 seconds until it is back',
      'connected to Redis',
    ]);
  });

  test('a server that hangs is noticed within seconds, and left for when it answers again', async () => {
    const { server, one, other, heard } = await stage();
    server.pause();
    undo.push(() => {
      server.resume();
    });
    const began = performance.now();
    one.bus.publish('a', { revision: 1 });
    expect(performance.now() - began).toBeLessThan(1_000);
    await areLost(one, other);
    server.resume();
    await isConnected(one, other);
    // What was sent before may still have arrived.
    await vi.waitFor(() => expect(heard).toContain('missed'), { timeout: 10_000 });
    one.bus.publish('a', { revision: 2 });
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ revision: 2 }));
  });

  test('what one process could not say is made up for by the others, though their own connection stood', async () => {
    const { server, one, heard } = await stage();
    const client = new Redis(server.url);
    undo.push(() => client.disconnect());
    // Nobody may publish, and whoever listens goes on.
    await client.acl('SETUSER', 'default', '-publish');
    one.bus.publish('a', { revision: 1 });
    await vi.waitFor(() => expect(client.ping()).resolves.toBe('PONG'));
    await client.acl('SETUSER', 'default', '+publish');
    await vi.waitFor(() => expect(heard).toEqual(['missed']), { timeout: 10_000 });
  });

  test('a process that starts then has its readers all the same, and finds it when it comes', async () => {
    const server = await startRedis();
    await server.stop();
    const { bus, said } = startProcess(server.url);
    const heard = listen(bus, 'a');
    bus.publish('a', { revision: 1 });
    expect(heard).toEqual([{ revision: 1 }]);
    expect(bus.isConnected).toBe(false);
    await vi.waitFor(() => expect(said).toEqual([expect.stringMatching(/^no connection to Redis; /)]));
    await server.run();
    await vi.waitFor(() => expect(heard).toEqual([{ revision: 1 }, 'missed']), { timeout: 20_000 });
  });
});

test('a bus that closes says what it was told before', async () => {
  const server = await startRedis();
  const reader = startProcess(server.url);
  const heard = listen(reader.bus, 'a');
  await vi.waitFor(() => expect(heard).toEqual(['missed']));
  const log = { info: () => undefined } as unknown as Log;
  const periodic = new Periodic(log);
  const connection = new RedisConnection(server.url, 'damso:test:');
  const bus = new RedisBus(connection, log, periodic);
  await vi.waitFor(() => expect(bus.isConnected).toBe(true));
  bus.publish('a', { revision: 1 });
  await periodic.close();
  await bus.close();
  await connection.close();
  await vi.waitFor(() => expect(heard).toEqual(['missed', { revision: 1 }]));
});

test('a Redis that will never be of use is told from one that is away', async () => {
  const { url } = await startRedis('--requirepass', 'right');
  const web = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  undo.push(() => web.close());
  await once(web, 'listening');
  const problems = [
    [url.replace('//', '//:right@'), null],
    [url, 'the user or the password is wrong'],
    [url.replace('//', '//:wrong@'), 'the user or the password is wrong'],
    [url.replace('//', '//nobody:right@'), 'the user or the password is wrong'],
    [`redis://127.0.0.1:${(web.address() as AddressInfo).port}`, 'what answers there is no Redis'],
    ['redis://127.0.0.1:1', null],
    ['redis://no.such.host.invalid', null],
  ] as const;
  expect(await Promise.all(problems.map(([each]) => problemOfRedis(each)))).toEqual(problems.map(([, why]) => why));
});
