import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Kit, TestAgent, TestService, type TestCustomer } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { appendMessages } from './append-messages.ts';
import { messageId } from './message.entity.ts';

const kit = await Kit.start();
const other = await Kit.process(kit.databaseUrl);
const { sql, assignment } = kit.app;

const says = (customer: TestCustomer) => {
  const [chatId, senderId] = [decodeId('Chat', customer.chatId)!, decodeId('Customer', customer.id)!];
  const key = randomUUID();
  return {
    id: messageId(chatId, senderId, key),
    chatId,
    sender: 'CUSTOMER' as const,
    senderId,
    key,
    body: 'text',
    masks: null,
    originals: [],
  };
};

describe('whoever holds a chat and then gives chats away', () => {
  /** A chat with an agent, an older one that waits although a second seat was just added, and messages for both. */
  const scene = async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const [agent, colleague] = [await service.onlineAgent(), await service.onlineAgent()];
    const customers = [await service.customer(), await service.customer(), await service.customer()] as const;
    const [one, , older] = customers;
    // The chat that waits is locked first by whoever locks both, as ids go.
    const low = '00000000-0000-7000-8000-000000000000';
    const id = low.slice(0, 24) + randomUUID().slice(24);
    await sql.query(`update chat set id = $2, revision = revision + 1 where id = $1`, [
      decodeId('Chat', older.chatId),
      id,
    ]);
    Object.assign(older, { chatId: `Chat_${id}` });
    await sql.query('update service set seats = 2 where id = $1', [service.id]);
    return { service, agent, colleague, one, older };
  };

  test('does not wait in a circle with a batch of messages: a start from a second tab', async () => {
    const { service, one, older } = await scene();
    const release = await kit.lockTable('consent');
    const started = service.start({}, one.credentials);
    await kit.untilWaiting('insert into "consent"');
    const appended = appendMessages(sql, [says(older), says(one)]);
    await kit.untilWaiting('with input');
    await release();
    expect((await started).chat.id).toBe(one.chatId);
    expect((await appended).map(({ outcome }) => outcome)).toEqual(['SENT', 'SENT']);
  });

  test('does not wait in a circle with a batch of messages: a transfer by hand', async () => {
    const { service, agent, colleague, one, older } = await scene();
    const [from, to] = one.agentId === agent.id ? [agent, colleague] : [colleague, agent];
    const release = await kit.lockTable('chat_note');
    const transferred = from.transfer(one.chatId, to, 'note');
    await kit.untilWaiting('insert into chat_note');
    const appended = appendMessages(sql, [says(older), says(one)]);
    await kit.untilWaiting('with input');
    await release();
    expect(await transferred).toMatchObject({ agent: { id: to.id } });
    expect((await appended).map(({ outcome }) => outcome)).toEqual(['SENT', 'SENT']);
    await assignment.settle(service.id);
    const { chat } = await older.run('query ($id: ID!) { chat(id: $id) { state } }', { id: older.chatId });
    expect(chat.state).toBe('REQUESTED');
  });
});

test('a start of a customer whose chat is just ending begins a new one, whoever waits in line', async () => {
  const service = await kit.service();
  await service.saveChatSettings({ seats: 1 });
  await service.onlineAgent();
  const [served, waiting] = [await service.customer(), await service.customer()];
  // Whoever waits is locked before the chat that is ending, as ids go.
  const low = '00000000-0000-7000-8000-000000000000'.slice(0, 24) + randomUUID().slice(24);
  await sql.query('update chat set id = $2, revision = revision + 1 where id = $1', [
    decodeId('Chat', waiting.chatId),
    low,
  ]);
  const ending = new pg.Client({ connectionString: kit.databaseUrl });
  await ending.connect();
  onTestFinished(() => ending.end());
  await ending.query('begin');
  await ending.query(`update chat set state = 'CLOSED', closed_at = now(), revision = revision + 1 where id = $1`, [
    decodeId('Chat', served.chatId),
  ]);
  const started = service.start({}, served.credentials);
  await kit.untilWaiting('select c.id as "id", c.service_id as "serviceId"');
  await ending.query('commit');
  const { __typename, chat } = await started;
  expect(__typename).toBe('StartedChat');
  expect(chat.id).not.toBe(served.chatId);
  const stateOf = async (id: string) =>
    (await sql.query<{ state: string }>(`select state from chat where 'Chat_' || id = $1`, [id])).rows[0]?.state;
  await expect.poll(() => stateOf(`Chat_${low}`)).toBe('REQUESTED');
  expect(await stateOf(chat.id)).toBe('WAITING');
});

