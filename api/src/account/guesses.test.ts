import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { RedisServer } from '../../test/redis-server.ts';

const redis = await RedisServer.start();
afterAll(() => redis.stop());
const env = { REDIS_URL: redis.url, TRUST_PROXY: '1' };
const kit = await Kit.start(env);
const other = await Kit.process(kit.databaseUrl, env);
beforeAll(() =>
  vi.waitFor(() => expect([kit, other].every(({ app }) => app.bus.isConnected)).toBe(true), { timeout: 20_000 }),
);

async function signIn(process: Kit, email: string, password: string, ip: string) {
  const query = `mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) {
    __typename ... on RateLimited { retryAfter } } }`;
  const { body } = await process.post(
    JSON.stringify({ query, variables: { e: email, p: password } }),
    {},
    { 'x-forwarded-for': ip },
  );
  return body.data.signIn as { __typename: string; retryAfter?: number };
}

/** So many wrong guesses, each from an address of its own, at one process and the other by turns. */
async function guess(email: string, count: number): Promise<string[]> {
  const outcomes = await Promise.all(
    Array.from({ length: count }, (_, n) => signIn([kit, other][n % 2]!, email, `guess ${n}`, `198.51.100.${n}`)),
  );
  return outcomes.map(({ __typename }) => __typename).sort();
}

const bounded = [...Array<string>(30).fill('InvalidCredentials'), ...Array<string>(6).fill('RateLimited')];

describe('guesses at one password from many addresses', () => {
  test('are bounded over all processes, whether the address is somebody’s or not', async () => {
    const { email } = await (await kit.service()).agent();
    expect(await guess(email, 36)).toEqual(bounded);
    expect(await guess(`${randomUUID()}@test.test`, 36)).toEqual(bounded);
    const refused = await signIn(other, email, 'correct horse', '203.0.113.9');
    expect(refused.__typename).toBe('RateLimited');
    // Nobody is kept out for longer.
    expect(refused.retryAfter).toBeLessThanOrEqual(900);
  });

  test('do not keep a person out where they are signed in, whose own guesses are bounded still', async () => {
    const { email } = await (await kit.service()).agent();
    const home = '2001:db8:1:2::7';
    expect((await signIn(kit, email, 'correct horse', home)).__typename).toBe('Agent');
    await guess(email, 36);
    // Another device in the same network.
    const neighbour = '2001:db8:1:2::99';
    expect((await signIn(other, email, 'correct horse', neighbour)).__typename).toBe('Agent');
    const outcomes: string[] = [];
    for (let n = 0; n < 12; n += 1) outcomes.push((await signIn(kit, email, 'no', neighbour)).__typename);
    expect(outcomes).toEqual([
      ...Array<string>(10).fill('InvalidCredentials'),
      ...Array<string>(2).fill('RateLimited'),
    ]);
  });

  test('count no sign-in that succeeds', async () => {
    const { email } = await (await kit.service()).agent();
    for (let n = 0; n < 40; n += 1) {
      expect((await signIn(kit, email, 'correct horse', `198.51.100.${n}`)).__typename).toBe('Agent');
    }
  });
});
