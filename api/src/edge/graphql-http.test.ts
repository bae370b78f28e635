import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Client, fetchExchange } from '@urql/core';
import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { headersOf, Kit, type Answer, type Credentials } from '../../test/kit.ts';

const kit = await Kit.start();

const graphqlJson = 'application/graphql-response+json';

interface Asked {
  query: string;
  variables?: object;
  operationName?: string;
  extensions?: object;
}

async function get(
  { query, variables, operationName, extensions }: Asked,
  credentials: Credentials = {},
  headers: Record<string, string> = {},
) {
  const url = new URL(`${kit.url}/graphql`);
  url.searchParams.set('query', query);
  if (variables) url.searchParams.set('variables', JSON.stringify(variables));
  if (operationName) url.searchParams.set('operationName', operationName);
  if (extensions) url.searchParams.set('extensions', JSON.stringify(extensions));
  const response = await fetch(url, { headers: { ...headersOf(credentials), ...headers } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const batch = (operations: readonly Asked[], credentials: Credentials = {}, headers: Record<string, string> = {}) =>
  kit.post(JSON.stringify(operations), credentials, headers);

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: `${kit.url}/graphql` });

  test('is audited', () => {
    expect(audits.length).toBeGreaterThan(50);
  });

  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_, { fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});

describe('a query by GET', () => {
  test('is answered, with variables, by a token, and kept by nobody on the way', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const { credentials, chatId } = await service.customer();
    const query = 'query A($id: ID!) { chat(id: $id) { id } } query B { epoch }';
    const { status, headers, body } = await get(
      { query, variables: { id: chatId }, operationName: 'A', extensions: {} },
      credentials,
    );
    expect({ status, data: body.data }).toEqual({ status: 200, data: { chat: { id: chatId } } });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is nobody’s, whatever cookie comes along', async () => {
    const agent = await (await kit.service()).agent();
    const { body } = await get({ query: '{ viewer { __typename } }' }, agent.credentials);
    expect(body.data).toEqual({ viewer: null });
  });

  test.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin', 200],
    ['none', 200],
  ])('of a page that is %s is answered by %i without a credential', async (site, status) => {
    const asked = { query: '{ epoch }' };
    expect((await get(asked, {}, { 'sec-fetch-site': site })).status).toBe(status);
    const service = await kit.service();
    await service.onlineAgent();
    const { credentials } = await service.customer();
    expect((await get(asked, credentials, { 'sec-fetch-site': site })).status).toBe(200);
  });

  test('is no mutation', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const { credentials, chatId } = await service.customer();
    for (const accept of ['application/json', graphqlJson, 'text/event-stream']) {
      const query = 'mutation ($id: ID!) { endChat(chatId: $id) { __typename } }';
      const { status, headers, body } = await get({ query, variables: { id: chatId } }, credentials, { accept });
      expect(status).toBe(405);
      expect(headers.get('allow')).toBe('POST');
      expect(body.errors[0].extensions.code).toBe('METHOD_NOT_ALLOWED');
    }
    const { chat } = await kit.run('query ($id: ID!) { chat(id: $id) { state } }', { id: chatId }, credentials);
    expect(chat.state).toBe('REQUESTED');
  });

  test('stands in no log, though it fails', async () => {
    const secret = 'hunter2-and-my-number-is-010-1234-5678';
    const logged: unknown[] = [];
    const { log } = kit.app;
    const methods = ['error', 'warn', 'info', 'debug'] as const;
    const before = methods.map((method) => log[method].bind(log));
    for (const method of methods) log[method] = (...what: unknown[]) => logged.push(what);
    const query = kit.app.sql.query.bind(kit.app.sql);
    kit.app.sql.query = () => Promise.reject(new Error('The database is away.'));
    try {
      const answer = await get({
        query: 'query ($s: String!) { helpCenter(service: $s) { inquiry } }',
        variables: { s: secret },
      });
      await get({ query: `{ chat(id: "${secret}") { id } }` }, { token: secret.padEnd(43, 'x') }).catch(
        () => undefined,
      );
      expect(JSON.stringify(answer.body)).not.toContain(secret);
    } finally {
      kit.app.sql.query = query;
      methods.forEach((method, index) => (log[method] = before[index]!));
    }
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toContain('hunter2');
  });
});

