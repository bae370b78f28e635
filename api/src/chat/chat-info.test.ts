import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent } from '../../test/kit.ts';

const kit = await Kit.start();

const info = `infoVersion note category { id path removed } customer { name email phone memo }`;

async function world(options: { canTicket?: boolean } = {}) {
  const service = await kit.service();
  const agent = await service.onlineAgent({ name: 'Mina', ...options });
  const customer = await service.customer({ name: 'Kim' });
  const admin = await service.admin();
  const category = async (name: string, parentId?: string) =>
    (
      await admin.run(
        'mutation ($i: SaveCategoryInput!) { saveCategory(input: $i) { __typename ... on Category { id } ... on InvalidInput { field } } }',
        { i: { name, parentId } },
      )
    ).saveCategory;
  return { service, agent, customer, admin, category, chatId: customer.chatId };
}

async function save(by: Actor, chatId: string, input: object): Promise<Answer> {
  const data = await by.run(
    `mutation ($i: SaveChatInfoInput!) { saveChatInfo(input: $i) { __typename ... on Chat { revision ${info} }
      ... on StaleInfo { chat { ${info} } } ... on InvalidInput { field } } }`,
    { i: { chatId, ...input } },
  );
  return data.saveChatInfo;
}

const read = async (by: Actor, chatId: string) =>
  (await by.run(`query ($id: ID!) { chat(id: $id) { revision ${info} } }`, { id: chatId })).chat;

