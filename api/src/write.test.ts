import { describe, expect, test } from 'vitest';
import { Kit, type TestService } from '../test/kit.ts';
import { recordChanges } from './access/change-log.service.ts';
import { appendMessages, type NewMessage } from './chat/append-messages.ts';
import { lockChats } from './chat/change-chat.ts';
import { messageId } from './chat/message.entity.ts';
import { NotPermitted } from './errors.ts';
import { decodeId } from './ids.ts';

const kit = await Kit.start();
const { write, sql, bus } = kit.app;

/** What is told on a topic from now on. */
function heard(topic: string): unknown[] {
  const messages: unknown[] = [];
  bus.subscribe(topic, (message) => messages.push(message));
  return messages;
}

const nameOf = async (serviceId: string) =>
  (await sql.query<{ name: string }>('select name from service where id = $1', [serviceId])).rows[0]?.name;

/** Row ids of two open chats, in order. */
async function twoChats(service: TestService): Promise<[string, string]> {
  await service.onlineAgent();
  const customers = [await service.customer(), await service.customer()];
  return customers.map(({ chatId }) => decodeId('Chat', chatId)!).sort() as [string, string];
}

describe('a transaction', () => {
  test('tells after its commit, in order, and nothing when it fails', async () => {
    const service = await kit.service();
    const messages = heard(`test ${service.id}`);
    await write(null, async (tx) => {
      tx.tell(`test ${service.id}`, { n: 1 });
      await tx.sql.query('update service set name = $2 where id = $1', [service.id, 'Told']);
      tx.tell(`test ${service.id}`, { n: 2 });
      expect(messages).toEqual([]);
      expect(await nameOf(service.id)).toBe('Test');
    });
    expect(messages).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await nameOf(service.id)).toBe('Told');
    const failing = write(null, async (tx) => {
      tx.tell(`test ${service.id}`, { n: 3 });
      await tx.sql.query('update service set name = $2 where id = $1', [service.id, 'Never']);
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(messages).toHaveLength(2);
    expect(await nameOf(service.id)).toBe('Told');
  });

  test('has its statements and its unit of work on one connection', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const change = { serviceId: service.id, authorId: decodeId('Agent', admin.id)! };
    const countOf = async (statements = sql) =>
      (await statements.query('select from change_log_entry where service_id = $1', [service.id])).rows.length;
    const abandoned = write({ service: service.id }, async (tx) => {
      recordChanges(tx.em, change, {}, { name: 'a' });
      await tx.em.flush();
      expect([await countOf(tx.sql), await countOf()]).toEqual([1, 0]);
      throw new Error('given up');
    });
    await expect(abandoned).rejects.toThrow('given up');
    expect(await countOf()).toBe(0);
    await write({ service: service.id }, (tx) => recordChanges(tx.em, change, {}, { name: 'a' }));
    expect(await countOf()).toBe(1);
  });

  test('of those of one service waits for the one before it', async () => {
    const service = await kit.service();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await nameOf(service.id);
      order.push(`${name} ends`);
    };
    await Promise.all(['a', 'b'].map((name) => write({ service: service.id }, work(name))));
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('by who is an administrator no more is refused', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const scope = { service: service.id, adminId: decodeId('Agent', agent.id)! };
    await expect(write(scope, () => 'done')).rejects.toBeInstanceOf(NotPermitted);
  });

  test('that locks out of order is a mistake, told at once', async () => {
    const [low, high] = await twoChats(await kit.service());
    await expect(write(null, (tx) => lockChats(tx, [high]).then(() => lockChats(tx, [low])))).rejects.toThrow(
      'in the order',
    );
    await expect(
      write(null, (tx) => {
        tx.willLock('ticket', [low]);
        return lockChats(tx, [high]);
      }),
    ).rejects.toThrow('A chat must be locked before a ticket.');
  });
});

describe('a transaction that PostgreSQL ended because of others', () => {
  test('is begun anew, and what it told before is forgotten', async () => {
    const [a, b] = await twoChats(await kit.service());
    const messages = heard('test deadlock');
    const lock = 'select from chat where id = $1 for no key update';
    let waiting = 0;
    const both = Promise.withResolvers<unknown>();
    let attempts = 0;
    const locking = (first: string, second: string) =>
      write(null, async (tx) => {
        attempts += 1;
        tx.tell('test deadlock', { first });
        await tx.sql.query(lock, [first]);
        waiting += 1;
        if (waiting === 2) both.resolve(null);
        await both.promise;
        await tx.sql.query(lock, [second]);
      });
    await Promise.all([locking(a, b), locking(b, a)]);
    // Whoever was begun anew may be at a row before the one that waited for it wakes up, and meets the other again.
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(messages).toHaveLength(2);
  });

  test('is begun three times more at most', async () => {
    let attempts = 0;
    const failing = write(null, () => {
      attempts += 1;
      throw Object.assign(new Error('again'), { code: '40001' });
    });
    await expect(failing).rejects.toThrow('again');
    expect(attempts).toBe(4);
  });

  test('is repeated where messages are appended, too', async () => {
    const service = await kit.service();
    const [low, high] = await twoChats(service);
    const { rows: chats } = await sql.query<{ id: string; customerId: string }>(
      'select id, customer_id as "customerId" from chat where id = any($1::uuid[])',
      [[low, high]],
    );
    const batch = chats.map(({ id: chatId, customerId: senderId }): NewMessage => {
      const id = messageId(chatId, senderId, 'key');
      return { id, chatId, sender: 'CUSTOMER', senderId, key: 'key', body: 'Hello', masks: null, originals: [] };
    });
    let appending: ReturnType<typeof appendMessages> | undefined;
    await write(null, async (tx) => {
      // Whoever waited longer is ended first; this transaction would rather wait.
      await tx.sql.query(`set local deadlock_timeout = '20s'`, []);
      await tx.sql.query('select from chat where id = $1 for no key update', [high]);
      appending = appendMessages(sql, batch);
      await kit.untilWaiting();
      await tx.sql.query('select from chat where id = $1 for no key update', [low]);
    });
    expect((await appending)?.map(({ outcome }) => outcome)).toEqual(['SENT', 'SENT']);
  });
});
