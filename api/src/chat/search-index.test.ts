import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { addLongChat } from '../../test/past-chats.ts';
import { vacuumsOf } from '../../test/traces.ts';
import { Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { createLog } from '../log.ts';
import { Periodic } from '../periodic.ts';
import type { Write } from '../write.ts';
import { appendMessages } from './append-messages.ts';
import { messageId } from './message.entity.ts';
import { SearchIndex } from './search-index.ts';

const kit = await Kit.start();
const other = await Kit.process(kit.databaseUrl);
const { sql } = kit.app;

interface Scene {
  service: TestService;
  agent: TestAgent;
  customer: TestCustomer;
  /** Which chats are found by a text. */
  search: (text: string) => Promise<string[]>;
}

async function scene(): Promise<Scene> {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent();
  const customer = await service.customer();
  const search = async (text: string) => {
    const { chats } = await agent.run(
      'query ($text: String) { chats(filter: { text: $text }) { edges { node { id } } } }',
      { text },
    );
    return chats.edges.map(({ node }: Answer) => node.id);
  };
  return { service, agent, customer, search };
}

/** Korean nobody else says. */
function word(): string {
  return Array.from(randomUUID().replaceAll('-', '').slice(0, 8), (digit) =>
    String.fromCodePoint(0xac00 + Number.parseInt(digit, 16) * 700 + Math.floor(Math.random() * 700)),
  ).join('');
}

/** As if everything had been said, and taken in, so much earlier. */
const pass = (time = '10 seconds') =>
  sql.query(
    `with m as (update message set sent_at = sent_at - $1::interval)
     update message_grams_fill set filled_until = filled_until - $1::interval`,
    [time],
  );

/** What has been said so far goes into the index, by this process unless another is just at it. */
async function takeIn(index = kit.app.searchIndex): Promise<void> {
  await pass();
  await index.look();
  await expect
    .poll(async () => {
      const { rows } = await sql.query(
        `select from message where sent_at > (select filled_until from message_grams_fill) and sent_at < now() - interval '5 seconds'`,
        [],
      );
      return rows.length;
    })
    .toBe(0);
}

/** How many messages the index has for a text. */
async function indexed(text: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from message_grams where grams @@ search_query($1)',
    [text],
  );
  return rows[0]!.count;
}

/** Somebody else's connection to the database. */
async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: kit.databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A process of its own whose transactions do something when their work is done, before they are committed. */
function processThat(beforeCommit: () => Promise<void>): SearchIndex {
  const write: Write = (scope, work) =>
    kit.app.write(scope, async (tx) => {
      const result = await work(tx);
      await beforeCommit();
      return result;
    });
  const periodic = new Periodic(createLog('silent'));
  onTestFinished(() => periodic.close());
  return new SearchIndex({ write, periodic });
}

const mask = async (agent: TestAgent, { id, revision, body }: Answer): Promise<string> => {
  const { maskMessage } = await agent.run(
    'mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { ... on Message { masks { id } } } }',
    { input: { messageId: id, revision, start: 0, end: body.length } },
  );
  return maskMessage.masks[0].id;
};

