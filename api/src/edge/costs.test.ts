import {
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  OperationTypeNode,
  parse,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import * as chat from '../../../web/src/lib/graphql/generated/chat/graphql.ts';
import * as console from '../../../web/src/lib/graphql/generated/console/graphql.ts';
import * as help from '../../../web/src/lib/graphql/generated/help/graphql.ts';
import * as widget from '../../../web/src/lib/graphql/generated/widget/graphql.ts';
import { Costs, eventLimit, limits } from './costs.ts';
import { schema } from '../schema.ts';

/** Costs, and how often it counted: each time it looks at the root of the schema. */
function counting() {
  let counted = 0;
  const watched = new Proxy(schema, {
    get(target, property) {
      if (property === 'getRootType') counted += 1;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { costs: new Costs(watched), counted: () => counted };
}

const pages = (chats: string, messages: string) =>
  `{ chats(first: ${chats}) { edges { node { messages(first: ${messages}) { edges { node { id body } } } } } } }`;

describe('what an operation costs', () => {
  test('is counted once for a document and the sizes of its pages, whatever else its variables are', () => {
    const { costs, counted } = counting();
    const document = parse(
      `query ($n: Int, $id: ID!) { chat(id: $id) { messages(first: $n) { edges { node { id } } } } }`,
    );
    const run = (n: number, id: string) => costs.of({ schema, document, variableValues: { n, id } }).excess;
    for (const id of ['a', 'b', 'c']) expect(run(5, id)).toBeNull();
    expect(counted()).toBe(1);
    for (const id of ['a', 'b', 'c']) expect(run(6, id)).toBeNull();
    expect(counted()).toBe(2);
    expect(run(5, 'd')).toBeNull();
    expect(counted()).toBe(2);
  });

  test('counts variables, and tells the same when it is asked again', () => {
    const { costs, counted } = counting();
    const document = parse(`query ($n: Int) ${pages('$n', '$n')}`);
    const messageOf = (n: number) => costs.of({ schema, document, variableValues: { n } }).excess?.message;
    for (let again = 0; again < 2; again += 1) {
      expect(messageOf(5)).toBeUndefined();
      expect(messageOf(100)).toContain('maximum complexity');
    }
    expect(counted()).toBe(2);
  });

  test('is another where a size has its default than where it is null', () => {
    const { costs } = counting();
    const many = 'messages(first: $n) { edges { node { id seq body revision sentAt } } }';
    const document = parse(`query ($n: Int = 5) { chats(first: 100) { edges { node { ${many} } } } }`);
    const excessOf = (variableValues: Record<string, unknown>) => costs.of({ schema, document, variableValues }).excess;
    expect(excessOf({})).toBeNull();
    expect(excessOf({ n: null })?.message).toContain('maximum complexity');
    expect(excessOf({})).toBeNull();
  });

  test('is each operation’s own in a document of several', () => {
    const { costs } = counting();
    const document = parse(`query Cheap ${pages('2', '2')} query Dear ${pages('100', '100')}`);
    for (let again = 0; again < 2; again += 1) {
      expect(costs.of({ schema, document, operationName: 'Cheap' }).excess).toBeNull();
      expect(costs.of({ schema, document, operationName: 'Dear' }).excess?.message).toContain('maximum complexity');
    }
  });

  test('is not remembered where the variables do not fit, nor for sizes nobody would write', () => {
    const { costs, counted } = counting();
    const document = parse(`query ($n: Int, $many: [Int]) ${pages('$n', '1')}`);
    expect(costs.of({ schema, document, variableValues: { n: 'x' } }).excess).toBeNull();
    const many = Array.from({ length: 1_000 }, (_, index) => index);
    for (let again = 0; again < 2; again += 1) {
      expect(costs.of({ schema, document, variableValues: { n: 1, many } }).excess).toBeNull();
    }
    expect(counted()).toBe(3);
  });

  test('is that of its values: the edges of a page are no longer than the page', () => {
    const { costs } = counting();
    const message = 'id seq body masks { id start end } suggestions { kind start end }';
    const one = `{ chats(first: 1) { edges { node { id messages(first: 100) { edges { node { ${message} } } } } } } }`;
    const { excess, complexity } = costs.of({ schema, document: parse(one) });
    expect(excess).toBeNull();
    // The list, an edge, its node, an id and the messages; and for each message an edge, a node and eleven values.
    expect(complexity).toBe(5 + 100 * 13);
    const alone = parse(
      one.replace('edges { node { id seq', 'nodes { id seq').replace(/\} \} \} \} \} \} \}$/, '} } } } } }'),
    );
    // Without an edge for each message.
    expect(costs.of({ schema, document: alone }).complexity).toBe(5 + 100 * 12);
    const both = parse('{ chats(first: 100) { nodes { id } edges { node { id } } } }');
    expect(costs.of({ schema, document: both }).complexity).toBe(1 + 100 * 2 + 100 * 3);
  });
});

