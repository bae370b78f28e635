import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, Kit, type Answer } from '../../test/kit.ts';
import {
  filtersOfTickets,
  makeManyTickets,
  ticketQuery,
  ticketsQuery,
  type ManyTickets,
} from '../../test/many-tickets.ts';
import { explained } from '../../test/plans.ts';

const large = ['ticket', 'ticket_comment', 'ticket_change', 'customer'];

describe('the ticket list at scale', () => {
  const count = 16_000;
  /** Of 16,000 tickets, 32,000 comments and 8,000 customers: 5,000 looks each in the index and in the table, and a few more. */
  const mostRows = 25_000;
  let kit: Kit;
  let many: ManyTickets;
  let ask: (variables: object) => Promise<Answer>;

  beforeAll(async () => {
    kit = await Kit.start();
    many = await makeManyTickets(kit.databaseUrl, count);
    ask = (variables) => kit.run(ticketsQuery, variables, { cookie: many.agent });
  }, 120_000);

  test.each(['CREATED_AT_DESC', 'CREATED_AT_ASC'])(
    'answers every filter by %s without reading a table to its end',
    async (orderBy) => {
      for (const [name, filter] of Object.entries(filtersOfTickets(many))) {
        let after: string | null = null;
        for (const page of ['first', 'later']) {
          let answer: Answer;
          const work = await explained(kit.app, async () => {
            answer = await ask({ filter, orderBy, first: 20, after });
          });
          after = answer.tickets.pageInfo.endCursor;
          const whole = work.wholeTables.filter((table) => large.includes(table));
          expect({ name, page, whole, isBounded: work.rows < mostRows }).toEqual({
            name,
            page,
            whole: [],
            isBounded: true,
          });
          if (!answer.tickets.pageInfo.hasNextPage) break;
        }
      }
    },
    120_000,
  );

  test('finds every ticket with a text and no other, whether the text is rare or frequent', async () => {
    for (const text of ['한라봉', '배송이 언제', 'LIKE A refund', '남궁하', 'D-2026-000123', 'customer77@']) {
      const { rows } = await kit.app.sql.query<{ id: string }>(
        `select 'Ticket_' || t.id as id from ticket t join customer u on u.id = t.customer_id
         where t.title ilike $1 or t.content ilike $1 or t.number ilike $1 or u.name ilike $1 or u.email ilike $1
           or exists (select from ticket_comment c where c.ticket_id = t.id and c.body ilike $1)
         order by t.created_at desc, t.id desc`,
        [`%${text}%`],
      );
      expect(rows.length).toBeGreaterThan(0);
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const { tickets } = await ask({ filter: { text }, first: 100, after });
        ids.push(...tickets.edges.map(({ node }: Answer) => node.id));
        after = tickets.pageInfo.hasNextPage ? tickets.pageInfo.endCursor : null;
      } while (after !== null);
      expect(ids).toEqual(rows.map(({ id }) => id));
    }
  });

  test('counts what waits without counting to the end', async () => {
    const counted = 'query { ticketCounts { unassigned open pending } }';
    const { ticketCounts } = await kit.run(counted, {}, { cookie: many.agent });
    expect(ticketCounts.unassigned).toBe(count / 100);
    expect(ticketCounts.open).toBeGreaterThan(0);
    await kit.app.sql.query(`update ticket set status = 'NEW', assignee_id = null`, []);
    await kit.app.sql.query('vacuum analyze ticket', []);
    const work = await explained(kit.app, () => kit.run(counted, {}, { cookie: many.agent }));
    expect(work.rows).toBeLessThan(2_500);
    expect((await kit.run(counted, {}, { cookie: many.agent })).ticketCounts.unassigned).toBe(1_000);
  });
});

