import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();

/** An agent's console vanishes without a goodbye and its lease has run out, as when a browser is killed. */
async function vanish(agent: TestAgent, of = kit): Promise<void> {
  for (const desk of agent.consoles) desk.cut();
  await of.app.sql.query(`update lease set expires_at = now() - interval '1 second' where 'Agent_' || agent_id = $1`, [
    agent.id,
  ]);
}

const stateOf = async (customer: TestCustomer) => {
  const { chat } = await customer.run('query ($id: ID!) { chat(id: $id) { state queuePosition agent { id } } }', {
    id: customer.chatId,
  });
  return chat as { state: string; queuePosition: number | null; agent: { id: string } | null };
};

const settled = async (service: TestService) => {
  await kit.app.assignment.settle(service.id);
};

describe('S7: a chat is assigned only to an agent who is Online', () => {
  test.each([
    ['is on Break', (agent: TestAgent) => agent.setAvailability('BREAK')],
    ['is Offline', (agent: TestAgent) => agent.setAvailability('OFFLINE')],
    ['has no console any more', (agent: TestAgent) => vanish(agent)],
    [
      'lost the chat right',
      (agent: TestAgent, service: TestService) => service.saveAgent({ agentId: agent.id, canChat: false }),
    ],
    [
      'is switched out of assignment',
      (agent: TestAgent, service: TestService) => service.saveAgent({ agentId: agent.id, inAssignment: false }),
    ],
    ['was removed', (agent: TestAgent, service: TestService) => service.removeAgent(agent)],
  ])('not to one who %s', async (_, leave) => {
    const service = await kit.service();
    const [gone, there] = [await service.onlineAgent(), await service.onlineAgent()];
    await leave(gone, service);
    const started = await Promise.all(Array.from({ length: 4 }, () => service.start()));
    expect(started.map(({ chat }) => chat.agent?.id)).toEqual(Array(4).fill(there.id));
    await leave(there, service);
    expect(await service.start()).toMatchObject({ __typename: 'AgentsAbsent', state: 'ABSENT' });
  });

  test('nor a returning customer, nor one who waited, nor one whose agent vanished', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ recentAgentFirst: true, activeGraceSeconds: 0 });
    const [first, second] = [await service.onlineAgent(), await service.onlineAgent()];
    await second.setAvailability('BREAK');
    const customer = await service.customer();
    await first.open(customer.chatId);
    await first.end(customer.chatId);
    await second.setAvailability('ONLINE');
    await first.setAvailability('OFFLINE');
    const again = await service.start({}, customer.credentials);
    expect(again.chat.agent.id).toBe(second.id);
    await vanish(second);
    await settled(service);
    const { chat } = await customer.run('query ($id: ID!) { chat(id: $id) { state agent { id } } }', {
      id: again.chat.id,
    });
    expect(chat).toEqual({ state: 'WAITING', agent: null });
  });
});

describe('whom a chat goes to', () => {
  test('is the agent of the customer’s last chat first, when the rule is on and that agent can', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.onlineAgent({ name: 'Mina' }), await service.onlineAgent({ name: 'Jun' })];
    await jun.setAvailability('BREAK');
    const customer = await service.customer();
    await mina.end(customer.chatId);
    await jun.setAvailability('ONLINE');
    // Mina is the busier one, so only the rule can choose her.
    await service.saveChatSettings({ seats: 2 });
    await jun.setAvailability('BREAK');
    await service.customer();
    await jun.setAvailability('ONLINE');
    await service.saveChatSettings({ recentAgentFirst: true });
    expect((await service.start({}, customer.credentials)).chat.agent.id).toBe(mina.id);
    // Both of her seats are taken now.
    const other = await service.customer();
    expect((await stateOf(other)).agent?.id).toBe(jun.id);
  });

  test('is greeted once in the customer’s language, when the chat first gets an agent', async () => {
    const service = await kit.service();
    await service.saveChatSettings({
      greeting: { ko: '안녕하세요', en: 'Welcome' },
      seats: 1,
      requestedGraceSeconds: 0,
    });
    const mina = await service.onlineAgent();
    const customer = await service.customer({ message: 'hi', key: 'k' });
    const read = customer.watch(customer.chatId);
    const { messages } = (await read.next()).chatChanges;
    expect(messages).toMatchObject([
      { seq: 1, sender: 'CUSTOMER', body: 'hi' },
      { seq: 2, sender: 'SYSTEM', event: 'GREETING', body: 'Welcome', key: null, senderName: null },
    ]);
    const korean = await service.customer({ language: 'ko' });
    expect((await stateOf(korean)).state).toBe('WAITING');
    const late = korean.watch(korean.chatId);
    expect((await late.next()).chatChanges.messages).toEqual([]);
    await mina.end(customer.chatId);
    const given = await late.until(({ chatChanges }) => chatChanges.messages.length > 0);
    expect(given.chatChanges).toMatchObject({
      chat: { state: 'REQUESTED' },
      messages: [{ seq: 1, body: '안녕하세요' }],
    });
    // Moved on, it is not greeted again.
    const jun = await service.onlineAgent({ name: 'Jun' });
    await vanish(mina);
    const moved = await late.until(({ chatChanges }) => chatChanges.chat.agent?.id === jun.id);
    expect(moved.chatChanges.messages).toMatchObject([{ event: 'AGENT_CHANGED' }]);
  });
});