/** Something of a type: of whole numbers what is the largest page. */
function valueOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return [valueOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isRequiredInputField(field));
    return Object.fromEntries(required.map((field) => [field.name, valueOf(field.type)]));
  }
  const values: Record<string, unknown> = { Int: 100, Boolean: true, DateTime: '2026-11-30T00:00:00Z' };
  return values[type.name] ?? 'x';
}

/** Something for each variable of an operation. */
const variablesOf = (document: DocumentNode) =>
  Object.fromEntries(
    (getOperationAST(document)?.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      valueOf(typeFromAST(schema, type) as GraphQLInputType),
    ]),
  );

describe('what one event of a subscription may deliver', () => {
  const { costs } = counting();
  const excessOf = (query: string) => {
    const document = parse(query);
    return costs.of({ schema, document, variableValues: variablesOf(document) }).excess;
  };
  const chatWith = (inside: string) => `($id: ID!) { chatChanges(chatId: $id) { revision ${inside} } }`;

  test('is half of what an operation may cost, which a page of a list read with each event soon exceeds', () => {
    expect(eventLimit).toBe(limits.complexity / 2);
    const pages = (n: number) =>
      Array.from({ length: n }, (_, at) => `a${at}: messages(first: 100) { nodes { id seq body key } }`).join(' ');
    // The subscription, its revision and its chat; of each page itself and, a hundred times, a node and its four values.
    expect(excessOf(`subscription ${chatWith(`chat { ${pages(11)} }`)}`)).toBeNull();
    const refused = excessOf(`subscription ${chatWith(`chat { ${pages(12)} }`)}`);
    expect(refused?.extensions).toEqual({ code: 'TOO_COMPLEX' });
    expect(refused?.message).toBe(
      `Subscription exceeds maximum complexity of one event (complexity: ${3 + 12 * 501}, max: 6000)`,
    );
    // Asked once, it is let in.
    expect(excessOf(`query ${chatWith(`chat { ${pages(12)} }`)}`)).toBeNull();
  });

  test('counts what is new as it usually comes, and opening with all that was missed', () => {
    const message = 'id seq key revision sender senderName event body sentAt masks { id start end }';
    const times = (n: number) => Array.from({ length: n }, (_, at) => `a${at}: messages { ${message} }`).join(' ');
    const document = parse(`subscription ${chatWith(times(3))}`);
    const { excess, complexity } = costs.of({ schema, document, variableValues: { id: 'x' } });
    expect(excess).toBeNull();
    // The subscription and its revision; each time the list and, two hundred times, thirteen values.
    expect(complexity).toBe(2 + 3 * (1 + 200 * 13));
    expect(excessOf(`subscription ${chatWith(times(5))}`)?.message).toContain('Query exceeds maximum complexity');
  });
});

describe('the operations of our own pages', () => {
  const documents = [chat, console, help, widget].flatMap((module) =>
    Object.entries(module).filter(([name]) => name.endsWith('Document')),
  );
  const costs = new Costs(schema);

  test.each(documents)('%s is let in with the largest page', (_, source) => {
    const document = parse(String(source));
    const { excess, complexity } = costs.of({ schema, document, variableValues: variablesOf(document) });
    expect(excess).toBeNull();
    expect(complexity).toBeGreaterThan(0);
  });

  test('are found, and those that listen among them', () => {
    expect(documents.length).toBeGreaterThan(150);
    const listening = documents.filter(
      ([, source]) => getOperationAST(parse(String(source)))?.operation === OperationTypeNode.SUBSCRIPTION,
    );
    expect(listening.length).toBeGreaterThanOrEqual(10);
  });
});
