import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../test/kit.ts';
import { Migration20261129110000_addresses } from '../migrations/Migration20261129110000_addresses.ts';
import { readEmailAddress } from './email-address.ts';
import { comparedEmail } from './text.ts';

const taken = [
  'haneul@example.com',
  'Haneul+news@Mail.Example.co.kr',
  "d.o'brien@example.org",
  'x_1%y!#$&*=?^`{|}~/z@a-b.io',
  'help@담소.한국',
  'help@xn--jk1bu0z.xn--3e0b707e',
  'k@xn--bcher-kva.example',
  '소라@example.com',
  'josé@müller.example',
  'иван@пример.рф',
  `${'x'.repeat(64)}@${'y'.repeat(60)}.${'z'.repeat(60)}.example`,
];
const refused = [
  'haneul',
  'haneul@',
  '@example.com',
  'haneul@localhost',
  '<script>alert(1)</script>',
  'a<b@example.com',
  'Haneul <haneul@example.com>',
  'a@example.com\r\nBcc: b@example.com',
  'a b@example.com',
  'a@b@example.com',
  '.a@example.com',
  'a.@example.com',
  'a..b@example.com',
  'a@example..com',
  'a@.example.com',
  'a@example.com.',
  'a@-example.com',
  'a@example-.com',
  'a@ex_ample.com',
  'a@127.0.0.1',
  'a@[127.0.0.1]',
  'a@0x7f.1',
  'a@example.c',
  'a@exa%6dple.com',
  'a@example.com/b',
  'a@example.com:25',
  'a\u200b@example.com',
  'a@exam\u00adple.com',
  'a\u202e@example.com',
  '"a b"@example.com',
  'a,b@example.com',
  `${'x'.repeat(65)}@example.com`,
  `${'가'.repeat(22)}@example.com`,
  `a@${'x'.repeat(64)}.com`,
  `a@${`${'x'.repeat(60)}.`.repeat(5)}com`,
];

describe('what an e-mail address is', () => {
  test.each(taken)('%s', (text) => expect(readEmailAddress(text)).not.toBeNull());
  test.each(refused)('not %j', (text) => expect(readEmailAddress(text)).toBeNull());

  test('has one form, however its domain is spelled', () => {
    const all = ['help@담소.한국', 'HELP@담소.한국', 'help@xn--jk1bu0z.xn--3e0b707e', ' Help@XN--JK1BU0Z.한국 '];
    expect(new Set(all.map(comparedEmail))).toEqual(new Set(['help@담소.한국']));
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        expect(comparedEmail(email.toUpperCase())).toBe(comparedEmail(email));
        expect(comparedEmail(comparedEmail(email))).toBe(comparedEmail(email));
      }),
    );
  });

  test('is told in a time that grows with its length alone', () => {
    for (const part of ['a', 'a.', '가', '@', 'a@', "'", '.', 'xn--']) {
      expect(readEmailAddress(`${part.repeat(200_000)}@example.com`)).toBeNull();
      expect(readEmailAddress(`a@${part.repeat(200_000)}`)).toBeNull();
    }
  });
});

const kit = await Kit.start();

interface Scene {
  service: TestService;
  agent: TestAgent;
  customer: TestCustomer;
}

const outcome = '__typename ... on InvalidInput { field }';

/** Every place that takes an address. */
const places: Record<string, (scene: Scene, email: string) => Promise<Answer>> = {
  startChat: ({ service }, email) =>
    new Actor(kit)
      .run(`mutation ($input: StartChatInput!) { startChat(input: $input) { ${outcome} } }`, {
        input: { service: service.slug, email, consent: { noticeVersion: '1', language: 'ko' } },
      })
      .then(({ startChat }) => startChat),
  submitInquiry: ({ service }, email) =>
    new Actor(kit)
      .run(`mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ${outcome} } }`, {
        input: {
          service: service.slug,
          inquiryTypeId: service.inquiryTypeId,
          email,
          title: '환불',
          content: '언제 되나요?',
          consent: { noticeVersion: '1', language: 'ko' },
        },
      })
      .then(({ submitInquiry }) => submitInquiry),
  saveCustomer: ({ agent, customer }, email) =>
    agent
      .run(`mutation ($input: SaveCustomerInput!) { saveCustomer(input: $input) { ${outcome} } }`, {
        input: { customerId: customer.id, email },
      })
      .then(({ saveCustomer }) => saveCustomer),
  saveChatInfo: ({ agent, customer }, email) =>
    agent
      .run(`mutation ($input: SaveChatInfoInput!) { saveChatInfo(input: $input) { ${outcome} } }`, {
        input: { chatId: customer.chatId, email },
      })
      .then(({ saveChatInfo }) => saveChatInfo),
  createTicket: ({ agent, service }, email) =>
    agent
      .run(`mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ${outcome} } }`, {
        input: { inquiryTypeId: service.inquiryTypeId, title: '교환', content: '큰 것으로', email },
      })
      .then(({ createTicket }) => createTicket),
  inviteAgent: async ({ service }, email) => {
    const { inviteAgent } = await (
      await service.admin()
    ).run(`mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) { ${outcome} } }`, {
      input: { email, name: '소라', role: 'AGENT', canChat: true },
    });
    return inviteAgent;
  },
};

