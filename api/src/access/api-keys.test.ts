import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit, TestClient, type Answer, type TestCustomer, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { InProcessBus } from '../realtime/bus.ts';
import { schema } from '../schema.ts';
import { addressList, holdsAddress, plainAddress } from '../api-client/address-list.ts';
import { isApiSecret, newApiSecret } from '../api-client/api-secret.ts';
import { keyScopes, type KeyRule, type KeyScope } from './key-scopes.ts';

const bus = new InProcessBus();
const kit = await Kit.start({ TRUST_PROXY: '1' }, bus);
/** Another process on the same database, which hears of nothing but by looking. */
const deaf = await Kit.process(kit.databaseUrl, {}, new InProcessBus());

const every = Object.keys(keyScopes) as KeyScope[];

/** Of each root field what it states of keys. */
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
  Object.values(root!.getFields()).map((field) => {
    const { keys } = field.extensions['pothosOptions'] as { keys: KeyRule };
    return { name: `${root!.name}.${field.name}`, operation: root!.name.toLowerCase(), field, keys };
  }),
);

/** Any value of a type; of an input object what it requires. */
function anyValue(type: GraphQLInputType): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [];
  if (isEnumType(bare)) return bare.getValues()[0]!.name;
  if (isInputObjectType(bare)) return anyValues(Object.values(bare.getFields()));
  return { Int: 1, Boolean: true, DateTime: '2026-01-01T00:00:00Z', ID: `Chat_${randomUUID()}` }[bare.name] ?? 'x';
}
const anyValues = (fields: readonly (GraphQLArgument | GraphQLInputField)[]) =>
  Object.fromEntries(fields.filter(({ type }) => isNonNullType(type)).map(({ name, type }) => [name, anyValue(type)]));

function anyCall(operation: string, field: GraphQLField<unknown, unknown>) {
  const required = field.args.filter(({ type }) => isNonNullType(type));
  const declared = required.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = required.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  const query = `${operation} ${declared && `(${declared})`} { answer: ${field.name}${given && `(${given})`}${selection} }`;
  return { query, variables: anyValues(field.args) };
}

/** What a call comes to, in one word. */
function wordOf({ data, errors }: Answer): string {
  if (errors) return errors[0].extensions.code as string;
  const { answer } = data;
  return answer === null ? 'null' : typeof answer === 'object' ? (answer.__typename ?? 'seen') : 'seen';
}

async function firstOf(client: TestClient, query: string, variables: object): Promise<string> {
  const events = client.subscribe(query, variables);
  const refused = events.ended.then((errors) => ({ errors }));
  const first: Answer = await Promise.race([refused, events.next().catch(() => refused)]);
  await events.close();
  return wordOf(first.errors ? first : { data: first });
}

async function outcomeOf(client: TestClient, query: string, variables: object): Promise<string> {
  if (query.startsWith('subscription')) return firstOf(client, query, variables);
  return wordOf((await kit.post(JSON.stringify({ query, variables }), client.credentials)).body);
}

/** A row of a table about a chat, a ticket or a customer, which no key can make. */
async function made(table: keyof typeof makers, type: string, ofId: string): Promise<string> {
  const { rows } = await kit.app.sql.query<{ id: string }>(`${makers[table]} returning '${type}_' || id as id`, [
    ofId.slice(ofId.indexOf('_') + 1),
  ]);
  return rows[0]!.id;
}

const makers = {
  chat_note: `insert into chat_note (id, chat_id, revision, author_id, body, after_seq)
    select gen_random_uuid(), id, revision, agent_id, 'n', 0 from chat where id = $1`,
  ticket_change: `insert into ticket_change (ticket_id, revision, field, after)
    select id, revision, 'priority', 'HIGH' from ticket where id = $1`,
  customer_merge: `insert into customer_merge (service_id, from_id, into_id, moved_ids)
    select service_id, id, id, '{}' from customer where id = $1`,
};

const isRefused = (word: string) => word === 'FORBIDDEN' || word === 'NotPermitted';

interface World {
  service: TestService;
  customer: TestCustomer;
  ticketId: string;
  messageId: string;
  fileId: string;
}

async function world(): Promise<World> {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent({ canTicket: true });
  const customer = await service.customer({ name: 'Kim', message: 'hello there', key: randomUUID() });
  const { createTicket } = await agent.run(
    `mutation ($id: ID!, $type: ID!) { createTicket(input: { chatId: $id, inquiryTypeId: $type, title: "t", content: "c" }) {
      ... on Ticket { id } } }`,
    { id: customer.chatId, type: service.inquiryTypeId },
  );
  const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { lastMessage { id revision } } }', {
    id: customer.chatId,
  });
  const { rows: files } = await kit.app.sql.query<{ id: string }>(
    `insert into attachment (service_id, message_id, name, media_type, size) values ($1, $2, 'a.txt', 'text/plain', 4)
     returning 'Attachment_' || id as id`,
    [service.id, decodeId('Message', chat.lastMessage.id)],
  );
  const fileId = files[0]!.id;
  return { service, customer, ticketId: createTicket.id, messageId: chat.lastMessage.id, fileId };
}

