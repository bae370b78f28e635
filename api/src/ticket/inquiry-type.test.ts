import { describe, expect, test } from 'vitest';
import { Kit, type Actor, type Answer, type TestService } from '../../test/kit.ts';
import { InquiryType } from './inquiry-type.entity.ts';

const kit = await Kit.start();

async function world() {
  const service = await kit.service();
  const [admin, agent] = [await service.admin(), await service.agent({ canChat: false })];
  const save = async (input: object): Promise<Answer> =>
    (
      await admin.run(
        `mutation ($i: SaveInquiryTypeInput!) { saveInquiryType(input: $i) { __typename
          ... on InquiryType { id name names { ko en } path level parentId inHelpCenter removed } ... on InvalidInput { field } } }`,
        { i: input },
      )
    ).saveInquiryType;
  const add = (en: string, parentId?: string, inHelpCenter?: boolean) => save({ name: { en }, parentId, inHelpCenter });
  const remove = async (id: string): Promise<Answer> =>
    (await admin.run('mutation ($id: ID!) { removeInquiryType(inquiryTypeId: $id) { __typename } }', { id }))
      .removeInquiryType.__typename;
  const move = async (id: string, before: string | null): Promise<Answer> =>
    (
      await admin.run(
        'mutation ($id: ID!, $b: ID) { moveInquiryType(inquiryTypeId: $id, before: $b) { __typename } }',
        { id, b: before },
      )
    ).moveInquiryType.__typename;
  return { service, admin, agent, save, add, remove, move };
}

const paths = (types: Answer): string[] => types.map(({ path }: Answer) => path.join('/'));

const forAgents = async (agent: Actor, language = 'en') =>
  paths(
    (await agent.run('query ($l: Language!) { inquiryTypes(language: $l) { path } }', { l: language })).inquiryTypes,
  );

const forCustomers = async (service: TestService, language = 'en') =>
  paths(
    (
      await kit.run(
        'query ($s: String!, $l: Language) { helpCenter(service: $s, language: $l) { inquiryTypes { path } } }',
        { s: service.slug, l: language },
      )
    ).helpCenter.inquiryTypes,
  );

async function submit(service: TestService, inquiryTypeId: string, attempt?: string): Promise<Answer> {
  const { submitInquiry } = await kit.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename
      ... on SubmittedInquiry { token ticket { id number } } ... on InvalidInput { field } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId,
        email: 'kim@test.test',
        title: 't',
        content: 'c',
        consent: { noticeVersion: '1', language: 'en' },
        attempt,
      },
    },
  );
  return submitInquiry;
}

