import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type Credentials } from '../../test/kit.ts';
import { hashToken } from '../secrets.ts';
import { serve } from './server.ts';

const kit = await Kit.start();

/** A marker in what is submitted, to be looked for in what comes back. */
const secret = 'hunter2-and-my-number-is-010-1234-5678';

interface Raw {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A request as anyone can make it, byte for byte. */
function ask({
  method = 'POST',
  path = '/graphql',
  headers = {},
  body = '',
}: Raw): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const chunked = 'transfer-encoding' in headers;
    const sent = httpRequest(new URL(path, kit.url), {
      method,
      headers: {
        'content-type': 'application/json',
        ...(!chunked && { 'content-length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
    });
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function expectDiscreet(text: string): void {
  expect(text).not.toContain(secret);
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts\b|select |insert /);
}

async function run(query: string, variables: object = {}, credentials: Credentials = {}): Promise<Answer> {
  const { status, body } = await kit.post(JSON.stringify({ query, variables }), credentials);
  expectDiscreet(JSON.stringify(body));
  expect(status).toBeLessThan(500);
  expect(JSON.stringify(body)).not.toContain('INTERNAL');
  return body;
}

const goOnline = JSON.stringify({ query: `mutation { setAvailability(availability: ONLINE) { __typename } }` });
const viewer = JSON.stringify({ query: '{ viewer { __typename } }' });
const sign = (email: string) => `mutation { signIn(email: "${email}", password: "${secret}") { __typename } }`;

describe('a request that is no operation', () => {
  const inUrl = encodeURIComponent(`mutation { setAvailability(availability: ONLINE) { __typename } }`);
  const form = `query=${inUrl}`;
  const parts = `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${goOnline}\r\n--x--\r\n`;
  const cases: [what: string, request: Raw, status: number][] = [
    ['a GET', { method: 'GET', path: `/graphql?query=${inUrl}` }, 405],
    ['a GET of a subscription', { method: 'GET', path: '/graphql?query=subscription{deskChanges{removed}}' }, 406],
    ['a GET without a query', { method: 'GET', body: goOnline }, 400],
    ['a GET with variables that are no JSON', { method: 'GET', path: '/graphql?query={epoch}&variables=x' }, 400],
    ['a PUT', { method: 'PUT', body: goOnline }, 405],
    ['a HEAD', { method: 'HEAD' }, 405],
    ['an OPTIONS', { method: 'OPTIONS' }, 405],
    ['a form', { body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['a multipart form', { body: parts, headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 415],
    ['plain text', { body: goOnline, headers: { 'content-type': 'text/plain' } }, 415],
    ['a bare query', { body: '{viewer{id}}', headers: { 'content-type': 'application/graphql' } }, 415],
    ['another type with json in it', { body: goOnline, headers: { 'content-type': 'text/application/json' } }, 415],
    ['a wish for parts', { body: goOnline, headers: { accept: 'multipart/mixed' } }, 406],
    ['a wish for a picture', { body: goOnline, headers: { accept: 'image/png' } }, 406],
    ['an operation in the address', { path: `/graphql?query=${inUrl}`, body: '{}' }, 400],
    ['a compressed body', { body: goOnline, headers: { 'content-encoding': 'gzip' } }, 415],
    ['more than 256 kB', { body: `{"query":"{viewer{__typename}}","x":"${'x'.repeat(262_144)}"}` }, 413],
    ['no body', {}, 400],
    ['malformed JSON', { body: `{"query": "{ viewer { __typename } }", "variables": {"text": "${secret}` }, 400],
    ['bytes that are no UTF-8', { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400],
    ['null', { body: 'null' }, 400],
    ['a number', { body: '5' }, 400],
    ['a text', { body: `"${secret}"` }, 400],
    ['an empty object', { body: '{}' }, 400],
    ['a batch of none', { body: '[]' }, 400],
    ['a batch of eleven', { body: `[${Array(11).fill(goOnline).join()}]` }, 400],
    ['a batch of which one is no operation', { body: `[${goOnline},{}]` }, 400],
    ['a batch in a batch', { body: `[[${goOnline}]]` }, 400],
    ['a batch as an event stream', { body: `[${goOnline}]`, headers: { accept: 'text/event-stream' } }, 406],
    ['a query that is a number', { body: '{"query":5}' }, 400],
    ['variables that are a list', { body: '{"query":"{viewer{__typename}}","variables":[]}' }, 400],
    ['variables that are a text', { body: `{"query":"{viewer{__typename}}","variables":"${secret}"}` }, 400],
    ['extensions that are a number', { body: '{"query":"{viewer{__typename}}","extensions":5}' }, 400],
    ['an operation name that is a number', { body: '{"query":"{viewer{__typename}}","operationName":5}' }, 400],
    ['another path', { path: '/graphql/', body: goOnline }, 404],
  ];

  test.each(cases)('%s is refused and executes nothing', async (_, request, status) => {
    const service = await kit.service();
    const agent = await service.agent();
    const answer = await ask({ ...request, headers: { cookie: agent.credentials.cookie ?? '', ...request.headers } });
    expect(answer.status).toBe(status);
    expectDiscreet(answer.text);
    const { viewer } = await agent.run('{ viewer { ... on Agent { availability } } }');
    expect(viewer.availability).toBe('OFFLINE');
  });

  test('a body of any length is refused once it is too long, also where it does not say how long it is', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    const long = `{"query":"{viewer{__typename}}","x":"${'x'.repeat(262_144)}"}`;
    expect((await ask({ body: long, headers: chunked })).status).toBe(413);
    const short = await ask({ body: viewer, headers: chunked });
    expect(short).toEqual({ status: 200, text: expect.stringContaining('"data":{"viewer":null}') });
  });

  test('a refusal reaches a client that is still sending megabytes', async () => {
    const { status, body } = await kit.post(`{"query":"${'x'.repeat(5_000_000)}"}`);
    expect(status).toBe(413);
    expect(body.errors[0].extensions.code).toBe('BODY_TOO_LARGE');
  });
});

describe('an operation that cannot begin', () => {
  const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');
  const deep = (levels: number) =>
    `{ node(id: "x") { ... on Chat ${'{ customer { chats { edges { node '.repeat(levels)}{ id } ${'} } } }'.repeat(levels)} } }`;
  const subscriptions = Array.from({ length: 100 }, (_, n) => `subscription S${n} { deskChanges { removed } }`).join(
    ' ',
  );
  const cases: [what: string, query: string, code: string, variables?: object][] = [
    ['is no GraphQL', 'query {', 'GRAPHQL_PARSE_FAILED'],
    ['is empty', '', 'GRAPHQL_PARSE_FAILED'],
    ['is a lone surrogate', '\ud800', 'GRAPHQL_PARSE_FAILED'],
    ['asks for an unknown field', '{ everything }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is an unknown operation', 'mutation { dropEverything }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is one of two and does not say which', 'query A { epoch } query B { epoch }', 'OPERATION_RESOLUTION_FAILURE'],
    ['is only a fragment', 'fragment F on Query { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['spreads a fragment into itself', '{ ...F } fragment F on Query { ...F }', 'GRAPHQL_VALIDATION_FAILED'],
    ['has thousands of tokens', `{ viewer { ${'__typename '.repeat(3_000)} } }`, 'TOO_COMPLEX'],
    ['has more than thirty aliases', `{ ${aliases(31)} }`, 'TOO_COMPLEX'],
    ['is deeper than twelve levels', deep(3), 'TOO_COMPLEX'],
    ['holds a hundred subscriptions', subscriptions, 'TOO_COMPLEX'],
    [
      'asks the schema about itself side by side',
      `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: __schema { types { fields { args { type { name } } } } }`).join(' ')} }`,
      'TOO_COMPLEX',
    ],
    [
      'asks for the largest types of the schema side by side',
      `{ ${Array.from({ length: 30 }, (_, n) => `a${n}: __type(name: "Mutation") { fields { type { name ofType { name possibleTypes { name description } } possibleTypes { name description kind } } args { name description type { name ofType { name inputFields { name description type { name } } } inputFields { name type { name ofType { name } } } } } } }`).join(' ')} }`,
      'TOO_COMPLEX',
    ],
    [
      'asks the schema about itself without end',
      `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} }'.repeat(5)} } } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'gives an enum a value it has not',
      'query ($v: [ChatState!]) { chats(filter: { states: $v }) { edges { cursor } } }',
      'BAD_USER_INPUT',
      { v: [secret] },
    ],
    [
      'gives a DateTime that is none',
      'query ($v: DateTime) { chats(filter: { from: $v }) { edges { cursor } } }',
      'BAD_USER_INPUT',
      { v: secret },
    ],
    [
      'gives a DateTime in the document that is none',
      '{ chats(filter: { from: "yesterday" }) { edges { cursor } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'gives an object where a text is wanted',
      'mutation ($v: String!) { signIn(email: $v, password: "x") { __typename } }',
      'BAD_USER_INPUT',
      { v: { a: `"; at "${secret}"; ${secret}` } },
    ],
    [
      'leaves a required field out beside one a person wrote',
      'mutation ($v: SendMessageInput!) { sendMessage(input: $v) { __typename } }',
      'BAD_USER_INPUT',
      { v: { chatId: 'x', text: secret } },
    ],
    [
      'gives a field that is not known',
      'mutation ($v: SendMessageInput!) { sendMessage(input: $v) { __typename } }',
      'BAD_USER_INPUT',
      { v: { chatId: 'x', key: 'k', text: secret, html: secret } },
    ],
    [
      'gives a number too large for an Int',
      'mutation ($v: Int!) { markRead(chatId: "x", seq: $v) { __typename } }',
      'BAD_USER_INPUT',
      { v: 2_147_483_648 },
    ],
    [
      'gives a number with a fraction for an Int',
      'mutation ($v: Int!) { markRead(chatId: "x", seq: $v) { __typename } }',
      'BAD_USER_INPUT',
      { v: 1.5 },
    ],
    [
      'leaves a variable out',
      'mutation ($v: Int!) { markRead(chatId: "x", seq: $v) { __typename } }',
      'BAD_USER_INPUT',
    ],
  ];

  test.each(cases)('because it %s has a code and no data', async (_, query, code, variables = {}) => {
    const operationName = query === subscriptions ? 'S1' : undefined;
    // Only a whole GraphQL response has a status of its own.
    for (const [accept, expected] of [
      ['application/json', 200],
      ['application/graphql-response+json', 400],
    ] as const) {
      const { status, body } = await kit.post(JSON.stringify({ query, variables, operationName }), {}, { accept });
      expect({ accept, status, extensions: body.errors[0].extensions }).toEqual({
        accept,
        status: expected,
        extensions: { code },
      });
      expect(body).not.toHaveProperty('data');
      expectDiscreet(JSON.stringify(body));
    }
  });

  test.each(['*/*', 'application/json', 'application/graphql-response+json'])(
    'because it is a subscription is a 406 for a client that accepts %s',
    async (accept) => {
      const { slug } = await kit.service();
      const query = `subscription { chatAvailability(service: "${slug}") { state } }`;
      const { status, body } = await kit.post(JSON.stringify({ query }), {}, { accept });
      expect(status).toBe(406);
      expect(body.errors[0].extensions.code).toBe('NOT_ACCEPTABLE');
    },
  );

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-01-31',
    '2026-01-31T09:30:00',
    '2026-01-31T09:30:00+25:00',
    '-271821-04-20T00:00:00.000Z',
    '+275760-09-13T00:00:00.000Z',
    '1',
    1,
  ])('because %s is no instant is a 400', async (from) => {
    const agent = await (await kit.service()).agent();
    const body = await run(
      'query ($v: DateTime) { chats(filter: { from: $v }) { edges { cursor } } }',
      { v: from },
      agent.credentials,
    );
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test('tells where a variable does not fit, without what was in it', async () => {
    const query = 'mutation ($v: SendMessageInput!) { sendMessage(input: $v) { __typename } }';
    const messageOf = async (v: object) => (await run(query, { v })).errors[0].message as string;
    expect(await messageOf({ chatId: 'x', text: secret })).toBe(
      'Variable "$v" has an invalid value: Field "key" of required type "ID!" was not provided.',
    );
    expect(await messageOf({ chatId: 'x', key: 'k', text: [secret] })).toBe(
      'Variable "$v" has an invalid value at "v.text": String cannot represent a non string value.',
    );
  });
});

test('tools can ask for the whole schema', async () => {
  const { __schema } = await kit.run(getIntrospectionQuery());
  expect(__schema.types.map(({ name }: { name: string }) => name)).toContain('Chat');
});

test('fragments count no level of their own', async () => {
  const nested = `{ node(id: "x") ${'{ ... on Chat '.repeat(40)}{ id } ${'}'.repeat(40)} }`;
  expect(await kit.run(nested)).toEqual({ node: null });
  const named = Array.from({ length: 20 }, (_, n) => `fragment F${n} on Chat { ${n < 19 ? `...F${n + 1}` : 'id'} }`);
  expect(await kit.run(`{ node(id: "x") { ...F0 } } ${named.join(' ')}`)).toEqual({ node: null });
});

describe('an operation that would cost too much', () => {
  const pages = (chats: string, messages: string) =>
    `{ chats(first: ${chats}) { edges { node { messages(first: ${messages}) { edges { node { id body } } } } } } }`;

  test('is refused, its variables counted', async () => {
    const agent = await (await kit.service()).agent();
    const query = `query ($n: Int) ${pages('$n', '$n')}`;
    expect((await run(query, { n: 5 }, agent.credentials)).data.chats.edges).toEqual([]);
    const { data, errors } = await run(query, { n: 100 }, agent.credentials);
    expect(data).toBeUndefined();
    expect(errors[0].extensions.code).toBe('TOO_COMPLEX');
    expect(errors[0].message).toContain('complexity');
  });

  test('is not made cheaper by a negative page beside it', async () => {
    const agent = await (await kit.service()).agent();
    const negative =
      'cheap: chats(first: -2147483648) { edges { node { messages(first: 100) { edges { node { id } } } } } }';
    const { errors } = await run(`{ ${negative} ${pages('100', '100').slice(1)}`, {}, agent.credentials);
    expect(errors[0].message).toContain('complexity');
  });
});

describe('an id that is none, or of something else', () => {
  const uuid = '01890000-0000-7000-8000-000000000000';
  const garbage = [
    '',
    'x',
    '_',
    'Chat',
    'Chat_',
    'Chat_x',
    `Chat_${uuid}`,
    `Chat_${uuid}\n`,
    `Chat_${uuid.replaceAll('-', '')}`,
    `chat_${uuid}`,
    `Agent_${uuid}`,
    `Nothing_${uuid}`,
    `__proto___${uuid}`,
    `constructor_${uuid}`,
    uuid,
    "' or 1=1 --",
    '\0',
    'Chat_\0',
    '\ud800',
    '💬',
    '9'.repeat(10_000),
  ];
  const refused = { __typename: 'NotPermitted' };
  const operations: [name: string, query: string, expected: Answer][] = [
    ['chat', 'query ($id: ID!) { answer: chat(id: $id) { id } }', null],
    ['node', 'query ($id: ID!) { answer: node(id: $id) { id } }', null],
    ['openChat', 'mutation ($id: ID!) { answer: openChat(chatId: $id) { __typename } }', refused],
    ['endChat', 'mutation ($id: ID!) { answer: endChat(chatId: $id) { __typename } }', refused],
    ['markRead', 'mutation ($id: ID!) { answer: markRead(chatId: $id, seq: 1) { __typename } }', refused],
    ['setTyping', 'mutation ($id: ID!) { answer: setTyping(chatId: $id, typing: true) }', false],
    [
      'sendMessage',
      'mutation ($id: ID!) { answer: sendMessage(input: { chatId: $id, key: "k", text: "t" }) { __typename } }',
      refused,
    ],
    [
      'the agent of a filter',
      'query ($id: ID!) { answer: chats(filter: { agentId: $id }) { edges { cursor } } }',
      { edges: [] },
    ],
  ];

  test.each(operations)('finds nothing as %s', async (_, query, expected) => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const { chatId } = await service.customer();
    const wrongKinds = [agent.id, chatId.replace('Chat_', 'Message_'), chatId.toUpperCase(), `${chatId} `];
    for (const id of [...garbage, ...wrongKinds]) {
      if (/node\(|agentId/.test(query) && id === agent.id) continue;
      const { data } = await run(query, { id }, agent.credentials);
      expect({ id, answer: data.answer }).toEqual({ id, answer: expected });
    }
  });

  test('is no cursor either, wherever one is taken', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const { chatId } = await service.customer();
    const messages = 'query ($c: String, $id: ID!) { chat(id: $id) { messages';
    for (const cursor of ['x', '-1', '1.5', '9'.repeat(40), '\0', '\ud800', `Agent_${uuid}`, "' or 1=1 --"]) {
      for (const query of [
        'query ($c: String) { chats(after: $c) { edges { cursor } } }',
        'query ($c: String) { chats(before: $c, last: 5) { edges { cursor } } }',
        `${messages}(after: $c) { edges { cursor } } } }`,
        `${messages}(before: $c, last: 5) { edges { cursor } } } }`,
      ]) {
        const { errors } = await run(query, { c: cursor, id: chatId }, agent.credentials);
        expect({ cursor, query, code: errors?.[0].extensions.code }).toEqual({ cursor, query, code: 'BAD_USER_INPUT' });
      }
    }
    const { data } = await run(
      'query ($c: String) { chats(after: $c) { edges { cursor } } }',
      { c: `Chat_${uuid}` },
      agent.credentials,
    );
    expect(data.chats.edges).toEqual([]);
  });
});

describe('a number out of bounds', () => {
  test('is no page size', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const { chatId } = await service.customer();
    for (const size of [-1, -2_147_483_648]) {
      for (const direction of ['first', 'last']) {
        const query = `query ($n: Int, $id: ID!) {
          chats(${direction}: $n) { edges { cursor } } chat(id: $id) { messages(${direction}: $n) { edges { cursor } } } }`;
        const { errors } = await run(query, { n: size, id: chatId }, agent.credentials);
        expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
      }
    }
    const { data } = await run('{ chats(first: 2147483647) { edges { cursor } } }', {}, agent.credentials);
    expect(data.chats.edges).toHaveLength(1);
  });

  test('reads nothing when it is negative and everything when it is huge', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer({ message: 'hello', key: randomUUID() });
    const read = (seq: number) =>
      run(
        'mutation ($id: ID!, $seq: Int!) { markRead(chatId: $id, seq: $seq) { ... on Chat { agentReadSeq } } }',
        { id: customer.chatId, seq },
        agent.credentials,
      );
    expect((await read(-2_147_483_648)).data.markRead.agentReadSeq).toBe(0);
    expect((await read(2_147_483_647)).data.markRead.agentReadSeq).toBe(1);
  });
});