test('a seat that frees while a start is about to put its chat in line goes to that chat', async () => {
  const service = await kit.service();
  await service.saveChatSettings({ seats: 1 });
  const agent = await service.onlineAgent();
  const first = await service.customer();
  // Commits of new chats wait for the lock.
  await sql.query(
    `create function pause() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(1); return null; end $$`,
    [],
  );
  await sql.query(
    `create constraint trigger pause after insert on chat deferrable initially deferred for each row execute function pause()`,
    [],
  );
  onTestFinished(async () => {
    await sql.query('drop function pause() cascade', []);
  });
  const release = await kit.begin('select pg_advisory_xact_lock(1)');
  const started = service.start();
  await kit.untilWaiting('commit');
  expect((await agent.end(first.chatId)).__typename).toBe('Chat');
  let isSettled = false;
  const settled = assignment.settle(service.id).finally(() => (isSettled = true));
  await kit.untilWaiting('select 1 from service where id = $1 for share', { isOver: () => isSettled });
  await release();
  const { chat } = await started;
  await settled;
  const { rows } = await sql.query<{ state: string }>(`select state from chat where 'Chat_' || id = $1`, [chat.id]);
  expect(rows).toEqual([{ state: 'REQUESTED' }]);
});

describe('while a seat is being given away, nothing that decides on it changes', () => {
  test.each<[string, (service: TestService, agent: TestAgent) => Promise<unknown>]>([
    ['the wish', (_, agent) => agent.setAvailability('OFFLINE')],
    ['the chat right', (service, agent) => service.saveAgent({ agentId: agent.id, canChat: false })],
    ['the assignment switch', (service, agent) => service.saveAgent({ agentId: agent.id, inAssignment: false })],
    ['an agent’s place in the team', (service, agent) => service.removeAgent(agent)],
    ['the seats', (service) => service.saveChatSettings({ seats: 3 })],
    ['chat in the help center', (service) => service.switchChat({ helpCenter: false })],
    ['chat in the contract', (service) => service.switchChat({ contract: false })],
  ])('%s', async (_, change) => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const agent = await service.onlineAgent();
    await service.customer();
    const waiting = await service.customer();
    const id = decodeId('Chat', waiting.chatId);
    // Held before there is a seat: both processes look for seats to give by themselves.
    const release = await kit.begin(`select 1 from chat where id = '${id}' for update`);
    await sql.query('update service set seats = 2 where id = $1', [service.id]);
    const settled = assignment.settle(service.id);
    await kit.untilWaiting('select c.id, c.service_id as "serviceId", c.agent_id as "agentId"');
    // From another process: in one of them the two would queue before they reach the database.
    const there = new TestService(other, service.id, service.slug, service.inquiryTypeId);
    const changed = change(there, new TestAgent(other, agent.credentials, agent.id, agent.email));
    await kit.untilWaiting('select from service where id = $1 for no key update');
    await release();
    await Promise.all([settled, changed]);
    // The seat was given first, whatever became of it afterwards.
    const { rows } = await sql.query<{ given: boolean }>(
      'select assigned_at is not null as given from chat where id = $1',
      [id],
    );
    expect(rows).toEqual([{ given: true }]);
  });
});

test('readers who come together are told each note once', async () => {
  const service = await kit.service();
  const [one, two] = [await service.onlineAgent(), await service.onlineAgent()];
  const customer = await service.customer();
  const [from, to] = customer.agentId === one.id ? [one, two] : [two, one];
  expect((await from.transfer(customer.chatId, to, 'note')).__typename).toBe('Chat');
  const chatId = decodeId('Chat', customer.chatId)!;
  const read = () => kit.app.chatFeeds.watchChat(chatId, 0);
  const streams = [read(), read(), read()];
  const told = await Promise.all(streams.map((each) => each.next()));
  expect(told.map(({ value }) => value?.notes.map(({ body }) => body))).toEqual([['note'], ['note'], ['note']]);
  await Promise.all(streams.map((each) => each.return()));
});
