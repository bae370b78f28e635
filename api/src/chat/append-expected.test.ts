import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import type { Statements } from '../sql.ts';
import { appendExpected } from './append-expected.ts';
import type { Appended, NewMessage } from './append-messages.ts';
import { ChatFeeds } from './chat-feed.ts';
import { KnownChats } from './known-chats.ts';
import { messageId } from './message.entity.ts';
import { MessageWriter } from './message-writer.ts';

const kit = await Kit.start();
const open: { close(): void }[] = [];
afterAll(() => {
  for (const each of open) each.close();
});

type Failure = 'BEFORE' | 'AFTER';

/** A process that writes messages: which statements it takes for it, and how they fail. */
function newWriter() {
  const statements: string[] = [];
  const failures = new Map<string, Failure>();
  const { sql } = kit.app;
  const query = async (statement: { name?: string } | string, values?: unknown[]) => {
    // For a single message it has a form of its own.
    const name = ((typeof statement === 'object' ? statement.name : undefined) ?? 'explain').replace(/-one$/, '');
    statements.push(name);
    const failure = failures.get(name);
    failures.delete(name);
    const lost = new Error('Connection terminated unexpectedly');
    if (failure === 'BEFORE') throw lost;
    const result = await sql.query(statement as string, values as unknown[]);
    if (failure === 'AFTER') throw lost;
    return result;
  };
  const watched = { query, isTransaction: false } as unknown as Statements;
  const known = new KnownChats();
  const feeds = new ChatFeeds(sql, kit.app.bus, kit.app.periodic, known);
  open.push(feeds);
  const writer = new MessageWriter(watched, known, feeds);
  return {
    feeds,
    fail: (name: string, when: Failure) => failures.set(name, when),
    send: (...messages: NewMessage[]): Promise<Appended[]> => Promise.all(messages.map((each) => writer.append(each))),
    /** The names of the statements since this was asked for the last time. */
    taken: () => statements.splice(0),
  };
}

/** A chat in which both have spoken, known to the writer. */
async function talkedChat({ send, taken }: ReturnType<typeof newWriter>) {
  const chat = await newChat();
  await send(chat.from('CUSTOMER', 'hello'), chat.from('AGENT', 'hi'));
  taken();
  return chat;
}

async function newChat() {
  const service = await kit.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer();
  const chatId = decodeId('Chat', customer.chatId)!;
  const client = await service.apiClient(['chats:write']);
  const senders = {
    AGENT: decodeId('Agent', agent.id)!,
    CUSTOMER: decodeId('Customer', customer.id)!,
    CLIENT: decodeId('ApiClient', client.id)!,
  };
  const from = (sender: NewMessage['sender'], body: string, key: string = randomUUID()): NewMessage => {
    const senderId = senders[sender];
    return { id: messageId(chatId, senderId, key), chatId, sender, senderId, key, body, masks: null, originals: [] };
  };
  return { service, agent, customer, chatId, from };
}

const masked = (message: NewMessage): NewMessage => ({
  ...message,
  masks: [
    { id: randomUUID(), start: 0, end: 3, kind: null, maskedAt: new Date().toISOString(), agentId: null },
  ] as never,
});

interface Stored {
  seq: number;
  body: string;
  sentAt: Date;
  revision: number;
}

async function storedOf(chatId: string): Promise<Stored[]> {
  const { rows } = await kit.app.sql.query<Stored & { [field: string]: unknown }>(
    'select seq, body, sent_at as "sentAt", revision from message where chat_id = $1 order by seq',
    [chatId],
  );
  return rows;
}

const bodiesOf = async (chatId: string) => (await storedOf(chatId)).map(({ body }) => body);
const outcomesOf = (appended: readonly Appended[]) => appended.map(({ outcome }) => outcome);