describe('a text that cannot be stored', () => {
  test.each([
    ['holds NUL', 'a\0b'],
    ['holds a lone surrogate', 'a\ud800b'],
    ['ends in half a surrogate pair', '💬'.slice(0, 1)],
    ['is empty', ''],
    ['is only blanks', ' \n\t\u00a0\u3000\ufeff'],
    ['has 4,001 characters', 'x'.repeat(4_001)],
    ['has 4,001 UTF-16 units in half as many signs', '💬'.repeat(2_000) + 'x'],
  ])('because it %s is InvalidText, and no chat begins with it', async (_, text) => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const answer = await customer.send(customer.chatId, text);
    expect(answer.__typename).toBe('InvalidText');
    if (text.length > 1) expect(answer.message).not.toContain(text);
    expect((await customer.send(customer.chatId, 'after')).seq).toBe(1);
    expect((await service.start({ message: text, key: randomUUID() })).__typename).toBe('InvalidText');
    const { rows } = await kit.app.sql.query('select from chat where service_id = $1', [service.id]);
    expect(rows).toHaveLength(1);
  });

  test('fits when normalising makes it short enough', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const decomposed = '각'.normalize('NFD').repeat(4_000);
    expect(decomposed).toHaveLength(12_000);
    expect((await customer.send(customer.chatId, decomposed)).body).toBe('각'.repeat(4_000));
  });

  test('does not fit when normalising makes it too long', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const grows = '\u0958'.repeat(4_000);
    expect(grows.normalize('NFC')).toHaveLength(8_000);
    expect((await customer.send(customer.chatId, grows)).__typename).toBe('InvalidText');
  });

  const unstorable = ['\0', 'a\0b', '\ud800'];

  test.each([
    ['name', 'InvalidInput'],
    ['email', 'InvalidInput'],
    ['service', 'ChatDisabled'],
    ['message', 'InvalidText'],
  ])('in startChat as %s is %s', async (field, outcome) => {
    const service = await kit.service();
    await service.onlineAgent();
    for (const value of unstorable) {
      expect((await service.start({ [field]: value })).__typename).toBe(outcome);
    }
  });

  test('in startChat as page is left out', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    for (const value of [...unstorable, 'https://example.test/\0\ud800', 'javascript:alert(1)', 'x'.repeat(5_000)]) {
      expect((await service.start({ page: value })).__typename).toBe('StartedChat');
    }
    const { rows } = await kit.app.sql.query<{ page: string | null }>('select page from chat where service_id = $1', [
      service.id,
    ]);
    for (const { page } of rows) expect(page ?? 'https:').toMatch(/^https:/);
  });

  test.each(['key', 'attempt', 'noticeVersion', 'slug', 'e-mail', 'password', 'filter'])(
    'as %s is told apart from anything that exists',
    async (place) => {
      const service = await kit.service();
      const agent = await service.onlineAgent();
      const customer = await service.customer();
      for (const value of unstorable) {
        const long = value.padEnd(30, 'x');
        switch (place) {
          case 'key': {
            const query = `mutation ($id: ID!, $key: ID!) {
              sendMessage(input: { chatId: $id, key: $key, text: "t" }) { __typename } }`;
            const { errors } = await run(query, { id: customer.chatId, key: value }, customer.credentials);
            expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
            break;
          }
          case 'attempt':
            // Only its hash is kept, so whatever it holds can be stored.
            expect(['StartedChat', 'InvalidInput']).toContain((await service.start({ attempt: long })).__typename);
            break;
          case 'noticeVersion': {
            const consent = { noticeVersion: value, language: 'en' };
            expect((await service.start({ consent })).__typename).toBe('ConsentStale');
            break;
          }
          case 'slug': {
            const query = 'query ($s: String!) { helpCenter(service: $s) { service { name } } }';
            expect((await run(query, { s: value })).data.helpCenter).toBeNull();
            break;
          }
          case 'e-mail':
          case 'password': {
            const [email, password] = place === 'password' ? [agent.email, value] : [value, 'x'];
            const query = 'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }';
            const { data } = await run(query, { e: email, p: password });
            expect(data.signIn.__typename).toBe('InvalidCredentials');
            break;
          }
          case 'filter': {
            const query = 'query ($t: String!) { chats(filter: { text: $t }) { edges { cursor } } }';
            const { errors } = await run(query, { t: value }, agent.credentials);
            expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
            break;
          }
        }
      }
    },
  );
});

