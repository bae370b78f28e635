import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Actor,
  Kit,
  type Answer,
  type TestAgent,
  type TestCustomer,
  type TestService,
  rowId,
} from '../../test/kit.ts';
import { explained } from '../../test/plans.ts';

const kit = await Kit.start();
const { sql } = kit.app;

const info = 'id name email phone memo infoVersion';

async function world() {
  const service = await kit.service();
  const agent = await service.onlineAgent({ name: 'Mina' });
  return { service, agent };
}

const outcome = `__typename ... on Customer { ${info} mergedRecords { id } } ... on InvalidInput { field }
  ... on StaleCustomer { customer { ${info} } }`;

async function save(by: Actor, customerId: string, input: object): Promise<Answer> {
  const data = await by.run(
    `mutation ($i: SaveCustomerInput!) { saveCustomer(input: $i) { ${outcome.replace('mergedRecords { id }', '')} } }`,
    { i: { customerId, ...input } },
  );
  return data.saveCustomer;
}

async function merge(by: Actor, fromId: string, intoId: string): Promise<Answer> {
  const data = await by.run(
    `mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) {
      ${outcome.replace(/\.\.\. on StaleCustomer .*/, '')} } }`,
    { from: fromId, into: intoId },
  );
  return data.mergeCustomers;
}

async function undo(by: Actor, mergeId: string): Promise<Answer> {
  const data = await by.run(
    `mutation ($id: ID!) { undoMerge(mergeId: $id) { __typename ... on Customer { ${info} mergedRecords { id } } } }`,
    { id: mergeId },
  );
  return data.undoMerge;
}

const read = async (by: Actor, id: string, fields = info): Promise<Answer> =>
  (await by.run(`query ($id: ID!) { customer(id: $id) { ${fields} } }`, { id })).customer;

/** The merge by which a record became part of another. */
const mergeOf = async (by: Actor, id: string): Promise<Answer> =>
  (
    await by.run(
      `query ($id: ID!) { node(id: $id) { ... on Customer { merge { id mergedAt undoableUntil agent { name } } } } }`,
      { id },
    )
  ).node.merge;

const list = async (by: Actor, variables: object = {}): Promise<Answer> =>
  (
    await by.run(
      `query ($filter: CustomerFilter, $orderBy: CustomerOrder, $first: Int, $after: String, $last: Int, $before: String) {
        customers(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
          edges { node { id } } pageInfo { hasNextPage endCursor hasPreviousPage startCursor } } }`,
      variables,
    )
  ).customers;
const idsOf = ({ edges }: Answer): string[] => edges.map(({ node }: Answer) => node.id as string);

