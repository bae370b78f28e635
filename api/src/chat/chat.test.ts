import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { readMessages } from './message.service.ts';

const kit = await Kit.start();

async function talk(names: { agent?: string } = {}) {
  const service = await kit.service();
  const agent = await service.agent(names.agent ? { name: names.agent } : {});
  const desk = await agent.goOnline();
  const customer = await service.customer();
  return { service, agent, desk, customer, chatId: customer.chatId };
}

const count = async (table: string, serviceId: string) => {
  const { rows } = await kit.app.sql.query<{ count: number }>(
    `select count(*)::int as count from ${table} where service_id = $1`,
    [serviceId],
  );
  return rows[0]!.count;
};

describe('starting a chat', () => {
  test('gives it to the Online agent, who sees it on the desk at once', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const desk = await agent.goOnline();
    const customer = await service.customer();
    const { deskChanges } = await desk.until((event) => event.deskChanges.chat.id === customer.chatId);
    expect(deskChanges).toMatchObject({ removed: false, chat: { state: 'REQUESTED' } });
  });

  test('writes nothing and says so when nobody is Online', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.console();
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    await agent.setAvailability('BREAK');
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    expect([await count('customer', service.id), await count('consent', service.id)]).toEqual([0, 0]);
  });

  test('counts an agent who is Online without a console as absent', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    expect((await service.start()).__typename).toBe('AgentsAbsent');
  });

  test('needs consent to the current notice and records which, when and from where', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    expect((await service.start({ consent: null })).__typename).toBe('ConsentRequired');
    expect((await service.start({ consent: { noticeVersion: '0', language: 'ko' } })).__typename).toBe('ConsentStale');
    await service.customer();
    const { rows } = await kit.app.sql.query('select * from consent where service_id = $1', [service.id]);
    expect(rows).toMatchObject([{ notice_version: '1', language: 'en', ip: '127.0.0.1' }]);
    expect(rows[0]?.['notice_hash']).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is refused where chat is switched off, by contract or in the help center, and where there is no service', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    await kit.app.sql.query('update service set help_center_chat = false where id = $1', [service.id]);
    expect((await service.start()).__typename).toBe('ChatDisabled');
    await kit.app.sql.query(`update service set help_center_chat = true, features = '{}' where id = $1`, [service.id]);
    expect((await service.start()).__typename).toBe('ChatDisabled');
    expect((await service.start({ service: 'no-such-service' })).__typename).toBe('ChatDisabled');
  });

  test('spreads a hundred simultaneous chats evenly over the agents', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 50 });
    const agents = await Promise.all([service.onlineAgent(), service.onlineAgent(), service.onlineAgent()]);
    const started = await Promise.all(Array.from({ length: 99 }, () => service.start()));
    const perAgent = agents.map(({ id }) => started.filter(({ chat }) => chat.agent.id === id).length);
    expect(perAgent).toEqual([33, 33, 33]);
  });

  test('never goes to an agent who went Offline while it started', async () => {
    const service = await kit.service();
    for (let round = 0; round < 10; round += 1) {
      const agent = await service.agent();
      const desk = await agent.goOnline();
      const [started] = await Promise.all([service.start(), agent.setAvailability('OFFLINE')]);
      // Whichever was first: afterwards nobody gets a chat any more.
      expect(['StartedChat', 'AgentsAbsent']).toContain(started.__typename);
      expect((await service.start()).__typename).toBe('AgentsAbsent');
      await desk.close();
    }
  });

  test('answers a repeated attempt with the same chat, also when both are under way at once', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const attempt = randomUUID();
    const started = await Promise.all(Array.from({ length: 8 }, () => service.start({ attempt })));
    expect(new Set(started.map(({ chat }) => chat.id)).size).toBe(1);
    expect(await count('chat', service.id)).toBe(1);
    const again = await service.start({ attempt });
    expect(again.chat.id).toBe(started[0].chat.id);
    expect((await new Actor(kit, { token: again.token }).send(again.chat.id, 'works')).__typename).toBe('Message');
  });

  test('answers an attempt again to who made it, for ten minutes, and while the chat runs', async () => {
    const behind = await Kit.start({ TRUST_PROXY: '1' });
    const service = await behind.service();
    await service.saveChatSettings({ seats: 10 });
    await service.onlineAgent();
    const start = async (attempt: string, ip: string, token?: string) => {
      const { body } = await behind.post(
        JSON.stringify({
          query: `mutation ($s: String!, $a: ID!) { startChat(input: { service: $s, attempt: $a,
            consent: { noticeVersion: "1", language: en } }) { __typename ... on StartedChat { token chat { id } } ... on InvalidInput { field } } }`,
          variables: { s: service.slug, a: attempt },
        }),
        token === undefined ? {} : { token },
        { 'x-forwarded-for': ip },
      );
      return body.data.startChat;
    };
    const used = { __typename: 'InvalidInput', field: 'attempt' };
    const attempt = randomUUID();
    const { chat, token } = await start(attempt, '2001:db8::1');
    expect((await start(attempt, '2001:db8::2')).chat).toEqual(chat);
    expect(await start(attempt, '2001:db8:0:1::1')).toEqual(used);
    expect((await start(attempt, '203.0.113.7', token)).chat).toEqual(chat);
    const row = chat.id.replace('Chat_', '');
    await behind.app.sql.query(`update chat set requested_at = now() - interval '11 minutes' where id = $1`, [row]);
    expect(await start(attempt, '2001:db8::1')).toEqual(used);
    const ended = randomUUID();
    const other = await start(ended, '203.0.113.9');
    await behind.run(
      'mutation ($id: ID!) { endChat(chatId: $id) { __typename } }',
      { id: other.chat.id },
      { token: other.token },
    );
    expect(await start(ended, '203.0.113.9')).toEqual(used);
    expect(await start(ended, '203.0.113.9', other.token)).toEqual(used);
  });

  test('gives a customer with an open chat that one, from however many tabs', async () => {
    const { service, customer } = await talk();
    const again = await Promise.all(Array.from({ length: 4 }, () => service.start({}, customer.credentials)));
    expect(again.map(({ chat }) => chat.id)).toEqual(Array(4).fill(customer.chatId));
    await customer.end(customer.chatId);
    const fresh = await Promise.all(Array.from({ length: 4 }, () => service.start({}, customer.credentials)));
    expect(new Set(fresh.map(({ chat }) => chat.id)).size).toBe(1);
    expect(fresh[0].chat.id).not.toBe(customer.chatId);
    expect(fresh[0].chat.customer.id).toBe(customer.id);
  });

  test('brings along what was typed before, into a new chat and into one that was open', async () => {
    const { service, customer } = await talk();
    await service.start({ message: 'second', key: 'k2' }, customer.credentials);
    const fresh = await service.customer({ message: 'first', key: 'k1' });
    const read = await fresh.watch(fresh.chatId).next();
    expect(read.chatChanges.messages).toMatchObject([{ seq: 1, key: 'k1', body: 'first', sender: 'CUSTOMER' }]);
    const open = await customer.watch(customer.chatId).next();
    expect(open.chatChanges.messages).toMatchObject([{ seq: 1, key: 'k2', body: 'second' }]);
  });

  test('never loses what was typed to a chat that ends at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { service, agent, customer, chatId } = await talk();
      const [again] = await Promise.all([
        service.start({ message: 'and one more thing' }, customer.credentials),
        agent.end(chatId),
      ]);
      const { chatChanges } = await customer.watch(again.chat.id).next();
      expect(chatChanges.messages).toMatchObject([{ body: 'and one more thing' }]);
    }
  });
});