describe('the waiting line', () => {
  test('serves the oldest first when a seat frees, and tells each customer the place as it moves', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const agent = await service.onlineAgent();
    const served = await service.customer();
    const [first, second, third] = [await service.customer(), await service.customer(), await service.customer()];
    expect([await stateOf(first), await stateOf(third)]).toMatchObject([
      { state: 'WAITING', queuePosition: 1, agent: null },
      { state: 'WAITING', queuePosition: 3 },
    ]);
    const places = third.watch(third.chatId);
    await places.until(({ chatChanges }) => chatChanges.chat.queuePosition === 3);
    await agent.end(served.chatId);
    await places.until(({ chatChanges }) => chatChanges.chat.queuePosition === 2);
    expect((await stateOf(first)).agent?.id).toBe(agent.id);
    // Who leaves the line makes room too, and what was said while waiting is kept.
    await second.send(second.chatId, 'never mind');
    await second.end(second.chatId);
    const next = await places.until(({ chatChanges }) => chatChanges.chat.queuePosition === 1);
    expect(next.chatChanges).toMatchObject({ messages: [], chat: { state: 'WAITING' } });
    expect((await stateOf(second)).state).toBe('CLOSED');
    await agent.end(first.chatId);
    const given = await places.until(({ chatChanges }) => chatChanges.chat.state === 'REQUESTED');
    expect(given.chatChanges.chat).toMatchObject({ queuePosition: null, agent: { id: agent.id } });
  });

  test('is served at once when someone comes Online or gets more seats, and shows agents how long it is', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const mina = await service.onlineAgent();
    const jun = await service.agent();
    await jun.console();
    await service.customer();
    const [first, second] = [await service.customer(), await service.customer()];
    const line = mina.subscribe('subscription { waitingLine { count oldestAt } }');
    expect((await line.next()).waitingLine).toMatchObject({ count: 2, oldestAt: expect.any(String) });
    const one = first.watch(first.chatId);
    await jun.setAvailability('ONLINE');
    await one.until(({ chatChanges }) => chatChanges.chat.agent?.id === jun.id);
    await line.until(({ waitingLine }) => waitingLine.count === 1);
    const two = second.watch(second.chatId);
    await service.saveChatSettings({ seats: 2 });
    await two.until(({ chatChanges }) => chatChanges.chat.state === 'REQUESTED');
    await line.until(({ waitingLine }) => waitingLine.count === 0 && waitingLine.oldestAt === null);
  });

  test('keeps a customer from starting twice, from however many tabs', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    await service.onlineAgent();
    await service.customer();
    const waiting = await service.customer();
    const again = await Promise.all(Array.from({ length: 4 }, () => service.start({}, waiting.credentials)));
    expect(again.map(({ chat }) => [chat.id, chat.state])).toEqual(Array(4).fill([waiting.chatId, 'WAITING']));
  });

  test('cannot be begun when nobody is Online, and is kept when the last one leaves', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const agent = await service.onlineAgent();
    const served = await service.customer();
    const waiting = await service.customer();
    await agent.open(served.chatId);
    await agent.setAvailability('OFFLINE');
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    expect(await stateOf(waiting)).toMatchObject({ state: 'WAITING', queuePosition: 1 });
    expect((await waiting.send(waiting.chatId, 'I can wait')).__typename).toBe('Message');
  });
});