/** A call of each field that a scope opens, which does what it is there for. */
const opened: Record<string, { query: string; variables?: (of: World) => object; word: string }> = {
  'Query.agents': { query: '{ answer: agents { edges { node { email openChats canChat } } } }', word: 'seen' },
  'Query.cannedReplies': { query: '{ answer: cannedReplies { id } }', word: 'seen' },
  'Query.categories': { query: '{ answer: categories { id } }', word: 'seen' },
  'Query.consentVersions': { query: '{ answer: consentVersions { version } }', word: 'seen' },
  'Query.inquiryTypes': { query: '{ answer: inquiryTypes { id } }', word: 'seen' },
  'Query.serviceSettings': { query: '{ answer: serviceSettings { revision } }', word: 'seen' },
  'Query.serviceEvents': { query: '{ answer: serviceEvents { cursor events { kind } } }', word: 'seen' },
  'Query.chat': {
    query: 'query ($id: ID!) { answer: chat(id: $id) { __typename note customer { name memo } } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'Chat',
  },
  'Query.chats': { query: '{ answer: chats { edges { node { id note } } } }', word: 'seen' },
  'Query.customer': {
    query: 'query ($id: ID!) { answer: customer(id: $id) { __typename memo } }',
    variables: ({ customer }) => ({ id: customer.id }),
    word: 'Customer',
  },
  'Query.customers': { query: '{ answer: customers { edges { node { id } } } }', word: 'seen' },
  'Query.ticket': {
    query: 'query ($id: ID!) { answer: ticket(id: $id) { __typename changes { id } comments { id } } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    word: 'Ticket',
  },
  'Query.tickets': { query: '{ answer: tickets { edges { node { id } } } }', word: 'seen' },
  'Query.chatChanges': {
    query: 'query ($id: ID!) { answer: chatChanges(chatId: $id) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'ChatChange',
  },
  'Query.ticketChanges': {
    query: 'query ($id: ID!) { answer: ticketChanges(ticketId: $id) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    word: 'TicketUpdate',
  },
  'Query.ticketCounts': { query: '{ answer: ticketCounts { unassigned } }', word: 'seen' },
  'Mutation.startChat': {
    query: `mutation ($s: String!) { answer: startChat(input: { service: $s, consent: { noticeVersion: "1", language: en } }) { __typename } }`,
    variables: ({ service }) => ({ s: service.slug }),
    word: 'StartedChat',
  },
  'Mutation.sendMessage': {
    query: 'mutation ($id: ID!) { answer: sendMessage(input: { chatId: $id, key: "1", text: "hi" }) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'Message',
  },
  'Mutation.saveChatInfo': {
    query: 'mutation ($id: ID!) { answer: saveChatInfo(input: { chatId: $id, note: "n" }) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'Chat',
  },
  'Mutation.endChat': {
    query: 'mutation ($id: ID!) { answer: endChat(chatId: $id) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'Chat',
  },
  'Mutation.addChatNote': {
    query: 'mutation ($id: ID!) { answer: addChatNote(input: { chatId: $id, key: "1", text: "n" }) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'ChatNote',
  },
  'Mutation.transferChat': {
    query: `mutation ($id: ID!) { answer: transferChat(input: { chatId: $id, agentId: "Agent_01890000-0000-7000-8000-000000000000" }) {
      __typename } }`,
    variables: ({ customer }) => ({ id: customer.chatId }),
    // To somebody who is not there; how it gets to somebody is shown below.
    word: 'AgentUnavailable',
  },
  'Mutation.requestRating': {
    query: 'mutation ($id: ID!) { answer: requestRating(chatId: $id) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'Chat',
  },
  'Mutation.submitInquiry': {
    query: `mutation ($s: String!, $type: ID!) { answer: submitInquiry(input: { service: $s, inquiryTypeId: $type, email: "k@test.test",
      title: "t", content: "c", consent: { noticeVersion: "1", language: en } }) { __typename } }`,
    variables: ({ service }) => ({ s: service.slug, type: service.inquiryTypeId }),
    word: 'SubmittedInquiry',
  },
  'Mutation.createTicket': {
    query: `mutation ($type: ID!) { answer: createTicket(input: { inquiryTypeId: $type, title: "t", content: "c" }) { __typename } }`,
    variables: ({ service }) => ({ type: service.inquiryTypeId }),
    word: 'Ticket',
  },
  'Mutation.updateTicket': {
    query:
      'mutation ($id: ID!) { answer: updateTicket(input: { ticketId: $id, revision: 1, title: "u" }) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    word: 'Ticket',
  },
  'Mutation.addTicketComment': {
    query:
      'mutation ($id: ID!) { answer: addTicketComment(input: { ticketId: $id, key: "1", text: "x" }) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    word: 'TicketComment',
  },
  'Mutation.saveCustomer': {
    query: 'mutation ($id: ID!) { answer: saveCustomer(input: { customerId: $id, memo: "m" }) { __typename } }',
    variables: ({ customer }) => ({ id: customer.id }),
    word: 'Customer',
  },
  'Mutation.maskMessage': {
    query: `mutation ($id: ID!) { answer: maskMessage(input: { messageId: $id, revision: 100, start: 0, end: 2 }) { __typename } }`,
    variables: ({ messageId }) => ({ id: messageId }),
    // Of a revision that is not there yet.
    word: 'StaleRevision',
  },
  'Mutation.maskText': {
    query: `mutation ($id: ID!) { answer: maskText(input: { objectId: $id, field: "body", revision: 100, start: 0, end: 2 }) { __typename } }`,
    variables: ({ messageId }) => ({ id: messageId }),
    word: 'StaleRevision',
  },
  'Mutation.maskRegion': {
    query: `mutation ($id: ID!) { answer: maskRegion(input: { attachmentId: $id, revision: 100 }) { __typename } }`,
    variables: ({ fileId }) => ({ id: fileId }),
    word: 'StaleRevision',
  },
  'Mutation.maskTexts': {
    query: `mutation ($id: ID!) { answer: maskTexts(input: [{ objectId: $id, field: "body", revision: 100, start: 0, end: 2 }]) { __typename } }`,
    variables: ({ messageId }) => ({ id: messageId }),
    word: 'MaskedTexts',
  },
  'Subscription.chatChanges': {
    query: 'subscription ($id: ID!) { answer: chatChanges(chatId: $id) { __typename } }',
    variables: ({ customer }) => ({ id: customer.chatId }),
    word: 'ChatChange',
  },
  'Subscription.presenceChanges': {
    query: 'subscription { answer: presenceChanges { __typename agent { email } } }',
    word: 'AgentPresence',
  },
  'Subscription.serviceEvents': {
    query: 'subscription { answer: serviceEvents { __typename } }',
    word: 'ServiceEvent',
  },
  'Subscription.settingsChanges': {
    query: 'subscription { answer: settingsChanges { __typename } }',
    word: 'ServiceSettings',
  },
  'Subscription.ticketChanges': {
    query: 'subscription ($id: ID!) { answer: ticketChanges(ticketId: $id) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    word: 'Ticket',
  },
  'Subscription.waitingLine': { query: 'subscription { answer: waitingLine { __typename } }', word: 'WaitingLine' },
};
/** They tell of nothing until something happens; that they open is shown elsewhere. */
const silent = ['Subscription.ticketListChanges', 'Subscription.typing'];