describe('inquiry types', () => {
  test('are a tree of three levels in an order of their own', async () => {
    const { service, agent, add, move } = await world();
    const [a, b] = [await add('A'), await add('B')];
    const a1 = await add('A1', a.id);
    const a11 = await add('A11', a1.id);
    expect(a11).toMatchObject({ path: ['A', 'A1', 'A11'], level: 3, parentId: a1.id, removed: false });
    expect(await add('too deep', a11.id)).toEqual({ __typename: 'InvalidInput', field: 'parentId' });
    expect(await forAgents(agent)).toEqual(['General', 'A', 'A/A1', 'A/A1/A11', 'B']);
    expect(await move(b.id, service.inquiryTypeId)).toBe('InquiryType');
    expect(await forAgents(agent)).toEqual(['B', 'General', 'A', 'A/A1', 'A/A1/A11']);
    expect(await move(a1.id, b.id)).toBe('NotPermitted');
    expect(await move(b.id, null)).toBe('InquiryType');
    expect(await forAgents(agent)).toEqual(['General', 'A', 'A/A1', 'A/A1/A11', 'B']);
    expect(await forCustomers(service)).toEqual(await forAgents(agent));
  });

  test('have a name in one language at least, and are read in the other one by it', async () => {
    const { service, agent, save } = await world();
    const type = await save({ name: { ko: ' 배송 ' } });
    expect(type).toMatchObject({ name: '배송', names: { ko: '배송', en: null } });
    expect(await forCustomers(service, 'en')).toEqual(['General', '배송']);
    expect(await save({ id: type.id, name: { en: 'Delivery' } })).toMatchObject({
      names: { ko: '배송', en: 'Delivery' },
    });
    expect(await forCustomers(service, 'en')).toEqual(['General', 'Delivery']);
    expect(await forAgents(agent, 'ko')).toEqual(['일반', '배송']);
    expect((await save({ id: type.id, name: { ko: null } })).names).toEqual({ ko: null, en: 'Delivery' });
    // What is absent stays.
    expect((await save({ id: type.id, inHelpCenter: false })).names).toEqual({ ko: null, en: 'Delivery' });
  });

  test.each([
    [{}, 'name'],
    [{ name: { ko: ' ', en: null } }, 'name'],
    [{ name: { ko: 'x'.repeat(101) } }, 'name.ko'],
    [{ name: { en: 'nul\u0000' } }, 'name.en'],
  ])('are refused as %j', async (input, field) => {
    const { agent, save } = await world();
    expect(await save(input)).toEqual({ __typename: 'InvalidInput', field });
    expect(await forAgents(agent)).toEqual(['General']);
  });

  test('keep a name when the last one would be taken away', async () => {
    const { save, service } = await world();
    const input = { id: service.inquiryTypeId, name: { ko: '', en: '' } };
    expect(await save(input)).toEqual({ __typename: 'InvalidInput', field: 'name' });
    expect((await save({ id: service.inquiryTypeId })).names).toEqual({ ko: '일반', en: 'General' });
  });

  test('for agents only are hidden from customers with all below them, and no inquiry takes them', async () => {
    const { service, agent, add, save } = await world();
    const a = await add('A', undefined, false);
    const a1 = await add('A1', a.id, true);
    expect(await forCustomers(service)).toEqual(['General']);
    expect(await forAgents(agent)).toEqual(['General', 'A', 'A/A1']);
    for (const { id } of [a, a1]) {
      expect(await submit(service, id)).toEqual({ __typename: 'InvalidInput', field: 'inquiryTypeId' });
    }
    await save({ id: a.id, inHelpCenter: true });
    expect(await forCustomers(service)).toEqual(['General', 'A', 'A/A1']);
    expect((await submit(service, a1.id)).__typename).toBe('SubmittedInquiry');
  });

  test('for agents only are what an agent’s ticket can be about, removed ones are not', async () => {
    const { agent, add, remove } = await world();
    const a = await add('A', undefined, false);
    const create = async () =>
      (
        await agent.run(
          `mutation ($t: ID!) { createTicket(input: { inquiryTypeId: $t, title: "t", content: "c" }) { __typename
            ... on Ticket { inquiryType(language: en) { id name } } ... on InvalidInput { field } } }`,
          { t: a.id },
        )
      ).createTicket;
    expect(await create()).toEqual({ __typename: 'Ticket', inquiryType: { id: a.id, name: 'A' } });
    await remove(a.id);
    expect(await create()).toEqual({ __typename: 'InvalidInput', field: 'inquiryTypeId' });
  });

  test('that are removed go with those below them, and tickets keep them', async () => {
    const { service, agent, admin, add, remove, save, move } = await world();
    const a = await add('A');
    const a1 = await add('A1', a.id);
    const attempt = 'an attempt that nobody can guess';
    const { ticket } = await submit(service, a1.id, attempt);
    expect(await remove(a.id)).toBe('InquiryType');
    expect(await forAgents(agent)).toEqual(['General']);
    expect(await forCustomers(service)).toEqual(['General']);
    for (const { id } of [a, a1]) {
      expect(await submit(service, id)).toMatchObject({ field: 'inquiryTypeId' });
      expect((await save({ id, inHelpCenter: false })).__typename).toBe('NotPermitted');
      expect((await add('below', id)).__typename).toBe('NotPermitted');
      expect(await move(id, null)).toBe('NotPermitted');
      expect(await remove(id)).toBe('NotPermitted');
    }
    const kept = await admin.run(
      'query ($id: ID!) { ticket(id: $id) { inquiryType(language: en) { path removed } } }',
      ticket,
    );
    expect(kept.ticket.inquiryType).toEqual({ path: ['A', 'A1'], removed: true });
    // The answer got lost, and the type was removed since: the inquiry is there all the same.
    expect((await submit(service, a1.id, attempt)).ticket.number).toBe(ticket.number);
  });

  test('of another service do not exist', async () => {
    const [{ save, add, move, remove }, other] = [await world(), await world()];
    const theirs = await other.add('Theirs');
    const mine = await add('Mine');
    expect((await save({ id: theirs.id, name: { en: 'Mine' } })).__typename).toBe('NotPermitted');
    expect((await add('Mine', theirs.id)).__typename).toBe('NotPermitted');
    expect(await move(mine.id, theirs.id)).toBe('NotPermitted');
    expect(await remove(theirs.id)).toBe('NotPermitted');
    expect(await forAgents(other.agent)).toEqual(['General', 'Theirs']);
  });

  test('are 500 at most, of which removed ones do not count', async () => {
    const { service, add, remove } = await world();
    const em = kit.app.orm.em.fork();
    for (let position = 2; position <= 500; position += 1) {
      em.create(InquiryType, { serviceId: service.id, name: { ko: `${position}`, en: null }, position });
    }
    await em.flush();
    expect(await add('one too many')).toEqual({ __typename: 'InvalidInput', field: 'name' });
    await remove(service.inquiryTypeId);
    expect((await add('the last')).__typename).toBe('InquiryType');
  });

  test('keep one order when administrators change it at once', async () => {
    const { agent, add, move, remove } = await world();
    const all = await Promise.all(['A', 'B', 'C', 'D'].map((name) => add(name)));
    const [a, b, c, d] = all.map(({ id }) => id as string) as [string, string, string, string];
    await Promise.all([move(a, null), move(b, a), remove(c), move(d, a), add('E'), add('A1', a)]);
    const rows = (
      await kit.app.sql.query<{ id: string; position: number }>(
        'select id, position from inquiry_type where id = any($1)',
        [[a, b, c, d].map((id) => id.replace('InquiryType_', ''))],
      )
    ).rows;
    expect(new Set(rows.map(({ position }) => position)).size).toBe(4);
    expect((await forAgents(agent)).sort()).toEqual(['A', 'A/A1', 'B', 'D', 'E', 'General']);
  });

  test('take the same number of statements however many tickets have them', async () => {
    const { service, admin, add } = await world();
    for (const name of ['A', 'B', 'C', 'D']) await submit(service, (await add(name)).id);
    const read = (first: number) =>
      kit.statementsOf(() =>
        admin.run('query ($n: Int) { tickets(first: $n) { edges { node { inquiryType { path } } } } }', { n: first }),
      );
    expect(await read(4)).toBe(await read(1));
  });
});