describe('S16, S17: customer info and consultation info', () => {
  test('are saved into the chat’s record, and everyone who watches hears of it', async () => {
    const { agent, customer, category, chatId } = await world();
    const delivery = await category('Delivery');
    const late = await category('Late', delivery.id);
    const reading = customer.watch(chatId);
    const before = (await reading.next()).chatChanges.revision as number;
    const saved = await save(agent, chatId, {
      name: ' 김하늘 ',
      email: 'Kim@Test.test',
      phone: '010-1234-5678',
      memo: 'prefers mornings',
      categoryId: late.id,
      note: 'two parcels',
    });
    expect(saved).toMatchObject({
      __typename: 'Chat',
      note: 'two parcels',
      category: { id: late.id, path: ['Delivery', 'Late'] },
      customer: { name: '김하늘', email: 'kim@test.test', phone: '010-1234-5678', memo: 'prefers mornings' },
    });
    await reading.until(({ chatChanges }) => chatChanges.revision > before);
    // The customer sees what they are called, and nothing of what agents file and note.
    expect(await read(customer, chatId)).toMatchObject({
      note: null,
      category: null,
      infoVersion: '',
      customer: { name: '김하늘', memo: null },
    });
    // What is absent stays; null and blank clear.
    const cleared = await save(agent, chatId, { phone: null, memo: '  ', categoryId: null });
    expect(cleared).toMatchObject({
      note: 'two parcels',
      category: null,
      customer: { name: '김하늘', phone: null, memo: null },
    });
  });

  test('S30: can be saved in every state of the chat', async () => {
    const { agent, customer, service, chatId } = await world();
    const colleague = await service.onlineAgent();
    expect((await save(colleague, chatId, { note: 'not mine' })).__typename).toBe('NotPermitted');
    for (const step of [
      () => agent.open(chatId),
      () => customer.end(chatId),
      () => agent.end(chatId),
      () => Promise.resolve(),
    ]) {
      expect((await save(agent, chatId, { note: randomUUID() })).__typename).toBe('Chat');
      await step();
    }
    // Once it is history, whoever sees it may complete it.
    expect((await save(colleague, chatId, { note: 'completed' })).note).toBe('completed');
    await service.saveAgent({ agentId: colleague.id, seesAllChats: false });
    await expect
      .poll(async () => (await save(colleague, chatId, {})).__typename, { timeout: 5_000 })
      .toBe('NotPermitted');
  });

  test('of a stale form are refused with what is there now, and nothing is overwritten', async () => {
    const { agent, chatId } = await world();
    const { infoVersion } = await read(agent, chatId);
    const first = await save(agent, chatId, { note: 'first', infoVersion });
    expect(first.__typename).toBe('Chat');
    const stale = await save(agent, chatId, { note: 'second', name: 'Other', infoVersion });
    expect(stale).toMatchObject({ __typename: 'StaleInfo', chat: { note: 'first', infoVersion: first.infoVersion } });
    expect(await read(agent, chatId)).toMatchObject({ note: 'first', customer: { name: 'Kim' } });
    const both = await Promise.all(
      ['a', 'b', 'c'].map((note) => save(agent, chatId, { note, infoVersion: first.infoVersion })),
    );
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['Chat', 'StaleInfo', 'StaleInfo']);
  });

  test.each([
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ email: 'no address' }, 'email'],
    [{ phone: '1'.repeat(51) }, 'phone'],
    [{ memo: 'x'.repeat(2_001) }, 'memo'],
    [{ note: 'nul\u0000' }, 'note'],
    [{ categoryId: 'Category_nothing' }, 'categoryId'],
  ])('out of their limits are refused with the field: %j', async (input, field) => {
    const { agent, chatId } = await world();
    expect(await save(agent, chatId, { note: 'kept out', ...input })).toMatchObject({
      __typename: 'InvalidInput',
      field,
    });
    expect((await read(agent, chatId)).note).toBeNull();
  });

  test('never deadlock with a start of the same customer', async () => {
    const { service, agent, customer, chatId } = await world();
    for (let round = 0; round < 10; round += 1) {
      const [saved, started] = await Promise.all([
        save(agent, chatId, { name: `Kim ${round}` }),
        service.start({ name: 'Kim', message: `again ${round}` }, customer.credentials),
      ]);
      expect([saved.__typename, started.__typename]).toEqual(['Chat', 'StartedChat']);
    }
  });

  test('tell what the browser told, to agents only', async () => {
    const { service, agent } = await world();
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
    const { body } = await kit.post(
      JSON.stringify({
        query: `mutation ($s: String!) { startChat(input: { service: $s, page: "https://shop.test/cart?card=1234",
          consent: { noticeVersion: "1", language: en } }) { ... on StartedChat { token chat { id origin { device } } } } }`,
        variables: { s: service.slug },
      }),
      {},
      { 'user-agent': userAgent },
    );
    const { chat, token } = body.data.startChat;
    const origin = `query ($id: ID!) { chat(id: $id) { origin { device browser os ipAddress page } } }`;
    expect((await agent.run(origin, { id: chat.id })).chat.origin).toEqual({
      device: 'iPhone',
      browser: 'Safari 18',
      os: 'iOS 18',
      ipAddress: '127.0.0.1',
      page: 'https://shop.test/cart',
    });
    expect((await new Actor(kit, { token }).run(origin, { id: chat.id })).chat.origin).toBeNull();
  });
});