describe('the scopes of API keys', () => {
  const ofScope = roots.filter(({ keys }) => keys !== 'any' && keys !== 'none');

  test('have a case for every root field that one of them opens', () => {
    expect([...Object.keys(opened), ...silent].sort()).toEqual(ofScope.map(({ name }) => name).sort());
  });

  test('stand in the description of every root field, behind whom of people it is for', () => {
    for (const { field, keys } of roots) {
      const words = keys === 'none' ? 'API keys: none.' : keys === 'any' ? 'API keys: any.' : `API keys: \`${keys}\`.`;
      expect(field.description?.endsWith(words)).toBe(true);
    }
  });

  test('open nothing but what states them', async () => {
    const service = await kit.service({ security: true });
    const wrong: string[] = [];
    const clients = new Map<string, TestClient>();
    for (const { name, operation, field, keys } of roots) {
      if (keys === 'any') continue;
      const without = every.filter((scope) => scope !== keys && scope !== keys.replace(':read', ':write'));
      const client = clients.get(keys) ?? (await service.apiClient(without));
      clients.set(keys, client);
      const { query, variables } = anyCall(operation, field);
      const word = await outcomeOf(client, query, variables);
      if (!isRefused(word)) wrong.push(`${name} ${word}`);
    }
    expect(wrong).toEqual([]);
  });

  test('are named to the key that lacks them, and nothing else is', async () => {
    const service = await kit.service({ security: true });
    const told = async (client: TestClient, query: string, variables: object) =>
      (await kit.post(JSON.stringify({ query, variables }), client.credentials)).body;
    const reader = await service.apiClient(['chats:read']);
    for (const { name, operation, field, keys } of roots) {
      if (operation === 'subscription' || keys === 'any' || keys === 'chats:read') continue;
      const { query, variables } = anyCall(operation, field);
      const typed = query.replace('{ __typename }', '{ __typename ... on NotPermitted { message scope } }');
      const union = getNamedType(field.type);
      const isTyped = isUnionType(union) && union.getTypes().some((type) => type.name === 'NotPermitted');
      const { data, errors } = await told(reader, isTyped ? typed : query, variables);
      const scope = keys === 'none' ? undefined : keys;
      const message =
        scope === undefined ? 'No API key may do this.' : `The API key has not the scope for this: ${scope}.`;
      const refusal = errors
        ? { message: errors[0].message, ...errors[0].extensions }
        : { code: 'FORBIDDEN', ...data.answer, scope: data.answer.scope ?? undefined };
      expect([name, refusal]).toMatchObject([name, { message, code: 'FORBIDDEN' }]);
      expect([name, refusal.scope]).toEqual([name, scope]);
    }
    const events = reader.subscribe('subscription { presenceChanges { agent { id } } }', {});
    expect((await events.next()).errors[0].extensions).toEqual({ code: 'FORBIDDEN', scope: 'team:read' });
    const email = 'query ($id: ID!) { chat(id: $id) { agent { email } } }';
    const of = await world();
    const chats = await of.service.apiClient(['chats:read']);
    const { errors } = await told(chats, email, { id: of.customer.chatId });
    expect(errors[0].extensions).toEqual({ code: 'FORBIDDEN', scope: 'team:read' });
    // With the scope, what is not there and what is somebody else's are told in the same words, and of no scope.
    const writer = await of.service.apiClient(['chats:write']);
    const end = 'mutation ($id: ID!) { endChat(chatId: $id) { ... on NotPermitted { message scope } } }';
    const foreign = await (await kit.service()).apiClient(['chats:write']);
    const hidden = [
      await told(foreign, end, { id: of.customer.chatId }),
      await told(writer, end, { id: `Chat_${randomUUID()}` }),
    ].map(({ data }) => data.endChat);
    expect(hidden).toEqual(Array(2).fill({ message: 'You may not do this, or it does not exist.', scope: null }));
  });

  test('are named to who sends a file', async () => {
    const client = await (await kit.service()).apiClient(['chats:read']);
    const response = await fetch(`${kit.url}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.credentials.token ?? ''}`, 'x-file-name': 'a.txt' },
      body: 'text',
    });
    expect(response.status).toBe(403);
    expect((await response.json()).errors).toEqual([
      {
        message: 'The API key has not the scope for this: chats:write.',
        extensions: { code: 'FORBIDDEN', scope: 'chats:write' },
      },
    ]);
  });

  test('refuse typed where the field lists it', async () => {
    const client = await (await kit.service()).apiClient(['team:read']);
    for (const { name, operation, field } of roots) {
      const union = getNamedType(field.type);
      if (!isUnionType(union) || !union.getTypes().some((type) => type.name === 'NotPermitted')) continue;
      const { query, variables } = anyCall(operation, field);
      expect([name, await outcomeOf(client, query, variables)]).toEqual([name, 'NotPermitted']);
    }
  });

  test.each(Object.keys(opened))('open %s', async (name) => {
    const of = await world();
    const { keys } = roots.find((root) => root.name === name)!;
    const scopes = keys === 'masks:write' ? [keys, 'chats:read'] : [keys];
    const client = await of.service.apiClient(scopes);
    const { query, variables, word } = opened[name]!;
    expect(await outcomeOf(client, query, variables?.(of) ?? {})).toBe(word);
    // A key of another service finds nothing of this one, and gets into it nowhere.
    const foreign = await (await kit.service({ security: true })).apiClient(scopes);
    if (variables && name !== 'Mutation.createTicket') {
      const outside = await outcomeOf(foreign, query, variables(of));
      expect(['null', 'NotPermitted', 'NOT_FOUND', 'InquiryDisabled', 'ChatDisabled']).toContain(outside);
    }
  });

  test.each([
    ['Chat', 'chats:read', ({ customer }: World) => customer.chatId],
    ['Message', 'chats:read', ({ messageId }: World) => messageId],
    ['Customer', 'customers:read', ({ customer }: World) => customer.id],
    ['Ticket', 'tickets:read', ({ ticketId }: World) => ticketId],
    ['InquiryType', 'settings:read', ({ service }: World) => service.inquiryTypeId],
    ['Agent', 'team:read', async ({ service }: World) => (await service.admin()).id],
    ['ChatNote', 'chats:read', ({ customer }: World) => made('chat_note', 'ChatNote', customer.chatId)],
    ['TicketChange', 'tickets:read', ({ ticketId }: World) => made('ticket_change', 'TicketChange', ticketId)],
    ['CustomerMerge', 'customers:read', ({ customer }: World) => made('customer_merge', 'CustomerMerge', customer.id)],
  ] as const)('open a node of type %s for %s and for no other', async (type, scope, idOf) => {
    const of = await world();
    const id = await idOf(of);
    const ask = async (client: TestClient) =>
      (await client.run('query ($id: ID!) { node(id: $id) { __typename } }', { id })).node?.__typename;
    expect(await ask(await of.service.apiClient([scope]))).toBe(type);
    const others = every.filter((other) => other !== scope && other !== scope.replace(':read', ':write'));
    expect(await ask(await of.service.apiClient(others))).toBeUndefined();
    expect(await ask(await (await kit.service()).apiClient(every))).toBeUndefined();
  });

  test('open nothing of another scope by the way', async () => {
    const of = await world();
    const ask = async (scope: KeyScope, query: string, id: string) => {
      const { credentials } = await of.service.apiClient([scope]);
      return (await kit.post(JSON.stringify({ query, variables: { id } }), credentials)).body;
    };
    const chat = 'query ($id: ID!) { chat(id: $id) { tickets { id } } }';
    expect((await ask('chats:read', chat, of.customer.chatId)).data.chat.tickets).toEqual([]);
    const chats = 'query ($id: ID!) { customer(id: $id) { chats { edges { cursor } } } }';
    expect((await ask('customers:read', chats, of.customer.id)).data.customer.chats.edges).toEqual([]);
    const ticket = 'query ($id: ID!) { ticket(id: $id) { chat { id } } }';
    expect((await ask('tickets:read', ticket, of.ticketId)).data.ticket.chat).toBeNull();
    const agent = 'query ($id: ID!) { chat(id: $id) { agent { name email } } }';
    expect((await ask('chats:read', agent, of.customer.chatId)).errors[0].extensions.code).toBe('FORBIDDEN');
    const invitation = 'query { agents { edges { node { invitationExpiresAt } } } }';
    expect((await ask('team:read', invitation, '')).errors[0].extensions.code).toBe('FORBIDDEN');
  });

  test('let nobody see what is hidden, nor what the logs hold', async () => {
    const of = await world();
    const client = await of.service.apiClient(every);
    const { chat } = await client.run('query ($id: ID!) { chat(id: $id) { lastMessage { revision } } }', {
      id: of.customer.chatId,
    });
    const { maskMessage } = await client.run(
      `mutation ($id: ID!, $r: Int!) { maskMessage(input: { messageId: $id, revision: $r, start: 0, end: 5 }) {
        ... on Message { body masks { id maskedBy { id } apiClient { id name } } } } }`,
      { id: of.messageId, r: chat.lastMessage.revision },
    );
    const [mask] = maskMessage.masks;
    expect(maskMessage.body).toBe('***** there');
    expect(mask).toMatchObject({ maskedBy: null, apiClient: { id: client.id, name: 'Bot' } });
    const { revealMask, unmaskMessage, unmaskText } = await client.run(
      `mutation ($id: ID!) { revealMask(maskId: $id, reason: "r") { __typename } unmaskMessage(maskId: $id) { __typename }
        unmaskText(maskId: $id) { __typename } }`,
      { id: mask.id },
    );
    for (const { __typename } of [revealMask, unmaskMessage, unmaskText]) expect(__typename).toBe('NotPermitted');
    const { auditLog } = await (
      await of.service.admin()
    ).run('{ auditLog { edges { node { action agent { id } apiClient { name } } } } }');
    expect(auditLog.edges[0].node).toEqual({ action: 'MASKED', agent: null, apiClient: { name: 'Bot' } });
  });

  test('open files of tickets for those who read them, and take files of those who write tickets or chats', async () => {
    const of = await world();
    const send = (client: TestClient) =>
      fetch(`${kit.url}/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${client.credentials.token ?? ''}`, 'x-file-name': 'a.txt' },
        body: 'text',
      });
    const writer = await of.service.apiClient(['tickets:write']);
    const sent = await send(writer);
    expect(sent.status).toBe(201);
    const { token } = await sent.json();
    const { createTicket } = await writer.run(
      `mutation ($type: ID!, $files: [String!]) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c", attachments: $files }) {
        ... on Ticket { channel creator { id } apiClient { name } attachments { path } } } }`,
      { type: of.service.inquiryTypeId, files: [token] },
    );
    expect(createTicket).toMatchObject({ channel: 'API', creator: null, apiClient: { name: 'Bot' } });
    const get = async (scopes: KeyScope[], service = of.service) => {
      const client = await service.apiClient(scopes);
      const headers = { authorization: `Bearer ${client.credentials.token ?? ''}` };
      return (await fetch(`${kit.url}${createTicket.attachments[0].path}`, { headers })).status;
    };
    const others = every.filter((scope) => !scope.startsWith('tickets:'));
    expect(await get(['tickets:read'])).toBe(200);
    expect(await get(others)).toBe(404);
    expect(await get(every, await kit.service())).toBe(404);
    expect((await send(await of.service.apiClient(['tickets:read']))).status).toBe(403);
    expect((await send(await of.service.apiClient(['chats:write']))).status).toBe(201);
    const readers = others.filter((scope) => scope !== 'chats:write');
    expect((await send(await of.service.apiClient(readers))).status).toBe(403);
  });
});

