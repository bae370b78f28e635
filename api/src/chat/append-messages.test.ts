import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { InProcessBus } from '../realtime/bus.ts';
import { appendMessages, type NewMessage } from './append-messages.ts';
import { messageId } from './message.entity.ts';

const bus = new InProcessBus();
const kit = await Kit.start({}, bus);
const other = await Kit.process(kit.databaseUrl, {}, bus);

async function openedChat() {
  const service = await kit.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer();
  const chatId = decodeId('Chat', customer.chatId)!;
  const agentId = decodeId('Agent', agent.id)!;
  const customerId = decodeId('Customer', customer.id)!;
  const from = (sender: NewMessage['sender'], body: string, key: string = randomUUID()): NewMessage => {
    const senderId = sender === 'AGENT' ? agentId : customerId;
    return { id: messageId(chatId, senderId, key), chatId, sender, senderId, key, body, masks: null, originals: [] };
  };
  return { service, agent, customer, chatId, from };
}

async function storedSeqs(chatId: string): Promise<number[]> {
  const { rows } = await kit.app.sql.query<{ seq: number }>('select seq from message where chat_id = $1 order by seq', [
    chatId,
  ]);
  return rows.map(({ seq }) => seq);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('appending messages', () => {
  test('writes a batch of several chats with one statement, in the order given, one revision per chat', async () => {
    const [one, two] = [await openedChat(), await openedChat()];
    const batch = [
      one.from('CUSTOMER', 'a'),
      two.from('CUSTOMER', 'b'),
      one.from('AGENT', 'c'),
      one.from('CUSTOMER', 'd'),
    ];
    const results = await appendMessages(kit.app.sql, batch);
    const sent = results.map((result) => (result.outcome === 'SENT' ? result : null));
    expect(sent.map((result) => [result?.message.body, result?.message.seq])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
      ['d', 3],
    ]);
    expect(new Set([0, 2, 3].map((index) => sent[index]?.message.revision))).toEqual(new Set([3]));
    expect(sent[0]?.chat).toMatchObject({ state: 'ACTIVE', lastSeq: 3, agentUnread: 2, customerUnread: 1 });
  });

  test('makes one message of one key however many processes send it at once, and burns no number', async () => {
    const { from, chatId } = await openedChat();
    for (let round = 0; round < 10; round += 1) {
      const message = from('CUSTOMER', 'same');
      const results = await Promise.all(
        upTo(8).map((index) => appendMessages(index % 2 === 0 ? kit.app.sql : other.app.sql, [message])),
      );
      const outcomes = results.flat();
      expect(outcomes.filter(({ outcome }) => outcome === 'SENT')).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'DUPLICATE')).toHaveLength(7);
    }
    expect(await storedSeqs(chatId)).toEqual(upTo(10));
  });

  test('does not let batches of the same chats wait for each other in a circle', async () => {
    const chats = [await openedChat(), await openedChat(), await openedChat()];
    await Promise.all(
      upTo(40).map((index) => {
        const order = index % 2 === 0 ? chats : chats.toReversed();
        return appendMessages(
          index % 3 === 0 ? kit.app.sql : other.app.sql,
          order.map(({ from }) => from('CUSTOMER', 'x')),
        );
      }),
    );
    for (const { chatId } of chats) expect(await storedSeqs(chatId)).toEqual(upTo(40));
  });

  test('refuses who does not belong to the chat and a chat that does not exist, and still writes the rest', async () => {
    const [one, two] = [await openedChat(), await openedChat()];
    const stranger = { ...one.from('CUSTOMER', 'x'), senderId: two.from('CUSTOMER', '').senderId, id: randomUUID() };
    const nowhere = { ...one.from('CUSTOMER', 'x'), chatId: randomUUID(), id: randomUUID() };
    const results = await appendMessages(kit.app.sql, [stranger, nowhere, one.from('CUSTOMER', 'y')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['DENIED', 'DENIED', 'SENT']);
  });

  test('keeps numbers without holes and one message per key over random batches from two processes', async () => {
    const chats = [await openedChat(), await openedChat()];
    const keys = upTo(12).map(() => randomUUID());
    const send = fc.record({ chat: fc.nat(1), key: fc.nat(11), agent: fc.boolean() });
    const expected = [new Set<string>(), new Set<string>()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(send, { selector: (s) => JSON.stringify(s), maxLength: 8, minLength: 1 }), {
          maxLength: 6,
        }),
        async (batches) => {
          await Promise.all(
            batches.map((batch, index) =>
              appendMessages(
                index % 2 === 0 ? kit.app.sql : other.app.sql,
                batch.map(({ chat, key, agent }) => {
                  expected[chat]!.add(`${key} ${String(agent)}`);
                  return chats[chat]!.from(agent ? 'AGENT' : 'CUSTOMER', String(key), keys[key]);
                }),
              ),
            ),
          );
          for (const index of [0, 1]) {
            expect(await storedSeqs(chats[index]!.chatId)).toEqual(upTo(expected[index]!.size));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a send that races an end', () => {
  test('is either in the chat before the end or refused with ChatEnded, never after it', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { customer, agent, chatId } = await openedChat();
      const [sent, ended] = await Promise.all([
        Promise.all(upTo(5).map(() => customer.send(customer.chatId, 'last words'))),
        agent.end(customer.chatId),
      ]);
      expect(ended.__typename).toBe('Chat');
      const accepted = sent.filter(({ __typename }) => __typename === 'Message');
      const refused = sent.filter(({ __typename }) => __typename === 'ChatEnded');
      expect(accepted.length + refused.length).toBe(5);
      expect(await storedSeqs(chatId)).toEqual(upTo(accepted.length));
    }
  });

  test('is answered the same when it is repeated after the end', async () => {
    const { customer, agent } = await openedChat();
    const key = randomUUID();
    const first = await customer.send(customer.chatId, 'hello', key);
    await agent.end(customer.chatId);
    expect(await customer.send(customer.chatId, 'hello', key)).toEqual(first);
    expect((await customer.send(customer.chatId, 'hello', randomUUID())).__typename).toBe('ChatEnded');
  });
});