async function scene(): Promise<Scene> {
  const service = await kit.service();
  const agent = await service.onlineAgent({ canTicket: true });
  const customer = await service.customer();
  await agent.open(customer.chatId);
  return { service, agent, customer };
}

describe('one rule for addresses', () => {
  test.each(Object.keys(places))('holds in %s', async (place) => {
    const there = await scene();
    for (const email of ['소라@example.com', `r.o'neil${randomUUID()}@담소.한국`, 'k@xn--bcher-kva.example']) {
      const answer = await places[place]!(there, email);
      expect([email, answer.__typename]).not.toEqual([email, 'InvalidInput']);
    }
    for (const email of ['<script>', 'a@b@c.kr', 'a@example.com\nb', 'a..b@example.com', `${'x'.repeat(65)}@c.kr`]) {
      expect([email, await places[place]!(there, email)]).toMatchObject([
        email,
        { __typename: 'InvalidInput', field: 'email' },
      ]);
    }
  });

  test('knows an address by whichever spelling: the same person, search, sign-in and invitation', async () => {
    const { service, agent, customer } = await scene();
    const one = await service.customer({ email: 'Help@xn--jk1bu0z.XN--3E0B707E' });
    await places['saveCustomer']!({ service, agent, customer }, 'help@담소.한국');
    const read = async (query: string) => await agent.run(query);
    const { customer: found } = await read(`{ customer(id: "${one.id}") { email duplicates { id } } }`);
    expect(found).toEqual({ email: 'help@담소.한국', duplicates: [{ id: customer.id }] });
    for (const filter of [
      'email: "HELP@xn--jk1bu0z.xn--3e0b707e"',
      'email: "help@담소.한국"',
      'text: "@xn--jk1bu0z.xn--3e0b707e"',
      'text: "담소.한국"',
    ]) {
      const { customers } = await read(`{ customers(filter: { ${filter} }) { edges { node { id } } } }`);
      expect([filter, customers.edges.length]).toEqual([filter, 2]);
    }

    const email = `jun.${randomUUID()}@담소.한국`;
    const spelled = email.toUpperCase().replace('담소.한국', 'xn--jk1bu0z.xn--3e0b707e');
    expect(await places['inviteAgent']!({ service, agent, customer }, spelled)).toMatchObject({
      __typename: 'InvitedAgent',
    });
    expect(await places['inviteAgent']!({ service, agent, customer }, email)).toMatchObject({ field: 'email' });
    const { agents } = await read(`{ agents(text: "${spelled.slice(4)}") { edges { node { email } } } }`);
    expect(agents.edges).toEqual([{ node: { email } }]);
  });

  test('what was stored before is brought into that form', async () => {
    const { service, customer } = await scene();
    const two = await service.customer();
    const three = await service.customer();
    const { sql } = kit.app;
    const id = (typed: string) => typed.replace('Customer_', '');
    for (const [who, email] of [
      [customer, 'Kim@Example.COM'],
      [two, 'kim@XN--jk1bu0z.xn--3e0b707e'],
      [three, '<Script>'],
    ] as const) {
      await sql.query('update customer set email = $2 where id = $1', [id(who.id), email]);
    }
    const em = kit.app.orm.em.fork();
    await em.transactional(async (within) => {
      const migration = new Migration20261129110000_addresses(within.getDriver(), kit.app.orm.config);
      migration.setTransactionContext(within.getTransactionContext());
      await migration.up();
    });
    const { rows } = await sql.query('select email from customer where service_id = $1 order by id', [service.id]);
    expect(rows.map(({ email }) => email as string)).toEqual(['kim@example.com', 'kim@담소.한국', '<script>']);
  });
});