describe('categories', () => {
  test('are a tree of three levels in an order of their own', async () => {
    const { agent, admin, category } = await world();
    const [a, b] = [await category('A'), await category('B')];
    const a1 = await category('A1', a.id);
    const a11 = await category('A11', a1.id);
    expect(await category('too deep', a11.id)).toEqual({ __typename: 'InvalidInput', field: 'parentId' });
    expect(await category(' ')).toEqual({ __typename: 'InvalidInput', field: 'name' });
    const tree = async () =>
      (await agent.run('{ categories { path level } }')).categories.map(({ path }: Answer) =>
        path.join('/'),
      ) as string[];
    expect(await tree()).toEqual(['A', 'A/A1', 'A/A1/A11', 'B']);
    const move = (id: string, before: string | null) =>
      admin.run('mutation ($id: ID!, $b: ID) { moveCategory(categoryId: $id, before: $b) { __typename } }', {
        id,
        b: before,
      });
    await move(b.id, a.id);
    expect(await tree()).toEqual(['B', 'A', 'A/A1', 'A/A1/A11']);
    await move(b.id, null);
    expect((await move(a1.id, b.id)).moveCategory.__typename).toBe('NotPermitted');
    expect(await tree()).toEqual(['A', 'A/A1', 'A/A1/A11', 'B']);
  });

  test('that are removed can no longer be chosen, and chats keep them', async () => {
    const { agent, admin, category, chatId } = await world();
    const a = await category('A');
    const a1 = await category('A1', a.id);
    await save(agent, chatId, { categoryId: a1.id });
    await admin.run('mutation ($id: ID!) { removeCategory(categoryId: $id) { __typename } }', { id: a.id });
    expect((await agent.run('{ categories { id } }')).categories).toEqual([]);
    expect((await read(agent, chatId)).category).toEqual({ id: a1.id, path: ['A', 'A1'], removed: true });
    expect((await save(agent, chatId, { categoryId: a1.id, note: 'kept' })).note).toBe('kept');
    await save(agent, chatId, { categoryId: null });
    expect(await save(agent, chatId, { categoryId: a1.id })).toMatchObject({ field: 'categoryId' });
    const other = await world();
    const theirs = await other.category('B');
    expect(await save(agent, chatId, { categoryId: theirs.id })).toMatchObject({ field: 'categoryId' });
  });

  test('find the chats filed under them and under those below', async () => {
    const { service, agent, category, chatId } = await world();
    const a = await category('A');
    const a1 = await category('A1', a.id);
    await save(agent, chatId, { categoryId: a1.id });
    await service.customer();
    const { chats } = await agent.run(
      'query ($id: ID!) { chats(filter: { categoryId: $id }) { edges { node { id } } } }',
      {
        id: a.id,
      },
    );
    expect(chats.edges.map(({ node }: Answer) => node.id)).toEqual([chatId]);
  });
});

describe('notes', () => {
  test('are written once per key, stand in their place, and are only for agents', async () => {
    const { agent, customer, chatId } = await world();
    await customer.send(chatId, 'hello');
    const own = customer.subscribe('subscription ($id: ID!) { chatChanges(chatId: $id) { revision notes { body } } }', {
      id: chatId,
    });
    await own.next();
    const add = async (key: string, text: string) =>
      (
        await agent.run(
          `mutation ($i: AddChatNoteInput!) { addChatNote(input: $i) { __typename ... on ChatNote { id body afterSeq author { name } } } }`,
          { i: { chatId, key, text } },
        )
      ).addChatNote;
    const [one, two] = await Promise.all([add('k', ' call back '), add('k', ' call back ')]);
    expect(one).toMatchObject({ body: 'call back', afterSeq: 1, author: { name: 'Mina' } });
    expect(two.id).toBe(one.id);
    expect((await add('k2', 'x'.repeat(1_001))).__typename).toBe('InvalidText');
    expect((await add('k3', ' ')).__typename).toBe('InvalidText');
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { notes { body } lastSeq } }', { id: chatId });
    expect(chat).toEqual({ notes: [{ body: 'call back' }], lastSeq: 1 });
    expect((await own.next()).chatChanges.notes).toEqual([]);
  });
});