describe('a list of tickets, and one of them', () => {
  test('take as many statements for a hundred as for ten', async () => {
    const kit = await Kit.start();
    const many = await makeManyTickets(kit.databaseUrl, 200);
    const by = { cookie: many.agent };
    const list = (first: number) => kit.statementsOf(() => kit.run(ticketsQuery, { first }, by));
    expect(await list(100)).toBe(await list(10));
    expect(await list(100)).toBeLessThanOrEqual(6);
    const { tickets } = await kit.run(ticketsQuery, { first: 1 }, by);
    const { id } = tickets.edges[0].node;
    const detail = () => kit.statementsOf(() => kit.run(ticketQuery, { id }, by));
    const few = await detail();
    await kit.app.sql.query(
      `insert into ticket_comment (id, ticket_id, revision, kind, body)
       select gen_random_uuid(), replace($1, 'Ticket_', '')::uuid, 10 + n, 'CUSTOMER', 'more' from generate_series(1, 400) n`,
      [id],
    );
    expect(await detail()).toBe(few);
    expect((await kit.run(ticketQuery, { id }, by)).ticket.comments).toHaveLength(200);
    expect(few).toBeLessThanOrEqual(8);
  });

  test('show all comments and changes page by page, in either direction, past what one of them lists', async () => {
    const kit = await Kit.start();
    const service = await kit.service();
    const agent = await service.onlineAgent({ canTicket: true });
    const customer = await service.customer();
    const { createTicket } = await agent.run(
      `mutation ($type: ID!, $customer: ID!) { createTicket(input: { inquiryTypeId: $type, customerId: $customer, title: "t", content: "c" }) {
        ... on Ticket { id } } }`,
      { type: service.inquiryTypeId, customer: customer.id },
    );
    const { id } = createTicket;
    // Of the changes three come with each revision, so a page ends within one.
    await kit.app.sql.query(
      `with t as (select replace($1, 'Ticket_', '')::uuid as id), c as (
         insert into ticket_comment (id, ticket_id, revision, kind, body)
         select gen_random_uuid(), t.id, 100 + n, case when n % 2 = 0 then 'NOTE' else 'CUSTOMER' end, n::text from t, generate_series(1, 250) n)
       insert into ticket_change (ticket_id, revision, field, before, after)
       select t.id, 100 + n / 3, 'title', null, n::text from t, generate_series(3, 252) n`,
      [id],
    );
    const page = (field: string) =>
      `query ($id: ID!, $first: Int, $last: Int, $after: String, $before: String) { ticket(id: $id) {
        page: ${field}(first: $first, last: $last, after: $after, before: $before) {
          nodes { id } edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
    const walk = async (by: Actor, field: string, isForward: boolean) => {
      const ids: string[] = [];
      let from: object = isForward ? { first: 70 } : { last: 70 };
      for (;;) {
        const { page: read } = (await by.run(page(field), { id, ...from })).ticket;
        const there: string[] = read.nodes.map((node: Answer) => node.id);
        expect(read.edges.map(({ node }: Answer) => node.id)).toEqual(there);
        if (isForward) ids.push(...there);
        else ids.unshift(...there);
        const { hasNextPage, hasPreviousPage, startCursor, endCursor } = read.pageInfo;
        if (!(isForward ? hasNextPage : hasPreviousPage)) return ids;
        from = isForward ? { first: 70, after: endCursor } : { last: 70, before: startCursor };
      }
    };
    const idsOf = async (text: string) =>
      (await kit.app.sql.query<{ id: string }>(text, [id])).rows.map((row) => row.id);
    const comments = await idsOf(
      `select 'TicketComment_' || id as id from ticket_comment where 'Ticket_' || ticket_id = $1 order by revision, id`,
    );
    const changes = await idsOf(
      `select 'TicketChange_' || id as id from ticket_change where 'Ticket_' || ticket_id = $1 order by revision, id`,
    );
    expect([comments.length, changes.length]).toEqual([250, 250]);
    for (const isForward of [true, false]) {
      expect(await walk(agent, 'allComments', isForward)).toEqual(comments);
      expect(await walk(agent, 'allChanges', isForward)).toEqual(changes);
      expect(await walk(customer, 'allComments', isForward)).toHaveLength(125);
      expect(await walk(customer, 'allChanges', isForward)).toEqual([]);
    }
    const { body } = await kit.post(
      JSON.stringify({ query: page('allComments'), variables: { id, after: 'nowhere' } }),
      agent.credentials,
    );
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const listed = (what: string) =>
      kit.statementsOf(() => agent.run(`{ tickets { nodes { allComments(first: 5) { ${what} } } } }`));
    // Both ways to the objects of a page are one reading of it.
    expect(await listed('nodes { id } edges { node { id } }')).toBe(await listed('edges { node { id } }'));
  });
});