describe('the list of customers', () => {
  let service: TestService;
  let agent: TestAgent;
  let customers: TestCustomer[];

  beforeAll(async () => {
    ({ service, agent } = await world());
    customers = [];
    for (const said of [
      { name: '김하늘', email: 'haneul@test.test' },
      { name: 'June Park', email: 'june_p@test.test' },
      {},
      { name: '남궁하늘', email: 'June@Other.test' },
    ]) {
      customers.push(await service.customer(said));
    }
    await save(agent, customers[2]!.id, { phone: '010-1234-5678' });
  });
  const ids = (...indexes: number[]) => indexes.map((index) => customers[index]!.id);

  test('has the newest first, in pages both ways', async () => {
    expect(idsOf(await list(agent))).toEqual(ids(3, 2, 1, 0));
    expect(idsOf(await list(agent, { orderBy: 'CREATED_AT_ASC' }))).toEqual(ids(0, 1, 2, 3));
    const first = await list(agent, { first: 3 });
    expect([idsOf(first), first.pageInfo.hasNextPage]).toEqual([ids(3, 2, 1), true]);
    const rest = await list(agent, { first: 3, after: first.pageInfo.endCursor });
    expect([idsOf(rest), rest.pageInfo.hasNextPage]).toEqual([ids(0), false]);
    const back = await list(agent, { last: 2, before: ids(0)[0] });
    expect([idsOf(back), back.pageInfo.hasPreviousPage]).toEqual([ids(2, 1), true]);
  });

  test('is searched by a part of name, e-mail or phone, whatever the case of letters', async () => {
    const search = async (text: string) => idsOf(await list(agent, { filter: { text } }));
    expect(await search('하늘')).toEqual(ids(3, 0));
    expect(await search('늘')).toEqual(ids(3, 0));
    expect(await search('JUNE')).toEqual(ids(3, 1));
    expect(await search('e_p')).toEqual(ids(1));
    expect(await search('1234-56')).toEqual(ids(2));
    for (const text of ['%', '없는이름', 'e%p']) expect(await search(text)).toEqual([]);
    for (const text of [' ', 'x'.repeat(101), '\0']) await expect(search(text)).rejects.toThrow('BAD_USER_INPUT');
    expect(idsOf(await list(agent, { filter: { email: ' Haneul@test.test' } }))).toEqual(ids(0));
    await expect(list(agent, { filter: { email: 'a\0b' } })).rejects.toThrow('BAD_USER_INPUT');
    expect(idsOf(await list(agent, { filter: { email: 'haneul@test.test', text: 'June' } }))).toEqual([]);
  });

  test('is for administrators, the ticket right and who sees all chats, and never of another service', async () => {
    const other = await world();
    expect(idsOf(await list(other.agent))).toEqual([]);
    expect(idsOf(await list(other.agent, { after: customers[3]!.id }))).toEqual([]);
    expect(idsOf(await list(await service.admin(), { first: 1 }))).toEqual(ids(3));
    expect(idsOf(await list(await service.agent({ canChat: false }), { first: 1 }))).toEqual(ids(3));
    expect(idsOf(await list(await service.agent({ canTicket: false }), { first: 1 }))).toEqual(ids(3));
    const own = await service.agent({ canTicket: false });
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    await expect.poll(async () => idsOf(await list(own)), { timeout: 5_000 }).toEqual([]);
    expect(await read(own, customers[0]!.id)).toBeNull();
    expect((await save(own, customers[0]!.id, { name: 'mine' })).__typename).toBe('NotPermitted');
    expect(idsOf(await list(await service.agent({ canChat: false, canTicket: false })))).toEqual([]);
    await expect(list(customers[0]!)).rejects.toThrow('FORBIDDEN');
  });

  test('asks the database as often for many customers as for one', async () => {
    const fields = `${info} createdAt erasedAt merge { id } duplicates { id } mergedRecords { id } consents { noticeVersion }
      chats(first: 1) { edges { node { id title requestedAt } } }`;
    const asked = (first: number) =>
      kit.statementsOf(() => agent.run(`{ customers(first: ${first}) { edges { node { ${fields} } } } }`));
    expect(await asked(4)).toBe(await asked(1));
  });
});

describe('the list of customers at scale', () => {
  let large: Kit;
  let agent: TestAgent;
  let service: TestService;

  beforeAll(async () => {
    large = await Kit.start();
    service = await large.service();
    agent = await service.agent();
    await large.app.sql.query(
      `insert into customer (id, service_id, name, email, phone)
       select uuidv7(make_interval(secs => n - 40000)), $1, case when n % 3 > 0 then '고객 ' || n end,
         case when n = 7 then 'rare@one.test' when n % 2 = 0 then 'customer' || n || '@many.test' end,
         case when n % 5 = 0 then '010-' || to_char(n / 100, 'FM0000') || '-' || to_char(n, 'FM000000') end
       from generate_series(1, 20000) n`,
      [service.id],
    );
    // Most of the newest were merged into the oldest.
    await large.app.sql.query(
      `update customer set merged_into_id = (select min(id::text)::uuid from customer) where id > (
         select id from customer order by id offset 9999 limit 1)`,
      [],
    );
    await large.app.sql.query('vacuum analyze customer', []);
  }, 60_000);

  const filters: Record<string, object> = {
    'no filter': {},
    'frequent text': { text: 'many' },
    'rare text': { text: 'rare@one' },
    'absent text': { text: '없는이름' },
    'one syllable': { text: '객' },
    'phone number': { text: '+82 10-0012-001235' },
    'end of a phone number': { text: '0100' },
    email: { email: 'rare@one.test' },
    'e-mail and text': { email: 'rare@one.test', text: '없는이름' },
  };

  test.each(Object.keys(filters))(
    'answers “%s” without reading the table to its end, and pages to all of them',
    async (name) => {
      const filter = filters[name];
      const found: string[] = [];
      let after: string | null = null;
      for (let page = 0; page < 150; page += 1) {
        let answer: Answer;
        const did = await explained(large.app, async () => {
          answer = await list(agent, { filter, first: 100, after });
        });
        expect(did.wholeTables.filter((table) => table === 'customer')).toEqual([]);
        expect(did.rows).toBeLessThan(17_000);
        found.push(...idsOf(answer));
        after = answer.pageInfo.endCursor;
        if (!answer.pageInfo.hasNextPage) break;
      }
      const { text: asked = '', email = null } = filter as { text?: string; email?: string };
      const text = asked.startsWith('+82 10') ? asked.replace('+82 ', '0') : asked;
      const { rows } = await large.app.sql.query<{ id: string }>(
        `select 'Customer_' || id as id from customer where merged_into_id is null and ($2::text is null or email = $2)
         and strpos(concat_ws(' ', coalesce(name, 'guest-' || right(id::text, 4)), email, phone, translate(phone, '-', '')), $1) > 0 order by customer.id desc`,
        [text, email],
      );
      expect(found).toEqual(rows.map(({ id }) => id));
    },
    60_000,
  );
});