describe('canned replies', () => {
  test('are kept in order, found by a shortcut that is theirs alone', async () => {
    const { agent, admin } = await world();
    const put = async (input: object) =>
      (
        await admin.run(
          `mutation ($i: SaveCannedReplyInput!) { saveCannedReply(input: $i) { __typename ... on CannedReply { id shortcut body }
            ... on InvalidInput { field } } }`,
          { i: input },
        )
      ).saveCannedReply;
    const list = async () =>
      (await agent.run('{ cannedReplies { shortcut } }')).cannedReplies.map(
        ({ shortcut }: Answer) => shortcut,
      ) as string[];
    const [hi, bye] = [
      await put({ shortcut: '인사', body: '안녕하세요, {customer}님' }),
      await put({ shortcut: 'bye', body: 'Bye' }),
    ];
    expect(await put({ shortcut: 'bye', body: 'again' })).toEqual({ __typename: 'InvalidInput', field: 'shortcut' });
    expect(await put({ shortcut: 'two words', body: 'x' })).toMatchObject({ field: 'shortcut' });
    expect(await put({ shortcut: 'long', body: 'line\n'.repeat(5_000) })).toMatchObject({ field: 'body' });
    expect(await list()).toEqual(['인사', 'bye']);
    await admin.run('mutation ($id: ID!, $b: ID) { moveCannedReply(cannedReplyId: $id, before: $b) { __typename } }', {
      id: bye.id,
      b: hi.id,
    });
    expect(await list()).toEqual(['bye', '인사']);
    expect(await put({ id: hi.id, shortcut: 'hi', body: 'Hello' })).toMatchObject({ id: hi.id, shortcut: 'hi' });
    await admin.run('mutation ($id: ID!) { removeCannedReply(cannedReplyId: $id) { __typename } }', { id: bye.id });
    expect(await list()).toEqual(['hi']);
  });
});

describe('S32: past chats', () => {
  const of = async (agent: TestAgent) =>
    (await agent.run('{ chats(first: 100) { edges { node { id } } } }')).chats.edges.map(
      ({ node }: Answer) => node.id,
    ) as string[];

  test('are everyone’s or one’s own, by a right', async () => {
    const { service, agent, customer, chatId } = await world({ canTicket: false });
    await agent.open(chatId);
    await agent.setAvailability('BREAK');
    const colleague = await service.onlineAgent();
    const other = await service.customer();
    expect(await of(agent)).toEqual([other.chatId, chatId]);
    await service.saveAgent({ agentId: agent.id, seesAllChats: false });
    await expect.poll(() => of(agent), { timeout: 5_000 }).toEqual([chatId]);
    const one = (id: string) => agent.run('query ($id: ID!) { chat(id: $id) { id } node(id: $id) { id } }', { id });
    expect(await one(other.chatId)).toEqual({ chat: null, node: null });
    expect((await agent.run('query ($id: ID!) { node(id: $id) { id } }', { id: other.id })).node).toBeNull();
    expect((await agent.run('query ($id: ID!) { node(id: $id) { id } }', { id: customer.id })).node.id).toBe(
      customer.id,
    );
    const refused = agent.watch(other.chatId);
    expect(await refused.ended.catch(() => null)).not.toBeNull();
    expect(await of(colleague)).toEqual([other.chatId, chatId]);
  });

  test('of the same customer are one step away', async () => {
    const { service, agent, customer, chatId } = await world();
    await agent.end(chatId);
    const second = await service.start({}, customer.credentials);
    await agent.end(second.chat.id);
    const third = await service.start({}, customer.credentials);
    await service.customer();
    const earlier = async (by: Actor) =>
      (
        await by.run(
          'query ($id: ID!) { chat(id: $id) { earlierChats(first: 1) { edges { node { id } cursor } pageInfo { hasNextPage } } } }',
          { id: third.chat.id },
        )
      ).chat.earlierChats;
    const { edges, pageInfo } = await earlier(agent);
    expect([edges.map(({ node }: Answer) => node.id), pageInfo.hasNextPage]).toEqual([[second.chat.id], true]);
    const rest = await agent.run(
      'query ($id: ID!, $a: String) { chat(id: $id) { earlierChats(after: $a) { edges { node { id } } } } }',
      { id: third.chat.id, a: edges[0].cursor },
    );
    expect(rest.chat.earlierChats.edges.map(({ node }: Answer) => node.id)).toEqual([chatId]);
    expect((await earlier(customer)).edges).toEqual([]);
  });
});