describe('messages to chats that are as they were last seen', () => {
  test('are written in one statement, which answers what is then in the database', async () => {
    const writer = newWriter();
    const [one, two] = [await talkedChat(writer), await talkedChat(writer)];
    const sent = await writer.send(one.from('CUSTOMER', 'a'), one.from('AGENT', 'b'), one.from('CUSTOMER', 'c'));
    expect(writer.taken()).toEqual(['append-expected']);
    await writer.send(two.from('AGENT', 'd'));
    expect(writer.taken()).toEqual(['append-expected']);
    expect(await bodiesOf(one.chatId)).toEqual(['hello', 'hi', 'a', 'b', 'c']);
    const change = (await kit.app.chatFeeds.watchChat(one.chatId, 0)[Symbol.asyncIterator]().next()).value;
    const rows = sent.map((appended) => (appended.outcome === 'SENT' ? appended : null));
    expect(rows).toHaveLength(3);
    for (const [index, row] of rows.entries()) expect(change?.messages[index + 2]).toMatchObject({ ...row?.message });
    expect(rows[2]?.chat).toEqual(change?.chat);
  });

  test('are numbered and timed in the order in which they came', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    const bodies = Array.from({ length: 60 }, (_, index) => String(index));
    await writer.send(...bodies.map((body, index) => from(index % 3 === 0 ? 'AGENT' : 'CUSTOMER', body)));
    expect(writer.taken()).toEqual(['append-expected']);
    expect((await bodiesOf(chatId)).slice(2)).toEqual(bodies);
    const { rows } = await kit.app.sql.query(
      `select from message a join message b on b.chat_id = a.chat_id and b.seq = a.seq + 1
       where a.chat_id = $1 and a.sent_at > b.sent_at`,
      [chatId],
    );
    expect(rows).toHaveLength(0);
  });

  test('reach whoever reads the chat as soon as their sender has an answer', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    const reader = writer.feeds.watchChat(chatId, 0)[Symbol.asyncIterator]();
    await reader.next();
    let told: unknown;
    void reader.next().then(({ value }) => (told = value?.messages[0]?.body));
    await writer.send(from('CUSTOMER', 'x'));
    await Promise.resolve();
    expect(told).toBe('x');
    await reader.return?.();
  });
});

describe('a chat that is not as it was last seen', () => {
  test('is written by the full statement, once, and is known again', async () => {
    const writer = newWriter();
    const { from, chatId, customer } = await talkedChat(writer);
    await customer.send(customer.chatId, 'from elsewhere');
    expect(outcomesOf(await writer.send(from('CUSTOMER', 'a')))).toEqual(['SENT']);
    expect(writer.taken()).toEqual(['append-expected', 'append-messages']);
    await writer.send(from('AGENT', 'b'));
    expect(writer.taken()).toEqual(['append-expected']);
    expect(await bodiesOf(chatId)).toEqual(['hello', 'hi', 'from elsewhere', 'a', 'b']);
  });

  test('does not keep a chat beside it from being written as expected', async () => {
    const writer = newWriter();
    const chats = await Promise.all(Array.from({ length: 6 }, () => talkedChat(writer)));
    const [moved] = chats;
    await moved!.customer.send(moved!.customer.chatId, 'from elsewhere');
    writer.taken();
    await writer.send(...chats.map(({ from }) => from('AGENT', 'x')));
    expect(writer.taken().filter((name) => name === 'append-messages')).toHaveLength(1);
    for (const { chatId } of chats) expect((await bodiesOf(chatId)).at(-1)).toBe('x');
  });

  test('is refused when it ended or went to another agent', async () => {
    const writer = newWriter();
    const [ended, transferred] = [await talkedChat(writer), await talkedChat(writer)];
    await ended.agent.end(ended.customer.chatId);
    await transferred.agent.transfer(transferred.customer.chatId, await transferred.service.onlineAgent());
    const appended = await writer.send(ended.from('CUSTOMER', 'a'), transferred.from('AGENT', 'b'));
    expect(outcomesOf(appended)).toEqual(['ENDED', 'DENIED']);
    expect(outcomesOf(await writer.send(transferred.from('CUSTOMER', 'c')))).toEqual(['SENT']);
    expect(await bodiesOf(ended.chatId)).not.toContain('a');
    expect(await bodiesOf(transferred.chatId)).not.toContain('b');
  });
});

describe('what does more to a chat than to be said', () => {
  test('takes the full statement at once: an agent’s first answer, and a chat nobody has seen', async () => {
    const writer = newWriter();
    const { from, chatId } = await newChat();
    await writer.send(from('CUSTOMER', 'a'));
    expect(writer.taken()).toEqual(['append-messages']);
    const [answer] = await writer.send(from('AGENT', 'b'));
    expect(writer.taken()).toEqual(['append-messages']);
    expect(answer).toMatchObject({ outcome: 'SENT', chat: { state: 'ACTIVE', openedAt: expect.any(Date) as Date } });
    await writer.send(from('AGENT', 'c'));
    expect(writer.taken()).toEqual(['append-expected']);
    expect(await bodiesOf(chatId)).toEqual(['a', 'b', 'c']);
  });

  test('takes along what is sent to the same chat beside it, so that the order stays: something masked', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    await writer.send(from('CUSTOMER', 'a'), masked(from('CUSTOMER', '***')), from('AGENT', 'c'));
    expect(writer.taken()).toEqual(['append-messages']);
    expect((await bodiesOf(chatId)).slice(2)).toEqual(['a', '***', 'c']);
    await writer.send(from('AGENT', 'd'));
    expect(writer.taken()).toEqual(['append-expected']);
  });

  test('is refused to whoever does not belong to the chat, and keeps nobody else from it', async () => {
    const writer = newWriter();
    const { from } = await talkedChat(writer);
    const stranger = { ...from('AGENT', 'x'), id: randomUUID(), senderId: randomUUID() };
    expect(outcomesOf(await writer.send(stranger, from('CUSTOMER', 'a')))).toEqual(['DENIED', 'SENT']);
  });
});

