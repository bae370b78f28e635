import { afterAll, describe, expect, test, vi } from 'vitest';
import { Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../test/kit.ts';
import { RedisServer } from '../test/redis-server.ts';
import { decodeId } from './ids.ts';

const redis = await RedisServer.start();
afterAll(() => redis.stop());
const env = { REDIS_URL: redis.url };
const kit = await Kit.start(env);
const other = await quietProcess();

/** A process that looks at nothing by itself, now and then, so whatever it knows it was told. */
async function quietProcess(): Promise<Kit> {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  try {
    return await Kit.process(kit.databaseUrl, env);
  } finally {
    vi.useRealTimers();
  }
}

const isConnected = (...processes: Kit[]) =>
  expect.poll(() => processes.map(({ app }) => app.bus.isConnected), { timeout: 20_000 }).not.toContain(false);

async function scene(): Promise<{ service: TestService; agent: TestAgent; customer: TestCustomer; chatId: string }> {
  await isConnected(kit, other);
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent({ name: 'Mina', canTicket: true });
  const customer = await service.customer({ name: 'June' });
  await agent.open(customer.chatId);
  return { service, agent, customer, chatId: customer.chatId };
}

/** A console on the other process, whose desk and presence were told as they are. */
async function consoleOn(agent: TestAgent, process: Kit) {
  const socket = agent.socket(process);
  const presence = socket.subscribe(
    'subscription { presenceChanges { agent { id canChat name } availability connected } }',
  );
  await presence.next();
  return { socket, presence };
}

describe('through one process, told on the other', () => {
  test('what is said, to whoever reads the chat and to the desk', async () => {
    const { agent, customer, chatId } = await scene();
    const chat = agent.watch(chatId, 0, other);
    const desk = agent.subscribe('subscription { deskChanges { chat { lastMessage { body } } } }', {}, other);
    await Promise.all([chat.next(), desk.next()]);
    await customer.send(chatId, 'hello');
    await chat.until(({ chatChanges }) => chatChanges.messages.at(-1)?.body === 'hello');
    await desk.until(({ deskChanges }) => deskChanges.chat.lastMessage?.body === 'hello');
  });

  test('what is masked', async () => {
    const { agent, customer, chatId } = await scene();
    const { id, revision } = await customer.send(chatId, 'call 010-1234-5678');
    const seen = customer.watch(chatId, 0, other);
    await seen.next();
    const masking = `mutation ($i: MaskMessageInput!) { maskMessage(input: $i) { __typename } }`;
    const masked = await agent.run(masking, { i: { messageId: id, revision, start: 5, end: 18 } });
    expect(masked.maskMessage.__typename).toBe('Message');
    await seen.until(({ chatChanges }) => chatChanges.messages.at(-1)?.body === 'call *************');
  });

  test('who types', async () => {
    const { agent, customer, chatId } = await scene();
    const seen = agent.subscribe('subscription ($id: ID!) { typing(chatId: $id) { typing } }', { id: chatId }, other);
    await expect
      .poll(
        async () => {
          await customer.run('mutation ($id: ID!) { setTyping(chatId: $id, typing: true) }', { id: chatId });
          return seen.all;
        },
        { timeout: 20_000 },
      )
      .toContainEqual({ typing: { typing: true } });
  });

  test('who is there: a lease and a wish, and what a launcher shows of it', async () => {
    await isConnected(kit, other);
    const service = await kit.service();
    const [agent, colleague] = [await service.agent(), await service.agent()];
    const { presence } = await consoleOn(colleague, other);
    const launcher = colleague.subscribe(
      'subscription ($s: String!) { chatAvailability(service: $s) { state } }',
      { s: service.slug },
      other,
    );
    expect((await launcher.next()).chatAvailability.state).toBe('ABSENT');
    const isThere = ({ presenceChanges: { agent: who, availability, connected } }: Answer) =>
      who.id === agent.id && availability === 'ONLINE' && connected;
    await agent.goOnline();
    await presence.until(isThere);
    await launcher.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
  });

  test('settings', async () => {
    const { agent, service } = await scene();
    const seen = agent.subscribe('subscription { settingsChanges { chat { seats } } }', {}, other);
    await seen.next();
    await service.saveChatSettings({ seats: 7 });
    await seen.until(({ settingsChanges }) => settingsChanges.chat.seats === 7);
  });

  test('tickets, each and in lists', async () => {
    const { agent, service } = await scene();
    const { createTicket } = await agent.run(
      `mutation ($i: CreateTicketInput!) { createTicket(input: $i) { __typename ... on Ticket { id } } }`,
      { i: { inquiryTypeId: service.inquiryTypeId, title: 'Where is it?', content: 'My order' } },
    );
    const { id } = createTicket;
    const socket = agent.socket(other);
    const list = socket.subscribe('subscription { ticketListChanges { id priority } }');
    const one = socket.subscribe('subscription ($id: ID!) { ticketChanges(ticketId: $id) { priority } }', { id });
    expect(await one.next()).toEqual({ ticketChanges: { priority: 'NORMAL' } });
    const update = `mutation ($i: UpdateTicketInput!) { updateTicket(input: $i) { __typename } }`;
    await agent.run(update, { i: { ticketId: id, revision: 1, priority: 'HIGH' } });
    await one.until(({ ticketChanges }) => ticketChanges.priority === 'HIGH');
    await list.until(({ ticketListChanges }) => ticketListChanges.priority === 'HIGH');
  });

  test('rights that were changed, and who signed out', async () => {
    const { agent, service } = await scene();
    const colleague = await service.agent();
    const [here, there] = [await consoleOn(agent, other), await consoleOn(colleague, other)];
    await service.saveAgent({ agentId: agent.id, canTicket: false });
    expect(await here.socket.closed).toBe(4205);
    await colleague.run('mutation { signOut }');
    expect(await there.socket.closed).toBe(4401);
    const { viewer } = await other.run('{ viewer { __typename } }', {}, colleague.credentials);
    expect(viewer).toBeNull();
  });

  test('what people are called', async () => {
    const { agent, customer, service } = await scene();
    const nameOf = async (type: 'Customer' | 'Agent', id: string) =>
      (await other.app.senderNames.of(decodeId(type, id)!)).own;
    expect([await nameOf('Customer', customer.id), await nameOf('Agent', agent.id)]).toEqual(['June', 'Mina']);
    await agent.run('mutation ($i: SaveCustomerInput!) { saveCustomer(input: $i) { __typename } }', {
      i: { customerId: customer.id, name: 'Juno' },
    });
    await service.saveAgent({ agentId: agent.id, name: 'Min' });
    await expect.poll(() => nameOf('Customer', customer.id), { timeout: 20_000 }).toBe('Juno');
    await expect.poll(() => nameOf('Agent', agent.id), { timeout: 20_000 }).toBe('Min');
  });
});

test('guesses at a password count together, wherever they are made', async () => {
  await isConnected(kit, other);
  const { email } = await (await kit.service()).agent();
  const guess = async (process: Kit) => {
    const signingIn = `mutation ($e: String!) { signIn(email: $e, password: "a guess") { __typename } }`;
    return (await process.run(signingIn, { e: email })).signIn.__typename as string;
  };
  const answers = await Promise.all(Array.from({ length: 14 }, (_, index) => guess(index % 2 ? kit : other)));
  // Whoever signed in before gave their try back.
  expect(answers.filter((answer) => answer === 'InvalidCredentials')).toHaveLength(10);
  expect(answers.filter((answer) => answer === 'RateLimited')).toHaveLength(4);
});

test('what is done while Redis is away is told as soon as it is back, and nobody waits for it', async () => {
  const { agent, service, customer, chatId } = await scene();
  const chat = agent.watch(chatId, 0, other);
  const desk = agent.subscribe('subscription { deskChanges { chat { lastMessage { body } } } }', {}, other);
  const both = agent.socket(other);
  const list = both.subscribe('subscription { ticketListChanges { id } }');
  const settings = both.subscribe('subscription { settingsChanges { chat { seats } } }');
  const watcher = await service.agent();
  const { socket, presence } = await consoleOn(watcher, other);
  await Promise.all([chat.next(), desk.next(), settings.next()]);

  await redis.stop();
  await expect.poll(() => kit.app.bus.isConnected || other.app.bus.isConnected, { timeout: 20_000 }).toBe(false);
  const bodies = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (const body of bodies) expect((await customer.send(chatId, body)).__typename).toBe('Message');
  await service.saveChatSettings({ seats: 8 });
  const { createTicket } = await agent.run(
    `mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id } } }`,
    { i: { inquiryTypeId: service.inquiryTypeId, title: 'Where is it?', content: 'My order' } },
  );
  await agent.setAvailability('BREAK');

  await redis.run();
  await chat.until(({ chatChanges }) => chatChanges.messages.at(-1)?.body === bodies.at(-1));
  const told = chat.all.flatMap(({ chatChanges }) => chatChanges.messages).map(({ body }: Answer) => body);
  expect(told.filter((body: string) => body.startsWith('message'))).toEqual(bodies);
  await desk.until(({ deskChanges }) => deskChanges.chat.lastMessage?.body === bodies.at(-1));
  await settings.until(({ settingsChanges }) => settingsChanges.chat.seats === 8);
  expect(await list.next()).toEqual({ ticketListChanges: { id: createTicket.id } });
  await presence.until(({ presenceChanges: p }) => p.agent.id === agent.id && p.availability === 'BREAK');

  await redis.stop();
  await expect.poll(() => kit.app.bus.isConnected || other.app.bus.isConnected, { timeout: 20_000 }).toBe(false);
  await watcher.run('mutation { signOut }');
  await redis.run();
  expect(await socket.closed).toBe(4401);
});
