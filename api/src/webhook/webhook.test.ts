import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fewestStatements } from '../../test/costs.ts';
import {
  Kit,
  type TestClient,
  type Answer,
  type TestAgent,
  type TestCustomer,
  type TestService,
} from '../../test/kit.ts';
import { isStored } from '../../test/traces.ts';
import { clientViewer } from '../access/viewers.ts';
import { Context } from '../context.ts';
import { problemOfKeys } from '../masking/fitting-keys.ts';
import { parseMaskKeys, newMaskKey } from '../masking/mask-keys.ts';
import { countsByKey, rotate, unreadableSecrets } from '../masking/rotation.ts';
import { Vault } from '../masking/vault.ts';
import { fieldsOf } from './webhook-fields.ts';
import type { DeliveryRow } from './webhook.rows.ts';

const inner = { OUTGOING_INNER_NETWORKS: '127.0.0.1', LIMIT_SENDS_PER_MINUTE: '100000' };
const kit = await Kit.start(inner);
const { sql, eventLog } = kit.app;

interface Got {
  id: string;
  headers: Record<string, string>;
  text: string;
  body: Answer;
}

/** A company's server, which does to each request whatever a test wants. */
class Receiver {
  readonly got: Got[] = [];
  most = 0;
  /** What it answers; a promise is waited for, and 0 is no answer at all. */
  answer: (got: Got) => number | Promise<number> = () => 204;
  #open = 0;
  readonly #server = createServer((request, response) => {
    void (async () => {
      this.#open += 1;
      this.most = Math.max(this.most, this.#open);
      let text = '';
      for await (const part of request) text += String(part);
      const headers = request.headers as Record<string, string>;
      const got = { id: headers['webhook-id']!, headers, text, body: JSON.parse(text) };
      this.got.push(got);
      const status = await this.answer(got);
      this.#open -= 1;
      if (status === 0) response.destroy();
      else response.writeHead(status).end();
    })();
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await once(receiver.#server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const receivers: Receiver[] = [];
afterAll(() => {
  for (const receiver of receivers) receiver.close();
});

let service: TestService;
let admin: TestAgent;
let receiver: Receiver;
beforeEach(async () => {
  service = await kit.service();
  admin = await service.admin();
  await service.onlineAgent();
  await service.saveChatSettings({ seats: 50 });
  receivers.push((receiver = await Receiver.start()));
});

const parts = 'id url kinds pause isFailing succeededAt fields { objects apiClient { id } }';
const allKinds = [
  'CHAT_STARTED',
  'CHAT_ASSIGNED',
  'CHAT_CHANGED',
  'CHAT_CLOSED',
  'MESSAGE_SENT',
  'MESSAGE_CHANGED',
  'CHAT_RATED',
  'TICKET_CREATED',
  'TICKET_CHANGED',
  'CUSTOMER_CHANGED',
];

const create = async (input: object = {}): Promise<Answer> =>
  (
    await admin.run(
      `mutation ($i: CreateWebhookInput!) { createWebhook(input: $i) { __typename
        ... on WebhookSecret { secret webhook { ${parts} } } ... on InvalidInput { field message } ... on TooManyWebhooks { most } } }`,
      { i: { url: receiver.url, kinds: ['MESSAGE_SENT'], ...input } },
    )
  ).createWebhook;

const change = async (mutation: string, id: string, selection = `... on Webhook { ${parts} }`): Promise<Answer> =>
  (
    await admin.run(
      `mutation ($id: ID!) { answer: ${mutation}(${mutation === 'sendWebhookAgain' ? 'deliveryId' : 'id'}: $id) {
        __typename ${selection} ... on DomainError { message } } }`,
      { id },
    )
  ).answer;

const webhooks = async (): Promise<Answer[]> => (await admin.run(`{ webhooks { ${parts} } }`)).webhooks;

const deliveries = async (id: string): Promise<Answer[]> =>
  (
    await admin.run(
      `query ($id: ID!) { webhookDeliveries(webhookId: $id, first: 100) { edges { node {
        id messageId kind objectId state attempts answer problem nextAt } } } }`,
      { id },
    )
  ).webhookDeliveries.edges.map(({ node }: Answer) => node);

/** Everything that is committed by now is sent as far as it is due. */
async function deliver(of = kit): Promise<void> {
  await eventLog.settle();
  await of.app.webhooks.run();
}

/** For everything that waits so many hours pass. */
const pass = (hours: number) =>
  sql.query(
    `with e as (update webhook_endpoint set rest_until = rest_until - make_interval(hours => $1),
       succeeded_at = succeeded_at - make_interval(hours => $1))
     update webhook_delivery set due_at = due_at - make_interval(hours => $1), give_up_at = give_up_at - make_interval(hours => $1),
       taken_until = taken_until - make_interval(hours => $1)`,
    [hours],
  );

/** As the same receiver would: once each, in the order in which they first came. */
const first = (got: readonly Got[]) => [...new Map(got.map((each) => [each.id, each])).values()];

const say = async (customer: TestCustomer, count: number, by = kit): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { sendMessage } = await by.run(
      'mutation ($i: SendMessageInput!) { sendMessage(input: $i) { ... on Message { id } } }',
      { i: { chatId: customer.chatId, key: randomUUID(), text: `secret ${n}` } },
      customer.credentials,
    );
    ids.push(sendMessage.id);
  }
  return ids;
};

/** What each chat's messages were received as, in order, without repetitions. */
const received = (customer: TestCustomer, got = receiver.got) =>
  first(got.filter(({ body }) => body.data.chatId === customer.chatId && body.type === 'MESSAGE_SENT')).map(
    ({ body }) => body.data.objectId,
  );

describe('a webhook', () => {
  test('is told of what happens, signed as Standard Webhooks has it, with ids and no content', async () => {
    const { secret, webhook } = await create({ kinds: allKinds });
    const customer = await service.customer({ name: 'Kim' });
    const [said] = await say(customer, 1);
    await deliver();
    const kinds = receiver.got.map(({ body }) => body.type);
    expect(kinds).toEqual(['CHAT_STARTED', 'CHAT_ASSIGNED', 'MESSAGE_SENT']);
    for (const { headers, text } of receiver.got) {
      expect(new Webhook(secret).verify(text, headers)).toEqual(JSON.parse(text));
      expect(() => new Webhook(secret).verify(`${text} `, headers)).toThrow();
    }
    expect(receiver.got.at(-1)).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: { type: 'MESSAGE_SENT', timestamp: expect.any(String), data: { objectId: said, chatId: customer.chatId } },
    });
    expect(receiver.got.map(({ text }) => text).join()).not.toMatch(/secret|Kim/);
    expect(await deliveries(webhook.id)).toMatchObject(
      kinds.toReversed().map((kind) => ({ kind, state: 'DELIVERED', attempts: 1, answer: 204, problem: null })),
    );
    expect((await webhooks())[0]).toMatchObject({ id: webhook.id, pause: null, isFailing: false });
  });