const me = '{ viewer { ... on ApiClient { id name scopes allowedAddresses secrets { prefix } } } }';
const statusOf = async ({ credentials }: TestClient, headers = {}, of = kit) =>
  (await of.post(JSON.stringify({ query: me }), credentials, headers)).status;

/** Runs a mutation as the service's administrator. */
async function administer(service: TestService, document: string, variables: object): Promise<Answer> {
  return (await service.admin()).run(document, variables);
}

const rotation = `mutation ($id: ID!) { answer: rotateApiClientSecret(id: $id) { __typename ... on CreatedApiClient { secret } } }`;
const endFormer = `mutation ($id: ID!) { answer: endFormerApiClientSecret(id: $id) { __typename ... on ApiClient { secrets { prefix } } } }`;
const revocation =
  'mutation ($id: ID!) { answer: revokeApiClient(id: $id) { __typename ... on ApiClient { revokedAt } } }';
const update = `mutation ($input: UpdateApiClientInput!) { answer: updateApiClient(input: $input) { __typename
  ... on ApiClient { name scopes allowedAddresses expiresAt } ... on InvalidInput { field } } }`;

describe('an API key', () => {
  test('is shown once, and kept as a hash', async () => {
    const service = await kit.service();
    const client = await service.apiClient(['chats:read', 'chats:read', 'events:read']);
    const secret = client.credentials.token!;
    expect(isApiSecret(secret)).toBe(true);
    const { viewer } = await client.run(me);
    expect(viewer).toMatchObject({ id: client.id, scopes: ['chats:read', 'events:read'], allowedAddresses: [] });
    expect(viewer.secrets).toEqual([{ prefix: secret.slice(0, 12) }]);
    const { rows } = await kit.app.sql.query<{ row: string }>(
      'select s::text as row from api_client_secret s union all select c::text from api_client c union all select l::text from change_log_entry l',
      [],
    );
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
  });

  test('is another one when a single character of it is another', () => {
    const secret = newApiSecret();
    expect(isApiSecret(secret)).toBe(true);
    expect(isApiSecret(secret.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')))).toBe(false);
    expect(isApiSecret(secret.replace(/^damso_./, (begin) => `damso_${begin.endsWith('a') ? 'b' : 'a'}`))).toBe(false);
    expect(isApiSecret('damso_')).toBe(false);
  });

  test.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['chats:all'] }, 'scopes'],
    [{ scopes: ['toString'] }, 'scopes'],
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(51) }, 'name'],
    [{ allowedAddresses: ['10.0.0.0/33'] }, 'allowedAddresses'],
    [{ allowedAddresses: ['shop.test'] }, 'allowedAddresses'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('is not made of %j', async (input, field) => {
    const service = await kit.service();
    const { createApiClient } = await administer(
      service,
      `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { __typename ... on InvalidInput { field } } }`,
      { input: { name: 'Bot', scopes: ['chats:read'], ...input } },
    );
    expect(createApiClient).toEqual({ __typename: 'InvalidInput', field });
  });

  test('counts from the addresses that are allowed, and from nowhere else', async () => {
    const service = await kit.service();
    const client = await service.apiClient(['chats:read'], { allowedAddresses: ['203.0.113.0/24', '2001:db8::/32'] });
    const from = (ip: string) => statusOf(client, { 'x-forwarded-for': ip });
    expect(await from('203.0.113.9')).toBe(200);
    expect(await from('::ffff:203.0.113.9')).toBe(200);
    expect(await from('2001:db8:1::7')).toBe(200);
    expect(await from('203.0.114.9')).toBe(401);
    expect(await from('2001:db9::1')).toBe(401);
    // What the program says of its end user opens nothing.
    expect(await statusOf(client, { 'x-forwarded-for': '198.51.100.1', 'damso-end-user-address': '203.0.113.9' })).toBe(
      401,
    );
    expect(await client.socket().closed).toBe(4401);
  });

  test('ends by itself', async () => {
    const service = await kit.service();
    const client = await service.apiClient(['chats:read'], { expiresAt: new Date(Date.now() + 1_500).toISOString() });
    expect(await statusOf(client)).toBe(200);
    // Its streams, too, within the next look.
    expect(await client.socket().closed).toBe(4401);
    expect(await statusOf(client)).toBe(401);
  });

  test('is revoked at once on every process, with its streams', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:read']);
    const elsewhere = client.socket(deaf);
    const events = elsewhere.subscribe('subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }', {
      id: of.customer.chatId,
    });
    await events.next();
    const here = client.socket();
    await here
      .subscribe('subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }', {
        id: of.customer.chatId,
      })
      .next();
    const begun = performance.now();
    const { answer } = await administer(of.service, revocation, { id: client.id });
    expect(answer.revokedAt).not.toBeNull();
    expect(await statusOf(client)).toBe(401);
    expect(await here.closed).toBe(4401);
    expect(await elsewhere.closed).toBe(4401);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await statusOf(client, {}, deaf)).toBe(401);
    // Revoked twice is revoked once, and it comes back by nothing.
    expect((await administer(of.service, revocation, { id: client.id })).answer).toEqual(answer);
    expect((await administer(of.service, rotation, { id: client.id })).answer.__typename).toBe('NotPermitted');
    expect((await administer(of.service, update, { input: { id: client.id, name: 'x' } })).answer.__typename).toBe(
      'NotPermitted',
    );
  });

  test('has two secrets while one takes the place of the other', async () => {
    const service = await kit.service();
    const client = await service.apiClient(['chats:read']);
    const { secret } = (await administer(service, rotation, { id: client.id })).answer;
    const renewed = new TestClient(kit, { token: secret }, client.id);
    expect([await statusOf(client), await statusOf(renewed)]).toEqual([200, 200]);
    expect((await administer(service, rotation, { id: client.id })).answer.__typename).toBe('FormerSecretInUse');
    const socket = client.socket();
    const [first, second] = await Promise.all([
      administer(service, endFormer, { id: client.id }),
      administer(service, endFormer, { id: client.id }),
    ]);
    for (const { answer } of [first, second]) expect(answer.secrets).toEqual([{ prefix: secret.slice(0, 12) }]);
    expect(await socket.closed).toBe(4401);
    expect([await statusOf(client), await statusOf(renewed)]).toEqual([401, 200]);
  });

  test('of two rotations at once makes one', async () => {
    const service = await kit.service();
    const { id } = await service.apiClient(['chats:read']);
    const made = await Promise.all([administer(service, rotation, { id }), administer(service, rotation, { id })]);
    expect(made.map(({ answer }) => answer.__typename).sort()).toEqual(['CreatedApiClient', 'FormerSecretInUse']);
  });

  test('is changed for what comes after, and its sockets come back with it', async () => {
    const service = await kit.service();
    const client = await service.apiClient(['chats:read']);
    const socket = client.socket();
    const events = socket.subscribe('subscription { waitingLine { __typename } }');
    await events.next();
    const { answer } = await administer(service, update, {
      input: { id: client.id, name: 'Depot', scopes: ['tickets:read'], allowedAddresses: ['127.0.0.1', '::1'] },
    });
    expect(answer).toEqual({
      __typename: 'ApiClient',
      name: 'Depot',
      scopes: ['tickets:read'],
      allowedAddresses: ['127.0.0.1/32', '::1/128'],
      expiresAt: null,
    });
    expect(await socket.closed).toBe(4205);
    const { body } = await kit.post(JSON.stringify({ query: '{ chats { edges { cursor } } }' }), client.credentials);
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await client.run('{ tickets { edges { cursor } } }')).tickets.edges).toEqual([]);
  });

  test('asks so often and no oftener, whatever it asks in one operation', async () => {
    const busy = await Kit.process(kit.databaseUrl, { LIMIT_KEY_USES_PER_MINUTE: '5' });
    const service = await kit.service();
    const client = new TestClient(busy, (await service.apiClient(['chats:read'])).credentials, '');
    const other = new TestClient(busy, (await service.apiClient(['chats:read'])).credentials, '');
    const query = `{ ${Array.from({ length: 6 }, (_, n) => `a${n}: epoch`).join(' ')} }`;
    const { body } = await busy.post(JSON.stringify({ query }), client.credentials);
    expect(body.errors[0].extensions.code).toBe('RATE_LIMITED');
    expect((await other.run('{ epoch }')).epoch).toBeDefined();
  });

  test('says when and from where it was used last', async () => {
    const service = await kit.service();
    const client = await service.apiClient(['chats:read']);
    const used = async () => {
      const { apiClients } = await administer(service, '{ apiClients { id lastUsedAt lastUsedAddress } }', {});
      return apiClients.find(({ id }: Answer) => id === client.id);
    };
    await kit.post(JSON.stringify({ query: me }), client.credentials, { 'x-forwarded-for': '203.0.113.7' });
    // Not with each use.
    expect((await used()).lastUsedAt).toBeNull();
    await kit.app.clientUses.write();
    expect(await used()).toMatchObject({ lastUsedAddress: '203.0.113.7' });
    expect((await used()).lastUsedAt).not.toBeNull();
  });

  test('stands in the change log when it is made, changed and revoked, and with what it changes', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write'], { name: 'Depot' });
    await administer(of.service, update, { input: { id: client.id, scopes: ['chats:write', 'team:read'] } });
    await client.end(of.customer.chatId);
    await administer(of.service, revocation, { id: client.id });
    const { changeLog } = await administer(
      of.service,
      '{ changeLog { edges { node { field before after author { name } apiClient { name } } } } }',
      {},
    );
    const entries = changeLog.edges.map(({ node }: Answer) => node);
    expect(entries.map(({ field, author, apiClient }: Answer) => [field, author?.name, apiClient?.name])).toEqual([
      ['apiClient', 'Admin', undefined],
      ['endChat', undefined, 'Depot'],
      ['apiClient', 'Admin', undefined],
      ['apiClient', 'Admin', undefined],
    ]);
    expect(JSON.parse(entries[1].after)).toBe(of.customer.chatId);
    expect(entries[0].after).toBeNull();
    expect(JSON.parse(entries[2].after).scopes).toEqual(['chats:write', 'team:read']);
  });

  test('hands on where its end user is, for their consent and their limits', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const client = await service.apiClient(['chats:write', 'customers:read']);
    const query = `mutation ($s: String!) { startChat(input: { service: $s, consent: { noticeVersion: "1", language: en } }) {
      __typename ... on StartedChat { chat { customer { id } } } } }`;
    const start = (headers: Record<string, string>, of = kit) =>
      of.post(JSON.stringify({ query, variables: { s: service.slug } }), client.credentials, headers);
    const { body } = await start({ 'damso-end-user-address': '198.51.100.77' });
    const { rows } = await kit.app.sql.query('select ip, user_agent from consent where customer_id = $1', [
      body.data.startChat.chat.customer.id.replace('Customer_', ''),
    ]);
    expect(rows).toEqual([{ ip: '198.51.100.77', user_agent: null }]);
    expect((await start({ 'damso-end-user-address': 'here' })).status).toBe(400);
    const strict = await Kit.process(kit.databaseUrl, { LIMIT_STARTS_PER_MINUTE: '1' });
    const starts = [];
    for (const ip of ['198.51.100.1', '198.51.100.1', '198.51.100.2']) {
      starts.push((await start({ 'damso-end-user-address': ip }, strict)).body.data.startChat.__typename);
    }
    expect(starts).toEqual(['StartedChat', 'RateLimited', 'StartedChat']);
    // Of anybody else it means nothing.
    const nobody = await kit.post(
      JSON.stringify({ query, variables: { s: service.slug } }),
      {},
      { 'damso-end-user-address': '198.51.100.9' },
    );
    const { rows: consents } = await kit.app.sql.query('select from consent where ip = $1', ['198.51.100.9']);
    expect([nobody.status, consents.length]).toEqual([200, 0]);
  });
});