describe('an agent who vanished', () => {
  test('loses requested chats within the grace period and those in conversation after theirs; customers are told', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ requestedGraceSeconds: 0, activeGraceSeconds: 3_600 });
    const mina = await service.onlineAgent({ name: 'Mina' });
    const [talking, requested] = [await service.customer(), await service.customer()];
    await mina.open(talking.chatId);
    await mina.send(talking.chatId, 'before');
    const jun = await service.onlineAgent({ name: 'Jun' });
    const desk = jun.consoles[0]!;
    const [atTalking, atRequested] = [talking.watch(talking.chatId), requested.watch(requested.chatId)];
    await atTalking.next();
    await vanish(mina);
    // Found by looking: nobody announces a lease that ran out.
    const moved = await atRequested.until(({ chatChanges }) => chatChanges.chat.agent?.id === jun.id);
    expect(moved.chatChanges.messages).toMatchObject([{ sender: 'SYSTEM', event: 'AGENT_CHANGED' }]);
    expect(moved.chatChanges.messages[0].body).toContain('Jun');
    await desk.until(({ deskChanges: d }) => d.chat.id === requested.chatId && d.chat.state === 'REQUESTED');
    expect((await stateOf(talking)).agent?.id).toBe(mina.id);
    // What is said meanwhile goes along.
    await talking.send(talking.chatId, 'still there?');
    await service.saveChatSettings({ activeGraceSeconds: 0 });
    const taken = await atTalking.until(({ chatChanges }) => chatChanges.chat.agent?.id === jun.id);
    expect(taken.chatChanges.chat.state).toBe('REQUESTED');
    await jun.open(talking.chatId);
    await jun.send(talking.chatId, 'yes');
    const whole = (await talking.watch(talking.chatId).next()).chatChanges.messages;
    expect(whole.map(({ seq, body, event }: Answer) => [seq, event ?? body])).toEqual([
      [1, 'before'],
      [2, 'still there?'],
      [3, 'AGENT_CHANGED'],
      [4, 'yes'],
    ]);
    // Back again, the agent cannot speak or end any more.
    expect((await mina.open(requested.chatId)).__typename).toBe('NotPermitted');
    expect((await mina.send(talking.chatId, 'I am back')).__typename).toBe('NotPermitted');
  });

  test('gives them back to the line when nobody has a seat, in front of those who came later', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const mina = await service.onlineAgent();
    const first = await service.customer();
    const second = await service.customer();
    const watching = first.watch(first.chatId);
    await vanish(mina);
    const back = await watching.until(({ chatChanges }) => chatChanges.chat.state === 'WAITING');
    expect(back.chatChanges).toMatchObject({
      chat: { agent: null, queuePosition: 1 },
      messages: [{ event: 'BACK_IN_LINE' }],
    });
    expect((await stateOf(second)).queuePosition).toBe(2);
    const jun = await service.onlineAgent({ name: 'Jun' });
    await watching.until(({ chatChanges }) => chatChanges.chat.agent?.id === jun.id);
    expect((await stateOf(second)).state).toBe('WAITING');
  });

  test('keeps them over a reload, and those in conversation over a Break or Offline of one’s own', async () => {
    const service = await kit.service();
    const mina = await service.onlineAgent();
    await service.onlineAgent();
    await service.onlineAgent();
    const customers = await Promise.all(Array.from({ length: 3 }, () => service.customer()));
    const mine = customers.find(({ agentId }) => agentId === mina.id)!;
    await mina.consoles[0]!.close();
    await mina.console();
    await settled(service);
    expect(await stateOf(mine)).toMatchObject({ state: 'REQUESTED', agent: { id: mina.id } });
    await mina.open(mine.chatId);
    await mina.setAvailability('BREAK');
    await settled(service);
    expect(await stateOf(mine)).toMatchObject({ state: 'ACTIVE', agent: { id: mina.id } });
    await mina.setAvailability('OFFLINE');
    await settled(service);
    expect(await stateOf(mine)).toMatchObject({ state: 'ACTIVE', agent: { id: mina.id } });
  });
});

