import fc from 'fast-check';
import { execute, parse, type DocumentNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit, type TestCustomer } from '../../test/kit.ts';
import type { Viewer } from '../access/viewer.ts';
import { Context } from '../context.ts';
import { decodeId } from '../ids.ts';
import { schema } from '../schema.ts';
import { CompiledDocument } from './compiled-document.ts';

const kit = await Kit.start();
const service = await kit.service();
const agent = await service.onlineAgent({ name: 'Mina' });
const customer = await service.customer({ message: 'hello', key: 'first' });
await agent.send(customer.chatId, 'hi');

const caller = { ip: '127.0.0.1', userAgent: null };
const asCustomer: Viewer = {
  kind: 'customer',
  isMember: false,
  joined: [],
  id: decodeId('Customer', customer.id)!,
  serviceId: service.id,
  credential: 'none',
};
const asAgent: Viewer = {
  kind: 'agent',
  id: decodeId('Agent', agent.id)!,
  accountId: agent.id,
  serviceId: service.id,
  asked: null,
  role: 'AGENT',
  canChat: true,
  canTicket: false,
  seesAllChats: true,
  mayReveal: false,
  maySeal: false,
  isOwner: false,
  needsSecondFactor: false,
  isOff: false,
  credential: 'none',
};

/** What a caller would be told, every word of it. */
const told = (result: ExecutionResult): unknown => JSON.parse(JSON.stringify(result));

/** The same by the compiled document as by walking through its tree. */
async function expectSame(compiled: CompiledDocument, args: ExecutionArgs, viewer: Viewer | null): Promise<void> {
  const contextValue = () => new Context(kit.app, viewer, caller);
  const walked = told(await execute({ ...args, contextValue: contextValue() }));
  expect(told(await compiled.run({ ...args, contextValue: contextValue() }))).toEqual(walked);
}

/** Compiled, which a document is only after some uses. */
async function compiledOf(document: DocumentNode, operationName?: string): Promise<CompiledDocument> {
  const compiled = new CompiledDocument(schema, document);
  const contextValue = new Context(kit.app, null, caller);
  for (let use = 0; use < 3; use += 1) await compiled.run({ schema, document, operationName, contextValue });
  return compiled;
}

/** Values that fit somewhere, and many that fit nowhere. */
const value = fc.oneof(
  fc.constantFrom<unknown>(customer.chatId, customer.id, agent.id, service.slug, 'ko', 'en', 'ACTIVE', 'WAITING'),
  fc.constantFrom<unknown>(null, undefined, true, false, '', '2026-01-31T09:30:00.000Z', 'Chat_x', [], {}),
  fc.constantFrom<unknown>(0, 1, 2, -1, 1.5, 2_147_483_648, Infinity, '1', [1], [null], [['ACTIVE']], { text: 'x' }),
  fc.record({
    states: fc.constantFrom<unknown>(['ACTIVE'], 'ACTIVE', ['NO'], [null], 1),
    from: fc.constantFrom(1, 'x'),
  }),
  fc.record({ chatId: fc.constant(customer.chatId), text: fc.constantFrom<unknown>('', 1, null), key: fc.string() }),
  fc.jsonValue({ maxDepth: 2 }),
);

const ids = [customer.chatId, customer.id, service.slug, '2026-01-31T09:30:00.000Z'];
const mostly = (fitting: readonly unknown[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: value });

const message =
  'fragment M on Message { id seq key sender senderName event body sentAt masks @include(if: $a) { id start } }';

/** Of the kinds that the console and the widget send; none of them writes with variables that fit. */
const documents: readonly (readonly [string, string])[] = [
  [
    'a conversation',
    `query ($id: ID!, $n: Int, $a: Boolean!) { chat(id: $id) { id state revision requestedAt agent { id name }
    customer { id name } messages(last: $n) { edges { cursor node { ...M } } pageInfo { hasPreviousPage startCursor } } } } ${message}`,
  ],
  [
    'older messages',
    `query ($id: ID!, $n: Int!, $before: String, $a: Boolean = false) { chat(id: $id) { messages(last: $n, before: $before) {
    edges { node { ...M ...M } } } } } ${message}`,
  ],
  [
    'a list of chats',
    `query ($n: Int = 2, $after: String, $filter: ChatFilter, $a: Boolean! = true) { chats(first: $n, after: $after, filter: $filter) {
    edges { node { id lastMessage { ...M } other: lastMessage @skip(if: $a) { body } } } } } ${message}`,
  ],
  [
    'any object',
    `query ($id: ID!) { node(id: $id) { __typename id ... on Chat { state } ... on Message { body } ... on Agent { name } } }`,
  ],
  [
    'the public side of a service',
    `query ($id: String!, $a: Language!) { helpCenter(service: $id, language: $a) {
    service { slug name languages } consentNotice { version language purpose } } }`,
  ],
  ['a time', `query ($id: DateTime!, $a: DateTime!) { availabilityTime(from: $id, to: $a) { __typename } }`],
  [
    'a mutation that is refused',
    `mutation ($id: ID!, $n: Int!) { one: markRead(chatId: $id, seq: $n) { __typename } two: endChat(chatId: "Chat_x") {
    __typename ... on DomainError { message } } }`,
  ],
];

