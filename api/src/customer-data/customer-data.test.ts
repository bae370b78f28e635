import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Company } from '../../test/company.ts';
import { Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { isStored } from '../../test/traces.ts';
import { decodeId } from '../ids.ts';
import { problemOfKeys } from '../masking/fitting-keys.ts';
import { newMaskKey, parseMaskKeys } from '../masking/mask-keys.ts';
import { countsByKey, rotate, unreadableSecrets } from '../masking/rotation.ts';
import { Vault } from '../masking/vault.ts';

const kit = await Kit.start({ OUTGOING_INNER_NETWORKS: '127.0.0.1' });
const { sql } = kit.app;

interface Got {
  headers: Record<string, string>;
  text: string;
  body: Answer;
}

/** A company's own system, which does to each question whatever a test wants. */
class Shop {
  readonly got: Got[] = [];
  answer: (response: ServerResponse, got: Got) => unknown = (response) => {
    response.end(JSON.stringify({ fields: [{ label: { ko: '등급', en: 'Grade' }, value: 'VIP' }] }));
  };
  readonly #server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const part of request) text += String(part);
      const got = { headers: request.headers as Record<string, string>, text, body: JSON.parse(text) };
      this.got.push(got);
      await this.answer(response, got);
    })();
  });

  static async start(): Promise<Shop> {
    const shop = new Shop();
    await once(shop.#server.listen(0, '127.0.0.1'), 'listening');
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/customers`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const shops: Shop[] = [];
afterAll(() => {
  for (const shop of shops) shop.close();
});

let service: TestService;
let admin: TestAgent;
let agent: TestAgent;
let customer: TestCustomer;
let shop: Shop;
beforeEach(async () => {
  service = await kit.service();
  admin = await service.admin();
  agent = await service.onlineAgent();
  customer = await service.customer({ name: 'Kim', email: 'kim@shop.test' });
  shops.push((shop = await Shop.start()));
});

const linkParts = 'enabled url sendsEmail sendsPhone secretMadeAt formerEndsAt';
const save = async (input: object, by = admin): Promise<Answer> =>
  (
    await by.run(
      `mutation ($i: SaveCustomerDataLinkInput!) { saveCustomerDataLink(input: $i) { __typename
        ... on CustomerDataLink { ${linkParts} } ... on InvalidInput { field } } }`,
      { i: input },
    )
  ).saveCustomerDataLink;

const newSecret = async (): Promise<string> =>
  (
    await admin.run(
      'mutation { rotateCustomerDataSecret { ... on CustomerDataSecret { secret link { secretMadeAt formerEndsAt } } } }',
    )
  ).rotateCustomerDataSecret.secret;

/** The link, on and with a secret. */
async function linked(input: object = {}): Promise<string> {
  const secret = await newSecret();
  expect(await save({ url: shop.url, enabled: true, ...input })).toMatchObject({ enabled: true });
  return secret;
}

const dataParts = `__typename ... on CustomerData { fetchedAt fields { label { ko en } value kind link } }
  ... on CustomerDataFailed { problem status part message }`;
const look = async (by = agent, id = customer.id): Promise<Answer> =>
  (await by.run(`mutation ($id: ID!) { lookUpCustomerData(customerId: $id) { ${dataParts} } }`, { id }))
    .lookUpCustomerData;
const tryLink = async (): Promise<Answer> =>
  (await admin.run(`mutation { testCustomerDataLink { ${dataParts} } }`)).testCustomerDataLink;

const looks = async (): Promise<Answer[]> =>
  (
    await admin.run(
      '{ auditLog(filter: { actions: [LOOKED_UP] }) { edges { node { action customerId agent { id } chat { id } reason } } } }',
    )
  ).auditLog.edges.map(({ node }: Answer) => node);

const grade = { label: { ko: '등급', en: 'Grade' }, value: 'VIP', kind: 'TEXT', link: null };

describe('the customer-data link', () => {
  test('shows an agent what the company’s system tells, and writes down who looked and nothing else', async () => {
    const secret = await linked();
    shop.answer = (response) =>
      response.end(JSON.stringify({ fields: [{ label: 'Canary', value: 'canary-of-the-shop' }] }));
    expect(await look()).toMatchObject({ fields: [{ value: 'canary-of-the-shop' }] });
    const [{ headers, text, body }] = shop.got as [Got];
    expect(new Webhook(secret).verify(text, headers)).toEqual(body);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Damso' });
    expect(body).toEqual({ type: 'CUSTOMER_DATA', service: service.slug, customerId: customer.id, memberId: null });
    expect(await looks()).toEqual([
      { action: 'LOOKED_UP', customerId: customer.id, agent: { id: agent.id }, chat: null, reason: null },
    ]);
    for (const word of ['canary-of-the-shop', secret.slice(6)]) expect(await isStored(sql, word)).toBe(false);
  });

  test('asks once a minute about a customer, and notes each look', async () => {
    await linked();
    const others = [await service.agent(), admin];
    const answers = await Promise.all([look(), look(), ...others.map((each) => look(each))]);
    for (const answer of answers) expect(answer).toMatchObject({ fields: [grade] });
    await look();
    expect(shop.got).toHaveLength(1);
    expect(await looks()).toHaveLength(5);
    const other = await service.customer();
    await look(agent, other.id);
    expect(shop.got.map(({ body }) => body.customerId)).toEqual([customer.id, other.id]);
  });

  test('tells who the member is, and e-mail and phone only where that is ticked, with whether they are verified', async () => {
    await linked();
    const company = await Company.of(service);
    const token = await company.sign({ sub: 'member-7', email: 'lee@shop.test' });
    const { startChat } = await kit.run(
      `mutation ($i: StartChatInput!) { startChat(input: $i) { ... on StartedChat { chat { customer { id } } } } }`,
      { i: { service: service.slug, consent: { noticeVersion: '1', language: 'ko' }, identity: token } },
    );
    const memberId = startChat.chat.customer.id;
    const asked = async (id: string) => {
      await look(agent, id);
      return shop.got.at(-1)!.body;
    };
    expect(await asked(memberId)).toMatchObject({ memberId: 'member-7' });
    expect(shop.got.at(-1)!.text).not.toMatch(/shop\.test|email|phone/);
    expect(await save({ sendsEmail: true, sendsPhone: true })).toMatchObject({ sendsEmail: true, sendsPhone: true });
    expect(await asked(memberId)).toMatchObject({
      email: 'lee@shop.test',
      emailVerified: true,
      phone: null,
      phoneVerified: false,
    });
    expect(await asked(customer.id)).toMatchObject({ memberId: null, email: 'kim@shop.test', emailVerified: false });
  });

  test('is on only with an address and a secret', async () => {
    expect(await save({ enabled: true })).toMatchObject({ __typename: 'InvalidInput', field: 'url' });
    expect(await save({ enabled: true, url: shop.url })).toMatchObject({ field: 'enabled' });
    expect(await look()).toMatchObject({ __typename: 'CustomerDataLinkOff' });
    await linked();
    expect(await save({ url: ' ' })).toMatchObject({ field: 'url' });
    expect(await save({ enabled: false, url: null })).toMatchObject({ enabled: false, url: null });
    expect(await look()).toMatchObject({ __typename: 'CustomerDataLinkOff' });
    expect(await tryLink()).toMatchObject({ __typename: 'CustomerDataLinkOff' });
    expect(shop.got).toEqual([]);
    expect(await looks()).toEqual([]);
  });

  test.each(['http://10.0.0.1/', 'https://192.168.0.1/', 'https://user:secret@shop.test/', 'no address'])(
    'does not ask at %s',
    async (url) => {
      expect(await save({ url })).toMatchObject({ __typename: 'InvalidInput', field: 'url' });
    },
  );

  test('signs with both secrets while one takes the place of the other', async () => {
    const former = await linked();
    const secret = await newSecret();
    await look();
    const [{ text, headers }] = shop.got as [Got];
    for (const each of [former, secret]) new Webhook(each).verify(text, headers);
    await newSecret();
    await tryLink();
    expect(() => new Webhook(former).verify(shop.got[1]!.text, shop.got[1]!.headers)).toThrow();
    const { changeLog } = await admin.run('{ changeLog { edges { node { field before after } } } }');
    const fields = changeLog.edges.map(({ node }: Answer) => node.field);
    expect(fields).toEqual(expect.arrayContaining(['customerDataLink', 'customerDataUrl', 'customerDataSecret']));
    expect(JSON.stringify(changeLog)).not.toContain('whsec');
  });

  test('is tried without a customer, also while it is off, and leaves no look', async () => {
    await newSecret();
    await save({ url: shop.url, sendsEmail: true });
    expect(await tryLink()).toMatchObject({ fields: [grade] });
    expect(await tryLink()).toMatchObject({ fields: [grade] });
    expect(shop.got.map(({ body }) => body)).toEqual(
      Array.from({ length: 2 }, () => ({
        type: 'TEST',
        service: service.slug,
        customerId: null,
        memberId: null,
        email: null,
        emailVerified: false,
      })),
    );
    expect(await looks()).toEqual([]);
  });

  test('tells nobody who may not see the customer, and nothing of whom was erased', async () => {
    await linked();
    const stranger = await service.agent({ canTicket: false, canChat: false });
    const foreign = await (await kit.service()).admin();
    const own = await service.agent({ canTicket: false });
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    for (const by of [stranger, foreign, own]) {
      expect(await look(by)).toMatchObject({ __typename: 'NotPermitted' });
    }
    expect(await look(agent, 'Customer_none')).toMatchObject({ __typename: 'NotPermitted' });
    await sql.query('update customer set erased_at = now() where id = $1', [decodeId('Customer', customer.id)]);
    expect(await look()).toMatchObject({ __typename: 'NotPermitted' });
    expect(shop.got).toEqual([]);
    expect(await looks()).toEqual([]);
  });

  test('shows nothing of a customer who is erased while the company’s system thinks', async () => {
    await linked();
    shop.answer = async (response) => {
      await sql.query('update customer set erased_at = now() where id = $1', [decodeId('Customer', customer.id)]);
      response.end('{"fields":[]}');
    };
    expect(await look()).toMatchObject({ __typename: 'NotPermitted' });
    expect(await looks()).toEqual([]);
  });

  test('asks about the person, whichever record an agent looks at', async () => {
    await linked();
    const other = await service.customer();
    const [from, into] = [other.id, customer.id];
    await kit.app.sql.query('update customer set merged_into_id = $2 where id = $1', [
      decodeId('Customer', from),
      decodeId('Customer', into),
    ]);
    await sql.query(
      `insert into member (customer_id, service_id, subject) values ($1, $2, 'member-of-another-record')`,
      [decodeId('Customer', from), service.id],
    );
    await look(admin, from);
    await look(admin, into);
    expect(shop.got.map(({ body }) => body)).toMatchObject([
      { customerId: into, memberId: 'member-of-another-record' },
    ]);
  });

  test('has secrets that move on with the keys of the installation', async () => {
    await newSecret();
    const [present] = parseMaskKeys(kit.app.config.maskKeys!, 'test');
    const key = newMaskKey();
    const vault = new Vault(new Map([...parseMaskKeys(key, 'test'), present!]));
    const { moved, unreadable } = (await rotate(kit.app.write, vault)).customerDataSecrets;
    expect(moved).toBeGreaterThan(0);
    expect(unreadable).toBe(0);
    expect((await countsByKey(sql)).get(vault.currentKeyId)).toMatchObject({ customerDataSecrets: moved });
    expect((await unreadableSecrets(sql, new Vault(new Map([present!])))).customerDataSecrets).toBe(moved);
    expect(await problemOfKeys(sql, vault)).toBeNull();
    await save({ url: shop.url, enabled: true });
    expect(await look()).toMatchObject({ problem: 'UNREADABLE_SECRET' });
    expect(shop.got).toEqual([]);
    await rotate(kit.app.write, new Vault(new Map([present!, ...parseMaskKeys(key, 'test')])));
    expect(await look()).toMatchObject({ fields: [grade] });
  });
});

describe('a company’s system that tells nothing', () => {
  const body = (text: string) => (response: ServerResponse) => response.end(text);
  const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end('{"fields":[]}');

  test.each<[string, Shop['answer'], object]>([
    ['refuses', status(401), { problem: 'REFUSED', status: 401 }],
    ['forbids', status(403), { problem: 'REFUSED', status: 403 }],
    ['fails', status(500), { problem: 'BAD_STATUS', status: 500 }],
    [
      'leads elsewhere',
      (response) => response.writeHead(302, { location: shop.url }).end(),
      { problem: 'BAD_STATUS', status: 302 },
    ],
    ['hangs up', (response) => response.destroy(), { problem: 'UNREACHABLE', status: null }],
    ['never answers', () => undefined, { problem: 'TIMED_OUT', status: null }],
    [
      'drips',
      (response) => {
        response.writeHead(200).write('{"fields":');
      },
      { problem: 'TIMED_OUT', status: null },
    ],
    [
      'answers with a page',
      body('<!doctype html><title>Hello</title>'),
      { problem: 'MALFORMED', status: 200, part: '$' },
    ],
    ['nests deep', body(`{"fields":${'['.repeat(30_000)}${']'.repeat(30_000)}}`), { problem: 'MALFORMED' }],
    [
      'smuggles a script',
      body('{"fields":[{"label":"Click","value":"me","link":"javascript:alert(1)"}]}'),
      { problem: 'MALFORMED', part: 'fields[0].link' },
    ],
    [
      'answers with ten megabytes',
      (response) => {
        response.on('error', () => undefined);
        response.end(Buffer.alloc(10_000_000, 'x'));
      },
      { problem: 'TOO_LONG', status: null },
    ],
  ])('and %s is named so, is asked anew the next time, and leaves no look', async (_, answer, expected) => {
    await linked();
    const good = shop.answer;
    shop.answer = answer;
    const refused = await look();
    expect(refused).toMatchObject({ __typename: 'CustomerDataFailed', ...expected });
    expect(refused.message).not.toContain('127.0.0.1');
    expect(await looks()).toEqual([]);
    expect(shop.got).toHaveLength(1);
    shop.answer = good;
    expect(await look()).toMatchObject({ fields: [grade] });
  });

  test('and is gone is unreachable', async () => {
    await linked();
    shop.close();
    expect(await look()).toMatchObject({ problem: 'UNREACHABLE', status: null });
  });

  test('and knows nothing of a customer is no error', async () => {
    await linked();
    shop.answer = (response) => response.writeHead(204).end();
    expect(await look()).toMatchObject({ fields: [] });
    expect(await looks()).toHaveLength(1);
  });

  test('is asked eight things at once and no more', async () => {
    await linked();
    const { promise: free, resolve: release } = Promise.withResolvers<null>();
    const good = shop.answer;
    const { promise: full, resolve: isFull } = Promise.withResolvers<null>();
    shop.answer = async (response, got) => {
      if (shop.got.length === 8) isFull(null);
      await free;
      good(response, got);
    };
    const customers = await Promise.all(Array.from({ length: 9 }, () => service.customer()));
    const underWay = customers.slice(1).map(({ id }) => look(admin, id));
    await full;
    expect(await look(admin, customers[0]!.id)).toMatchObject({ problem: 'BUSY', status: null });
    release(null);
    for (const answer of await Promise.all(underWay)) expect(answer).toMatchObject({ fields: [grade] });
    expect(await look(admin, customers[0]!.id)).toMatchObject({ fields: [grade] });
  });
});

test('an agent looks sixty times a minute at most', async () => {
  await linked();
  await kit.app.limits.looks.penalty(decodeId('Agent', agent.id)!, 60);
  expect(await look()).toMatchObject({ __typename: 'RateLimited' });
  expect(shop.got).toEqual([]);
});