describe('S7: a request that was not opened', () => {
  const signOut = (agent: TestAgent) => agent.run('mutation { signOut }');
  const leaving: [string, (agent: TestAgent) => Promise<unknown>][] = [
    ['goes on Break', (agent) => agent.setAvailability('BREAK')],
    ['goes Offline', (agent) => agent.setAvailability('OFFLINE')],
    [
      'leaves assignment',
      async (agent) => {
        await kit.app.sql.query(`update agent set may_change_assignment = true where 'Agent_' || id = $1`, [agent.id]);
        await agent.run('mutation { setInAssignment(inAssignment: false) { __typename } }');
      },
    ],
    ['signs out', signOut],
  ];

  test.each(leaving)('is with the next agent when the answer comes to one who %s', async (_, leave) => {
    const service = await kit.service();
    const mina = await service.onlineAgent({ name: 'Mina' });
    const [talking, asking] = [await service.customer(), await service.customer()];
    await mina.open(talking.chatId);
    const jun = await service.onlineAgent({ name: 'Jun' });
    const watching = asking.watch(asking.chatId);
    await watching.next();
    await leave(mina);
    expect(await stateOf(asking)).toMatchObject({ state: 'REQUESTED', agent: { id: jun.id } });
    const told = await watching.until(({ chatChanges }) => chatChanges.chat.agent?.id === jun.id);
    expect(told.chatChanges.messages).toMatchObject([{ event: 'AGENT_CHANGED' }]);
    expect(await stateOf(talking)).toMatchObject({ state: 'ACTIVE', agent: { id: mina.id } });
    expect((await mina.open(asking.chatId)).__typename).not.toBe('Chat');
  });

  test.each(leaving)(
    'is back at its place in line when the last one %s; the customer is offered the inquiry',
    async (_, leave) => {
      const service = await kit.service();
      await service.saveChatSettings({ seats: 1 });
      const mina = await service.onlineAgent();
      const [first, second] = [await service.customer(), await service.customer()];
      await first.send(first.chatId, 'typed before');
      await leave(mina);
      expect(await stateOf(first)).toMatchObject({ state: 'WAITING', agent: null, queuePosition: 1 });
      expect(await stateOf(second)).toMatchObject({ state: 'WAITING', queuePosition: 2 });
      const { messages } = (await first.watch(first.chatId).next()).chatChanges;
      expect(messages).toMatchObject([{ body: 'typed before' }, { event: 'BACK_IN_LINE' }]);
      expect(messages[1].body).toContain('leave an inquiry');
      expect((await service.start()).__typename).toBe('AgentsAbsent');
    },
  );

  test('says nothing of an inquiry where none can be left, and of absence where others are only busy', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const admin = await service.admin();
    await admin.run('mutation { saveHelpCenterSettings(input: { inquiry: false }) { __typename } }');
    const mina = await service.onlineAgent();
    const jun = await service.onlineAgent();
    const [one, two] = [await service.customer(), await service.customer()];
    const last = async (customer: TestCustomer) =>
      (await customer.watch(customer.chatId).next()).chatChanges.messages.at(-1)?.body as string;
    const [ofMina, ofJun] = one.agentId === mina.id ? [one, two] : [two, one];
    await mina.setAvailability('BREAK');
    expect(await last(ofMina)).toContain('finding the next one');
    await jun.setAvailability('BREAK');
    expect(await last(ofJun)).toContain('nobody else is here');
    expect(await last(ofJun)).not.toContain('inquiry');
  });

  test('stays with an agent of several devices until the last one signs out, and when seats or the help center’s switch go', async () => {
    const service = await kit.service();
    const mina = await service.onlineAgent();
    const [one, two] = [await service.customer(), await service.customer()];
    const where = async () => [await stateOf(one), await stateOf(two)].map(({ state }) => state);
    const again = await kit.post(
      JSON.stringify({
        query: `mutation ($e: String!) { signIn(email: $e, password: "correct horse") { __typename } }`,
        variables: { e: mina.email },
      }),
    );
    const cookie = again.headers.get('set-cookie')!.split(';')[0]!;
    await kit.run('mutation { signOut }', {}, { cookie });
    await service.saveChatSettings({ seats: 1 });
    await service.switchChat({ helpCenter: false });
    await settled(service);
    expect(await where()).toEqual(['REQUESTED', 'REQUESTED']);
    await service.switchChat({ helpCenter: true });
    await signOut(mina);
    expect(await where()).toEqual(['WAITING', 'WAITING']);
  });

  test('is opened or moved on, never both, when its agent opens it at the moment of a Break', async () => {
    for (let round = 0; round < 8; round += 1) {
      const service = await kit.service();
      const mina = await service.onlineAgent();
      const customer = await service.customer();
      const jun = round % 2 === 0 ? await service.onlineAgent() : null;
      const [opened] = await Promise.all([
        mina.open(customer.chatId),
        mina.setAvailability('BREAK'),
        mina.setAvailability('BREAK'),
      ]);
      const { state, agent } = await stateOf(customer);
      if (opened.__typename === 'Chat') expect({ state, agent }).toEqual({ state: 'ACTIVE', agent: { id: mina.id } });
      else expect({ state, agent: agent?.id }).toEqual({ state: jun ? 'REQUESTED' : 'WAITING', agent: jun?.id });
    }
  });

  test('moves with the wish or not at all', async () => {
    const service = await kit.service();
    const mina = await service.onlineAgent();
    const customer = await service.customer();
    const { sql } = kit.app;
    await sql.query(
      `create function refuse() returns trigger language plpgsql as $$ begin
         if new.body like '%nobody else%' then raise exception 'died half-way'; end if; return new; end $$`,
      [],
    );
    await sql.query('create trigger refuse before insert on message for each row execute function refuse()', []);
    await expect(mina.setAvailability('BREAK')).rejects.toThrow();
    await sql.query('drop trigger refuse on message', []);
    expect(await stateOf(customer)).toMatchObject({ state: 'REQUESTED', agent: { id: mina.id } });
    const { viewer } = await mina.run('{ viewer { ... on Agent { availability } } }');
    expect(viewer.availability).toBe('ONLINE');
    await mina.setAvailability('BREAK');
    expect(await stateOf(customer)).toMatchObject({ state: 'WAITING' });
  });
});