describe('a customer’s record', () => {
  test('tells what is known of the person, with their chats and consents', async () => {
    const { service, agent } = await world();
    const customer = await service.customer({ name: 'Kim', email: 'kim@test.test' });
    await service.start({}, customer.credentials);
    const fields = `${info} erasedAt merge { id } mergedRecords { id } chats { edges { node { id title } } }
      consents { noticeVersion language ipAddress agreedAt }`;
    const found = await read(agent, customer.id, fields);
    expect(found).toMatchObject({
      name: 'Kim',
      email: 'kim@test.test',
      erasedAt: null,
      merge: null,
      mergedRecords: [],
      chats: { edges: [{ node: { id: customer.chatId, title: 'Kim' } }] },
      consents: [
        { noticeVersion: '1', language: 'en', ipAddress: null },
        { noticeVersion: '1', language: 'en', ipAddress: null },
      ],
    });
    const admin = await service.admin();
    const forAdmin = await read(admin, customer.id, fields);
    expect(forAdmin.consents[0].ipAddress).toBe('127.0.0.1');
    // Who may not chat reads no chats.
    expect(forAdmin.chats.edges).toEqual([]);
    const { viewer } = await customer.run(
      `{ viewer { ... on Customer { name memo infoVersion mergedRecords { id } duplicates { id } consents { noticeVersion }
        chats { edges { node { id } } } } } }`,
    );
    expect(viewer).toEqual({
      name: 'Kim',
      memo: null,
      infoVersion: '',
      mergedRecords: [],
      duplicates: [],
      consents: [],
      chats: { edges: [] },
    });
  });

  test('is saved, shows on open chats at once, and is not saved over what somebody else saved', async () => {
    const { service, agent } = await world();
    const customer = await service.customer({ name: 'Kim' });
    const desk = agent.watch(customer.chatId);
    await desk.next();
    const { infoVersion } = await read(agent, customer.id);
    const saved = await save(agent, customer.id, { infoVersion, name: ' 김하늘 ', email: 'KIM@test.test', memo: 'm' });
    expect(saved).toMatchObject({ name: '김하늘', email: 'kim@test.test', phone: null, memo: 'm' });
    await desk.next();
    expect(await save(agent, customer.id, { infoVersion, name: 'Other' })).toMatchObject({
      __typename: 'StaleCustomer',
      customer: { name: '김하늘', infoVersion: saved.infoVersion },
    });
    // The desk's form is another way to the same record.
    const { saveChatInfo } = await agent.run(
      `mutation ($id: ID!) { saveChatInfo(input: { chatId: $id, phone: "1" }) { ... on Chat { infoVersion } } }`,
      { id: customer.chatId },
    );
    expect(saveChatInfo.infoVersion).toMatch(/\.\d+$/);
    expect((await save(agent, customer.id, { infoVersion: saved.infoVersion, name: 'x' })).__typename).toBe(
      'StaleCustomer',
    );
    const { infoVersion: now } = await read(agent, customer.id);
    const both = await Promise.all(['a', 'b', 'c'].map((name) => save(agent, customer.id, { infoVersion: now, name })));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['Customer', 'StaleCustomer', 'StaleCustomer']);
  });

  test.each([
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ email: 'no address' }, 'email'],
    [{ phone: '1'.repeat(51) }, 'phone'],
    [{ memo: 'x'.repeat(2_001) }, 'memo'],
  ])('refuses what is out of its limits with the field: %j', async (input, field) => {
    const { service, agent } = await world();
    const { id } = await service.customer({ name: 'Kim' });
    expect(await save(agent, id, { ...input })).toMatchObject({ __typename: 'InvalidInput', field });
  });

  test('tells who else has the same e-mail, and merges nobody by itself', async () => {
    const { service, agent } = await world();
    const [one, two] = [await service.customer({ email: 'kim@test.test' }), await service.customer()];
    await (await kit.service()).onlineAgent();
    const duplicates = async (id: string) =>
      (await read(agent, id, 'duplicates { id }')).duplicates.map(({ id: other }: Answer) => other) as string[];
    expect(await duplicates(one.id)).toEqual([]);
    await save(agent, two.id, { email: 'kim@test.test' });
    expect([await duplicates(one.id), await duplicates(two.id)]).toEqual([[two.id], [one.id]]);
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { customer { duplicates { id } } } }', {
      id: two.chatId,
    });
    expect(chat.customer.duplicates).toEqual([{ id: one.id }]);
    await merge(agent, two.id, one.id);
    expect(await duplicates(one.id)).toEqual([]);
  });
});