describe('talking', () => {
  test('brings each message to the other side, in order', async () => {
    const { agent, customer, chatId } = await talk({ agent: 'Mina' });
    const reader = customer.watch(chatId);
    await reader.next();
    await customer.send(chatId, 'hello');
    await agent.send(chatId, 'hi');
    const first = await reader.next();
    const second = await reader.next();
    expect(first.chatChanges.messages).toMatchObject([{ seq: 1, sender: 'CUSTOMER', body: 'hello' }]);
    expect(second.chatChanges).toMatchObject({ chat: { state: 'ACTIVE' }, messages: [{ seq: 2, senderName: 'Mina' }] });
  });

  test('makes one message of twenty parallel sends with one key, and refuses the key for another text', async () => {
    const { customer, chatId } = await talk();
    const key = randomUUID();
    const sent = await Promise.all(Array.from({ length: 20 }, () => customer.send(chatId, 'once', key)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect((await customer.send(chatId, 'twice')).seq).toBe(2);
    expect((await customer.send(chatId, 'other', key)).__typename).toBe('KeyReused');
  });

  test('stores text in NFC', async () => {
    const { customer, chatId } = await talk();
    expect((await customer.send(chatId, '한글'.normalize('NFD'))).body).toBe('한글'.normalize('NFC'));
  });

  test('tells the other side who is typing, and not oneself', async () => {
    const { agent, customer, chatId } = await talk({ agent: 'Mina' });
    const query = 'subscription ($id: ID!) { typing(chatId: $id) { sender name typing } }';
    const [seenByAgent, seenByCustomer] = [agent, customer].map((actor) => actor.subscribe(query, { id: chatId }));
    const type = (actor: Actor) =>
      actor.run('mutation ($id: ID!) { setTyping(chatId: $id, typing: true) }', { id: chatId });
    const told = seenByCustomer!.next();
    // Nothing is kept for who comes later, so it is said until it is heard.
    const seen = { heard: false };
    void told.then(() => (seen.heard = true));
    while (!seen.heard) await type(agent);
    expect((await told).typing).toEqual({ sender: 'AGENT', name: 'Mina', typing: true });
    await type(customer);
    expect((await seenByAgent!.next()).typing).toEqual({ sender: 'CUSTOMER', name: null, typing: true });
  });

  test('reaches a reader that resubscribes again and again completely', async () => {
    const { customer, chatId } = await talk();
    const seen = new Map<number, string>();
    let revision = 0;
    const progress = { sending: true };
    const reading = (async () => {
      while (progress.sending || seen.size < 200) {
        const events = customer.watch(chatId, revision);
        const stopped = Promise.race([events.next(), new Promise((resolve) => setTimeout(resolve, 50))]);
        await stopped;
        await events.close();
        for (const { chatChanges } of events.all) {
          for (const message of chatChanges.messages) {
            expect(seen.has(message.seq)).toBe(false);
            seen.set(message.seq, message.body);
          }
          revision = chatChanges.revision;
        }
      }
    })();
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => customer.send(chatId, `${batch}.${index}`)));
    }
    progress.sending = false;
    await reading;
    expect([...seen.keys()]).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });
});