describe('a text', () => {
  test('is found at once, when it was taken in, and after a process died while it did that', async () => {
    const { customer, search } = await scene();
    const text = word();
    const expectFound = async () => {
      for (const part of [text, text.slice(2, 5), text.slice(-2)])
        expect(await search(part)).toEqual([customer.chatId]);
    };
    await customer.send(customer.chatId, text);
    expect(await indexed(text)).toBe(0);
    await expectFound();
    const dying = processThat(() => Promise.reject(new Error('killed')));
    await pass();
    // Unless a look of one of the others was first.
    await dying.look().catch((error: unknown) => expect(error).toEqual(new Error('killed')));
    await expectFound();
    await takeIn(other.app.searchIndex);
    expect(await indexed(text)).toBe(1);
    await expectFound();
    await takeIn();
    expect(await indexed(text)).toBe(1);
  });

  test('is taken in by one of many who look at once, of many messages all', async () => {
    const { customer, search } = await scene();
    const text = word();
    const count = 2_500;
    await sql.query(
      `insert into message (id, chat_id, seq, revision, sender, body, sent_at)
       select gen_random_uuid(), $1, 1000 + n, 1, 'SYSTEM', $2 || n, clock_timestamp() from generate_series(1, ${count}) n`,
      [decodeId('Chat', customer.chatId), text],
    );
    await pass();
    await Promise.all([kit, other, kit, other].map(({ app }) => app.searchIndex.look()));
    await takeIn();
    expect(await indexed(text)).toBe(count);
    expect(await search(`${text}2500`)).toEqual([customer.chatId]);
  });

  test('is not passed over when its transaction is committed long after others', async () => {
    const { customer, search } = await scene();
    const [late, early] = [word(), word()];
    const slow = await connected();
    await slow.query('begin');
    await slow.query(
      `insert into message (id, chat_id, seq, revision, sender, body, sent_at)
       values (gen_random_uuid(), $1, 1000, 1, 'SYSTEM', $2, clock_timestamp())`,
      [decodeId('Chat', customer.chatId), late],
    );
    const neighbour = await scene();
    await neighbour.customer.send(neighbour.customer.chatId, early);
    // Longer than messages are left alone anyway.
    const { rows } = await sql.query<{ at: Date }>(`select clock_timestamp() + interval '3.5 seconds' as at`, []);
    await expect
      .poll(async () => (await sql.query<{ now: Date }>('select now()', [])).rows[0]!.now.getTime(), {
        timeout: 10_000,
      })
      .toBeGreaterThan(rows[0]!.at.getTime());
    await kit.app.searchIndex.look();
    expect([await indexed(early), await indexed(late)]).toEqual([0, 0]);
    expect(await neighbour.search(early)).toEqual([neighbour.customer.chatId]);
    await slow.query('commit');
    expect(await search(late)).toEqual([customer.chatId]);
    await kit.app.searchIndex.look();
    expect([await indexed(early), await indexed(late)]).toEqual([1, 1]);
    expect(await search(late)).toEqual([customer.chatId]);
  });

  test('is found also when the clock was set back', async () => {
    const { customer, search } = await scene();
    const text = word();
    await takeIn();
    // The database has been an hour ahead until now.
    await sql.query(`update message_grams_fill set filled_until = now() + interval '1 hour'`, []);
    await kit.app.searchIndex.look();
    await customer.send(customer.chatId, text);
    expect(await search(text)).toEqual([customer.chatId]);
    await takeIn();
    expect(await indexed(text)).toBe(1);
  });
});

describe('a text that no longer stands there', () => {
  test('leaves the index with its mask, whether or not it was taken in, and comes back when it is released', async () => {
    const { agent, customer, search } = await scene();
    for (const isTakenIn of [true, false]) {
      const text = word();
      const message = await customer.send(customer.chatId, text);
      if (isTakenIn) await takeIn();
      const maskId = await mask(agent, message);
      expect([await indexed(text), await search(text)]).toEqual([0, []]);
      await takeIn();
      expect([await indexed(text), await search(text)]).toEqual([0, []]);
      await agent.run('mutation ($id: ID!) { unmaskMessage(maskId: $id) { __typename } }', { id: maskId });
      expect([await indexed(text), await search(text)]).toEqual([1, [customer.chatId]]);
    }
  });

  test('stays away when it is masked while it is being taken in', async () => {
    const { agent, customer, search } = await scene();
    const text = word();
    const message = await customer.send(customer.chatId, text);
    let masked: Promise<string> | undefined;
    let isMasked = false;
    await takeIn(
      processThat(async () => {
        if (masked) return;
        masked = mask(agent, message).finally(() => (isMasked = true));
        // Unless there was nothing left to take in, and nothing is locked.
        await kit.untilWaiting('update message', { isOver: () => isMasked });
      }),
    );
    // Where another process was at it first there was nobody to wait for.
    await (masked ?? mask(agent, message));
    expect([await indexed(text), await search(text)]).toEqual([0, []]);
  });

  test('is taken in as it stands after who is just changing it, and as it was if that is taken back', async () => {
    const { customer } = await scene();
    /** Somebody who is just changing a message that is not taken in yet. */
    const changing = async (): Promise<{ before: string; after: string; writer: pg.Client }> => {
      const [before, after] = [word(), word()];
      const { id } = await customer.send(customer.chatId, before);
      await pass();
      const writer = await connected();
      await writer.query('begin');
      await writer.query('update message set body = $2 where id = $1', [decodeId('Message', id), after]);
      if ((await indexed(before)) === 0) return { before, after, writer };
      // A look that a process took by itself was faster.
      await writer.query('rollback');
      return changing();
    };
    for (const end of ['commit', 'rollback']) {
      const { before, after, writer } = await changing();
      const look = kit.app.searchIndex.look();
      await kit.untilWaiting('message_grams');
      await writer.query(end);
      await look;
      await takeIn(other.app.searchIndex);
      expect([await indexed(before), await indexed(after)]).toEqual(end === 'commit' ? [0, 1] : [1, 0]);
    }
  });

  test('leaves the index when a comment is replaced, a person is erased, or the message is deleted', async () => {
    const { service, agent, customer } = await scene();
    const [said, comment, corrected] = [word(), word(), word()];
    await customer.send(customer.chatId, said);
    await agent.send(customer.chatId, 'hello');
    const rate = (text: string) =>
      customer.run(`mutation ($input: RateChatInput!) { rateChat(input: $input) { __typename } }`, {
        input: { chatId: customer.chatId, verdict: 'SATISFIED', comment: text },
      });
    await agent.end(customer.chatId);
    await rate(comment);
    await takeIn();
    expect([await indexed(said), await indexed(comment)]).toEqual([1, 1]);
    await rate(corrected);
    expect([await indexed(comment), await indexed(corrected)]).toEqual([0, 1]);
    const { eraseCustomer } = await (
      await service.admin()
    ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: customer.id });
    expect(eraseCustomer.__typename).toBe('Customer');
    expect([await indexed(said), await indexed(corrected)]).toEqual([0, 0]);
    const neighbour = await scene();
    const gone = word();
    const { id } = await neighbour.customer.send(neighbour.customer.chatId, gone);
    await takeIn();
    expect(await indexed(gone)).toBe(1);
    await sql.query('delete from message where id = $1', [decodeId('Message', id)]);
    expect(await indexed(gone)).toBe(0);
  });

  test('leaves the files of the index with the next vacuum', async () => {
    const { agent, customer } = await scene();
    const vacuums = () => vacuumsOf(sql, 'message_grams');
    const message = await customer.send(customer.chatId, word());
    await takeIn();
    await kit.app.vacuum.run();
    const before = await vacuums();
    await mask(agent, message);
    await kit.app.vacuum.run();
    expect(await vacuums()).toBe(before + 1);
  });
});

