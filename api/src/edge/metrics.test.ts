import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { readConfig } from '../config.ts';

const token = 'a-token-of-the-tests';
const kit = await Kit.start({ METRICS_TOKEN: token });

const read = async (of = kit, authorization = `Bearer ${token}`) => {
  const response = await fetch(`${of.url}/metrics`, { headers: { authorization } });
  return { status: response.status, text: await response.text() };
};

/** The values of all series, by name and labels. */
const series = async () => {
  const { text } = await read();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
};

describe('/metrics', () => {
  test('is there for whoever shows the token, and nowhere without one', async () => {
    expect((await read(kit, 'Bearer another-token-of-tests')).status).toBe(401);
    expect((await read(kit, '')).status).toBe(401);
    expect((await read()).status).toBe(200);
    const without = await Kit.process(kit.databaseUrl);
    expect((await read(without)).status).toBe(404);
    expect(() => readConfig({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN must be 16 or more');
  });

  test('counts what happens, without a word of whom it happens to', async () => {
    const before = await series();
    const grown = async (name: string) => ((await series()).get(name) ?? NaN) - (before.get(name) ?? 0);
    const service = await kit.service();
    const agent = await service.onlineAgent({ name: 'Mina Metric' });
    const customer = await service.customer({ name: 'Paul Probe' });
    const events = customer.watch(customer.chatId);
    await events.next();
    const key = randomUUID();
    await customer.send(customer.chatId, 'one', key);
    await customer.send(customer.chatId, 'one', key);
    await agent.end(customer.chatId);
    expect(await customer.send(customer.chatId, 'too late')).toMatchObject({ __typename: 'ChatEnded' });
    await kit.app.leases.beat();
    expect(await grown('damso_sends_total{outcome="acknowledged"}')).toBe(2);
    expect(await grown('damso_sends_total{outcome="refused"}')).toBe(1);
    expect(await grown('damso_sockets')).toBe(2);
    expect(await grown('damso_subscriptions')).toBe(2);
    expect(await grown('damso_leases_held')).toBe(1);
    expect(await grown('damso_leases_prolonged_total')).toBeGreaterThanOrEqual(1);
    expect(await grown('damso_leases_late_total')).toBe(0);
    await kit.app.sql.query('update lease set expires_at = now()', []);
    await kit.app.leases.beat();
    expect(await grown('damso_leases_late_total')).toBe(1);
    await expect.poll(() => grown('damso_jobs_total{outcome="done"}'), { timeout: 20_000 }).toBeGreaterThan(0);
    const after = await series();
    expect(after.get('damso_bus_connected')).toBe(1);
    expect(after.get('damso_pool_idle')).toBeGreaterThan(0);
    expect(after.get('damso_pool_waiting')).toBe(0);
    expect(after.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
    const { text } = await read();
    const ids = [service.id, service.slug, agent.id, customer.chatId, customer.id].map((id) => id.replace(/^\w+_/, ''));
    for (const word of [...ids, 'Mina', 'Paul', agent.email]) expect(text).not.toContain(word);
    await events.close();
  });
});
