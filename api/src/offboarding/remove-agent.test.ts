import { describe, expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';

const kit = await Kit.start();

describe('removing an agent', () => {
  test('closes the chats that their customers ended, and tells whoever watches at once', async () => {
    const service = await kit.service();
    const [gone, colleague] = [await service.onlineAgent(), await service.agent()];
    const customers = [await service.customer(), await service.customer()];
    for (const customer of customers) expect(customer.agentId).toBe(gone.id);
    const [ended, open] = customers as [(typeof customers)[0], (typeof customers)[0]];
    await ended.end(ended.chatId);
    const watching = colleague.watch(ended.chatId);
    const { chatChanges: present } = await watching.next();
    expect(present.chat.state).toBe('ENDED_BY_CUSTOMER');
    await service.removeAgent(gone);
    // The next change is the only one, and it is not found by comparing revisions, which takes 20 s.
    const began = Date.now();
    const { chatChanges: told } = await watching.next();
    expect(told).toMatchObject({ revision: Number(present.revision) + 1, chat: { state: 'CLOSED' } });
    expect(Date.now() - began).toBeLessThan(10_000);
    // The other one waits for the next agent.
    const stateOf = async () =>
      (await open.run('query ($id: ID!) { chat(id: $id) { state agent { id } } }', { id: open.chatId })).chat;
    await expect.poll(stateOf).toEqual({ state: 'WAITING', agent: null });
    await watching.close();
  });
});