describe('a compiled document', () => {
  test.each(documents)('answers as graphql-js does, whatever its variables: %s', async (_, text) => {
    const document = parse(text);
    const compiled = await compiledOf(document);
    const variables = fc.record(
      {
        id: mostly(ids),
        n: mostly([1, 2, 0]),
        a: mostly([true, false, 'ko']),
        before: value,
        after: value,
        filter: value,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(variables, fc.constantFrom(asAgent, asCustomer, null), async (variableValues, viewer) => {
        await expectSame(compiled, { schema, document, variableValues }, viewer);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['an agent', asAgent],
    ['a customer', asCustomer],
    ['nobody', null],
  ])('answers as graphql-js does with variables that fit, for %s', async (_, viewer) => {
    for (const [, text] of documents) {
      const document = parse(text);
      const compiled = await compiledOf(document);
      for (const id of ids) {
        for (const a of [true, false, 'ko', 'en', '2026-01-31T09:30:00.000Z']) {
          await expectSame(compiled, { schema, document, variableValues: { id, a, n: 2 } }, viewer);
        }
      }
    }
  });

  test.each([
    ['a list for an object', 'a list of chats', { filter: [] }],
    ['null for a default, where nothing may be null', 'older messages', { id: customer.chatId, n: 1, a: null }],
  ])('is as strict as graphql-js: %s', async (_, name, variableValues) => {
    const document = parse(documents.find(([each]) => each === name)![1]);
    await expectSame(await compiledOf(document), { schema, document, variableValues }, asAgent);
  });

  test('reads values in the document as graphql-js does', async () => {
    const document = parse(`query One {
      availabilityTime(from: "2026-01-01T00:00:00Z", to: "2026-01-31T09:30:00.000Z") { __typename }
    } query Two { chat(id: "${customer.chatId}") { __typename ...on Chat { messages(first: 1) { edges { node { body } } } } } }`);
    for (const operationName of ['One', 'Two']) {
      const compiled = await compiledOf(document, operationName);
      await expectSame(compiled, { schema, document, operationName }, asAgent);
    }
  });

  test('tells an event of a subscription as graphql-js does', async () => {
    const document =
      parse(`subscription ($id: ID!, $a: Boolean!) { chatChanges(chatId: $id) { revision chat { id state queuePosition }
      messages { ...M } } } ${message}`);
    const compiled = await compiledOf(document);
    for (const viewer of [asAgent, asCustomer]) {
      const rootValue = await changeOf(customer);
      for (const a of [true, false]) {
        await expectSame(compiled, { schema, document, rootValue, variableValues: { id: customer.chatId, a } }, viewer);
      }
    }
  });

  test('is not compiled for variables that do not fit: what it would cost is not known', async () => {
    const parts = ['fragment F0 on Chat { id }'];
    for (let level = 1; level <= 30; level += 1) {
      const deeper = `messages(first: 1) { edges { node { id } } } ...F${level - 1}`;
      parts.push(
        `fragment F${level} on Chat { ${deeper} customer { chats(first: 1) { edges { node { ...F${level - 1} } } } } }`,
      );
    }
    const document = parse(`query ($id: ID!) { chat(id: $id) { ...F30 } } ${parts.join(' ')}`);
    const compiled = new CompiledDocument(schema, document);
    expect(compiled.size).toBeGreaterThan(2 ** 30);
    for (let use = 0; use < 5; use += 1) {
      await expectSame(compiled, { schema, document, variableValues: { id: [] } }, asAgent);
    }
  });

  test('runs a mutation once', async () => {
    const document = parse(
      `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename ... on Message { seq } } }`,
    );
    const compiled = await compiledOf(document);
    const seqs: unknown[] = [];
    for (const key of ['a', 'b', 'c']) {
      const { data } = await compiled.run({
        schema,
        document,
        variableValues: { input: { chatId: customer.chatId, key, text: 'once' } },
        contextValue: new Context(kit.app, asCustomer, caller),
      });
      seqs.push((data as { sendMessage: { seq: number } }).sendMessage.seq);
    }
    expect(seqs).toEqual([0, 1, 2].map((further) => (seqs[0] as number) + further));
  });
});

/** What a reader of the chat is told first. */
async function changeOf({ chatId }: TestCustomer): Promise<unknown> {
  for await (const change of kit.app.chatFeeds.watchChat(decodeId('Chat', chatId)!, 0)) return change;
  throw new Error('The stream ended.');
}