describe('what the system says while agents come and go', () => {
  test('is one sentence for a customer who waits, and the last one is true', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ requestedGraceSeconds: 0 });
    const mina = await service.onlineAgent({ name: 'Mina' });
    const customer = await service.customer();
    const watching = customer.watch(customer.chatId);
    for (let round = 0; round < 6; round += 1) {
      await vanish(mina);
      await settled(service);
      await watching.until(({ chatChanges }) => chatChanges.chat.state === 'WAITING');
      await mina.console();
      await watching.until(({ chatChanges }) => chatChanges.chat.state === 'REQUESTED');
    }
    const whole = async () =>
      (await customer.watch(customer.chatId).next()).chatChanges.messages.map(({ seq, event, body }: Answer) => [
        seq,
        event ?? body,
      ]);
    expect(await whole()).toEqual([[1, 'AGENT_CHANGED']]);
    // Who heard each change holds the same.
    const heard = new Map(
      watching.all.flatMap(({ chatChanges }) => chatChanges.messages).map((each: Answer) => [each.id, each]),
    );
    expect([...heard.values()].map(({ event }) => event)).toEqual(['AGENT_CHANGED']);
    await customer.send(customer.chatId, 'still here');
    await mina.setAvailability('OFFLINE');
    await mina.setAvailability('ONLINE');
    await mina.setAvailability('BREAK');
    expect(await whole()).toEqual([
      [1, 'AGENT_CHANGED'],
      [2, 'still here'],
      [3, 'BACK_IN_LINE'],
    ]);
    const { rows } = await kit.app.sql.query<{ unread: number }>(
      `select customer_unread as unread from chat where 'Chat_' || id = $1`,
      [customer.chatId],
    );
    expect(rows).toEqual([{ unread: 2 }]);
  });

  test('is one sentence between two agents who hand a chat to and fro', async () => {
    const service = await kit.service();
    const mina = await service.onlineAgent({ name: 'Mina' });
    const customer = await service.customer();
    const jun = await service.onlineAgent({ name: 'Jun' });
    for (let round = 0; round < 3; round += 1) {
      await mina.transfer(customer.chatId, jun, 'yours');
      await jun.transfer(customer.chatId, mina);
    }
    const { messages } = (await customer.watch(customer.chatId).next()).chatChanges;
    expect(messages).toMatchObject([{ seq: 1, event: 'AGENT_CHANGED' }]);
    expect(messages[0].body).toContain('Mina');
  });
});