describe('S15: opening a chat', () => {
  test('makes it active once, for the agent it was given to', async () => {
    const { service, agent, chatId } = await talk();
    const colleague = await service.agent();
    expect((await colleague.open(chatId)).__typename).toBe('NotPermitted');
    const opened = await Promise.all([agent.open(chatId), agent.open(chatId)]);
    expect(opened.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
    expect(opened[0].openedAt).toBe(opened[1].openedAt);
  });

  test('is too late once the customer ended it', async () => {
    const { agent, customer, chatId } = await talk();
    await customer.end(chatId);
    expect((await agent.open(chatId)).__typename).toBe('ChatEnded');
  });
});

describe('reading', () => {
  const markRead = (actor: Actor, chatId: string, seq: number, delivered?: number) =>
    actor
      .run(
        `mutation ($id: ID!, $seq: Int!, $delivered: Int) { markRead(chatId: $id, seq: $seq, deliveredUpTo: $delivered) { __typename
          ... on Chat { revision unreadCount agentReadSeq customerReadSeq agentDeliveredSeq customerDeliveredSeq } } }`,
        { id: chatId, seq, delivered },
      )
      .then((data) => data.markRead);

  test('counts what the other side said since, tells both, and never goes back', async () => {
    const { agent, customer, chatId } = await talk();
    for (const text of ['one', 'two', 'three']) await customer.send(chatId, text);
    await agent.send(chatId, 'four');
    const reader = customer.watch(chatId);
    await reader.next();
    expect(await markRead(agent, chatId, 2)).toMatchObject({ unreadCount: 1, agentReadSeq: 2 });
    expect((await reader.next()).chatChanges).toMatchObject({ chat: { agentReadSeq: 2 }, messages: [] });
    const all = await markRead(agent, chatId, 1_000_000);
    expect(all).toMatchObject({ unreadCount: 0, agentReadSeq: 4 });
    expect(await markRead(agent, chatId, 1)).toEqual(all);
    expect(await markRead(customer, chatId, -5)).toMatchObject({ unreadCount: 1, customerReadSeq: 0 });
  });

  test('is told apart from receiving, which a device says along with it, and never goes back either', async () => {
    const { agent, customer, chatId } = await talk();
    for (const text of ['one', 'two', 'three']) await customer.send(chatId, text);
    const reader = customer.watch(chatId);
    await reader.next();
    const received = await markRead(agent, chatId, 0, 2);
    expect(received).toMatchObject({ unreadCount: 3, agentReadSeq: 0, agentDeliveredSeq: 2, customerDeliveredSeq: 0 });
    expect((await reader.next()).chatChanges).toMatchObject({ chat: { revision: received.revision }, messages: [] });
    // Said again, and by a device that has less: no change, and no revision of one.
    expect(await markRead(agent, chatId, 0, 2)).toEqual(received);
    expect(await markRead(agent, chatId, 0, 1)).toEqual(received);
    expect(await markRead(agent, chatId, 1, 1_000_000)).toMatchObject({ agentReadSeq: 1, agentDeliveredSeq: 3 });
    // Who reads without a word of it has received.
    await customer.send(chatId, 'four');
    expect(await markRead(agent, chatId, 4)).toMatchObject({ unreadCount: 0, agentReadSeq: 4, agentDeliveredSeq: 4 });
    expect(await markRead(agent, chatId, 0, 4)).toMatchObject({ agentReadSeq: 4, agentDeliveredSeq: 4 });
  });

  test('that a former version noted counts as receiving', async () => {
    const { agent, customer, chatId } = await talk();
    for (const text of ['one', 'two']) await customer.send(chatId, text);
    await kit.app.sql.query('update chat set agent_read_seq = 2 where id = $1', [decodeId('Chat', chatId)]);
    const before = await markRead(agent, chatId, 0, 2);
    expect(before).toMatchObject({ agentReadSeq: 2, agentDeliveredSeq: 2 });
    expect(await markRead(agent, chatId, 2, 2)).toEqual(before);
  });
});

describe('S28, S29: ending a chat', () => {
  test('by the customer leaves it on the desk until the agent ends it too', async () => {
    const { agent, desk, customer, chatId } = await talk();
    expect((await customer.end(chatId)).state).toBe('ENDED_BY_CUSTOMER');
    await desk.until(({ deskChanges: d }) => !d.removed && d.chat.state === 'ENDED_BY_CUSTOMER');
    expect((await agent.send(chatId, 'still there?')).__typename).toBe('ChatEnded');
    expect((await agent.end(chatId)).state).toBe('CLOSED');
    await desk.until(({ deskChanges: d }) => d.removed && d.chat.id === chatId);
  });

  test('happens once when both sides reach for it, whoever is first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { agent, customer, chatId } = await talk();
      const [byAgent, byCustomer] = await Promise.all([agent.end(chatId), customer.end(chatId)]);
      expect(byAgent.state).toBe('CLOSED');
      expect(['Chat', 'ChatEnded']).toContain(byCustomer.__typename);
      expect((await customer.end(chatId)).__typename).toBe('ChatEnded');
      expect((await agent.end(chatId)).__typename).toBe('ChatEnded');
    }
  });
});