test.each(['', 'x'.repeat(101)])(
  'a key of another length than 1 to 100 characters is a mistake of the client',
  async (key) => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const { errors } = await run(
      `mutation ($id: ID!, $key: ID!) { sendMessage(input: { chatId: $id, key: $key, text: "t" }) { __typename } }`,
      { id: customer.chatId, key },
      customer.credentials,
    );
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  },
);

test.each(['short', 'x'.repeat(101)])(
  'an attempt that anyone might guess, or longer than 100 characters, is refused',
  async (attempt) => {
    const service = await kit.service();
    await service.onlineAgent();
    expect((await service.start({ attempt })).__typename).toBe('InvalidInput');
  },
);

test('wild cards of a search are looked for as they are', async () => {
  const service = await kit.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer({ message: '100% of\\it', key: randomUUID() });
  const found = async (text: string) => {
    const { data } = await run(
      'query ($t: String!) { chats(filter: { text: $t }) { edges { node { id } } } }',
      { t: text },
      agent.credentials,
    );
    return data.chats.edges.length as number;
  };
  expect(await found('100% OF\\IT')).toBe(1);
  expect(await found('1_0')).toBe(0);
  expect(await found('%')).toBe(1);
  expect(await found('_')).toBe(0);
  expect(customer.chatId).toBeTruthy();
});