  test('is told of the kinds it asks for, and of nothing of before', async () => {
    const customer = await service.customer();
    await say(customer, 2);
    await eventLog.settle();
    const { webhook } = await create({ kinds: ['MESSAGE_SENT', 'MESSAGE_SENT'] });
    expect(webhook.kinds).toEqual(['MESSAGE_SENT']);
    const said = await say(customer, 1);
    await deliver();
    expect(received(customer)).toEqual(said);
    expect(receiver.got).toHaveLength(1);
  });

  test('signs with both secrets for a day after they are rotated; neither stands in the database', async () => {
    const { secret: former, webhook } = await create();
    const rotated = await change('rotateWebhookSecret', webhook.id, '... on WebhookSecret { secret }');
    await change('testWebhook', webhook.id, '... on WebhookDelivery { kind }');
    await deliver();
    const verified = (secret: string, { text, headers }: Got) => new Webhook(secret).verify(text, headers);
    expect(verified(former, receiver.got[0]!)).toEqual({
      type: 'TEST',
      timestamp: expect.any(String),
      data: { objectId: null, chatId: null, revision: null },
    });
    expect(verified(rotated.secret, receiver.got[0]!)).toMatchObject({ type: 'TEST' });
    await sql.query(`update webhook_secret set ends_at = now() where ends_at is not null`, []);
    await change('testWebhook', webhook.id, '... on WebhookDelivery { kind }');
    await deliver();
    expect(() => verified(former, receiver.got[1]!)).toThrow();
    verified(rotated.secret, receiver.got[1]!);
    for (const secret of [former, rotated.secret]) expect(await isStored(sql, secret.slice(6))).toBe(false);
  });