describe('resuming', () => {
  test('brings what changed after a revision and nothing else', async () => {
    const { agent, customer, chatId } = await talk();
    await customer.send(chatId, 'one');
    const before = (await customer.watch(chatId).next()).chatChanges.revision;
    await agent.send(chatId, 'two');
    const { chatChanges } = await customer.watch(chatId, before).next();
    expect(chatChanges.messages.map((message: { body: string }) => message.body)).toEqual(['two']);
  });

  test('beyond the present is an error in words', async () => {
    const { customer, chatId } = await talk();
    expect((await customer.watch(chatId, 99).next()).errors).toMatchObject([
      { extensions: { code: 'REVISION_AHEAD' } },
    ]);
  });

  test('brings every message of batches that were committed together', async () => {
    const { customer, chatId } = await talk();
    await Promise.all(Array.from({ length: 450 }, (_, index) => customer.send(chatId, `m${index}`)));
    const reader = customer.watch(chatId);
    const seqs: number[] = [];
    while (seqs.length < 450) {
      const { chatChanges } = await reader.next();
      seqs.push(...chatChanges.messages.map(({ seq }: { seq: number }) => seq));
      if (chatChanges.revision === chatChanges.chat.revision) break;
    }
    expect(seqs).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
  });

  test('of a very long chat comes in pages that join without a hole', async () => {
    const { customer, chatId } = await talk();
    const { rows } = await kit.app.sql.query<{ id: string }>(`select id from chat where $1 = 'Chat_' || id`, [chatId]);
    await kit.app.sql.query(
      `insert into message (id, chat_id, seq, revision, sender, body)
       select uuidv7(), $1, n, 1 + n, 'SYSTEM', 'm' || n from generate_series(1, 1300) n`,
      [rows[0]!.id],
    );
    await kit.app.sql.query('update chat set last_seq = 1300, revision = 1301 where id = $1', [rows[0]!.id]);
    const reader = customer.watch(chatId);
    const seqs: number[] = [];
    let last = 0;
    while (last < 1301) {
      const { chatChanges } = await reader.next();
      seqs.push(...chatChanges.messages.map(({ seq }: { seq: number }) => seq));
      last = chatChanges.revision;
    }
    expect(seqs).toEqual(Array.from({ length: 1300 }, (_, index) => index + 1));
  });
});