describe('a credential', () => {
  test('that has expired is told so, as a token, and nobody, as a cookie', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const expire = (table: string, token = '') =>
      kit.app.sql.query(`update ${table} set expires_at = now() - interval '1 second' where token_hash = $1`, [
        hashToken(token),
      ]);
    await expire('visitor_token', customer.credentials.token);
    await expire('session', agent.credentials.cookie?.split('=')[1]);
    const token = await kit.post(viewer, customer.credentials);
    expect({ status: token.status, code: token.body.errors[0].extensions.code }).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    // The agent's console is connected, so what is known of the session is looked at again within seconds.
    await expect
      .poll(async () => (await kit.post(viewer, agent.credentials)).body.data.viewer, { timeout: 5_000 })
      .toBeNull();
  });

  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer ${'x'.repeat(43)}`,
    `Bearer ${'x'.repeat(10_000)}`,
    `Basic ${'x'.repeat(43)}`,
    `Bearer ${'x'.repeat(43)} ${'y'.repeat(43)}`,
    "Bearer ' or 1=1 -- ................",
  ])('that is garbage (%.30s) is a 401, whatever cookie comes along', async (authorization) => {
    const agent = await (await kit.service()).agent();
    const { status, body } = await kit.post(viewer, agent.credentials, { authorization });
    expect(status).toBe(401);
    expectDiscreet(JSON.stringify(body));
  });

  test('of a customer wins over an agent’s cookie', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const { body } = await kit.post(viewer, { ...agent.credentials, ...customer.credentials });
    expect(body.data.viewer.__typename).toBe('Customer');
  });

  test('is a cookie that scripts and other sites cannot use', async () => {
    const agent = await (await kit.service()).agent();
    const { headers } = await kit.post(
      JSON.stringify({
        query: 'mutation ($e: String!) { signIn(email: $e, password: "correct horse") { __typename } }',
        variables: { e: agent.email.toUpperCase() },
      }),
    );
    expect(headers.get('set-cookie')).toMatch(
      /^damso_session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test('that was signed out of is nobody’s', async () => {
    const agent = await (await kit.service()).agent();
    const { status, headers, body } = await kit.post(
      JSON.stringify({ query: 'mutation { signOut }' }),
      agent.credentials,
    );
    expect({ status, body }).toEqual({ status: 200, body: { data: { signOut: true } } });
    expect(headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await agent.run('{ viewer { __typename } }')).viewer).toBeNull();
    expect((await agent.run('mutation { signOut }')).signOut).toBe(false);
  });
});

describe('a page of another origin', () => {
  test.each(['https://evil.test', 'null', 'http://localhost.evil.test', 'http://localhost:1'])(
    '(%s) cannot use an agent’s cookie',
    async (origin) => {
      const agent = await (await kit.service()).agent();
      const { status, body } = await kit.post(goOnline, agent.credentials, { origin });
      expect(status).toBe(403);
      expect(body.errors[0].extensions.code).toBe('FOREIGN_ORIGIN');
      expect((await agent.run('{ viewer { ... on Agent { availability } } }')).viewer.availability).toBe('OFFLINE');
    },
  );

  test('can ask as nobody and as a customer', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const origin = 'https://shop.test';
    expect((await kit.post(viewer, {}, { origin })).body.data).toEqual({ viewer: null });
    const { body, headers } = await kit.post(viewer, customer.credentials, { origin });
    expect(body.data.viewer.__typename).toBe('Customer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('can learn whether chat is available, and nothing but that', async () => {
    const service = await kit.service();
    const availability = async (slug: string) => {
      const response = await fetch(`${kit.url}/widget/availability/${slug}`, {
        headers: { origin: 'https://shop.test' },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      return await response.json();
    };
    expect(await availability(service.slug)).toEqual({ state: 'ABSENT' });
    await service.onlineAgent();
    await expect.poll(() => availability(service.slug), { timeout: 5_000 }).toEqual({ state: 'AVAILABLE' });
    for (const slug of ['nothing', '%00', '%ff', '..%2f', 'x'.repeat(500)]) {
      const why = expect.stringContaining('no service has the slug');
      expect(await availability(slug)).toEqual({ state: 'DISABLED', why });
    }
  });

  test('our own origin is not', async () => {
    const agent = await (await kit.service()).agent();
    const { body } = await kit.post(viewer, agent.credentials, { origin: kit.url });
    expect(body.data.viewer.__typename).toBe('Agent');
  });
});

describe('too many', () => {
  test('failed sign-ins, one after the other or all at once, are stopped for that e-mail alone', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const outcomes = async (email: string, count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => run(sign(email))));
      return answers.map(({ data }) => data.signIn.__typename as string).sort();
    };
    const limited = [...Array.from({ length: 10 }, () => 'InvalidCredentials'), 'RateLimited', 'RateLimited'];
    expect(await outcomes(agent.email, 12)).toEqual(limited);
    const right = `mutation ($e: String!) { signIn(email: $e, password: "correct horse") {
      __typename ... on RateLimited { retryAfter } } }`;
    const { data } = await run(right, { e: agent.email });
    expect(data.signIn.__typename).toBe('RateLimited');
    expect(data.signIn.retryAfter).toBeGreaterThan(800);
    expect(await outcomes('nobody@test.test', 1)).toEqual(['InvalidCredentials']);
  });

  test('sign-ins that succeed are never too many', async () => {
    const agent = await (await kit.service()).agent();
    const right = `mutation ($e: String!) { signIn(email: $e, password: "correct horse") { __typename } }`;
    for (let time = 0; time < 12; time += 1) {
      expect((await run(right, { e: agent.email })).data.signIn.__typename).toBe('Agent');
    }
  });

  test('sends of one sender are stopped, and of nobody else', async () => {
    const small = await Kit.start({ LIMIT_SENDS_PER_MINUTE: '3' });
    const service = await small.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    for (let seq = 1; seq <= 3; seq += 1) expect((await customer.send(customer.chatId, 'x')).seq).toBe(seq);
    const { sendMessage } = await customer.run(
      `mutation ($id: ID!) { sendMessage(input: { chatId: $id, key: "fourth", text: "x" }) {
        __typename ... on RateLimited { retryAfter } } }`,
      { id: customer.chatId },
    );
    expect(sendMessage.__typename).toBe('RateLimited');
    expect(sendMessage.retryAfter).toBeGreaterThan(0);
    expect(sendMessage.retryAfter).toBeLessThanOrEqual(60);
    expect((await agent.send(customer.chatId, 'still here')).seq).toBe(4);
  });

  test('starts from one address are stopped and write nothing', async () => {
    const small = await Kit.start({ LIMIT_STARTS_PER_MINUTE: '2' });
    const service = await small.service();
    await service.onlineAgent();
    const outcomes = [];
    for (let time = 0; time < 3; time += 1) outcomes.push((await service.start()).__typename);
    expect(outcomes).toEqual(['StartedChat', 'StartedChat', 'RateLimited']);
    const { rows } = await small.app.sql.query('select from customer where service_id = $1', [service.id]);
    expect(rows).toHaveLength(2);
  });
});

describe('whatever is sent', () => {
  const word = fc.constantFrom(
    ...[
      'query',
      'mutation',
      'subscription',
      'fragment',
      'on',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      ':',
      '!',
      '$v',
      '...',
      '@skip(if: true)',
    ],
    ...[
      'viewer',
      'node',
      'chat',
      'chats',
      'helpCenter',
      'signIn',
      'sendMessage',
      'startChat',
      'endChat',
      'input',
      'id',
      'first',
    ],
    ...[
      '"x"',
      '"""',
      '\\ud800',
      '\0',
      '-1',
      '1e999',
      'null',
      'true',
      'ONLINE',
      '__typename',
      '__schema',
      '__type',
      '#',
      ',',
    ],
  );
  const operations = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      'query ($v: ID!) { node(id: $v) { id } chat(id: $v) { id messages(after: $v) { edges { cursor } } } }',
      'query ($v: String!) { helpCenter(service: $v) { service { name } } chats(after: $v, filter: { text: $v }) { edges { cursor } } }',
      'query ($v: ChatFilter) { chats(filter: $v) { edges { node { id } } } }',
      'query ($v: Int) { chats(first: $v, last: $v) { edges { cursor } } }',
      'mutation ($v: SendMessageInput!) { sendMessage(input: $v) { __typename } }',
      'mutation ($v: StartChatInput!) { startChat(input: $v) { __typename } }',
      'mutation ($v: String!) { signIn(email: $v, password: $v) { __typename } }',
      'mutation ($v: ID!) { openChat(chatId: $v) { __typename } endChat(chatId: $v) { __typename } setTyping(chatId: $v, typing: true) }',
    ),
  );
  const scalar = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\0', '\ud800', '', 'Chat_01890000-0000-7000-8000-000000000000'),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  );
  const keys = fc.constantFrom(
    'chatId',
    'key',
    'text',
    'service',
    'consent',
    'name',
    'email',
    'message',
    'states',
    'from',
    'mine',
    '__proto__',
  );
  const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(keys, scalar, { maxKeys: 5 }));

  test('the answer is never a 5xx and never tells how the server is built, and the server lives on', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const who = fc.constantFrom({}, agent.credentials, customer.credentials);
    await fc.assert(
      fc.asyncProperty(operations, value, who, async (query, v, credentials) => {
        const { status, body } = await kit.post(JSON.stringify({ query, variables: { v } }), credentials);
        expect(status).toBeLessThan(500);
        expect(JSON.stringify(body)).not.toMatch(/INTERNAL|node_modules|\n {4}at /);
      }),
      { numRuns: 400 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await ask({ body: Buffer.from(bytes) })).status).toBe(400);
      }),
      { numRuns: 100 },
    );
    expect((await customer.send(customer.chatId, 'still here')).__typename).toMatch(/^(Message|ChatEnded)$/);
  });
});

describe('the pages of this process', () => {
  test('ask in their visitor’s name, and nobody else can', async () => {
    let key = '';
    const server = await serve(kit.app, (_, internalKey) => {
      key = internalKey;
      return Promise.resolve((__, response) => response.end());
    });
    const service = await kit.service();
    const leave = (headers: Record<string, string>) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-damso-caller': '203.0.113.7', ...headers },
        body: JSON.stringify({
          query: `mutation ($s: String!, $t: ID!) { submitInquiry(input: { service: $s, inquiryTypeId: $t, email: "a@test.test",
            title: "t", content: "c", consent: { noticeVersion: "1", language: ko } }) { __typename } }`,
          variables: { s: service.slug, t: service.inquiryTypeId },
        }),
      });
    await leave({});
    await leave({ 'x-damso-internal': 'guessed' });
    await leave({ 'x-damso-internal': key });
    const { rows } = await kit.app.sql.query('select ip from consent where service_id = $1 order by id', [service.id]);
    expect(rows.map(({ ip }) => ip as string)).toEqual(['127.0.0.1', '127.0.0.1', '203.0.113.7']);
    await server.close();
  });
});

test('a connection stays open for longer than any proxy keeps it in reserve', async () => {
  const { headers } = await kit.post('{"query":"{ __typename }"}');
  expect(headers.get('keep-alive')).toBe('timeout=150');
});