describe('a session of an agent', () => {
  test('counts as a cookie and not as a token', async () => {
    const agent = await (await kit.service()).agent();
    const token = agent.credentials.cookie!.split('=')[1]!;
    expect((await kit.post(JSON.stringify({ query: me }), { token })).status).toBe(401);
    expect((await agent.run('{ viewer { __typename } }')).viewer.__typename).toBe('Agent');
  });

  test('is no cookie that holds a token or an API key', async () => {
    const { service, customer } = await world();
    const client = await service.apiClient(every);
    const name = (await service.admin()).credentials.cookie!.split('=')[0]!;
    for (const { token } of [client.credentials, customer.credentials]) {
      const { viewer } = await kit.run('{ viewer { __typename } }', {}, { cookie: `${name}=${token ?? ''}` });
      expect(viewer).toBeNull();
    }
  });
});

describe('a program in a chat', () => {
  test('speaks under its name, marked as a program, to the customer and to the agent', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write'], { name: '배송 봇' });
    const sent = await client.send(of.customer.chatId, 'It is on its way.', 'k');
    expect(sent).toMatchObject({ __typename: 'Message', sender: 'AGENT', senderName: '배송 봇', key: 'k' });
    // The same key is the same message, and with another text it is refused.
    expect((await client.send(of.customer.chatId, 'It is on its way.', 'k')).id).toBe(sent.id);
    expect((await client.send(of.customer.chatId, 'Other.', 'k')).__typename).toBe('KeyReused');
    const read = `query ($id: ID!) { chat(id: $id) { state processed openedAt unreadCount
      messages { edges { node { body sender senderName integration } } } } }`;
    const { chat } = await of.customer.run(read, { id: of.customer.chatId });
    expect(chat.messages.edges.at(-1).node).toEqual({
      body: 'It is on its way.',
      sender: 'AGENT',
      senderName: '배송 봇',
      integration: true,
    });
    expect(chat.messages.edges.at(0).node.integration).toBe(false);
    // No person has answered yet.
    expect(chat).toMatchObject({ state: 'REQUESTED', processed: false, openedAt: null });
    expect(chat.unreadCount).toBeGreaterThan(0);
  });

  test('is called as it is called now', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write'], { name: 'Old' });
    await client.send(of.customer.chatId, 'hi');
    const name = async () => {
      const { chat } = await of.customer.run(
        'query ($id: ID!) { chat(id: $id) { messages(last: 1) { edges { node { senderName } } } } }',
        { id: of.customer.chatId },
      );
      return chat.messages.edges[0].node.senderName as string;
    };
    expect(await name()).toBe('Old');
    await administer(of.service, update, { input: { id: client.id, name: 'New' } });
    expect(await name()).toBe('New');
  });

  test('writes beside agent and customer at the same moment, without a hole', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write']);
    const both = Array.from({ length: 20 }, (_, n) =>
      (n % 2 === 0 ? client : of.customer).send(of.customer.chatId, `message ${n}`),
    );
    for (const sent of await Promise.all(both)) expect(sent.__typename).toBe('Message');
    const { chat } = await client.run(
      'query ($id: ID!) { chat(id: $id) { lastSeq messages(last: 100) { edges { node { seq } } } } }',
      { id: of.customer.chatId },
    );
    const seqs = chat.messages.edges.map(({ node }: Answer) => node.seq);
    expect(seqs).toEqual(Array.from({ length: chat.lastSeq }, (_, n) => n + 1));
  });

  test('says nothing in an ended chat, in a chat of another service, or once it is revoked', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write']);
    const foreign = await (await kit.service()).apiClient(['chats:write']);
    expect((await foreign.send(of.customer.chatId, 'hi')).__typename).toBe('NotPermitted');
    // The key was revoked a moment ago, and this process does not know it yet, nor finds it out by looking.
    const unaware = await Kit.process(kit.databaseUrl, {}, new InProcessBus());
    await unaware.app.periodic.close();
    const late = new TestClient(unaware, client.credentials, client.id);
    expect((await late.send(of.customer.chatId, 'hi')).__typename).toBe('Message');
    await kit.app.sql.query('update api_client set revoked_at = now() where id = $1', [
      client.id.replace('ApiClient_', ''),
    ]);
    expect((await late.send(of.customer.chatId, 'again')).__typename).toBe('NotPermitted');
    await kit.app.sql.query('update api_client set revoked_at = null where id = $1', [
      client.id.replace('ApiClient_', ''),
    ]);
    expect(await client.end(of.customer.chatId)).toEqual({ __typename: 'Chat', state: 'CLOSED' });
    expect((await client.send(of.customer.chatId, 'hi')).__typename).toBe('ChatEnded');
  });

  test('has what it writes looked at before it is stored, like everybody', async () => {
    const of = await world();
    await of.service.saveMaskingSettings({ rules: [{ kind: 'EMAIL', action: 'MASK' }] });
    const client = await of.service.apiClient(['chats:write']);
    expect((await client.send(of.customer.chatId, 'Ask kim@test.test')).body).toBe('Ask *************');
  });
});