describe('opening a long chat', () => {
  test('takes as many statements for ten thousand messages as for a hundred', async () => {
    const quiet = await Kit.process(kit.databaseUrl);
    const { agent, customer, chatId } = await talk();
    const opening = `query ($id: ID!) { chat(id: $id) {
      id revision title unreadCount agent { name } notes { body author { name } }
      messages(last: 100) { edges { node { seq senderName body } } pageInfo { hasPreviousPage startCursor } }
    } }`;
    const lengthen = (from: number, to: number) =>
      kit.app.sql.query(
        `with longer as (update chat set last_seq = $3, revision = $3 where $1 = 'Chat_' || id returning id)
         insert into message (id, chat_id, seq, revision, sender, body)
         select uuidv7(), longer.id, n, 1, 'SYSTEM', 'm' || n from longer, generate_series($2::int, $3::int) n`,
        [chatId, from, to],
      );
    const openings = () =>
      Promise.all(
        [agent, customer].map(async ({ credentials }) => {
          const { chat } = await quiet.run(opening, { id: chatId }, credentials);
          return chat.messages.edges.map(({ node }: { node: { seq: number } }) => node.seq)[0];
        }),
      );
    const statements = async () => [
      await quiet.statementsOf(() => quiet.run(opening, { id: chatId }, agent.credentials)),
      await quiet.statementsOf(() => quiet.run(opening, { id: chatId }, customer.credentials)),
    ];
    await lengthen(1, 100);
    expect(await openings()).toEqual([1, 1]);
    const few = await statements();
    await lengthen(101, 10_000);
    expect(await openings()).toEqual([9_901, 9_901]);
    expect(await statements()).toEqual(few);
    const counted = '{ chats { nodes { messages(first: 3) { totalCount nodes { seq } } } } }';
    const { chats } = await customer.run(counted);
    expect(chats.nodes).toEqual([{ messages: { totalCount: 10_000, nodes: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] } }]);
  });
});

