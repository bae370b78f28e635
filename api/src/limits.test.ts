import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RedisServer } from '../test/redis-server.ts';
import { readConfig } from './config.ts';
import { RateLimited } from './errors.ts';
import { Limits, spend } from './limits.ts';
import { RedisConnection } from './realtime/redis.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

const config = readConfig({ LIMIT_INQUIRIES_PER_EMAIL_PER_HOUR: '5' });
const key = 'service june@example.com';

/** The limits of two processes on one Redis. */
async function stage(...options: string[]) {
  const server = await RedisServer.start(...options);
  undo.push(() => server.stop());
  const connections = [1, 2].map(() => new RedisConnection(server.url, 'damso:test:'));
  undo.push(() => Promise.all(connections.map((connection) => connection.close())));
  await vi.waitFor(() => expect(connections.every(({ isReady }) => isReady)).toBe(true), { timeout: 20_000 });
  return { server, connections, limits: connections.map((connection) => new Limits(config, connection)) };
}

/** How many of so many tries are let through. */
async function passed({ inquiriesPerEmail }: Limits, tries: number): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: tries }, () => spend(inquiriesPerEmail, key)));
  for (const each of results) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(RateLimited);
  return results.filter(({ status }) => status === 'fulfilled').length;
}

describe('a limit', () => {
  test('counts over all processes, and what is given back counts too', async () => {
    const { limits } = await stage();
    expect(await Promise.all(limits.map((each) => passed(each, 4))).then(([a, b]) => a! + b!)).toBe(5);
    expect(await passed(limits[0]!, 1)).toBe(0);
    // All eight tries and the one after were counted.
    for (let back = 0; back < 5; back += 1) await limits[1]!.inquiriesPerEmail.reward(key);
    expect(await passed(limits[0]!, 2)).toBe(1);
  });

  test('leaves nothing of anybody in Redis, and nothing for longer than it counts', async () => {
    const { server, limits } = await stage();
    await spend(limits[0]!.inquiriesPerEmail, key);
    await spend(limits[0]!.starts, '203.0.113.7');
    const client = new Redis(server.url);
    undo.push(() => client.disconnect());
    const keys = await client.keys('*');
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toMatch(/june|example|203/);
    for (const each of keys) {
      expect(each).toMatch(/^damso:test:limit:(inquiriesPerEmail|starts):[\w-]{43}$/);
      expect(await client.pttl(each)).toBeGreaterThan(0);
    }
  });

  test('counts in each process while Redis is away, and together when it is back', async () => {
    const { server, limits, connections } = await stage();
    await server.stop();
    expect(await Promise.all(limits.map((each) => passed(each, 8)))).toEqual([5, 5]);
    await server.run();
    await vi.waitFor(() => expect(connections.every(({ isReady }) => isReady)).toBe(true), { timeout: 20_000 });
    expect(await Promise.all(limits.map((each) => passed(each, 4))).then(([a, b]) => a! + b!)).toBe(5);
  });

  test('counts in each process while Redis takes nothing more, or does not answer', async () => {
    const { server, limits } = await stage('--maxmemory', '1');
    expect(await Promise.all(limits.map((each) => passed(each, 8)))).toEqual([5, 5]);
    const hanging = await stage();
    hanging.server.pause();
    undo.push(() => {
      hanging.server.resume();
    });
    expect(await Promise.all(hanging.limits.map((each) => passed(each, 8)))).toEqual([5, 5]);
    await server.stop();
  });
});