  test('has secrets that move on with the keys of the installation', async () => {
    await create();
    const key = newMaskKey();
    const [present] = parseMaskKeys(kit.app.config.maskKeys!, 'test');
    const vault = new Vault(new Map([...parseMaskKeys(key, 'test'), present!]));
    const { moved, unreadable } = (await rotate(kit.app.write, vault)).webhookSecrets;
    expect(moved).toBeGreaterThan(0);
    expect(unreadable).toBe(0);
    expect([...(await countsByKey(sql))]).toEqual([
      [
        vault.currentKeyId,
        { originals: 0, secondFactors: 0, webhookSecrets: moved, customerDataSecrets: 0, memberSecrets: 0 },
      ],
    ]);
    expect((await unreadableSecrets(sql, new Vault(new Map([present!])))).webhookSecrets).toBe(moved);
    expect(await problemOfKeys(sql, vault)).toBeNull();
    expect(await problemOfKeys(sql, new Vault(new Map([present!])))).toMatch(/^secrets of webhooks are under a key/);
    const { rows } = await sql.query<{ id: string; keyId: string; box: Buffer }>(
      'select id, key_id as "keyId", box from webhook_secret order by created_at desc limit 1',
      [],
    );
    expect(vault.decrypt(rows[0]!, { webhookSecretId: rows[0]!.id })).toMatch(/^whsec_/);
    await rotate(kit.app.write, new Vault(new Map([present!, ...parseMaskKeys(key, 'test')])));
  });

  test.each([
    'http://10.0.0.1/hook',
    'https://192.168.0.1/hook',
    'https://user:secret@shop.test/hook',
    'not an address',
  ])('is not made of %s', async (url) => {
    expect(await create({ url })).toMatchObject({ __typename: 'InvalidInput', field: 'url' });
  });

  test('tells of something at least, and there are twenty at most', async () => {
    expect(await create({ kinds: [] })).toMatchObject({ __typename: 'InvalidInput', field: 'kinds' });
    const made = await Promise.all(Array.from({ length: 22 }, () => create()));
    expect(made.filter(({ __typename }) => __typename === 'WebhookSecret')).toHaveLength(20);
    expect(made.find(({ __typename }) => __typename === 'TooManyWebhooks')).toMatchObject({ most: 20 });
  });

  test('that is paused gets nothing, and what happened meanwhile once it is resumed', async () => {
    const { webhook } = await create();
    const customer = await service.customer();
    expect(await change('pauseWebhook', webhook.id)).toMatchObject({ pause: 'BY_HAND' });
    const said = await say(customer, 3);
    await deliver();
    expect(receiver.got).toEqual([]);
    expect(await change('testWebhook', webhook.id, '')).toMatchObject({ __typename: 'WebhookPaused' });
    expect(await change('resumeWebhook', webhook.id)).toMatchObject({ pause: null });
    await deliver();
    expect(received(customer)).toEqual(said);
  });

  test('that is removed gets nothing any more; each change stands in the log', async () => {
    const { webhook } = await create();
    const customer = await service.customer();
    const { updateWebhook } = await admin.run(
      `mutation ($i: UpdateWebhookInput!) { updateWebhook(input: $i) { __typename ... on Webhook { kinds url } } }`,
      { i: { id: webhook.id, kinds: ['CHAT_CLOSED', 'MESSAGE_SENT'] } },
    );
    expect(updateWebhook).toMatchObject({ kinds: ['CHAT_CLOSED', 'MESSAGE_SENT'], url: receiver.url });
    await change('pauseWebhook', webhook.id);
    expect(await change('removeWebhook', webhook.id, '... on RemovedWebhook { id }')).toMatchObject({ id: webhook.id });
    await say(customer, 1);
    await deliver();
    expect(receiver.got).toEqual([]);
    expect(await webhooks()).toEqual([]);
    expect(await change('pauseWebhook', webhook.id)).toMatchObject({ __typename: 'NotPermitted' });
    const { changeLog } = await admin.run('{ changeLog { edges { node { field before after } } } }');
    expect(changeLog.edges.filter(({ node }: Answer) => node.field === 'webhook')).toHaveLength(4);
  });

