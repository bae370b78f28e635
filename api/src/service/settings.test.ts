import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();

const availability = (service: TestService) =>
  new Actor(kit).subscribe('subscription ($s: String!) { chatAvailability(service: $s) { state opensAt } }', {
    s: service.slug,
  });

/** As a client does whose socket is closed because its rights changed: until it stays open. */
const comeBack = (agent: TestAgent) =>
  expect
    .poll(
      () =>
        agent.console().then(
          () => true,
          () => false,
        ),
      { timeout: 15_000 },
    )
    .toBe(true);

const presence = (agent: TestAgent) =>
  agent.subscribe('subscription { presenceChanges { agent { id canChat } assignable reason } }');

describe('S2: without chat in the contract there is no chat', () => {
  test('nobody can start one, launchers and agents hear of it at once, and it comes back', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const seen = availability(service);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    await service.switchChat({ contract: false });
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'DISABLED');
    expect((await service.start()).__typename).toBe('ChatDisabled');
    // The chat right is worth nothing: streams end with the code for changed rights, and nothing can be done.
    const desk = async () => {
      const events = agent.subscribe('subscription { deskChanges { removed } }');
      // A socket that was opened by the right as it was a moment ago ends without a word.
      const answer = await events.next().catch(() => null);
      await events.close();
      return answer?.errors[0].extensions.code as string | undefined;
    };
    await expect.poll(desk, { timeout: 5_000 }).toBe('FORBIDDEN');
    expect(await agent.setAvailability('BREAK')).toEqual({ __typename: 'NotPermitted' });
    await service.switchChat({ contract: true });
    await comeBack(agent);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    expect((await service.start()).__typename).toBe('StartedChat');
  });

  test('ends open desks within 5 s; what was begun waits in line and goes on when it is on again', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const socket = agent.socket();
    const desk = socket.subscribe('subscription { deskChanges { chat { id state } } }');
    const seen = availability(service);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    const customer = await service.customer();
    await desk.until(({ deskChanges }) => deskChanges.chat.id === customer.chatId);
    await agent.send(customer.chatId, 'hello');
    const reading = customer.watch(customer.chatId);
    const began = performance.now();
    await service.switchChat({ contract: false });
    expect(await socket.closed).toBe(4205);
    expect(performance.now() - began).toBeLessThan(5_000);
    await reading.until(({ chatChanges }) => chatChanges.chat.state === 'WAITING');
    expect((await agent.send(customer.chatId, 'too late')).__typename).toBe('NotPermitted');
    expect((await customer.send(customer.chatId, 'are you there?')).__typename).toBe('Message');
    await service.switchChat({ contract: true });
    await comeBack(agent);
    await reading.until(({ chatChanges }) => chatChanges.chat.agent?.id === agent.id);
    const { chatChanges } = await agent.watch(customer.chatId).next();
    expect(chatChanges.messages.map(({ body, event }: Answer) => event ?? body)).toEqual([
      'hello',
      'BACK_IN_LINE',
      'are you there?',
      'AGENT_CHANGED',
    ]);
  });
});

test('S3: without chat in the help center none begins and the line is not served; what runs goes on', async () => {
  const service = await kit.service();
  await service.saveChatSettings({ seats: 1 });
  const agent = await service.onlineAgent();
  const [running, waiting] = [await service.customer(), await service.customer()];
  const seen = availability(service);
  const told = presence(agent);
  await service.switchChat({ helpCenter: false });
  await seen.until(({ chatAvailability }) => chatAvailability.state === 'DISABLED');
  await told.until(({ presenceChanges: p }) => p.agent.id === agent.id && p.reason === 'CHAT_DISABLED');
  expect((await service.start()).__typename).toBe('ChatDisabled');
  expect((await agent.send(running.chatId, 'we go on')).__typename).toBe('Message');
  await agent.end(running.chatId);
  await kit.app.assignment.settle(service.id);
  const reading = waiting.watch(waiting.chatId);
  expect((await reading.next()).chatChanges.chat.state).toBe('WAITING');
  await service.switchChat({ helpCenter: true });
  await reading.until(({ chatChanges }) => chatChanges.chat.agent?.id === agent.id);
  await seen.until(({ chatAvailability }) => ['BUSY', 'AVAILABLE'].includes(chatAvailability.state));
});

