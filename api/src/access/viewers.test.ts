import { expect, test, vi } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { hashToken } from '../secrets.ts';
import type { AgentViewer } from './viewer.ts';

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