describe('pages that several ask for at the same moment', () => {
  test('are each what was asked for, and a cursor that is none is the matter of who sent it', async () => {
    const { chatId, customer } = await talk();
    for (const text of ['one', 'two', 'three']) await customer.send(chatId, text);
    const id = decodeId('Chat', chatId)!;
    const page = (inverted: boolean, limit: number, cursors = {}) =>
      readMessages(kit.app, id, { inverted, limit, ...cursors });
    const [first, last, after, before, same, wrong] = await Promise.allSettled([
      page(false, 2),
      page(true, 2),
      page(false, 9, { after: '1' }),
      page(true, 9, { before: '3' }),
      page(false, 2),
      page(false, 2, { after: 'x' }),
    ]);
    const bodies = (result: PromiseSettledResult<readonly { body: string }[]>) =>
      result.status === 'fulfilled' ? result.value.map(({ body }) => body) : result.reason;
    expect([first, last, after, before, same].map((result) => bodies(result))).toEqual([
      ['one', 'two'],
      ['three', 'two'],
      ['two', 'three'],
      ['two', 'one'],
      ['one', 'two'],
    ]);
    expect(wrong).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'BAD_USER_INPUT' } } });
  });
});

describe('the list of chats', () => {
  const query = `query ($filter: ChatFilter, $first: Int, $after: String, $last: Int, $before: String) {
    chats(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
      edges { cursor node { id title customer { name } agent { name } lastMessage { body } unreadCount } } } }`;
  const ids = (data: { chats: { edges: { node: { id: string } }[] } }) => data.chats.edges.map(({ node }) => node.id);

  test('pages forward and backward without losing or repeating one', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const started: string[] = [];
    for (let index = 0; index < 7; index += 1) started.unshift((await service.customer()).chatId);
    const first = await agent.run(query, { first: 3 });
    const second = await agent.run(query, { first: 3, after: first.chats.pageInfo.endCursor });
    const third = await agent.run(query, { first: 3, after: second.chats.pageInfo.endCursor });
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(started);
    expect([first, second, third].map(({ chats }) => chats.pageInfo.hasNextPage)).toEqual([true, true, false]);
    const back = await agent.run(query, { last: 3, before: third.chats.pageInfo.startCursor });
    expect(ids(back)).toEqual(ids(second));
  });

  test('holds to its filter', async () => {
    const { service, agent, customer, chatId } = await talk();
    const named = await service.customer({ name: '김하늘' });
    await customer.send(chatId, 'Where is my 100% order?');
    const found = async (filter: object) => ids(await agent.run(query, { filter }));
    expect(await found({ text: '100% ord' })).toEqual([chatId]);
    expect(await found({ text: '하늘' })).toEqual([named.chatId]);
    expect(await found({ text: '_' })).toEqual([]);
    expect(await found({ states: ['ACTIVE'] })).toEqual([]);
    expect(await found({ processed: false })).toHaveLength(2);
    await agent.send(chatId, 'On its way.');
    expect(await found({ processed: true, states: ['ACTIVE'], mine: true, agentId: agent.id })).toEqual([chatId]);
    expect(await found({ to: new Date(0).toISOString() })).toEqual([]);
  });

  test('costs the same number of statements for two chats as for thirty', async () => {
    const quiet = await Kit.process(kit.databaseUrl);
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const list = () => quiet.run(query, { first: 100 }, agent.credentials);
    for (let index = 0; index < 2; index += 1) await service.customer({ message: 'hello' });
    const few = await quiet.statementsOf(list);
    for (let index = 0; index < 28; index += 1) await service.customer({ message: 'hello' });
    expect(await quiet.statementsOf(list)).toBe(few);
    expect(few).toBe(4);
    // Lists within the list, too.
    const nested = (first: number) =>
      quiet.run(
        'query ($first: Int) { chats(first: $first) { edges { node { messages(last: 3) { edges { node { body } } } } } } }',
        { first },
        agent.credentials,
      );
    expect(await quiet.statementsOf(() => nested(2))).toBe(2);
    expect(await quiet.statementsOf(() => nested(30))).toBe(2);
  });
});