describe('operating hours', () => {
  test('close chat with the next opening, for those who start and those who look; who waits is still served', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const agent = await service.onlineAgent();
    const [running, waiting] = [await service.customer(), await service.customer()];
    const seen = availability(service);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'BUSY');
    // Closed today, by every clock of the world.
    const days = [-1, 0, 1].map((ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10));
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
    const hours = { timeZone: 'Asia/Seoul', week, holidays: days.map((date) => ({ date })) };
    expect(await service.saveChatSettings({ hours })).toMatchObject({ __typename: 'ServiceSettings' });
    const closed = await seen.until(({ chatAvailability }) => chatAvailability.state === 'CLOSED');
    expect(new Date(closed.chatAvailability.opensAt).getTime()).toBeGreaterThan(Date.now());
    expect(await service.start()).toMatchObject({ __typename: 'AgentsAbsent', state: 'CLOSED' });
    const reading = waiting.watch(waiting.chatId);
    await agent.end(running.chatId);
    await reading.until(({ chatChanges }) => chatChanges.chat.state === 'REQUESTED');
    await service.saveChatSettings({ hours: null });
    await seen.until(({ chatAvailability }) => chatAvailability.state !== 'CLOSED');
  });
});

describe('S31: settings', () => {
  test('are told to every agent live, and are the same for who comes later', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const query =
      '{ revision features helpCenter { chat inquiry } chat { seats greeting { ko en } hours { timeZone } } }';
    const live = agent.subscribe(`subscription { settingsChanges ${query} }`);
    const first = (await live.next()).settingsChanges;
    expect(first).toMatchObject({ features: ['chat'], helpCenter: { chat: true, inquiry: true }, chat: { seats: 5 } });
    await service.saveChatSettings({ seats: 7, greeting: { en: '  Hello  ' } });
    const { settingsChanges } = await live.next();
    expect(settingsChanges).toMatchObject({ chat: { seats: 7, greeting: { ko: null, en: 'Hello' }, hours: null } });
    expect(settingsChanges.revision).toBeGreaterThan(first.revision);
    expect((await agent.run(`{ serviceSettings ${query} }`)).serviceSettings).toEqual(settingsChanges);
    // What is absent stays; null removes.
    await service.saveChatSettings({ greeting: { ko: '안녕하세요' } });
    expect((await live.next()).settingsChanges.chat.greeting).toEqual({ ko: '안녕하세요', en: 'Hello' });
    await service.saveChatSettings({ greeting: { en: null } });
    expect((await live.next()).settingsChanges.chat.greeting).toEqual({ ko: '안녕하세요', en: null });
  });

  test.each([
    [{ seats: 0 }, 'seats'],
    [{ seats: 101 }, 'seats'],
    [{ requestedGraceSeconds: -1 }, 'requestedGraceSeconds'],
    [{ activeGraceSeconds: 3_601 }, 'activeGraceSeconds'],
    [{ idleMinutes: 0 }, 'idleMinutes'],
    [{ idleMinutes: 1_441 }, 'idleMinutes'],
    [{ greeting: { ko: 'x'.repeat(1_001) } }, 'greeting.ko'],
    [{ ratingMessage: { en: 'nul\u0000' } }, 'ratingMessage.en'],
    [{ hours: { timeZone: 'Mars/Olympus', week: [], holidays: [] } }, 'hours.timeZone'],
    [{ hours: { timeZone: 'UTC', week: [{ day: 1, from: '10:00', to: '10:00' }], holidays: [] } }, 'hours.week.0'],
    [{ hours: { timeZone: 'UTC', week: [], holidays: [{ date: '2026-02-30' }] } }, 'hours.holidays.0'],
  ])('out of their limits are refused with the place: %j', async (input, field) => {
    const service = await kit.service();
    const before = (await (await service.admin()).run('{ serviceSettings { revision } }')).serviceSettings.revision;
    expect(await service.saveChatSettings({ seats: 6, ...input })).toEqual({ __typename: 'InvalidInput', field });
    const after = await (await service.admin()).run('{ serviceSettings { revision chat { seats } } }');
    expect(after.serviceSettings).toEqual({ revision: before, chat: { seats: 5 } });
  });

  test('leave a log of who changed what, when, before and after', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 7, recentAgentFirst: true });
    await service.saveChatSettings({ seats: 7 });
    await service.switchChat({ helpCenter: false, contract: false });
    const { changeLog } = await (
      await service.admin()
    ).run('{ changeLog { edges { node { field before after changedAt author { name } agent { id } } } } }');
    const entry = { author: { name: 'Admin' }, agent: null, changedAt: expect.any(String) };
    expect(changeLog.edges.map(({ node }: Answer) => node)).toEqual([
      { ...entry, field: 'helpCenterChat', before: 'true', after: 'false' },
      { ...entry, field: 'features', before: '["chat"]', after: '[]' },
      { ...entry, field: 'seats', before: '5', after: '7' },
      { ...entry, field: 'recentAgentFirst', before: 'false', after: 'true' },
    ]);
  });

  test('are in the log as what they are, and nothing of them as OTHER', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const save = (verb: string, input: string) => admin.run(`mutation { ${verb}(input: ${input}) { __typename } }`);
    await save(
      'saveChatSettings',
      `{ seats: 7, recentAgentFirst: true, requestedGraceSeconds: 31, activeGraceSeconds: 32, idleMinutes: 33,
      greeting: { ko: "a" }, ratingMessage: { ko: "b" }, absentText: { ko: "c" }, hours: { timeZone: "Asia/Tokyo", week: [], holidays: [] } }`,
    );
    await save('saveGeneralSettings', `{ name: { en: "Shop" }, slug: "s${service.id.slice(0, 8)}", languages: [en] }`);
    await save('saveContract', '{ chat: false, security: true }');
    await save('saveHelpCenterSettings', '{ chat: false, inquiry: false }');
    await save('saveMaskingSettings', '{ rules: [{ kind: PHONE, action: MASK }], sealAfterDays: 9 }');
    await save('saveRetentionSettings', '{ chatMonths: 12, ticketMonths: 12, customerMonths: 12 }');
    await save('saveMailSettings', '{ quotesAnswers: true }');
    await save('saveMemberLink', '{ enabled: true, membersOnly: true }');
    await admin.run(
      `mutation { rotateCustomerDataSecret { __typename } addSite(origin: "https://shop.example") { __typename } }`,
    );
    await save(
      'saveCustomerDataLink',
      '{ url: "https://shop.example/damso", enabled: true, sendsEmail: true, sendsPhone: true }',
    );
    const agent = await service.agent();
    await service.saveAgent({ agentId: agent.id, name: 'New', role: 'ADMIN', canChat: false, canTicket: false });
    await service.saveAgent({
      agentId: agent.id,
      inAssignment: false,
      mayReveal: true,
      maySeal: true,
      seesAllChats: false,
    });
    const client = await service.apiClient(['settings:read', 'chats:write']);
    await client.run('mutation { endChat(chatId: "Chat_1") { __typename } }');
    const { changeLog } = await admin.run('{ changeLog(first: 100) { nodes { kind mutation field } } }');
    const kinds = new Set<string>(changeLog.nodes.map(({ kind }: Answer) => kind));
    expect(kinds.has('OTHER')).toBe(false);
    expect(kinds.size).toBeGreaterThan(20);
    for (const kind of ['SITES', 'CUSTOMER_DATA_SECRET', 'CUSTOMER_DATA_EMAIL']) expect(kinds).toContain(kind);
    for (const { kind, mutation, field } of changeLog.nodes) {
      expect(mutation).toBe(kind === 'MUTATION' ? field : null);
    }
  });

  test('changed by two administrators at once are both kept', async () => {
    const service = await kit.service();
    await Promise.all([
      service.saveChatSettings({ seats: 9 }),
      service.saveChatSettings({ recentAgentFirst: true }),
      service.saveChatSettings({ activeGraceSeconds: 30 }),
    ]);
    const { serviceSettings } = await (
      await service.admin()
    ).run('{ serviceSettings { chat { seats recentAgentFirst activeGraceSeconds } } }');
    expect(serviceSettings.chat).toEqual({ seats: 9, recentAgentFirst: true, activeGraceSeconds: 30 });
  });
});