describe('a program at work in chats', () => {
  const note = `mutation ($id: ID!, $text: String!, $key: ID!) { addChatNote(input: { chatId: $id, key: $key, text: $text }) {
    __typename ... on ChatNote { id body author { id } apiClient { name } } } }`;

  test('notes something under its name, once for a key, which agents read and customers do not', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write'], { name: 'Depot' });
    const admin = await of.service.admin();
    const agent = await of.service.agent();
    const variables = { id: of.customer.chatId, text: 'Two parcels.', key: '1' };
    const { addChatNote } = await client.run(note, variables);
    expect(addChatNote).toEqual({
      __typename: 'ChatNote',
      id: expect.any(String),
      body: 'Two parcels.',
      // Who made the key.
      author: { id: admin.id },
      apiClient: { name: 'Depot' },
    });
    expect((await client.run(note, variables)).addChatNote.id).toBe(addChatNote.id);
    const read = 'query ($id: ID!) { chat(id: $id) { lastSeq notes { body apiClient { name } } } }';
    const noted = [{ body: 'Two parcels.', apiClient: { name: 'Depot' } }];
    const seen = async (reader: Pick<TestClient, 'run'>) =>
      (await reader.run(read, { id: of.customer.chatId })).chat.notes;
    expect(await seen(agent)).toEqual(noted);
    expect(await seen(await of.service.apiClient(['chats:read']))).toEqual(noted);
    expect(await seen(of.customer)).toEqual([]);
    // What an agent notes stands under theirs.
    await agent.run(note, { ...variables, text: 'Mine.' });
    expect((await seen(agent))[1]).toEqual({ body: 'Mine.', apiClient: null });
    // It is in the log, as everything that a program does.
    const { rows } = await kit.app.sql.query('select field, after from change_log_entry where client_id = $1', [
      client.id.replace('ApiClient_', ''),
    ]);
    expect(rows).toContainEqual({ field: 'addChatNote', after: JSON.stringify(of.customer.chatId) });
  });

  test('hands a chat over with a note, and of two at once both find it where it is', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write'], { name: 'Router' });
    const [one, other] = [
      await of.service.onlineAgent({ name: 'Bora' }),
      await of.service.onlineAgent({ name: 'Dana' }),
    ];
    const transfer = `mutation ($id: ID!, $to: ID!, $note: String) { transferChat(input: { chatId: $id, agentId: $to, note: $note }) {
      __typename ... on Chat { state agent { id } notes { body apiClient { name } } } } }`;
    const { transferChat } = await client.run(transfer, { id: of.customer.chatId, to: one.id, note: 'Speaks German.' });
    expect(transferChat).toEqual({
      __typename: 'Chat',
      state: 'REQUESTED',
      agent: { id: one.id },
      notes: [{ body: 'Speaks German.', apiClient: { name: 'Router' } }],
    });
    const both = await Promise.all(
      [client, client].map((each) => each.run(transfer, { id: of.customer.chatId, to: other.id })),
    );
    expect(both.map(({ transferChat: { __typename } }) => __typename).sort()).toEqual(['AgentUnavailable', 'Chat']);
    await client.end(of.customer.chatId);
    const late = await client.run(transfer, { id: of.customer.chatId, to: one.id });
    expect(late.transferChat.__typename).toBe('ChatEnded');
  });

  test('asks for a rating once, also when the chat is closed', async () => {
    const of = await world();
    const client = await of.service.apiClient(['chats:write']);
    await client.end(of.customer.chatId);
    const ask = `mutation ($id: ID!) { requestRating(chatId: $id) { __typename ... on Chat { revision ratingRequestedAt } } }`;
    const { requestRating: first } = await client.run(ask, { id: of.customer.chatId });
    expect(first).toMatchObject({ __typename: 'Chat', ratingRequestedAt: expect.any(String) });
    expect((await client.run(ask, { id: of.customer.chatId })).requestRating).toEqual(first);
    const { chat } = await of.customer.run(
      'query ($id: ID!) { chat(id: $id) { messages(last: 1) { nodes { sender event } } } }',
      { id: of.customer.chatId },
    );
    expect(chat.messages.nodes).toEqual([{ sender: 'SYSTEM', event: 'RATING_REQUEST' }]);
  });
});

