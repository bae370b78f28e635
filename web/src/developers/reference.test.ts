import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Reference } from './reference.ts';

const small = new Reference(`
  interface DomainError { message: String! }
  "It is over."
  type ChatEnded implements DomainError { message: String! }
  type Chat { id: ID! messages(first: Int = 20, after: String!): [String!]! }
  union SayResult = Chat | ChatEnded
  input SayInput { "The words." text: String! old: Color @deprecated(reason: "Say it since 2026-11-30.") }
  enum Color { "As grass." GREEN BLUE @deprecated }
  type Query {
    "A chat.\\n\\nAPI keys: \`chats:read\`."
    chat(id: ID!): Chat
    "Anything. API keys: any."
    anything: Boolean!
  }
  type Mutation {
    "Says it. API keys: \`chats:write\`."
    say(input: SayInput!, loud: Boolean): SayResult!
  }
`);
const field = (type: string, name: string) => small.types.get(type)!.fields.find((each) => each.name === name)!;

describe('the reference', () => {
  test('takes from a root field what it says of API keys', () => {
    expect(field('Query', 'chat')).toMatchObject({ description: 'A chat.', keys: 'chats:read' });
    expect(field('Query', 'anything')).toMatchObject({ description: 'Anything.', keys: 'any' });
    expect([...small.scopes]).toEqual([
      ['chats:read', ['Query.chat']],
      ['chats:write', ['Mutation.say']],
    ]);
  });

  test('tells arguments, defaults and how a type is written', () => {
    expect(field('Chat', 'messages')).toMatchObject({
      type: { before: '[', name: 'String', after: '!]!' },
      args: [
        { name: 'first', default: '20', type: { name: 'Int', after: '' } },
        { name: 'after', default: undefined },
      ],
    });
  });

  test('tells which outcomes are no success, and what is deprecated since when', () => {
    expect(field('Mutation', 'say').errors).toMatchObject([{ name: 'ChatEnded', description: 'It is over.' }]);
    expect(small.types.get('SayInput')!.inputs.map(({ deprecated }) => deprecated)).toEqual([
      undefined,
      'Say it since 2026-11-30.',
    ]);
    expect(small.types.get('Color')!.values.map(({ deprecated }) => deprecated)).toEqual([
      undefined,
      'No longer supported',
    ]);
  });

  test('knows where a type is used, and where each name is described', () => {
    expect(small.types.get('Chat')!.usedBy).toEqual(['SayResult', 'Query.chat']);
    expect(small.types.get('SayInput')!.usedBy).toEqual(['Mutation.say']);
    expect(small.types.get('DomainError')!.possible).toEqual(['ChatEnded']);
    expect(
      ['Chat', 'Chat.id', 'say', 'SayInput.text', 'Color.GREEN', 'Chat.no', 'no', 'Chat.id.x', ''].map((name) =>
        small.addressOf(name),
      ),
    ).toEqual([
      '/developers/reference/Chat',
      '/developers/reference/Chat#id',
      '/developers/reference/Mutation#say',
      '/developers/reference/SayInput#text',
      '/developers/reference/Color#GREEN',
      ...Array<undefined>(4),
    ]);
  });

  test('begins each operation with what must be given and what can be read', () => {
    expect(field('Mutation', 'say').sample).toBe(
      'mutation Say($input: SayInput!) {\n  say(input: $input) {\n    __typename\n    ... on Chat {\n      id\n    }\n' +
        '    ... on DomainError {\n      message\n    }\n  }\n}',
    );
  });
});

describe('the schema of this product', () => {
  const text = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');
  const schema = buildSchema(text);
  const reference = new Reference(text);
  const operations = reference
    .of('operations')
    .flatMap(({ name, fields }) => fields.map((each) => ({ root: name, ...each })));

  test('is shown whole', () => {
    const declared = Object.values(schema.getTypeMap()).filter(
      ({ name }) => !/^(__.*|Boolean|Float|ID|Int|String)$/.test(name),
    );
    expect(declared.map(({ name }) => reference.addressOf(name)).filter((address) => address === undefined)).toEqual(
      [],
    );
    expect(operations.length).toBeGreaterThan(100);
  });

  test('says of every operation which keys open it, and begins it with one that is valid', () => {
    expect(operations.filter(({ keys }) => keys === undefined).map(({ name }) => name)).toEqual([]);
    const flaws = operations.flatMap(({ name, sample }) =>
      validate(schema, parse(sample!)).map(({ message }) => `${name}: ${message}`),
    );
    expect(flaws).toEqual([]);
  });

  test('leads from where a type is used to there', () => {
    const places = [...reference.types.values()].flatMap(({ usedBy }) => usedBy);
    expect(places.filter((place) => reference.addressOf(place) === undefined)).toEqual([]);
  });
});