  test('of another service does not exist', async () => {
    const { webhook } = await create();
    const other = await (await kit.service()).admin();
    const { webhooks: theirs } = await other.run('{ webhooks { id } }');
    expect(theirs).toEqual([]);
    const { answer } = await other.run('mutation ($id: ID!) { answer: removeWebhook(id: $id) { __typename } }', {
      id: webhook.id,
    });
    expect(answer.__typename).toBe('NotPermitted');
  });
});

describe('fields of a webhook', () => {
  const objects = ['CHAT', 'MESSAGE', 'TICKET', 'CUSTOMER'];
  const readAll = ['chats:read', 'tickets:read', 'customers:read'];
  /** A word that no body may hold. */
  const canary = 'canary-4711-parcel';

  const fieldsBy = ({ id }: TestClient, of: readonly string[] = objects) => ({ apiClientId: id, objects: of });

  const update = async (input: object): Promise<Answer> =>
    (
      await admin.run(
        `mutation ($i: UpdateWebhookInput!) { updateWebhook(input: $i) { __typename ... on Webhook { ${parts} }
          ... on InvalidInput { field message } } }`,
        { i: input },
      )
    ).updateWebhook;

  const lastOf = (kind: string): Answer => receiver.got.findLast(({ body }) => body.type === kind)!.body.data;

  /** An agent who has the next chat, and may work on tickets. */
  const working = async () => {
    const other = await kit.service({ security: true });
    service = other;
    admin = await other.admin();
    const agent = await other.onlineAgent({ canTicket: true });
    return { agent, client: await other.apiClient(readAll) };
  };

  const sendSaying = (customer: TestCustomer, text: string) => customer.send(customer.chatId, text);

  async function mask(agent: TestAgent, { id, revision }: Answer, end: number): Promise<void> {
    const { maskMessage } = await agent.run(
      `mutation ($i: MaskMessageInput!) { maskMessage(input: $i) { __typename } }`,
      { i: { messageId: id, revision, start: 0, end } },
    );
    expect(maskMessage.__typename).toBe('Message');
  }

  test('go along where it asks for them, as the API tells its key of them at that moment', async () => {
    const { agent, client } = await working();
    const { webhook } = await create({ kinds: allKinds, fields: fieldsBy(client) });
    expect(webhook.fields).toEqual({ objects, apiClient: { id: client.id } });
    const customer = await service.customer({ name: 'Kim' });
    const said = await sendSaying(customer, 'Where is it?');
    const { createTicket: ticket } = await agent.run(
      `mutation ($id: ID!, $type: ID!) { createTicket(input: { chatId: $id, inquiryTypeId: $type, title: "Parcel", content: "Lost." }) {
        ... on Ticket { number createdAt changedAt } } }`,
      { id: customer.chatId, type: service.inquiryTypeId },
    );
    await agent.run(
      `mutation ($id: ID!) { saveCustomer(input: { customerId: $id, email: "kim@shop.test", memo: "${canary}" }) { __typename } }`,
      { id: customer.id },
    );
    await deliver();
    const ofApi = `query ($id: ID!) { chat(id: $id) { state language requestedAt openedAt closedAt agent { id } customer { createdAt }
      lastMessage { seq sender senderName integration event body sentAt } } }`;
    const { chat } = await agent.run(ofApi, { id: customer.chatId });
    const { agent: assigned, customer: person, lastMessage, ...ofChat } = chat;
    expect(lastOf('CHAT_STARTED').fields).toEqual({
      ...ofChat,
      customerId: customer.id,
      agentId: assigned.id,
      rating: null,
    });
    expect(lastOf('MESSAGE_SENT')).toEqual({
      objectId: said.id,
      chatId: customer.chatId,
      revision: expect.any(Number),
      fields: lastMessage,
    });
    expect(lastMessage).toMatchObject({ sender: 'CUSTOMER', senderName: 'Kim', body: 'Where is it?' });
    expect(lastOf('TICKET_CREATED').fields).toEqual({
      ...ticket,
      title: 'Parcel',
      content: 'Lost.',
      status: 'NEW',
      priority: 'NORMAL',
      channel: 'CHAT',
      language: 'en',
      customerId: customer.id,
      assigneeId: null,
    });
    expect(lastOf('CUSTOMER_CHANGED').fields).toEqual({
      name: 'Kim',
      email: 'kim@shop.test',
      phone: null,
      memberId: null,
      createdAt: person.createdAt,
    });
    // What is in no list is in no body.
    expect(receiver.got.map(({ text }) => text).join()).not.toContain(canary);
  });

  test('are read with the same number of statements for four deliveries and for twelve', async () => {
    const { agent, client } = await working();
    const customers = await Promise.all(Array.from({ length: 3 }, () => service.customer({ name: 'Kim' })));
    const rowOf = (id: string) => id.slice(id.indexOf('_') + 1);
    const happened: { kind: string; objectId: string }[] = [];
    for (const { id, chatId } of customers) {
      const said = await agent.send(chatId, 'Hello');
      const { createTicket } = await agent.run(
        `mutation ($id: ID!, $type: ID!) { createTicket(input: { chatId: $id, inquiryTypeId: $type, title: "t", content: "c" }) {
          ... on Ticket { id } } }`,
        { id: chatId, type: service.inquiryTypeId },
      );
      happened.push(
        { kind: 'CHAT_CHANGED', objectId: rowOf(chatId) },
        { kind: 'MESSAGE_SENT', objectId: rowOf(said.id) },
        { kind: 'TICKET_CREATED', objectId: rowOf(createTicket.id) },
        { kind: 'CUSTOMER_CHANGED', objectId: rowOf(id) },
      );
    }
    const viewer = (await clientViewer(sql, rowOf(client.id)))!;
    const statementsFor = (of: typeof happened) =>
      fewestStatements(5, async () => {
        const ctx = new Context(kit.app, viewer, { ip: '', userAgent: null });
        const fields = await fieldsOf(ctx, objects, of as DeliveryRow[]);
        expect(fields.every((each) => each !== null)).toBe(true);
      });
    const ofEach = await statementsFor(happened.slice(0, 4));
    // The chat itself, the message and its chat, the ticket, the customer with their member id, and who was erased.
    expect(ofEach).toBeLessThanOrEqual(7);
    expect(await statementsFor(happened)).toBe(ofEach);
  });

  test('never hold what a mask hides, also where it came between two attempts', async () => {
    const { agent, client } = await working();
    // Nothing else in this database holds these.
    const [hidden, late] = [`hidden-${randomUUID()}`, `late-${randomUUID()}`];
    const { webhook } = await create({ kinds: ['MESSAGE_SENT', 'MESSAGE_CHANGED'], fields: fieldsBy(client) });
    const customer = await service.customer();
    await agent.open(customer.chatId);
    await change('pauseWebhook', webhook.id);
    await mask(agent, await sendSaying(customer, hidden), hidden.length);
    await change('resumeWebhook', webhook.id);
    await deliver();
    expect(receiver.got.map(({ body }) => body.data.fields.body)).toEqual(
      receiver.got.map(() => '*'.repeat(hidden.length)),
    );
    receiver.got.length = 0;

    receiver.answer = () => 500;
    const said = await sendSaying(customer, late);
    await deliver();
    expect(lastOf('MESSAGE_SENT').fields.body).toBe(late);
    await mask(agent, said, late.length);
    receiver.got.length = 0;
    receiver.answer = () => 200;
    await pass(1);
    await deliver();
    expect(lastOf('MESSAGE_SENT').fields.body).toBe('*'.repeat(late.length));
    expect(receiver.got.map(({ text }) => text).join()).not.toMatch(/hidden|late/);
    // Nor does the list of what was sent hold anything of it, before or after.
    for (const word of [hidden, late]) expect(await isStored(sql, word)).toBe(false);
  });

  test('are gone once their person is erased: ids go alone', async () => {
    const { agent, client } = await working();
    await create({
      kinds: ['MESSAGE_SENT', 'TICKET_CREATED', 'CUSTOMER_CHANGED', 'CHAT_CLOSED'],
      fields: fieldsBy(client),
    });
    const customer = await service.customer({ name: 'Kim' });
    await sendSaying(customer, canary);
    await agent.run(
      `mutation ($id: ID!, $type: ID!) { createTicket(input: { chatId: $id, inquiryTypeId: $type, title: "t", content: "c" }) {
        __typename } }`,
      { id: customer.chatId, type: service.inquiryTypeId },
    );
    await agent.end(customer.chatId);
    receiver.answer = () => 500;
    await deliver();
    receiver.got.length = 0;
    const { eraseCustomer } = await admin.run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', {
      id: customer.id,
    });
    expect(eraseCustomer.__typename).toBe('Customer');
    receiver.answer = () => 200;
    for (let round = 0; round < 3; round += 1) {
      await pass(1);
      await deliver();
    }
    expect(new Set(receiver.got.map(({ body }) => body.type))).toEqual(
      new Set(['MESSAGE_SENT', 'TICKET_CREATED', 'CUSTOMER_CHANGED', 'CHAT_CLOSED']),
    );
    for (const { body } of receiver.got) expect(Object.keys(body.data)).toEqual(['objectId', 'chatId', 'revision']);
  });

  test.each([
    ['its scope is gone', (id: string) => `update api_client set scopes = '{tickets:read}' where id = '${id}'`],
    ['it is revoked', (id: string) => `update api_client set revoked_at = now() where id = '${id}'`],
    ['it has expired', (id: string) => `update api_client set expires_at = now() where id = '${id}'`],
  ])('do not go along with its key once %s: ids go alone', async (_, ends) => {
    const { client } = await working();
    const { webhook } = await create({ fields: fieldsBy(client) });
    const customer = await service.customer();
    await sendSaying(customer, 'one');
    await deliver();
    expect(lastOf('MESSAGE_SENT').fields.body).toBe('one');
    await sql.query(ends(client.id.replace('ApiClient_', '')), []);
    const said = await sendSaying(customer, canary);
    await deliver();
    expect(lastOf('MESSAGE_SENT')).toEqual({
      objectId: said.id,
      chatId: customer.chatId,
      revision: expect.any(Number),
    });
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'DELIVERED' }, { state: 'DELIVERED' }]);
  });

  test('are those of the objects that were chosen, and change and end with an entry in the log', async () => {
    const { client } = await working();
    const { webhook } = await create({ kinds: ['MESSAGE_SENT'], fields: fieldsBy(client, ['TICKET']) });
    const customer = await service.customer();
    await sendSaying(customer, 'one');
    await deliver();
    expect(lastOf('MESSAGE_SENT')).not.toHaveProperty('fields');
    expect(await update({ id: webhook.id, fields: fieldsBy(client, ['MESSAGE']) })).toMatchObject({
      fields: { objects: ['MESSAGE'] },
    });
    // What is absent stays.
    expect((await update({ id: webhook.id, kinds: ['MESSAGE_SENT'] })).fields.objects).toEqual(['MESSAGE']);
    await sendSaying(customer, 'two');
    await deliver();
    expect(lastOf('MESSAGE_SENT').fields.body).toBe('two');
    expect((await update({ id: webhook.id, fields: null })).fields).toBeNull();
    await sendSaying(customer, 'three');
    await deliver();
    expect(lastOf('MESSAGE_SENT')).not.toHaveProperty('fields');
    const { changeLog } = await admin.run('{ changeLog { edges { node { kind after } } } }');
    const logged = changeLog.edges
      .filter(({ node }: Answer) => node.kind === 'WEBHOOK')
      .map(({ node }: Answer) => JSON.parse(node.after));
    expect(logged.map(({ objects: of, apiClientId }: Answer) => [of, apiClientId])).toEqual([
      [undefined, undefined],
      [['MESSAGE'], client.id],
      [['TICKET'], client.id],
    ]);
  });

  test('are of a key of the service that is in use and may read them', async () => {
    const { client } = await working();
    const foreign = await (await kit.service()).apiClient(readAll);
    const revoked = await service.apiClient(readAll);
    await sql.query('update api_client set revoked_at = now() where id = $1', [revoked.id.replace('ApiClient_', '')]);
    for (const fields of [fieldsBy(foreign), fieldsBy(revoked), { apiClientId: service.inquiryTypeId, objects }]) {
      expect(await create({ fields })).toMatchObject({ __typename: 'InvalidInput', field: 'apiClientId' });
    }
    const narrow = await service.apiClient(['chats:write']);
    expect((await create({ fields: fieldsBy(narrow, ['CHAT', 'MESSAGE']) })).__typename).toBe('WebhookSecret');
    for (const fields of [fieldsBy(narrow, ['MESSAGE', 'CUSTOMER']), fieldsBy(client, [])]) {
      expect(await create({ fields })).toMatchObject({ __typename: 'InvalidInput', field: 'objects' });
    }
  });
});

