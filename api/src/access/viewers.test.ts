import { expect, test, vi } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { hashToken } from '../secrets.ts';
import type { AgentViewer } from './viewer.ts';
import { rightsTopic } from './viewers.ts';

const kit = await Kit.start();

test('whoever begins to watch with rights of before is told to come back', async () => {
  const agent = await (await kit.service()).agent();
  const token = agent.credentials.cookie!.split('=')[1]!;
  const present = (await kit.app.viewers.find(hashToken(token))) as AgentViewer;
  const [first, second, later] = [vi.fn(), vi.fn(), vi.fn()];
  const leave = kit.app.viewers.watch(present, first);
  kit.app.viewers.watch({ ...present, seesAllChats: !present.seesAllChats }, later);
  kit.app.viewers.watch({ ...present }, second);
  await Promise.resolve();
  expect(later.mock.calls).toEqual([['changed']]);
  for (const end of [first, second]) expect(end).not.toHaveBeenCalled();
  expect(kit.app.viewers.countOf(present)).toBe(2);
  leave();
  expect(kit.app.viewers.countOf(present)).toBe(1);
});

test('a look at thousands reads only those who are others now', async () => {
  const service = await kit.service();
  const agents = await Promise.all([service.agent(), service.agent()]);
  const hashes = agents.map(({ credentials }) => hashToken(credentials.cookie!.split('=')[1]!));
  const ends = await Promise.all(
    hashes.map(async (hash) => {
      const viewer = await kit.app.viewers.find(hash);
      const end = vi.fn();
      kit.app.viewers.watch(viewer!, end);
      return end;
    }),
  );
  const read = new Set<unknown>();
  const query = kit.app.sql.query.bind(kit.app.sql);
  kit.app.sql.query = (async (...args: [{ name?: string }]) => {
    const result = await query(...(args as unknown as [string, unknown[]]));
    if (args[0].name?.startsWith('viewers')) for (const row of result.rows) read.add(row['credential'] ?? row);
    return result;
  }) as typeof query;
  try {
    await query('update session set expires_at = now() where token_hash = $1', [hashes[0]]);
    kit.app.bus.publish(rightsTopic, {});
    await vi.waitFor(() => {
      expect(ends[0]!.mock.calls).toEqual([['ended']]);
    });
  } finally {
    kit.app.sql.query = query;
  }
  expect(ends[1]).not.toHaveBeenCalled();
  expect([...read]).toEqual([hashes[0]]);
});