describe('an inquiry whose type is removed at the same time', () => {
  test('waits for the removal and is refused', async () => {
    const { service, add } = await world();
    const { id } = await add('A');
    const em = kit.app.orm.em.fork();
    await em.begin();
    await em.execute('update inquiry_type set removed_at = now() where id = ?', [id.replace('InquiryType_', '')]);
    const submitted = submit(service, id);
    await kit.untilWaiting();
    await em.commit();
    expect(await submitted).toEqual({ __typename: 'InvalidInput', field: 'inquiryTypeId' });
    const { rows } = await kit.app.sql.query('select 1 from customer where service_id = $1', [service.id]);
    expect(rows).toEqual([]);
  });

  test('or comes first, and the removal waits until its ticket is there', async () => {
    const { service, add, remove } = await world();
    const { id } = await add('A');
    const release = await kit.lockTable('ticket');
    const submitted = submit(service, id);
    await kit.untilWaiting();
    let isRemoved = false;
    const removed = remove(id).finally(() => (isRemoved = true));
    await kit.untilWaiting('', { count: 2 });
    expect(isRemoved).toBe(false);
    await release();
    expect((await submitted).__typename).toBe('SubmittedInquiry');
    expect(await removed).toBe('InquiryType');
  });

  test('is one of the two, however they meet', async () => {
    const { service, add, remove } = await world();
    for (let round = 0; round < 10; round += 1) {
      const { id } = await add(`A ${round}`);
      const [submitted, removed] = await Promise.all([submit(service, id), remove(id)]);
      expect(removed).toBe('InquiryType');
      expect(['SubmittedInquiry', 'InvalidInput']).toContain(submitted.__typename);
    }
  });
});