describe('a program and tickets', () => {
  test('answers under its name, and takes no ticket', async () => {
    const of = await world();
    const client = await of.service.apiClient(['tickets:write'], { name: 'Depot' });
    await client.run(
      `mutation ($id: ID!) { addTicketComment(input: { ticketId: $id, key: "1", text: "Sent." }) { __typename }
        updateTicket(input: { ticketId: $id, revision: 1, priority: HIGH }) { __typename } }`,
      { id: of.ticketId },
    );
    const read = `query ($id: ID!) { ticket(id: $id) { status assignee { id }
      comments { kind body author { name } apiClient { name } } changes { field author { name } apiClient { name } } } }`;
    const { ticket } = await (await of.service.admin()).run(read, { id: of.ticketId });
    expect(ticket).toEqual({
      status: 'NEW',
      assignee: null,
      comments: [{ kind: 'REPLY', body: 'Sent.', author: null, apiClient: { name: 'Depot' } }],
      changes: [{ field: 'priority', author: null, apiClient: { name: 'Depot' } }],
    });
    const { updateTicket } = await client.run(
      `mutation ($id: ID!) { updateTicket(input: { ticketId: $id, revision: 3, status: OPEN }) { __typename ... on InvalidInput { field } } }`,
      { id: of.ticketId },
    );
    expect(updateTicket).toEqual({ __typename: 'InvalidInput', field: 'assigneeId' });
  });

  test('hears of new ones, and of who types', async () => {
    const of = await world();
    const client = await of.service.apiClient(['tickets:read', 'chats:read']);
    const tickets = client.subscribe('subscription { ticketListChanges { id } }');
    const typing = client.subscribe('subscription ($id: ID!) { typing(chatId: $id) { typing } }', {
      id: of.customer.chatId,
    });
    const admin = await of.service.admin();
    while (tickets.all.length === 0 || typing.all.length === 0) {
      await admin.run(
        `mutation ($type: ID!) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c" }) { __typename } }`,
        { type: of.service.inquiryTypeId },
      );
      await of.customer.run('mutation ($id: ID!) { setTyping(chatId: $id, typing: true) }', { id: of.customer.chatId });
    }
    expect((await tickets.next()).ticketListChanges.id).toBeDefined();
    expect((await typing.next()).typing).toEqual({ typing: true });
  });

  test('does not get into a ticket by the attempt with which a program made it', async () => {
    const of = await world();
    const client = await of.service.apiClient(['tickets:write']);
    const attempt = randomUUID() + randomUUID();
    await client.run(
      `mutation ($type: ID!, $c: ID!, $a: ID) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c", customerId: $c, attempt: $a }) { __typename } }`,
      { type: of.service.inquiryTypeId, c: of.customer.id, a: attempt },
    );
    const { submitInquiry } = await kit.run(
      `mutation ($s: String!, $type: ID!, $a: ID) { submitInquiry(input: { service: $s, inquiryTypeId: $type, email: "x@test.test", title: "t",
        content: "c", attempt: $a, consent: { noticeVersion: "1", language: en } }) { __typename } }`,
      { s: of.service.slug, type: of.service.inquiryTypeId, a: attempt },
    );
    expect(submitInquiry.__typename).toBe('InvalidInput');
  });
});

describe('a list of addresses', () => {
  test('holds addresses and networks of both kinds, each once', () => {
    const list = addressList('f', [' 10.1.2.3', '10.1.2.3/32', '192.0.2.0/24', '2001:DB8::/32', '::1']);
    expect(list).toEqual(['10.1.2.3/32', '192.0.2.0/24', '2001:db8::/32', '::1/128']);
    expect(
      ['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.255', '2001:db8:ffff::', '::1'].every((ip) => holdsAddress(list, ip)),
    ).toBe(true);
    expect(['10.1.2.4', '192.0.3.0', '2001:db9::', '::2', '', 'x'].some((ip) => holdsAddress(list, ip))).toBe(false);
  });

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['fe80::1%eth0', null],
    ['203.0.113', null],
    ['', null],
  ])('has %j for one address as %j', (address, plain) => {
    expect(plainAddress(address)).toBe(plain);
  });

  test.each(['10.0.0', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', 'fe80::1%eth0', '10.0.0.1 10.0.0.2', ''])(
    'does not take %j',
    (entry) => {
      expect(() => addressList('f', [entry])).toThrow('neither an address');
    },
  );
});