describe('a transfer by hand', () => {
  const world = async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const mina = await service.onlineAgent({ name: 'Mina' });
    const customer = await service.customer();
    await mina.open(customer.chatId);
    const jun = await service.onlineAgent({ name: 'Jun' });
    return { service, mina, jun, customer, chatId: customer.chatId };
  };

  test('goes to another agent who is there, above the seats too, with a note that only agents see', async () => {
    const { service, mina, jun, customer, chatId } = await world();
    const other = await service.customer();
    expect((await stateOf(other)).agent?.id).toBe(jun.id);
    await customer.send(chatId, 'hello');
    const notes = `subscription ($id: ID!) { chatChanges(chatId: $id) { chat { state agent { id } notes { body } } messages { event }
      notes { body afterSeq author { name } } } }`;
    const [theirs, own] = [jun.subscribe(notes, { id: chatId }), customer.subscribe(notes, { id: chatId })];
    await Promise.all([theirs.next(), own.next()]);
    const deskOfMina = mina.consoles[0]!;
    expect(await mina.transfer(chatId, jun, ' knows the warehouse ')).toMatchObject({
      __typename: 'Chat',
      state: 'REQUESTED',
      agent: { id: jun.id },
    });
    const seen = await theirs.until(({ chatChanges }) => chatChanges.chat.agent.id === jun.id);
    const noted = { body: 'knows the warehouse', afterSeq: 1, author: { name: 'Mina' } };
    expect(seen.chatChanges.notes).toEqual([noted]);
    expect(seen.chatChanges.chat.notes).toEqual([{ body: noted.body }]);
    const told = await own.until(({ chatChanges }) => chatChanges.chat.agent.id === jun.id);
    expect(told.chatChanges).toMatchObject({ messages: [{ event: 'AGENT_CHANGED' }], notes: [], chat: { notes: [] } });
    await deskOfMina.until(({ deskChanges: d }) => d.chat.id === chatId && d.removed);
    // Who reads from the beginning finds it in its place.
    const again = await jun.subscribe(notes, { id: chatId }).next();
    expect(again.chatChanges.notes).toEqual([noted]);
    expect((await jun.open(chatId)).__typename).toBe('Chat');
  });

  test('of two at once has one winner; the other is told it is no longer theirs', async () => {
    const { service, mina, jun, customer, chatId } = await world();
    const sora = await service.onlineAgent();
    const outcomes = await Promise.all([mina.transfer(chatId, jun), mina.transfer(chatId, sora)]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['Chat', 'NotPermitted']);
    const winner = outcomes.find(({ __typename }) => __typename === 'Chat');
    expect((await stateOf(customer)).agent?.id).toBe(winner.agent.id);
    expect((await mina.open(chatId)).__typename).toBe('NotPermitted');
  });

  test('is refused to who just left, to oneself, to a stranger, and for a chat that ended', async () => {
    const { service, mina, jun, customer, chatId } = await world();
    await jun.setAvailability('OFFLINE');
    expect((await mina.transfer(chatId, jun)).__typename).toBe('AgentUnavailable');
    await jun.setAvailability('ONLINE');
    await vanish(jun);
    expect((await mina.transfer(chatId, jun)).__typename).toBe('AgentUnavailable');
    expect((await mina.transfer(chatId, mina)).__typename).toBe('AgentUnavailable');
    const stranger = await (await kit.service()).onlineAgent();
    expect((await mina.transfer(chatId, stranger)).__typename).toBe('AgentUnavailable');
    expect((await jun.transfer(chatId, mina)).__typename).toBe('NotPermitted');
    expect((await mina.transfer(chatId, jun, 'x'.repeat(1_001))).__typename).toBe('InvalidText');
    const sora = await service.onlineAgent();
    await customer.end(chatId);
    expect((await mina.transfer(chatId, sora)).__typename).toBe('ChatEnded');
    expect(await stateOf(customer)).toMatchObject({ state: 'ENDED_BY_CUSTOMER', agent: { id: mina.id } });
  });

  test('racing the target’s Offline ends with the chat at someone who is Online', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { mina, jun, customer, chatId } = await world();
      const [moved] = await Promise.all([mina.transfer(chatId, jun), jun.setAvailability('OFFLINE')]);
      const { agent } = await stateOf(customer);
      expect(agent?.id).toBe(mina.id);
      expect(['Chat', 'AgentUnavailable']).toContain(moved.__typename);
    }
  });
});

test('a lease cannot be had by asking for it', async () => {
  const service = await kit.service();
  const without = await service.agent({ canChat: false });
  await service.onlineAgent();
  const customer = await service.customer();
  for (const actor of [without, customer]) {
    const refused = await actor.subscribe('subscription { deskChanges { removed } }').next();
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  }
  const { rows } = await kit.app.sql.query(`select from lease where 'Agent_' || agent_id = $1`, [without.id]);
  expect(rows).toEqual([]);
});