describe('a key that was sent before', () => {
  test('is the same message again, and no other message beside it gets lost or a number burnt', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    const message = from('CUSTOMER', 'a');
    const [first] = await writer.send(message);
    const again = await writer.send(message, from('CUSTOMER', 'b'), message);
    expect(outcomesOf(again)).toEqual(['DUPLICATE', 'SENT', 'DUPLICATE']);
    const row = first?.outcome === 'SENT' ? first.message : null;
    expect(again[0]).toEqual({ outcome: 'DUPLICATE', message: row });
    expect((await storedOf(chatId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('makes one message of many at once, from several processes', async () => {
    const writers = [newWriter(), newWriter(), newWriter()];
    const { from, chatId } = await talkedChat(writers[0]!);
    for (const writer of writers) await writer.send(from('AGENT', 'so that every process knows the chat'));
    for (let round = 0; round < 10; round += 1) {
      const message = from('CUSTOMER', `round ${round}`);
      const appended = (await Promise.all(writers.map(({ send }) => send(message, message)))).flat();
      expect(appended.filter(({ outcome }) => outcome === 'SENT')).toHaveLength(1);
      expect(appended.filter(({ outcome }) => outcome === 'DUPLICATE')).toHaveLength(5);
    }
    const stored = await storedOf(chatId);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(stored).toHaveLength(15);
  });
});

describe('a statement that fails', () => {
  test('after its commit fails for the sender, who finds the message when it is sent again', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    const message = from('CUSTOMER', 'a');
    writer.fail('append-expected', 'AFTER');
    await expect(writer.send(message)).rejects.toThrow('Connection terminated');
    expect(outcomesOf(await writer.send(message, from('CUSTOMER', 'b')))).toEqual(['DUPLICATE', 'SENT']);
    expect(await bodiesOf(chatId)).toEqual(['hello', 'hi', 'a', 'b']);
  });

  test('is not repeated for what was written before it: that has its answer', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    const unknown = await newChat();
    // In the lane of the first, whichever lanes there are.
    const beside = { ...unknown.from('CUSTOMER', 'x'), chatId: unlike(chatId) };
    writer.fail('append-messages', 'BEFORE');
    const results = await Promise.allSettled([writer.send(from('CUSTOMER', 'a')), writer.send(beside)]);
    expect(writer.taken()).toEqual(['append-expected', 'append-messages']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await bodiesOf(chatId)).toEqual(['hello', 'hi', 'a']);
  });

  test('because it waits in a circle with others is no failure of a send', async () => {
    const writer = newWriter();
    const { from, chatId } = await talkedChat(writer);
    const second = await talkedChat(writer);
    const [low, high] = [chatId, second.chatId].sort() as [string, string];
    const pool = await kit.app.orm.em.getConnection().getNativeClient();
    const other = await pool.connect();
    try {
      await other.query('begin');
      await other.query('select from chat where id = $1 for no key update', [high]);
      const known = new KnownChats();
      for (const id of [low, high]) {
        const reader = kit.app.chatFeeds.watchChat(id, 0)[Symbol.asyncIterator]();
        known.see((await reader.next()).value!.chat);
        await reader.return?.();
      }
      const written = appendExpected(kit.app.sql, [from('CUSTOMER', 'a'), second.from('CUSTOMER', 'a')], known);
      // PostgreSQL fails whoever has waited a second in the circle first: the other closes it at once, and waits the shorter time.
      const locked = other.query(`do $$ begin
        while not exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))) loop
          perform pg_sleep(0.01);
        end loop;
        perform from chat where id = '${low}' for no key update;
      end $$`);
      expect(await written).toEqual(new Map());
      await locked;
    } finally {
      await other.query('rollback');
      other.release();
    }
  });
});

/** Another id that ends like this one. */
const unlike = (id: string) => randomUUID().slice(0, -1) + id.slice(-1);
