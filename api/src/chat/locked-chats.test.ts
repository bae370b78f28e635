import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit, type TestCustomer, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import type { Appended, NewMessage } from './append-messages.ts';
import { KnownChats } from './known-chats.ts';
import { messageId } from './message.entity.ts';
import { MessageWriter } from './message-writer.ts';

const kit = await Kit.start();
const { app } = kit;

const rowId = ({ chatId }: TestCustomer) => decodeId('Chat', chatId)!;

const lock = (...customers: readonly TestCustomer[]) => kit.lock('chat', ...customers.map(rowId));

async function customersOf(service: TestService, count: number): Promise<TestCustomer[]> {
  await service.onlineAgent();
  return Promise.all(Array.from({ length: count }, () => service.customer()));
}

async function bodiesOf(customer: TestCustomer): Promise<string[]> {
  const { rows } = await app.sql.query<{ body: string; seq: number }>(
    `select body, seq from message where chat_id = $1 and sender <> 'SYSTEM' order by seq`,
    [rowId(customer)],
  );
  return rows.map(({ body }) => body);
}

/** Sends as clients do: with the same key again until it is acknowledged, should this machine stand still for longer than is waited. */
async function sendUntilAcknowledged(
  customer: TestCustomer,
  text: string,
  key: string = randomUUID(),
): Promise<string> {
  for (;;) {
    try {
      return (await customer.send(customer.chatId, text, key)).body as string;
    } catch (error) {
      if (!String(error).includes('UNAVAILABLE')) throw error;
    }
  }
}

function messageTo(customer: TestCustomer, body: string): NewMessage {
  const [chatId, senderId, key] = [rowId(customer), decodeId('Customer', customer.id)!, randomUUID()];
  const id = messageId(chatId, senderId, key);
  return { id, chatId, sender: 'CUSTOMER', senderId, key, body, masks: null, originals: [] };
}

describe('while a chat is locked', () => {
  test('whatever is sent to other chats is acknowledged, and what is sent to it afterwards, once and in order', async () => {
    const [held, ...others] = await customersOf(await kit.service(), 24);
    const release = await lock(held!);
    let isAnswered = false;
    const sending = Promise.all(
      ['a', 'b', 'c'].map(async (text) => {
        const body = await sendUntilAcknowledged(held!, text, text);
        isAnswered = true;
        return body;
      }),
    );
    for (const text of ['one', 'two', 'three']) {
      const answers = await Promise.all(others.map((other) => other.send(other.chatId, text)));
      expect(answers.map(({ body }) => body)).toEqual(others.map(() => text));
    }
    // A client that gives up waiting sends the same again.
    const again = sendUntilAcknowledged(held!, 'b', 'b');
    expect(isAnswered).toBe(false);
    await release();
    expect(await sending).toEqual(['a', 'b', 'c']);
    expect(await again).toBe('b');
    await held!.send(held!.chatId, 'd');
    const bodies = await bodiesOf(held!);
    expect(bodies.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(bodies.at(-1)).toBe('d');
    for (const other of others) expect(await bodiesOf(other)).toEqual(['one', 'two', 'three']);
  });

  test('what one sender says there is written in the order in which it was said', async () => {
    const [customer] = await customersOf(await kit.service(), 1);
    const writer = new MessageWriter(app.sendSql, new KnownChats(), app.chatFeeds, undefined, Infinity);
    const said: string[] = [];
    const answers: Promise<Appended>[] = [];
    const say = () => {
      said.push(String(said.length));
      answers.push(writer.append(messageTo(customer!, said.at(-1)!)));
    };
    for (let round = 0; round < 3; round += 1) {
      const release = await lock(customer!);
      say();
      say();
      await kit.untilWaiting();
      say();
      const released = release();
      say();
      await released;
      say();
    }
    expect((await Promise.all(answers)).map(({ outcome }) => outcome)).toEqual(said.map(() => 'SENT'));
    expect(await bodiesOf(customer!)).toEqual(said);
  });

  test('and many others are, each goes on as soon as its own lock is gone', async () => {
    const customers = await customersOf(await kit.service(), 9);
    const locked = await Promise.all(customers.map((customer) => lock(customer)));
    const answered = new Set<number>();
    const sending = customers.map(async (customer, index) => {
      await sendUntilAcknowledged(customer, 'x');
      answered.add(index);
    });
    for (let index = customers.length - 1; index >= 0; index -= 1) {
      await locked[index]!();
      await sending[index];
      expect(answered.size).toBe(customers.length - index);
    }
  });

  test('what is sent there is refused in time, in words, and can be sent again', async () => {
    const [held, other] = await customersOf(await kit.service(), 2);
    const hasty = new MessageWriter(app.sendSql, new KnownChats(), app.chatFeeds, undefined, 0);
    const release = await lock(held!);
    const message = messageTo(held!, 'x');
    await expect(hasty.append(message)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    expect(await hasty.append(messageTo(other!, 'y'))).toMatchObject({ outcome: 'SENT' });
    await release();
    expect(await hasty.append(message)).toMatchObject({ outcome: 'SENT' });
    expect(await bodiesOf(held!)).toEqual(['x']);
  });

  test('only so much waits for it', async () => {
    const [held, other] = await customersOf(await kit.service(), 2);
    const writer = new MessageWriter(app.sendSql, new KnownChats(), app.chatFeeds, undefined, Infinity);
    const release = await lock(held!);
    const sending = Array.from({ length: 2_010 }, (_, index) => writer.append(messageTo(held!, String(index))));
    const outcomes = Promise.allSettled(sending);
    // What came last is refused first.
    await expect(sending.at(-1)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    expect(await writer.append(messageTo(other!, 'y'))).toMatchObject({ outcome: 'SENT' });
    await release();
    const sent = (await outcomes).filter(({ status }) => status === 'fulfilled');
    expect(sent).toHaveLength(2_000);
    expect(await bodiesOf(held!)).toEqual(Array.from({ length: 2_000 }, (_, index) => String(index)));
  });

  test('and the connection dies that waits for it, the message sent again is there once', async () => {
    const [held, other] = await customersOf(await kit.service(), 2);
    const release = await lock(held!);
    const loss = { isTold: false };
    const failed = expect(held!.send(held!.chatId, 'x', 'the key')).rejects.toThrow(
      'Something went wrong on our side.',
    );
    void failed.then(() => (loss.isTold = true));
    while (!loss.isTold) await kit.endWaiting();
    await failed;
    const again = sendUntilAcknowledged(held!, 'x', 'the key');
    expect((await other!.send(other!.chatId, 'y')).body).toBe('y');
    await release();
    expect(await again).toBe('x');
    expect(await bodiesOf(held!)).toEqual(['x']);
  });
});