describe('sending', () => {
  test('writes chats and messages and nothing else, and no index of texts', async () => {
    const { customer } = await scene();
    const [chatId, senderId] = [decodeId('Chat', customer.chatId)!, decodeId('Customer', customer.id)!];
    const [one, two] = ['one', 'two'].map((key) => ({
      id: messageId(chatId, senderId, key),
      ...{ chatId, sender: 'CUSTOMER' as const, senderId, key, body: word(), masks: null, originals: [] },
    }));
    const written = await kit.app.write(null, async ({ sql: inside }) => {
      // Counted by connection, until it tells the server.
      const counts = async () => {
        const { rows } = await inside.query<{ name: string; count: number }>(
          `select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as count from pg_stat_xact_user_tables order by 1`,
          [],
        );
        return rows;
      };
      const before = new Map((await counts()).map(({ name, count }) => [name, count]));
      const [appended] = await appendMessages(inside, [one!, two!]);
      expect(appended?.outcome).toBe('SENT');
      return (await counts()).filter(({ name, count }) => count > (before.get(name) ?? 0)).map(({ name }) => name);
    });
    expect(written).toEqual(['chat', 'message']);
    const { rows: indexes } = await sql.query<{ name: string }>(
      `select indexname as name from pg_indexes where tablename = 'message' order by 1`,
      [],
    );
    expect(indexes.map(({ name }) => name)).toEqual([
      'message_chat_id_revision_index',
      'message_chat_id_seq_unique',
      'message_pkey',
      'message_sent_at_index',
    ]);
    const { rows: triggers } = await sql.query(
      `select from information_schema.triggers where event_object_table = 'message' and event_manipulation = 'INSERT'`,
      [],
    );
    expect(triggers).toEqual([]);
  });

  test('leaves a process alone that has nothing to take in', async () => {
    await takeIn();
    const mark = async () => (await sql.query('select xmin, xmax, filled_until from message_grams_fill', [])).rows;
    const before = await mark();
    await kit.app.searchIndex.look();
    expect(await mark()).toEqual(before);
  });

  test('does not keep a process that ends, however long it rests between two batches', async () => {
    const own = await Kit.start();
    await own.app.periodic.close();
    const { id } = await own.service();
    await addLongChat(own.app.sql, id, 501);
    await own.app.sql.query(
      `with m as (update message set sent_at = now() - seq * interval '1 minute')
       update message_grams_fill set filled_until = now() - interval '1 day'`,
      [],
    );
    const batch = Promise.withResolvers<undefined>();
    const begun = performance.now();
    const clock = vi.spyOn(performance, 'now');
    onTestFinished(() => clock.mockRestore());
    const write: Write = (scope, work) =>
      own.app.write(scope, async (tx) => {
        const result = await work(tx);
        // It took an hour.
        clock.mockReturnValue(begun + 3_600_000);
        batch.resolve(undefined);
        return result;
      });
    const periodic = new Periodic(createLog('silent'));
    const looked = new SearchIndex({ write, periodic }).look();
    await batch.promise;
    await Promise.all([periodic.close(), looked]);
    const { rows } = await own.app.sql.query('select from message_grams', []);
    expect(rows).toHaveLength(500);
  });
});
