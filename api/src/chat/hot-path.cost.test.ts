import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { defaultFieldResolver, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { expectAtMost, expectCost, Explainer, fewestStatements, recorded } from '../../test/costs.ts';
import { Actor, Kit, type Credentials, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import {
  ChatChangesDocument,
  ConversationEndDocument,
  SendMessageDocument,
} from '../../../web/src/lib/graphql/generated/chat/graphql.ts';
import { DeskChangesDocument } from '../../../web/src/lib/graphql/generated/console/graphql.ts';
import { addLongChat } from '../../test/past-chats.ts';
import { decodeId } from '../ids.ts';
import { schema } from '../schema.ts';
import { messageId, SenderKind } from './message.entity.ts';

/*
 * What the hot path costs today, in figures that are the same on every machine. Whoever makes something cheaper lowers the figure;
 * whoever makes it dearer finds out here, and raises it only if that is worth it for everybody.
 */

/** Statements that reach PostgreSQL, with those of transactions and what begins and ends these. */
const statements = {
  'a send': 1,
  'eight sends at once': 1,
  'a send to a chat that the process does not know': 1,
  'a send after a wrong guess': 2,
  'a page of 50': 2,
  'a chat opened at the desk': 4,
};

/** What PostgreSQL does for one statement. */
const costs = {
  'a send': { nodes: 5, rows: 1, pages: 12, walBytes: 610, triggers: 1, indexEntries: 4 },
  'eight sends at once': { nodes: 12, rows: 1, pages: 61, walBytes: 4187, triggers: 8, indexEntries: 32 },
  'a send to a chat that the process does not know': {
    nodes: 31,
    rows: 2,
    pages: 16,
    walBytes: 660,
    triggers: 1,
    indexEntries: 4,
  },
  'the chat of a page': { nodes: 2, rows: 1, pages: 2, walBytes: 0, triggers: 0, indexEntries: 0 },
  'a page of 50': { nodes: 5, rows: 51, pages: 2, walBytes: 0, triggers: 0, indexEntries: 0 },
};

/** A message is written into each of them; of what a message changes in its chat, no index knows. */
const messageIndexes = [
  'message_chat_id_revision_index',
  'message_chat_id_seq_unique',
  'message_pkey',
  'message_sent_at_index',
];

/** A message of a customer with the conversation open, to an agent with desk and conversation open: what all sockets are sent. */
const perMessage = { frames: 5, bytes: 2731, statements: 5 };

/** How often an event is executed for each of its readers. */
const executionsPerReader = 1;

function expectStatements(what: keyof typeof statements, took: number): void {
  expectAtMost(what, [{ most: statements[what], took, unit: 'statements' }]);
}

/** How often the body of a message was asked for. */
let bodies = 0;
const bodyField = (schema.getType('Message') as GraphQLObjectType).getFields()['body']!;
const { resolve: bodyOf = defaultFieldResolver } = bodyField;
// Before any document is compiled, which keeps the resolvers that it finds.
bodyField.resolve = (...args) => {
  bodies += 1;
  return bodyOf(...args);
};

const kit = await Kit.start({ LIMIT_STARTS_PER_MINUTE: '1000000' });
const { app } = kit;
const { sql } = app;
const text = 'a text that is always as long as this';

let service: TestService;
let agent: TestAgent;
let customer: TestCustomer;
let longChat: string;
let explainer: Explainer;

beforeAll(async () => {
  service = await kit.service({ security: true });
  // First of all, so that its messages lie where they lie every time.
  longChat = await addLongChat(sql, service.id, 120);
  await service.saveChatSettings({ seats: 100 });
  agent = await service.agentWithoutConsole();
  customer = await service.customer();
  await agent.send(customer.chatId, text);
  await customer.send(customer.chatId, text);
  // What the process does by itself from time to time would be counted too.
  await app.periodic.close();
  explainer = await Explainer.on(app);
});
afterAll(() => {
  explainer.release();
});

const statementsOf = <T = void>(work: (prepared: T) => Promise<unknown>, prepare?: () => Promise<T>) =>
  fewestStatements(3, work, prepare);

describe('a send', () => {
  test('takes one statement that computes nothing, where the chat is known', async () => {
    const send = () => customer.send(customer.chatId, text);
    expectStatements('a send', await statementsOf(send));
    const took = await explainer.costsOf(send);
    expect([...took.keys()]).toEqual(['append-expected-one']);
    expectCost('a send', costs['a send'], took.get('append-expected-one'));
  });

  test('shares its statement with whatever is sent in the same turn', async () => {
    const [chatId, senderId] = [decodeId('Chat', customer.chatId)!, decodeId('Customer', customer.id)!];
    const sendEight = () =>
      Promise.all(
        Array.from({ length: 8 }, () => {
          const key = randomUUID();
          const id = messageId(chatId, senderId, key);
          const sender = SenderKind.CUSTOMER;
          return app.messages.append({ id, chatId, sender, senderId, key, body: text, masks: null, originals: [] });
        }),
      );
    expectStatements('eight sends at once', await statementsOf(sendEight));
    const took = await explainer.costsOf(sendEight);
    expect([...took.keys()]).toEqual(['append-expected']);
    expectCost('eight sends at once', costs['eight sends at once'], took.get('append-expected'));
  });

  test('takes one statement too where the chat is not known yet', async () => {
    const chats = await Promise.all(Array.from({ length: 4 }, () => service.customer()));
    for (const { chatId } of chats) await agent.send(chatId, text);
    const other = await Kit.process(kit.databaseUrl);
    await other.app.periodic.close();
    const there = new Actor(other, agent.credentials);
    const send = () => there.send(chats.pop()!.chatId, text);
    expectStatements('a send to a chat that the process does not know', await statementsOf(send));
    const explainer = await Explainer.on(other.app);
    const took = await explainer.costsOf(send);
    explainer.release();
    expect([...took.keys()]).toEqual(['append-messages']);
    expectCost(
      'a send to a chat that the process does not know',
      costs['a send to a chat that the process does not know'],
      took.get('append-messages'),
    );
  });

  test('takes two where another process was faster', async () => {
    const overtake = () =>
      sql.query('update chat set revision = revision + 1 where id = $1', [decodeId('Chat', customer.chatId)]);
    const send = () => customer.send(customer.chatId, text);
    expectStatements('a send after a wrong guess', await statementsOf(send, overtake));
  });

  test('writes into these indexes and no other', async () => {
    const { rows } = await sql.query<{ name: string }>(
      `select indexname as name from pg_indexes where tablename = 'message' order by indexname`,
      [],
    );
    expect(rows.map(({ name }) => name)).toEqual(messageIndexes);
    expect(costs['a send'].indexEntries).toBe(messageIndexes.length);
  });
});

describe('a page of 50', () => {
  const page = `query ($chatId: ID!) { chat(id: $chatId) { messages(last: 50) {
    edges { node { id seq key sender senderName body sentAt } } pageInfo { hasPreviousPage startCursor } } } }`;

  test('takes two statements once the names are known, and reads 50 messages', async () => {
    const read = async () => {
      const { chat } = await agent.run(page, { chatId: longChat });
      expect(chat.messages.edges).toHaveLength(50);
    };
    await read();
    expectStatements('a page of 50', await statementsOf(read));
    const took = await explainer.costsOf(read);
    const [chat, messages] = [...took.values()];
    expect(took.size).toBe(2);
    expectCost('the chat of a page', costs['the chat of a page'], chat);
    expectCost('a page of 50', costs['a page of 50'], messages);
  });

  test('with all that the desk shows around it takes few more', async () => {
    const open = () => agent.run(String(ConversationEndDocument), { chatId: longChat, last: 50, atDesk: true });
    await open();
    expectStatements('a chat opened at the desk', await statementsOf(open));
  });
});

/** A socket that keeps every frame it was sent. */
class Frames {
  readonly all: string[] = [];
  /** Which history revisions belong to, as the server told it. */
  epoch = '';
  readonly #socket: WebSocket;

  private constructor(credentials: Credentials) {
    const headers = credentials.cookie ? { cookie: credentials.cookie } : {};
    this.#socket = new WebSocket(`${kit.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    this.#socket.on('message', (data: Buffer) => {
      this.all.push(data.toString());
    });
  }

  static async open(credentials: Credentials): Promise<Frames> {
    const frames = new Frames(credentials);
    await once(frames.#socket, 'open');
    const payload = credentials.token && { authorization: `Bearer ${credentials.token}` };
    frames.#say({ type: 'connection_init', payload });
    await frames.until('connection_ack');
    frames.epoch = JSON.parse(frames.all[0]!).payload.epoch;
    return frames;
  }

  run(id: string, document: { toString(): string }, variables: object): void {
    this.#say({ id, type: 'subscribe', payload: { query: document.toString(), variables } });
  }

  /** Resolves when there was a frame with each of these parts. */
  async until(...parts: string[]): Promise<void> {
    while (!this.all.some((frame) => parts.every((part) => frame.includes(part)))) {
      await once(this.#socket, 'message');
    }
  }

  close(): void {
    this.#socket.terminate();
  }

  #say(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }
}

describe('a message to its readers', () => {
  test('takes so many frames and bytes', async () => {
    const { credentials, chatId } = await service.customer();
    await agent.open(chatId);
    const [at, desk] = [await Frames.open(credentials), await Frames.open(agent.credentials)];
    const sockets = [at, desk];
    const { epoch } = at;
    at.run('c', ChatChangesDocument, { chatId, after: 0, epoch, atDesk: false });
    desk.run('c', ChatChangesDocument, { chatId, after: 0, epoch, atDesk: true });
    desk.run('d', DeskChangesDocument, {});
    await Promise.all([at.until('"id":"c"'), desk.until('"id":"c"'), desk.until('"id":"d"', chatId)]);

    const send = async () => {
      const key = randomUUID();
      at.run('s', SendMessageDocument, { chatId, key, text, atDesk: false });
      await Promise.all([
        at.until('"id":"s"', '"next"', key),
        at.until('"id":"c"', '"next"', key),
        desk.until('"id":"c"', '"next"', key),
      ]);
      const sent = at.all.findLast((frame) => frame.includes('"id":"s"') && frame.includes(key))!;
      await desk.until('"id":"d"', JSON.parse(sent).payload.data.sendMessage.id);
    };
    await send();
    await send();
    const before = sockets.map(({ all }) => all.length);
    const sent = await recorded(async () => {
      for (let index = 0; index < 3; index += 1) await send();
    });
    const frames = sockets.flatMap(({ all }, index) => all.slice(before[index]));
    for (const socket of sockets) socket.close();
    const bytes = frames.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);
    expectAtMost('a message that is sent and heard three times', [
      { most: 3 * perMessage.frames, took: frames.length, unit: 'frames' },
      { most: 3 * perMessage.bytes, took: bytes, unit: 'bytes in frames' },
      { most: 3 * perMessage.statements, took: sent.length, unit: 'statements' },
    ]);
  });

  test('is executed once for each of them', async () => {
    const { chatId, credentials } = await service.customer();
    const colleague = await service.agent();
    const sockets = await Promise.all(
      [credentials, agent.credentials, colleague.credentials].map((each) => Frames.open(each)),
    );
    for (const [index, socket] of sockets.entries()) {
      socket.run('c', ChatChangesDocument, { chatId, after: 0, epoch: socket.epoch, atDesk: index > 0 });
      await socket.until('"id":"c"');
    }
    const from = bodies;
    const events = 6;
    for (let event = 0; event < events; event += 1) {
      const key = randomUUID();
      const { sendMessage } = await new Actor(kit, credentials).run(
        'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }',
        { input: { chatId, key, text } },
      );
      expect(sendMessage.__typename).toBe('Message');
      await Promise.all(sockets.map((socket) => socket.until(key)));
    }
    for (const socket of sockets) socket.close();
    expectAtMost(`${events} events that ${sockets.length} readers hear`, [
      { most: executionsPerReader * events * sockets.length, took: bodies - from, unit: 'executions' },
    ]);
    // Whoever counts in another place still counts.
    expect(bodies).toBeGreaterThan(from);
  });
});

test('what was planned while the database was empty reads no more when it is full', async () => {
  const empty = await Kit.start();
  // Whatever analyses a table has every plan that reads it made anew.
  for (const table of ['chat', 'customer', 'message']) {
    await empty.app.sql.query(`alter table ${table} set (autovacuum_enabled = false)`, []);
  }
  const explainer = await Explainer.on(empty.app);
  const at = await empty.service();
  const colleague = await at.onlineAgent();
  /** A customer and an agent talk, and both read what was said. */
  const talk = async () => {
    const { chatId, credentials } = await at.customer();
    const visitor = new Actor(empty, credentials);
    const costs = await explainer.costsOf(async () => {
      await colleague.send(chatId, text);
      await visitor.send(chatId, text);
      const changes = visitor.watch(chatId, 1);
      await changes.next();
      await changes.close();
      const { chat } = await colleague.run(
        `query ($id: ID!) { chat(id: $id) { lastMessage { body } messages(last: 50) { edges { node { senderName } } } } }`,
        { id: chatId },
      );
      expect(chat.messages.edges).toHaveLength(2);
    });
    // Whatever else happens to a chat that just began makes a guess wrong, and what was guessed wrong writes nothing.
    let sent;
    do sent = await explainer.costsOf(() => visitor.send(chatId, text));
    while (sent.has('append-messages'));
    return new Map([...costs, ...sent]);
  };
  const before = await talk();
  await empty.app.sql.query(
    `with u as (
       insert into customer (service_id) select $1 from generate_series(1, 20000) returning id
     ), c as (
       insert into chat (service_id, customer_id, state, language, last_seq, revision)
       select $1, id, 'CLOSED', 'ko', 1, 2 from u returning id, customer_id
     )
     insert into message (id, chat_id, seq, revision, sender, sender_id, body)
     select gen_random_uuid(), id, 1, 2, 'CUSTOMER', customer_id, 'message' from c`,
    [at.id],
  );
  const after = await talk();
  explainer.release();
  for (const name of [
    'append-expected-one',
    'append-messages',
    'chats-by-id',
    'chat-changes',
    'last-messages',
    'messages-backward',
    'sender-names',
  ]) {
    const [small, large] = [before.get(name), after.get(name)];
    if (!small || !large) throw new Error(`${name} was not seen.`);
    expectAtMost(name, [
      { most: small.nodes, took: large.nodes, unit: 'steps of a plan' },
      { most: small.rows, took: large.rows, unit: 'rows' },
      // Indexes are a level or two deeper.
      { most: 2 * small.pages, took: large.pages, unit: 'pages' },
      {
        most: 0,
        took: large.wholeTables.length,
        unit: `tables read from end to end (${large.wholeTables.join(', ')})`,
      },
    ]);
  }
});