describe('a receiver', () => {
  test('that is away for a day gets everything once it is back, in the order of each chat', async () => {
    const { webhook } = await create();
    const customers = [await service.customer(), await service.customer(), await service.customer()];
    receiver.answer = () => 503;
    const said = new Map<TestCustomer, string[]>(customers.map((customer) => [customer, []]));
    for (let hour = 0; hour < 24; hour += 1) {
      for (const customer of customers) said.get(customer)!.push(...(await say(customer, 1)));
      await deliver();
      await pass(1);
    }
    // It was asked now and then, and not for every event again and again.
    expect(receiver.got.length).toBeLessThan(80);
    expect((await webhooks())[0]).toMatchObject({ pause: null, isFailing: true });
    receiver.got.length = 0;
    receiver.answer = () => 200;
    await pass(1);
    await deliver();
    for (const customer of customers) expect(received(customer)).toEqual(said.get(customer));
    expect((await webhooks())[0]).toMatchObject({ id: webhook.id, isFailing: false });
  });

  test('that fails at random gets every event at least once, in the order of each chat', async () => {
    await create({ kinds: allKinds });
    const taken: Got[] = [];
    let n = 0;
    receiver.answer = (got) => {
      n += 1;
      if ((n * 7_919) % 10 < 4) return (n * 31) % 2 === 0 ? 500 : 0;
      taken.push(got);
      // Taken, and the answer is lost: it comes once more.
      return n % 11 === 0 ? 0 : 200;
    };
    const customers = await Promise.all(Array.from({ length: 5 }, () => service.customer()));
    const said = await Promise.all(customers.map((customer) => say(customer, 8)));
    for (let round = 0; round < 60; round += 1) {
      await deliver();
      await pass(1);
    }
    customers.forEach((customer, index) => {
      expect(received(customer, taken)).toEqual(said[index]);
    });
  });

  test('that takes nothing for three days is paused, which is said; resumed it gets what waited', async () => {
    const { webhook } = await create();
    const customer = await service.customer();
    receiver.answer = () => 500;
    const said = await say(customer, 2);
    await deliver();
    for (let hours = 0; hours < 71; hours += 1) {
      await pass(1);
      await deliver();
    }
    expect((await webhooks())[0]).toMatchObject({ pause: null, isFailing: true });
    for (let hours = 0; hours < 12; hours += 1) {
      await pass(1);
      await deliver();
    }
    expect((await webhooks())[0]).toMatchObject({ pause: 'FAILING' });
    const tries = receiver.got.length;
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(100);
    await pass(24);
    await deliver();
    expect(receiver.got).toHaveLength(tries);
    expect((await deliveries(webhook.id)).at(-1)).toMatchObject({
      state: 'WAITING',
      answer: 500,
      problem: 'BAD_ANSWER',
    });
    receiver.answer = () => 200;
    await change('resumeWebhook', webhook.id);
    await deliver();
    expect(received(customer)).toEqual(said);
  });

  test('that never takes one event loses that one, and gets the others meanwhile', async () => {
    const { webhook } = await create();
    const [poor, other] = [await service.customer(), await service.customer()];
    const [bad, next] = await say(poor, 2);
    receiver.answer = ({ body }) => (body.data.objectId === bad ? 422 : 200);
    for (let hours = 0; hours < 84; hours += 1) {
      if (hours % 6 === 0) await say(other, 1);
      await deliver();
      await pass(1);
    }
    await deliver();
    expect((await webhooks())[0]).toMatchObject({ pause: null });
    expect(received(other)).toHaveLength(14);
    expect(receiver.got.at(-1)!.body.data.objectId).not.toBe(bad);
    expect(received(poor)).toContain(next);
    const failed = (await deliveries(webhook.id)).find(({ objectId }) => objectId === bad);
    expect(failed).toMatchObject({ state: 'FAILED', answer: 422, nextAt: null });
    receiver.answer = () => 200;
    expect(await change('sendWebhookAgain', failed.id, '... on WebhookDelivery { state }')).toMatchObject({
      state: 'WAITING',
    });
    await deliver();
    expect((await deliveries(webhook.id)).find(({ id }) => id === failed.id)).toMatchObject({ state: 'DELIVERED' });
    expect(receiver.got.at(-1)!.id).toBe(failed.messageId);
  });

  test('that says it is gone for good is paused at once', async () => {
    await create();
    const customer = await service.customer();
    receiver.answer = () => 410;
    await say(customer, 1);
    await deliver();
    expect((await webhooks())[0]).toMatchObject({ pause: 'GONE' });
  });

  test('that is slow holds up nobody else, and gets four at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const slow = await Receiver.start();
    receivers.push(slow);
    slow.answer = () => promise;
    await create({ url: slow.url });
    await create();
    const customers = await Promise.all(Array.from({ length: 8 }, () => service.customer()));
    await Promise.all(customers.map((customer) => say(customer, 2)));
    await eventLog.settle();
    const done = kit.app.webhooks.run();
    await expect.poll(() => receiver.got.length).toBe(16);
    await expect.poll(() => slow.got.length).toBe(4);
    resolve(200);
    await done;
    expect(slow.got).toHaveLength(16);
    expect(slow.most).toBe(4);
  });
});

