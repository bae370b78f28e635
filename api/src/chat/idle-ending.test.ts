import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestCustomer } from '../../test/kit.ts';

const kit = await Kit.start();

const rowId = (id: string) => id.replace('Chat_', '');

/** As if everything in the chat had happened so much earlier. */
async function pass(seconds: number, { chatId }: TestCustomer): Promise<void> {
  for (const [table, column, key] of [
    ['message', 'sent_at', 'chat_id'],
    ['chat', 'typed_at', 'id'],
  ]) {
    await kit.app.sql.query(`update ${table} set ${column} = ${column} - make_interval(secs => $2) where ${key} = $1`, [
      rowId(chatId),
      seconds,
    ]);
  }
  await Promise.all([kit.app.idle.look(), kit.app.idle.look()]);
}

async function talk(idleMinutes: number | null) {
  const service = await kit.service();
  await service.saveChatSettings({ idleMinutes });
  const agent = await service.onlineAgent();
  const customer = await service.customer({ message: 'hello', key: 'k' });
  return { service, agent, customer };
}

const storyOf = async (customer: TestCustomer) => {
  const { chat, messages } = (await customer.watch(customer.chatId).next()).chatChanges;
  return { state: chat.state as string, said: messages.map(({ event, body }: Answer) => event ?? body) as string[] };
};

describe('a chat that fell silent', () => {
  test('warns and then ends where the service says so; it stays with the agent', async () => {
    const { agent, customer } = await talk(10);
    await agent.send(customer.chatId, 'what is the number?');
    await pass(9 * 60 - 5, customer);
    expect((await storyOf(customer)).said).toEqual(['hello', 'what is the number?']);
    await pass(10, customer);
    expect(await storyOf(customer)).toEqual({
      state: 'ACTIVE',
      said: ['hello', 'what is the number?', 'IDLE_WARNING'],
    });
    await pass(61, customer);
    expect(await storyOf(customer)).toEqual({
      state: 'ENDED_BY_CUSTOMER',
      said: ['hello', 'what is the number?', 'IDLE_WARNING', 'IDLE_ENDED'],
    });
    expect((await customer.send(customer.chatId, 'late')).__typename).toBe('ChatEnded');
    await agent.consoles[0]!.until(({ deskChanges: d }) => d.chat.state === 'ENDED_BY_CUSTOMER' && !d.removed);
  });

  test('goes on when the customer answers the warning, and while somebody types', async () => {
    const { agent, customer } = await talk(10);
    await agent.send(customer.chatId, 'still there?');
    await pass(600, customer);
    await customer.run('mutation ($id: ID!) { setTyping(chatId: $id, typing: true) }', { id: customer.chatId });
    await kit.app.sql.query(`update message set sent_at = sent_at - interval '2 m' where chat_id = $1`, [
      rowId(customer.chatId),
    ]);
    await kit.app.idle.look();
    // The minute is over, but what is being typed is waited for and accepted.
    expect((await customer.send(customer.chatId, 'yes!')).__typename).toBe('Message');
    await pass(3_600, customer);
    expect(await storyOf(customer)).toEqual({
      state: 'ACTIVE',
      said: ['hello', 'still there?', 'IDLE_WARNING', 'yes!'],
    });
  });

  test('never ends while the customer waits for the agent, nor where it is switched off', async () => {
    const waiting = await talk(2);
    await waiting.agent.send(waiting.customer.chatId, 'hi');
    await waiting.customer.send(waiting.customer.chatId, 'a question');
    await pass(3_600, waiting.customer);
    const off = await talk(null);
    await off.agent.send(off.customer.chatId, 'hi');
    await pass(3_600 * 24, off.customer);
    expect([(await storyOf(waiting.customer)).state, (await storyOf(off.customer)).state]).toEqual([
      'ACTIVE',
      'ACTIVE',
    ]);
    expect(await off.service.saveChatSettings({ idleMinutes: 1 })).toEqual({
      __typename: 'InvalidInput',
      field: 'idleMinutes',
    });
  });
});
