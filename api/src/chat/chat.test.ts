import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';

const kit = await Kit.start();

describe('starting a chat', () => {
  test('gives it to the Online agent, who sees it on the desk at once', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const desk = await agent.console();
    const customer = await service.customer();
    const { deskChanges } = await desk.until((event) => event.deskChanges.chat.id === customer.chatId);
    expect(deskChanges).toMatchObject({ removed: false, chat: { state: 'REQUESTED' } });
  });

  test('writes nothing and says so when nobody is Online', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.console();
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    const { rows } = await kit.app.sql.query('select from customer where service_id = $1', [service.id]);
    expect(rows).toHaveLength(0);
  });
});

describe('talking', () => {
  test('brings each message to the other side, in order', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent({ name: 'Mina' });
    const customer = await service.customer();
    const reader = customer.watch(customer.chatId);
    await reader.next();
    await customer.send(customer.chatId, 'hello');
    await agent.send(customer.chatId, 'hi');
    const first = await reader.next();
    const second = await reader.next();
    expect(first.chatChanges.messages).toMatchObject([{ seq: 1, sender: 'CUSTOMER', body: 'hello' }]);
    expect(second.chatChanges).toMatchObject({ chat: { state: 'ACTIVE' }, messages: [{ seq: 2, senderName: 'Mina' }] });
  });

  test('makes one message of twenty parallel sends with one key', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const key = randomUUID();
    const sent = await Promise.all(Array.from({ length: 20 }, () => customer.send(customer.chatId, 'once', key)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect((await customer.send(customer.chatId, 'twice')).seq).toBe(2);
    expect((await customer.send(customer.chatId, 'other', key)).__typename).toBe('KeyReused');
  });
});