describe('merging customers', () => {
  async function pair() {
    const of = await world();
    const from = await of.service.customer({ name: 'Haneul', email: 'haneul@test.test' });
    const into = await of.service.customer({ name: '김하늘' });
    return { ...of, from, into };
  }

  test('makes one person of two records, filled with what only one of them knew', async () => {
    const { agent, from, into } = await pair();
    const merged = await merge(agent, from.id, into.id);
    expect(merged).toMatchObject({
      id: into.id,
      name: '김하늘',
      email: 'haneul@test.test',
      mergedRecords: [{ id: from.id }],
    });
    // Whichever record is asked for, it is the person; the record itself is still told.
    expect((await read(agent, from.id)).id).toBe(into.id);
    expect(idsOf(await list(agent))).toEqual([into.id]);
    const { node } = await agent.run('query ($id: ID!) { node(id: $id) { ... on Customer { id name } } }', {
      id: from.id,
    });
    expect(node).toEqual({ id: from.id, name: 'Haneul' });
    expect(await mergeOf(agent, from.id)).toMatchObject({ agent: { name: 'Mina' } });
    expect(await mergeOf(agent, into.id)).toBeNull();
  });

  test('shows agents the person on every chat, and the customer never more than their own', async () => {
    const { service, agent, from, into } = await pair();
    await from.send(from.chatId, 'hello');
    const desk = agent.watch(from.chatId);
    await desk.next();
    const { customer: before } = (
      await agent.run('query ($id: ID!) { chat(id: $id) { customer { id } } }', { id: from.chatId })
    ).chat;
    expect(before.id).toBe(from.id);
    await merge(agent, from.id, into.id);
    await desk.next();
    const fields = `title customer { id name email } earlierChats { edges { node { id } } } lastMessage { senderName }`;
    const chatOf = async (by: Actor, chatId: string) =>
      (await by.run(`query ($id: ID!) { chat(id: $id) { ${fields} } }`, { id: chatId })).chat;
    expect(await chatOf(agent, from.chatId)).toEqual({
      title: '김하늘',
      customer: { id: into.id, name: '김하늘', email: 'haneul@test.test' },
      earlierChats: { edges: [{ node: { id: into.chatId } }] },
      lastMessage: { senderName: '김하늘' },
    });
    expect(await chatOf(from, from.chatId)).toEqual({
      title: 'Haneul',
      customer: { id: from.id, name: 'Haneul', email: 'haneul@test.test' },
      earlierChats: { edges: [] },
      lastMessage: { senderName: 'Haneul' },
    });
    // What the merge filled is for agents.
    expect((await chatOf(into, into.chatId)).customer.email).toBeNull();
    const own = async (by: Actor, variables: object = {}) =>
      (
        await by.run('query ($f: ChatFilter) { chats(filter: $f) { edges { node { id } } } }', { f: variables })
      ).chats.edges.map(({ node }: Answer) => node.id as string);
    expect([await own(from), await own(into)]).toEqual([[from.chatId], [into.chatId]]);
    expect(await own(from, { customerId: into.id })).toEqual([]);
    expect(await own(agent, { customerId: from.id })).toEqual([into.chatId, from.chatId]);
    const { chats } = await read(agent, from.id, 'chats { edges { node { id } } }');
    expect(chats.edges.map(({ node }: Answer) => node.id)).toEqual([into.chatId, from.chatId]);
    // Agents find all chats of the person by each of the names; a customer by what they said of themselves.
    const nameless = await service.customer();
    await merge(agent, into.id, nameless.id);
    expect(await own(agent, { text: '하늘' })).toEqual([nameless.chatId, into.chatId, from.chatId]);
    // The person's e-mail address holds it as well; that of one record alone does not.
    expect(await own(agent, { text: 'Haneul' })).toEqual([nameless.chatId, into.chatId, from.chatId]);
    expect([await own(from, { text: '하늘' }), await own(nameless, { text: '하늘' })]).toEqual([[], []]);
    expect(await own(into, { text: '하늘' })).toEqual([into.chatId]);
    await undo(agent, (await mergeOf(agent, into.id)).id as string);
    // What is saved on either desk is saved of the person.
    await agent.run('mutation ($id: ID!) { saveChatInfo(input: { chatId: $id, name: "하늘 김" }) { __typename } }', {
      id: from.chatId,
    });
    expect((await chatOf(agent, into.chatId)).title).toBe('하늘 김');
    expect((await chatOf(from, from.chatId)).title).toBe('Haneul');
    // Who sees only the own chats sees the person of those, and of the person's chats those.
    const colleague = await service.agent({ canTicket: false });
    await service.saveAgent({ agentId: colleague.id, seesAllChats: false });
    await expect.poll(() => read(colleague, into.id), { timeout: 5_000 }).toBeNull();
    await sql.query('update chat set agent_id = $1 where id = $2', [rowId(colleague.id), rowId(from.chatId)]);
    const seen = await read(colleague, into.id, 'id duplicates { id } chats { edges { node { id } } }');
    expect(seen).toEqual({ id: into.id, duplicates: [], chats: { edges: [{ node: { id: from.chatId } }] } });
  });

  test('refuses a customer with itself, one that was merged already, and one of another service', async () => {
    const { service, agent, from, into } = await pair();
    const third = await service.customer();
    expect(await merge(agent, from.id, from.id)).toMatchObject({ __typename: 'InvalidInput', field: 'intoId' });
    await merge(agent, from.id, into.id);
    expect(await merge(agent, from.id, third.id)).toMatchObject({ __typename: 'InvalidInput', field: 'fromId' });
    expect(await merge(agent, third.id, from.id)).toMatchObject({ __typename: 'InvalidInput', field: 'intoId' });
    const other = await world();
    const stranger = await other.service.customer();
    for (const [a, b] of [
      [stranger.id, into.id],
      [into.id, stranger.id],
    ] as const) {
      expect((await merge(agent, a, b)).__typename).toBe('NotPermitted');
    }
  });

  test('is one of two where two merge the same at once, the other way round or twice', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { agent, from, into } = await pair();
      const there = [merge(agent, from.id, into.id), merge(agent, into.id, from.id), merge(agent, from.id, into.id)];
      const outcomes = (await Promise.all(there)).map(({ __typename }) => __typename as string);
      expect(outcomes.sort()).toEqual(['Customer', 'InvalidInput', 'InvalidInput']);
      expect(idsOf(await list(agent))).toHaveLength(1);
    }
  });

  test('loses nothing that is saved at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { agent, from, into } = await pair();
      const [saved] = await Promise.all([
        agent.run(
          'mutation ($id: ID!) { saveChatInfo(input: { chatId: $id, phone: "010" }) { ... on Chat { customer { phone } } } }',
          { id: from.chatId },
        ),
        merge(agent, from.id, into.id),
      ]);
      expect(saved.saveChatInfo.customer.phone).toBe('010');
      expect(await read(agent, into.id)).toMatchObject({ name: '김하늘', phone: '010' });
    }
  });

  test('makes what was edited before it stale, and so does its undoing', async () => {
    const { agent, from, into } = await pair();
    const versionOf = async (chatId: string) =>
      (await agent.run('query ($id: ID!) { chat(id: $id) { infoVersion } }', { id: chatId })).chat
        .infoVersion as string;
    const saveInfo = async (chatId: string, infoVersion: string) =>
      (
        await agent.run(
          'mutation ($id: ID!, $v: String) { saveChatInfo(input: { chatId: $id, name: "x", infoVersion: $v }) { __typename } }',
          { id: chatId, v: infoVersion },
        )
      ).saveChatInfo.__typename as string;
    const chats = [from.chatId, into.chatId];
    let before = await Promise.all(chats.map(versionOf));
    await merge(agent, from.id, into.id);
    for (const [index, chatId] of chats.entries()) expect(await saveInfo(chatId, before[index]!)).toBe('StaleInfo');
    before = await Promise.all(chats.map(versionOf));
    await undo(agent, (await mergeOf(agent, from.id)).id as string);
    for (const [index, chatId] of chats.entries()) expect(await saveInfo(chatId, before[index]!)).toBe('StaleInfo');
  });
});