test('urql works with its defaults, which ask by GET', async () => {
  const service = await kit.service();
  await service.onlineAgent();
  const { credentials } = await service.customer();
  const methods: (string | undefined)[] = [];
  const urql = new Client({
    url: `${kit.url}/graphql`,
    exchanges: [fetchExchange],
    fetchOptions: { headers: headersOf(credentials) },
    fetch: (input, init) => {
      methods.push(init?.method);
      return fetch(input, init);
    },
  });
  const { data, error } = await urql.query(
    'query ($s: String!) { helpCenter(service: $s) { inquiry } viewer { __typename } }',
    {
      s: service.slug,
    },
  );
  expect(error).toBeUndefined();
  expect(data).toMatchObject({ helpCenter: { inquiry: true }, viewer: { __typename: 'Customer' } });
  const left = await urql.mutation('mutation { forgetVisitor }', {});
  expect(left.data).toEqual({ forgetVisitor: true });
  const refused = await urql.query('{ everything }', {});
  expect(refused.error?.graphQLErrors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  expect(methods).toEqual(['GET', 'POST', 'GET']);
});

describe('a batch', () => {
  test('is answered in its order, each operation by itself', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const { credentials, chatId } = await service.customer();
    const send = 'mutation ($i: SendMessageInput!) { sendMessage(input: $i) { ... on Message { seq } } }';
    const said = (text: string) => ({ query: send, variables: { i: { chatId, key: randomUUID(), text } } });
    const { status, body } = await batch(
      [
        said('one'),
        { query: '{ everything }' },
        { query: 'subscription { deskChanges { removed } }' },
        { query: '{' },
        said('two'),
        ...Array.from({ length: 5 }, () => ({ query: '{ epoch }' })),
      ],
      credentials,
      { accept: graphqlJson },
    );
    expect(status).toBe(200);
    expect(body).toHaveLength(10);
    expect(body[0]).toEqual({ data: { sendMessage: { seq: 1 } } });
    expect(body[4]).toEqual({ data: { sendMessage: { seq: 2 } } });
    expect(body.slice(1, 4).map(({ errors }: Answer) => errors[0].extensions.code)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'NOT_ACCEPTABLE',
      'GRAPHQL_PARSE_FAILED',
    ]);
  });

  test('costs together no more than one operation may', async () => {
    const agent = await (await kit.service()).agent();
    const query = '{ chats(first: 100) { edges { node { messages(first: 20) { edges { node { id } } } } } } }';
    const { body } = await batch(Array(10).fill({ query }), agent.credentials);
    const codes = body.map(({ errors }: Answer) => errors?.[0].extensions.code as string | undefined);
    expect(codes[0]).toBeUndefined();
    expect(codes.at(-1)).toBe('TOO_COMPLEX');
  });

  test('signs in as one operation does', async () => {
    const agent = await (await kit.service()).agent();
    const query = 'mutation ($e: String!) { signIn(email: $e, password: "correct horse") { __typename } }';
    const { headers, body } = await batch([{ query, variables: { e: agent.email } }]);
    expect(body).toEqual([{ data: { signIn: { __typename: 'Agent' } } }]);
    expect(headers.get('set-cookie')).toMatch(/^damso_session=/);
  });
});

describe('the hash of a document in its place', () => {
  const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };

  test('is not enough, in the words that clients know', async () => {
    for (const answer of [
      await kit.post(JSON.stringify({ extensions: { persistedQuery } })),
      await kit.post(JSON.stringify({ query: null, operationName: 'A', extensions: { persistedQuery } })),
    ]) {
      expect(answer).toMatchObject({
        status: 200,
        body: {
          errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
        },
      });
    }
  });

  test('beside the document harms nothing', async () => {
    const { body } = await get({ query: '{ __typename }', extensions: { persistedQuery } });
    expect(body.data).toEqual({ __typename: 'Query' });
  });
});

describe('a credential that is none', () => {
  test('is looked for so often from one network, and those that are known go on', async () => {
    const limited = await Kit.start({ LIMIT_WRONG_TOKENS_PER_MINUTE: '5', TRUST_PROXY: '1' });
    const agent = await (await limited.service()).agent();
    const ask = (credentials: Credentials, ip: string) =>
      limited.post('{ "query": "{ viewer { __typename } }" }', credentials, { 'x-forwarded-for': ip });
    const guess = (ip: string) => ask({ token: randomUUID().replaceAll('-', '') }, ip);
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await guess('203.0.113.7')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const { status, body } = await ask({ cookie: `damso_session=${'x'.repeat(43)}` }, '203.0.113.7');
    expect({ status, code: body.errors[0].extensions.code }).toEqual({ status: 429, code: 'RATE_LIMITED' });
    expect((await guess('203.0.113.8')).status).toBe(401);
    expect((await ask(agent.credentials, '203.0.113.8')).body.data.viewer.__typename).toBe('Agent');
    expect((await ask(agent.credentials, '203.0.113.7')).body.data.viewer.__typename).toBe('Agent');
  });
});

test('a body that is held back is of whoever they are when it comes', async () => {
  const agent = await (await kit.service()).agent();
  const asked = Buffer.from(JSON.stringify({ query: '{ viewer { __typename } }' }));
  const request = httpRequest(`${kit.url}/graphql`, {
    method: 'POST',
    headers: { ...headersOf(agent.credentials), 'content-type': 'application/json', 'content-length': asked.length },
  });
  request.flushHeaders();
  request.write(asked.subarray(0, 1));
  // Its headers are there before anything that is asked after it.
  await agent.run('{ viewer { __typename } }');
  await agent.run('mutation { signOut }');
  request.end(asked.subarray(1));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(JSON.parse(await text(response)).data).toEqual({ viewer: null });
});
