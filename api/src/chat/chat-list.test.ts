import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { recorded } from '../../test/costs.ts';
import { Kit, type Answer, type TestService } from '../../test/kit.ts';
import {
  addLongChat,
  filtersOf,
  makePastChats,
  rareText,
  transcriptQuery,
  type PastChats,
} from '../../test/past-chats.ts';
import { explained } from '../../test/plans.ts';

const query = `query ($filter: ChatFilter, $orderBy: ChatOrder, $first: Int, $after: String, $last: Int, $before: String) {
  chats(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor hasPreviousPage startCursor } } }`;
const orders = ['REQUESTED_AT_DESC', 'REQUESTED_AT_ASC', 'CLOSED_AT_DESC', 'CLOSED_AT_ASC'] as const;

const idsOf = ({ chats }: Answer): string[] => chats.edges.map(({ node }: Answer) => node.id);

type Ask = (variables: object) => Promise<Answer>;

/** The whole list, read forward page by page; between two pages `meanwhile` happens. */
async function paged(ask: Ask, variables: object, first = 3, meanwhile?: () => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const data = await ask({ ...variables, first, after });
    ids.push(...idsOf(data));
    after = data.chats.pageInfo.hasNextPage ? data.chats.pageInfo.endCursor : null;
    if (after !== null) await meanwhile?.();
  } while (after !== null);
  return ids;
}

