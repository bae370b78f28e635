import { beforeAll, describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';

let kit: Kit;
let service: TestService;
let agent: TestAgent;

beforeAll(async () => {
  kit = await Kit.start();
  service = await kit.service();
  await service.saveChatSettings({ seats: 100 });
  agent = await service.onlineAgent();
});

/** A customer of this phone number with a chat and a ticket, both of whom a search must find. */
async function withPhone(phone: string | null, said: object = {}): Promise<TestCustomer> {
  const customer = await service.customer(said);
  await kit.app.sql.query('update customer set phone = $2 where id = $1', [
    customer.id.slice('Customer_'.length),
    phone,
  ]);
  await agent.run(`mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on Ticket { id } } }`, {
    input: { inquiryTypeId: service.inquiryTypeId, title: 't', content: 'c', chatId: customer.chatId },
  });
  return customer;
}

/** Whom each list finds. */
async function found(text: string, by: TestAgent = agent): Promise<Record<string, string[]>> {
  const answer = await by.run(
    `query ($text: String!) {
      customers(filter: { text: $text }) { edges { node { id } } }
      chats(filter: { text: $text }) { edges { node { customer { id } } } }
      tickets(filter: { text: $text }) { edges { node { customer { id } } } }
    }`,
    { text },
  );
  return {
    customers: answer.customers.edges.map(({ node }: Answer) => node.id),
    chats: answer.chats.edges.map(({ node }: Answer) => node.customer.id),
    tickets: answer.tickets.edges.map(({ node }: Answer) => node.customer.id),
  };
}

const everywhere = ({ id }: TestCustomer) => ({ customers: [id], chats: [id], tickets: [id] });
const nowhere = { customers: [], chats: [], tickets: [] };

describe('a phone number', () => {
  test.each([
    [
      '010-2345-6789',
      [
        '010-2345-6789',
        '01023456789',
        '010 2345 6789',
        '010.2345.6789',
        '(010) 2345-6789',
        '+82 10-2345-6789',
        '+82 (0)10-2345-6789',
        '+82 010 2345 6789',
        '+821023456789',
        '821023456789',
        '82 10 2345 6789',
        '0082 10 2345 6789',
        '10-2345-6789',
        '2345-6789',
        '23456789',
        '2345 67',
        '6789',
        '０１０－２３４５－６７８９',
        '٠١٠٢٣٤٥٦٧٨٩',
        ' 01023456789 ',
      ],
    ],
    ['+82 10-8765-4321', ['01087654321', '010-8765-4321', '+821087654321', '82-10-8765', '8765 4321']],
    ['+82 (0)10 3333 7777', ['01033337777', '+82 10 3333 7777']],
    ['００８２ １０ ４４４４ ８８８８', ['01044448888', '+82 10 4444 8888']],
    ['821055559999', ['010-5555-9999', '+82 10 5555 9999']],
    ['02-777-1234', ['027771234', '02 777 1234', '+82 2-777-1234', '7771234']],
    ['1588-0042', ['15880042', '1588 0042']],
    ['+49 170 7654321', ['0170 7654321', '+491707654321', '0049 170 765 43 21', '170/76543']],
    ['0171/765 43 29', ['+49 171 7654329', '01717654329']],
    ['(415) 555-0176', ['+1 415-555-0176', '1 415 555 0176', '4155550176', '555.0176']],
    ['집 031-222-3333, 휴대폰 010-6666-1111', ['0312223333', '+82 31 222 3333', '01066661111', '휴대폰']],
  ])('saved as %s is found however it is typed', async (phone, texts) => {
    const customer = await withPhone(phone);
    for (const text of texts) expect({ text, ...(await found(text)) }).toEqual({ text, ...everywhere(customer) });
    expect((await found('010-9999-0000')).customers).toEqual([]);
    await kit.app.sql.query('update customer set phone = null where id = $1', [customer.id.slice('Customer_'.length)]);
    expect(await found(texts[0] as string)).toEqual(nowhere);
  });

  test('is not made of digits of two numbers, and finds nobody by what is none', async () => {
    await withPhone('010-1111-2222 / 010-3333-4444');
    for (const text of ['22220103', '2222 3333', '010-1111-4444']) expect(await found(text)).toEqual(nowhere);
  });

  test('is gone with its customer, in every spelling', async () => {
    const customer = await withPhone('010-7070-8080', { name: 'Erased Person' });
    await agent.end(customer.chatId);
    const admin = await service.admin();
    await admin.run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: customer.id });
    const { rows } = await kit.app.sql.query<{ foundBy: string }>(
      'select found_by as "foundBy" from customer where id = $1',
      [customer.id.slice('Customer_'.length)],
    );
    expect(rows).toEqual([{ foundBy: `guest-${customer.id.slice(-4)}` }]);
    for (const text of ['01070708080', '7070', 'Erased']) expect(await found(text)).toEqual(nowhere);
  });
});

describe('who has no name', () => {
  test('is found by what the screen calls them, until they have one', async () => {
    const customer = await withPhone(null);
    const shown = `guest-${customer.id.slice(-4)}`;
    for (const text of [shown, shown.toUpperCase(), shown.slice(3)]) {
      const { customers, chats, tickets } = await found(text);
      for (const list of [customers, chats, tickets]) expect(list).toContain(customer.id);
    }
    await kit.app.sql.query(`update customer set name = 'Named Now' where id = $1`, [
      customer.id.slice('Customer_'.length),
    ]);
    const { customers, chats, tickets } = await found(shown);
    for (const list of [customers, chats, tickets]) expect(list).not.toContain(customer.id);
    expect(await found('named now')).toEqual(everywhere(customer));
  });

  test('shows in the history by name, e-mail and phone to agents, and to themselves by what they said', async () => {
    const customer = await service.customer({
      email: 'someone@found.test',
      message: 'hello there',
      key: 'a-key-of-mine-12345',
    });
    const own = async (text: string) =>
      (await customer.run('query ($t: String!) { chats(filter: { text: $t }) { edges { node { id } } } }', { t: text }))
        .chats.edges.length;
    expect((await found('someone@found')).chats).toEqual([customer.id]);
    expect([await own('hello'), await own('someone@found'), await own('01012345678')]).toEqual([1, 0, 0]);
  });
});