describe('undoing a merge', () => {
  async function merged() {
    const of = await world();
    const from = await of.service.customer({ name: 'Haneul', email: 'haneul@test.test' });
    const into = await of.service.customer({ name: '김하늘' });
    await merge(of.agent, from.id, into.id);
    return { ...of, from, into, mergeId: (await mergeOf(of.agent, from.id)).id as string };
  }

  test('parts the two again and takes back what it filled', async () => {
    const { agent, from, into, mergeId } = await merged();
    expect(await undo(agent, mergeId)).toMatchObject({ id: from.id, name: 'Haneul', mergedRecords: [] });
    expect(await read(agent, into.id)).toMatchObject({ id: into.id, name: '김하늘', email: null });
    expect(idsOf(await list(agent))).toEqual([into.id, from.id]);
    // Undone twice is undone once.
    expect((await undo(agent, mergeId)).__typename).toBe('Customer');
  });

  test('leaves what somebody saved since', async () => {
    const { agent, into, mergeId } = await merged();
    await save(agent, into.id, { email: 'other@test.test' });
    await save(agent, into.id, { email: 'haneul@test.test', phone: '010' });
    await undo(agent, mergeId);
    expect(await read(agent, into.id)).toMatchObject({ email: 'haneul@test.test', phone: '010' });
  });

  test('leaves what the customer said of themselves since', async () => {
    const { service, agent, into, mergeId } = await merged();
    await service.start({ email: 'haneul@test.test' }, into.credentials);
    await undo(agent, mergeId);
    expect(await read(agent, into.id)).toMatchObject({ email: 'haneul@test.test' });
  });

  test('is possible for a day, and for nobody of another service', async () => {
    const { agent, mergeId, from } = await merged();
    expect((await undo((await world()).agent, mergeId)).__typename).toBe('NotPermitted');
    await sql.query(`update customer_merge set merged_at = now() - interval '25 hours' where id = $1`, [
      rowId(mergeId),
    ]);
    expect(await mergeOf(agent, from.id)).toMatchObject({ undoableUntil: null });
    expect((await undo(agent, mergeId)).__typename).toBe('MergeFinal');
  });

  test('at once with another merge of the same person is one after the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { service, agent, from, into, mergeId } = await merged();
      const third = await service.customer({ name: 'Third' });
      const [undone, again] = await Promise.all([undo(agent, mergeId), merge(agent, into.id, third.id)]);
      expect([undone.__typename, again.__typename]).toEqual(['Customer', 'Customer']);
      expect(await read(agent, from.id)).toMatchObject({ id: from.id, name: 'Haneul' });
      expect(await read(agent, into.id, 'id email mergedRecords { id }')).toEqual({
        id: third.id,
        email: null,
        mergedRecords: [{ id: into.id }],
      });
    }
  });
});