describe('several processes', () => {
  test('never send the same at once, nor one chat’s events out of order', async () => {
    const other = await Kit.process(kit.databaseUrl, inner, kit.app.bus);
    await create();
    receiver.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      return 200;
    };
    const customers = await Promise.all(Array.from({ length: 6 }, () => service.customer()));
    const said = await Promise.all(customers.map((customer) => say(customer, 10)));
    await eventLog.settle();
    for (let round = 0; round < 20; round += 1) await Promise.all([kit.app.webhooks.run(), other.app.webhooks.run()]);
    customers.forEach((customer, index) => {
      expect(received(customer)).toEqual(said[index]);
    });
    expect(receiver.got).toHaveLength(60);
    expect(receiver.most).toBeLessThanOrEqual(4);
  });

  test('take over what one that died had taken, or had not begun', async () => {
    await create();
    const customer = await service.customer();
    const said = await say(customer, 2);
    // It took the first, and died before or after the receiver had it.
    await sql.query(
      `create function die() returns trigger language plpgsql as $$ begin
         if new.delivered_at is not null then raise exception 'killed'; end if; return new; end $$`,
      [],
    );
    await sql.query('create trigger dying before update on webhook_delivery for each row execute function die()', []);
    await deliver();
    await sql.query('drop trigger dying on webhook_delivery', []);
    expect(receiver.got).toHaveLength(1);
    await deliver();
    // Whoever died may still be at it.
    expect(receiver.got).toHaveLength(1);
    await pass(1);
    await deliver();
    expect(received(customer)).toEqual(said);
    expect(receiver.got.map(({ body }) => body.data.objectId)).toEqual([said[0], ...said]);
  });

  test('one that is told to stop lets go of what it has begun', async () => {
    const leaving = await Kit.start(inner);
    service = await leaving.service();
    admin = await service.admin();
    await service.onlineAgent();
    await create();
    const customer = await service.customer();
    const { promise } = Promise.withResolvers<number>();
    receiver.answer = () => promise;
    const said = await say(customer, 1, leaving);
    await leaving.app.eventLog.settle();
    leaving.app.webhooks.soon();
    await expect.poll(() => receiver.got.length).toBe(1);
    await leaving.stop();
    receiver.answer = () => 200;
    const next = await Kit.process(leaving.databaseUrl, inner);
    await next.app.webhooks.run();
    expect(received(customer)).toEqual(said);
    expect(receiver.got).toHaveLength(2);
    const { rows } = await next.app.sql.query('select from webhook_delivery where due_at is not null', []);
    expect(rows).toEqual([]);
  });
});