describe('searching the chat history (S32)', () => {
  let kit: Kit;
  let service: TestService;
  let search: (text: string) => Promise<string[]>;
  let late: string;
  let english: string;
  let named: string;

  beforeAll(async () => {
    kit = await Kit.start();
    service = await kit.service();
    const agent = await service.onlineAgent();
    late = (await service.customer({ message: '지난주에 주문한 상품배송지연 문의', key: randomUUID() })).chatId;
    english = (await service.customer({ message: "It's ORDER 2024-77\\x for Zoë", key: randomUUID() })).chatId;
    named = (await service.customer({ name: '남궁하늘' })).chatId;
    await (await kit.service()).onlineAgent();
    search = async (text) => idsOf(await agent.run(query, { filter: { text } }));
  });

  test('finds a part of a Korean word, down to one syllable', async () => {
    for (const text of ['상품배송지연', '배송', '송지', '배', '연 문의', '의'])
      expect(await search(text)).toEqual([late]);
    for (const text of ['배연', '송배', '뷁']) expect(await search(text)).toEqual([]);
  });

  test('finds Latin letters of either case, digits and signs as they are', async () => {
    for (const text of ['order', 'RDE', 'r', '2024-77', '77\\X', "t's", 'ZOË', 'zoe\u0308']) {
      expect(await search(text)).toEqual([english]);
    }
    for (const text of ['ord_r', 'o%r', "'", '\\', '\\\\', "':*", '& !']) {
      expect(await search(text)).toEqual(["'", '\\'].includes(text) ? [english] : []);
    }
  });

  test('finds Korean that was typed in pieces', async () => {
    expect(await search('배송'.normalize('NFD'))).toEqual([late]);
  });

  test("finds a part of the customer's name", async () => {
    for (const text of ['남궁', '궁하', '늘']) expect(await search(text)).toEqual([named]);
  });

  test('refuses what cannot be in a message or would be in every one', async () => {
    const agent = await service.agent();
    for (const text of ['배'.repeat(101), 'x'.repeat(5_000), '\0', '\ud800', ' \n\t ', '\u202e']) {
      const body = JSON.stringify({ query, variables: { filter: { text } } });
      const { status, body: answer } = await kit.post(body, agent.credentials);
      expect(status).toBe(200);
      expect(answer.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
    for (const text of ['%', '_', '%%', '배'.repeat(100), '🙂', 'ﬁ']) expect(await search(text)).toEqual([]);
  });

  test('knows what was said from the moment it is said, and forgets what no longer stands there', async () => {
    const { chatId } = await service.customer({ message: '제 번호는 010-1234-5678', key: randomUUID() });
    expect(await search('1234-5678')).toEqual([chatId]);
    await kit.app.sql.query(
      `update message set body = '제 번호는 *************' where body like '%010-1234-5678%'`,
      [],
    );
    expect(await search('1234-5678')).toEqual([]);
    expect(await search('번호는 ***')).toEqual([chatId]);
    const { rows } = await kit.app.sql.query(
      `select from message where search_grams(body) @@ search_query('1234-5678')`,
      [],
    );
    expect(rows).toEqual([]);
  });

  test('leaves no sample of what people wrote in the statistics', async () => {
    await kit.app.sql.query('analyze', []);
    const { rows } = await kit.app.sql.query(
      `select tablename, attname from pg_stats
       where tablename in ('message_text_index', 'customer_text_index', 'ticket_text_index')
          or (tablename, attname) in (('message', 'body'), ('customer', 'name'), ('customer', 'found_by'))`,
      [],
    );
    expect(rows).toEqual([]);
  });
});

describe('sorting the chat history (S32)', () => {
  let kit: Kit;
  let service: TestService;
  let ask: Ask;
  /** Chats with their instants, three of a kind each. */
  let chats: { id: string; requested: number; closed: number | null }[];

  const add = async (requested: number, closed: number | null): Promise<{ id: string }> => {
    const { rows } = await kit.app.sql.query<{ id: string }>(
      `with c as (insert into customer (service_id) values ($1) returning id)
       insert into chat (service_id, customer_id, state, language, requested_at, closed_at)
       select $1, id, case when $3::float8 is null then 'WAITING' else 'CLOSED' end, 'ko', to_timestamp($2), to_timestamp($3) from c
       returning 'Chat_' || id as id`,
      [service.id, requested, closed],
    );
    return rows[0]!;
  };

  beforeAll(async () => {
    kit = await Kit.start();
    service = await kit.service();
    const agent = await service.agent();
    ask = (variables) => agent.run(query, variables);
    chats = [];
    for (let index = 0; index < 21; index += 1) {
      const requested = 1_000 + Math.floor(index / 3);
      const closed = index % 5 === 4 ? null : 5_000 + (index % 3);
      chats.push({ ...(await add(requested, closed)), requested, closed });
    }
  });

  /** The ids in the order that is promised: by the instant, chats of the same instant by their ids. */
  const expected = (order: (typeof orders)[number]): string[] => {
    const key = order.startsWith('CLOSED') ? 'closed' : 'requested';
    const sorted = chats
      .filter((chat) => chat[key] !== null)
      .toSorted((a, b) => a[key]! - b[key]! || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    return order.endsWith('ASC') ? sorted : sorted.toReversed();
  };

  test.each(orders)('by %s pages forward and backward over chats of the same instant', async (orderBy) => {
    for (const first of [1, 2, 4, 100]) expect(await paged(ask, { orderBy }, first)).toEqual(expected(orderBy));
    const backward: string[] = [];
    let before: string | null = null;
    do {
      const data: Answer = await ask({ orderBy, last: 4, before });
      backward.unshift(...idsOf(data));
      before = data.chats.pageInfo.hasPreviousPage ? data.chats.pageInfo.startCursor : null;
    } while (before !== null);
    expect(backward).toEqual(expected(orderBy));
  });

  test.each(orders)('by %s misses and repeats none while others come and are closed', async (orderBy) => {
    const there = expected(orderBy);
    let moment = 0;
    const read = await paged(ask, { orderBy }, 2, async () => {
      moment += 1;
      await add(1_000 + (moment % 7), 5_000 + (moment % 3));
      const open = await add(1_000 + (moment % 7), null);
      await kit.app.sql.query(
        `update chat set state = 'CLOSED', closed_at = to_timestamp($2) where 'Chat_' || id = $1`,
        [open.id, 6_000 + moment],
      );
    });
    expect(new Set(read).size).toBe(read.length);
    expect(read.filter((id) => there.includes(id))).toEqual(there);
    await kit.app.sql.query(`delete from chat where service_id = $1 and not 'Chat_' || id = any($2)`, [
      service.id,
      chats.map(({ id }) => id),
    ]);
  });

  test('by the closing lists closed chats only', async () => {
    expect(idsOf(await ask({ orderBy: 'CLOSED_AT_DESC', filter: { states: ['WAITING'] } }))).toEqual([]);
    expect(await paged(ask, { orderBy: 'CLOSED_AT_DESC', filter: { states: ['WAITING', 'CLOSED'] } })).toEqual(
      expected('CLOSED_AT_DESC'),
    );
  });
});

describe('the chat history at scale (S32)', () => {
  const count = 16_000;
  /** Of 16,000 chats, 64,000 messages and 5,300 customers: 5,000 looks at each in the index and in the table, and a few more. */
  const mostRows = 25_000;
  let kit: Kit;
  let past: PastChats;
  let ask: Ask;
  let askOwn: Ask;
  let filters: Record<string, object>;

  beforeAll(async () => {
    kit = await Kit.start();
    past = await makePastChats(kit.databaseUrl, count);
    ask = (variables) => kit.run(query, variables, { cookie: past.lead });
    askOwn = (variables) => kit.run(query, variables, { cookie: past.agent });
    filters = filtersOf(past);
  }, 120_000);

  test.each(orders)(
    'answers every filter by %s without reading a table to its end',
    async (orderBy) => {
      for (const [name, filter] of Object.entries(filters)) {
        for (const [whose, who] of Object.entries({ all: ask, own: askOwn })) {
          let after: string | null = null;
          for (const page of ['first', 'later']) {
            let answer: Answer;
            const work = await explained(kit.app, async () => {
              answer = await who({ filter, orderBy, first: 20, after });
            });
            after = answer.chats.pageInfo.endCursor;
            const what = { name, whose, page };
            expect(work.pages).toBeGreaterThan(0);
            const whole = work.wholeTables.filter((table) =>
              ['chat', 'message', 'message_grams', 'customer'].includes(table),
            );
            expect({ ...what, whole, isBounded: work.rows < mostRows }).toEqual({
              ...what,
              whole: [],
              isBounded: true,
            });
            if (!answer.chats.pageInfo.hasNextPage) break;
          }
        }
      }
    },
    120_000,
  );

  test('finds a rare text, as boundedly, also while nobody takes messages into the index', async () => {
    const search = () => paged(ask, { filter: { text: rareText } }, 100);
    // By their words, because a slow machine has time for what repeats in the background.
    const looks = async () =>
      (await recorded(() => ask({ filter: { text: rareText }, first: 20 }))).filter(({ text }) =>
        text.includes('from message_grams g'),
      );
    const found = await search();
    expect(found).toHaveLength(1);
    expect(await looks()).toHaveLength(1);
    const holder = new pg.Client({ connectionString: kit.databaseUrl });
    await holder.connect();
    onTestFinished(() => holder.end());
    // Whoever would take them in finds another at work.
    await holder.query('begin');
    await holder.query(`update message_grams_fill set filled_until = now() - interval '10 days'`);
    await holder.query('commit; begin; select from message_grams_fill for update');
    expect(await looks()).toHaveLength(1);
    const work = await explained(kit.app, search);
    expect(
      work.wholeTables.filter((table) => ['chat', 'message', 'message_grams', 'customer'].includes(table)),
    ).toEqual([]);
    expect(await search()).toEqual(found);
  });

  test('finds every chat with a text and no other, whether the text is rare or frequent', async () => {
    for (const text of ['제주감귤', '배송이 언제', 'LIKE A refund', '남궁하', '1599']) {
      const { rows } = await kit.app.sql.query<{ id: string }>(
        `select 'Chat_' || c.id as id from chat c join customer u on u.id = c.customer_id
         where coalesce(u.name, 'guest-' || right(u.id::text, 4)) ilike $1 or exists (select from message m where m.chat_id = c.id and m.body ilike $1)
         order by c.requested_at desc, c.id desc`,
        [`%${text}%`],
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(await paged(ask, { filter: { text } }, 100)).toEqual(rows.map(({ id }) => id));
    }
  });

  test('pauses where few chats hold to the filter, and goes on until all are found', async () => {
    await kit.app.sql.query(
      `update chat set answered_at = null where id not in (
         select id from (select id, row_number() over (order by id) as n from chat where state = 'CLOSED') c where n % 2500 = 0)`,
      [],
    );
    const filter = { processed: true };
    for (const orderBy of orders) {
      const { rows } = await kit.app.sql.query<{ id: string }>(
        `select 'Chat_' || id as id from chat where answered_at is not null
         order by ${orderBy.replace(/_(ASC|DESC)/, ' $1')}, id ${orderBy.split('_').at(-1) ?? ''}`,
        [],
      );
      const expected = rows.map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(3);
      const first = await ask({ filter, orderBy, first: 20 });
      expect(idsOf(first)).toEqual(expected.slice(0, idsOf(first).length));
      expect(idsOf(first).length).toBeLessThan(expected.length);
      expect(first.chats.pageInfo.hasNextPage).toBe(true);
      expect(await paged(ask, { filter, orderBy }, 20)).toEqual(expected);
      const last = await ask({ filter, orderBy, last: 20 });
      expect(idsOf(last)).toEqual(expected.slice(-idsOf(last).length));
      expect(last.chats.pageInfo.hasPreviousPage).toBe(true);
    }
  });
});

describe('opening a long chat (S32)', () => {
  test('takes as many statements for 10,000 messages as for 100', async () => {
    const kit = await Kit.start();
    const service = await kit.service();
    const agent = await service.agent();
    const statementsFor = async (messages: number) => {
      const chatId = await addLongChat(kit.app.sql, service.id, messages);
      const read = async () => {
        const { chat } = await agent.run(transcriptQuery, { chatId });
        expect(chat.messages.edges).toHaveLength(100);
        expect(chat.messages.edges.at(-1).node.seq).toBe(messages);
      };
      const follow = async () => {
        const events = agent.watch(chatId, messages);
        const { chatChanges } = await events.next();
        expect(chatChanges.messages.map(({ seq }: Answer) => seq)).toEqual([messages]);
        await events.onClose();
      };
      return [await kit.statementsOf(read), await kit.statementsOf(follow)];
    };
    const few = await statementsFor(100);
    expect(await statementsFor(10_000)).toEqual(few);
  }, 60_000);
});