describe('merges and their undoing in any order', () => {
  /** Who is known as what: each record its e-mail and the merges that it depends on, and the merges that stand. */
  class Model {
    readonly emails: { text: string | null; through: Set<number> }[];
    readonly into = new Map<number, { from: number; to: number }>();
    #next = 0;

    constructor(emails: readonly (string | null)[]) {
      this.emails = emails.map((text) => ({ text, through: new Set() }));
    }

    person(of: number): number {
      const merge = [...this.into.values()].find(({ from }) => from === of);
      return merge ? this.person(merge.to) : of;
    }

    /** The number of the merge; null where it is refused. */
    merge(from: number, to: number): number | null {
      if (from === to || this.person(from) !== from || this.person(to) !== to) return null;
      const number = (this.#next += 1);
      const [known, unknown] = [this.emails[from]!, this.emails[to]!];
      if (unknown.text === null && known.text !== null) {
        this.emails[to] = { text: known.text, through: new Set([...known.through, number]) };
      }
      this.into.set(number, { from, to });
      return number;
    }

    undo(number: number): void {
      if (!this.into.delete(number)) return;
      this.emails.forEach(({ through }, index) => {
        if (through.has(number)) this.emails[index] = { text: null, through: new Set() };
      });
    }

    save(of: number, text: string | null): void {
      const person = this.person(of);
      if (this.emails[person]!.text !== text) this.emails[person] = { text, through: new Set() };
    }
  }

  const records = 5;
  const record = fc.nat({ max: records - 1 });
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('merge' as const), a: record, b: record }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), n: fc.nat({ max: 9 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('save' as const),
          a: record,
          text: fc.constantFrom('x@test.test', 'y@test.test', null),
        }),
      },
    ),
    { minLength: 3, maxLength: 14 },
  );
  const emails = fc.array(fc.option(fc.constantFrom('x@test.test', 'y@test.test', 'z@test.test')), {
    minLength: records,
    maxLength: records,
  });

  test('leave each record with the person, and each person with the e-mail, that a simple model says', async () => {
    const { service, agent } = await world();
    await fc.assert(
      fc.asyncProperty(emails, steps, async (known, taken) => {
        const { rows } = await sql.query<{ id: string }>(
          `insert into customer (service_id, email) select $1, email from unnest($2::text[]) with ordinality as e (email, n)
           order by n returning 'Customer_' || id as id`,
          [service.id, known],
        );
        const ids = rows.map(({ id }) => id);
        const model = new Model(known);
        const merges: { number: number; id: string }[] = [];
        for (const step of taken) {
          if (step.kind === 'merge') {
            const number = model.merge(step.a, step.b);
            const { __typename } = await merge(agent, ids[step.a]!, ids[step.b]!);
            expect(__typename).toBe(number === null ? 'InvalidInput' : 'Customer');
            if (number !== null) {
              merges.push({ number, id: (await mergeOf(agent, ids[step.a]!)).id as string });
            }
          } else if (step.kind === 'undo') {
            const chosen = merges[step.n % merges.length];
            if (!chosen) continue;
            model.undo(chosen.number);
            expect((await undo(agent, chosen.id)).__typename).toBe('Customer');
          } else {
            model.save(step.a, step.text);
            await save(agent, ids[model.person(step.a)]!, { email: step.text });
          }
          const { rows: present } = await sql.query<{ email: string | null; into: string | null }>(
            `select u.email, 'Customer_' || u.merged_into_id as into from unnest($1::uuid[]) with ordinality as w (id, n)
             join customer u on u.id = w.id order by w.n`,
            [ids.map(rowId)],
          );
          expect(present).toEqual(
            ids.map((id, index) => {
              const person = ids[model.person(index)]!;
              return { email: model.emails[index]!.text, into: person === id ? null : person };
            }),
          );
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

test('an e-mail that another record has is saved without merging anybody', async () => {
  const { service, agent } = await world();
  const [one, two] = [await service.customer({ email: 'same@test.test' }), await service.customer()];
  const { saveChatInfo } = await agent.run(
    `mutation ($id: ID!) { saveChatInfo(input: { chatId: $id, email: "same@test.test" }) {
      ... on Chat { customer { id duplicates { id } } } } }`,
    { id: two.chatId },
  );
  expect(saveChatInfo.customer).toEqual({ id: two.id, duplicates: [{ id: one.id }] });
});

describe('what a returning customer says of themselves', () => {
  const fields = 'name email saidName saidEmail infoVersion';
  const settle = async (by: Actor, customerId: string, input: object): Promise<Answer> =>
    (
      await by.run(
        `mutation ($i: SettleSaidInput!) { settleSaid(input: $i) { __typename ... on Customer { ${fields} }
          ... on StaleCustomer { customer { ${fields} } } } }`,
        { i: { customerId, ...input } },
      )
    ).settleSaid;

  /** A customer who said a name and an e-mail, of which an agent saved others. */
  const saved = async () => {
    const { service, agent } = await world();
    const customer = await service.customer({ name: 'kim', email: 'old@test.test' });
    await save(agent, customer.id, { name: 'Kim Minsu', email: 'minsu@test.test' });
    const returns = (words: object) => service.start(words, customer.credentials);
    return { service, agent, customer, returns };
  };

  test('stands beside what an agent saved, in every chat of theirs, until an agent decides', async () => {
    const { agent, customer, returns } = await saved();
    await agent.open(customer.chatId);
    await agent.end(customer.chatId);
    await returns({ name: 'someone else', email: 'other@test.test' });
    const { infoVersion, ...person } = await read(agent, customer.id, fields);
    expect(person).toEqual({
      name: 'Kim Minsu',
      email: 'minsu@test.test',
      saidName: 'someone else',
      saidEmail: 'other@test.test',
    });
    // It makes no form stale: nothing that is edited changed.
    expect((await save(agent, customer.id, { infoVersion, memo: 'noted' })).__typename).toBe('Customer');
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { customer { name saidName } } }', {
      id: customer.chatId,
    });
    expect(chat.customer).toEqual({ name: 'Kim Minsu', saidName: 'someone else' });
    // The customer is told nothing of it.
    const own = await customer.run('query ($id: ID!) { node(id: $id) { ... on Customer { saidName saidEmail } } }', {
      id: customer.id,
    });
    expect(own.node).toEqual({ saidName: null, saidEmail: null });
    const taken = { field: 'NAME', said: 'someone else', take: true };
    expect(await settle(agent, customer.id, taken)).toMatchObject({ name: 'someone else', saidName: null });
    const left = { field: 'EMAIL', said: 'other@test.test', take: false };
    expect(await settle(agent, customer.id, left)).toMatchObject({ email: 'minsu@test.test', saidEmail: null });
    expect((await settle(agent, customer.id, left)).__typename).toBe('StaleCustomer');
    // What was taken over is an agent's word as well.
    await returns({ name: 'a third' });
    expect(await read(agent, customer.id, fields)).toMatchObject({ name: 'someone else', saidName: 'a third' });
  });

  test('goes when they say again what was saved, or an agent saves it', async () => {
    const { agent, customer, returns } = await saved();
    await returns({ name: 'kim', email: 'other@test.test' });
    await returns({ name: 'Kim Minsu' });
    expect(await read(agent, customer.id, fields)).toMatchObject({ saidName: null, saidEmail: 'other@test.test' });
    await save(agent, customer.id, { email: 'other@test.test' });
    expect(await read(agent, customer.id, fields)).toMatchObject({ email: 'other@test.test', saidEmail: null });
  });

  test('takes the place of what nobody saved by hand, and of what an agent cleared', async () => {
    const { agent, customer, returns } = await saved();
    await save(agent, customer.id, { name: null });
    await returns({ name: 'Kim' });
    expect(await read(agent, customer.id, fields)).toMatchObject({ name: 'Kim', saidName: null });
    await returns({ name: 'Kim S.' });
    expect(await read(agent, customer.id, fields)).toMatchObject({ name: 'Kim S.', saidName: null });
  });

  test('stays with its record through a merge and its undoing', async () => {
    const { service, agent, customer, returns } = await saved();
    await returns({ name: 'someone else' });
    const other = await service.customer({ name: 'Lee' });
    await merge(agent, other.id, customer.id);
    await returns({ name: 'a third' });
    expect(await read(agent, customer.id, fields)).toMatchObject({ name: 'Kim Minsu', saidName: 'a third' });
    await undo(agent, (await mergeOf(agent, other.id)).id);
    expect(await read(agent, customer.id, fields)).toMatchObject({ name: 'Kim Minsu', saidName: 'a third' });
    expect(await read(agent, other.id, fields)).toMatchObject({ name: 'Lee', saidName: null });
  });

  test('and what agents save at the same moment are both there', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { agent, customer, returns } = await saved();
      await Promise.all([
        returns({ name: 'someone else' }),
        save(agent, customer.id, { name: 'Kim Min-su' }),
        returns({ name: 'someone else' }),
      ]);
      expect(await read(agent, customer.id, fields)).toMatchObject({ name: 'Kim Min-su', saidName: 'someone else' });
    }
  });

  test('is decided on by who sees the customer, and once', async () => {
    const { service, agent, customer, returns } = await saved();
    await returns({ name: 'someone else' });
    const taken = { field: 'NAME', said: 'someone else', take: true };
    const stranger = await (await kit.service()).agent();
    const blind = await service.agent({ canChat: false, canTicket: false });
    for (const no of [stranger, blind]) expect((await settle(no, customer.id, taken)).__typename).toBe('NotPermitted');
    const both = await Promise.all([settle(agent, customer.id, taken), settle(agent, customer.id, taken)]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['Customer', 'StaleCustomer']);
  });
});

describe('a customer who leaves a shared computer', () => {
  test('leaves a token that opens nothing, on whatever page it is open; their chat and other browsers go on', async () => {
    const { service, agent } = await world();
    const customer = await service.customer({ name: 'Kim' });
    const elsewhere = (await service.start({}, customer.credentials)).token as string;
    const watching = customer.socket();
    const events = watching.subscribe('subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }', {
      id: customer.chatId,
    });
    await events.next();
    const forget = () => customer.run('mutation { forgetVisitor }');
    const both = await Promise.allSettled([forget(), forget()]);
    expect(both.filter(({ value }: Answer) => value?.forgetVisitor)).toHaveLength(1);
    expect(await watching.closed).toBe(4401);
    const seen = async (token: string) =>
      (await kit.post(JSON.stringify({ query: `{ chat(id: "${customer.chatId}") { state } }` }), { token })).body;
    expect((await seen(customer.credentials.token!)).data?.chat ?? null).toBeNull();
    expect((await seen(elsewhere)).data.chat).toEqual({ state: 'REQUESTED' });
    expect((await agent.open(customer.chatId)).__typename).toBe('Chat');
    await expect(service.start({}, customer.credentials)).rejects.toThrow('UNAUTHENTICATED');
  });
});
