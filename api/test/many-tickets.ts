import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { draw, givenNames, hash, makeService, number, pick, sentences, surnames } from './past-chats.ts';

/** A service with many tickets and what can be asked of them. */
export interface ManyTickets {
  /** Cookie of an agent with the ticket right. */
  agent: string;
  agentId: string;
  /** An inquiry type at the top of the tree, and one below another. */
  topTypeId: string;
  typeId: string;
  customerId: string;
  /** The middle third of the time in which they were made. */
  from: Date;
  to: Date;
}

/** About one ticket in 10,000 has this in its title. */
export const rareTitle = '한라봉세트';
const agents = 20;

/** Puts a service with so many tickets, two comments and two changes each, into a database, and signs one of its agents in. */
export async function makeManyTickets(databaseUrl: string, count: number): Promise<ManyTickets> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const token = randomBytes(32).toString('base64url');
    const { rows: known } = await client.query<{ id: string }>(`select id from service where slug = 'tickets'`);
    const service = known[0]?.id ?? (await fill(client, count));
    await client.query(
      `insert into session (account_id, agent_id, token_hash, expires_at)
       select account_id, id, $2, now() + interval '1 day' from agent where service_id = $1 and name = 'Agent 1'`,
      [service, hash(token)],
    );
    const { rows } = await client.query<Omit<ManyTickets, 'agent'>>(
      `select 'Agent_' || (select id from agent where service_id = $1 and name = 'Agent 3') as "agentId",
         'InquiryType_' || (select id from inquiry_type where service_id = $1 and parent_id is null order by id limit 1) as "topTypeId",
         'InquiryType_' || (select id from inquiry_type where service_id = $1 and parent_id is not null order by id limit 1) as "typeId",
         'Customer_' || (select customer_id from ticket where service_id = $1 limit 1) as "customerId",
         now() - $2::int * interval '40 seconds' as "from", now() - $2::int * interval '20 seconds' as "to"`,
      [service, count],
    );
    return { agent: `damso_session=${token}`, ...rows[0]! };
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, count: number): Promise<string> {
  await client.query(`set synchronous_commit = off; set session_replication_role = replica`);
  const service = await makeService(client, 'tickets', agents);
  const customers = Math.ceil(count / 2);
  await client.query(
    `with top as (
         insert into inquiry_type (service_id, name, position)
         select $1, jsonb_build_object('ko', 'Top ' || n, 'en', null), n from generate_series(1, 5) n returning id
       )
       insert into inquiry_type (service_id, parent_id, name, position)
       select $1, top.id, jsonb_build_object('ko', 'Leaf ' || n, 'en', null), n from top, generate_series(1, 4) n`,
    [service],
  );
  await client.query(
    `insert into customer (service_id, name, email)
       select $1, ${pick(surnames, 'n')} || ${pick(givenNames, 'n / 7')}, 'customer' || n || '@bench.test' from generate_series(1, $2::int) n`,
    [service, customers],
  );
  await number(client, service, { an_agent: 'agent', a_type: 'inquiry_type', a_customer: 'customer' });
  // One in a hundred waits for somebody, two are being worked on, one is pending; the rest is finished.
  await client.query(
    `insert into ticket (service_id, number, inquiry_type_id, title, content, status, priority, channel, language, customer_id, email,
         assignee_id, revision, created_at, changed_at)
       select $1, 'D-2026-' || to_char(p.n, 'FM999999000000'), t.id,
         case when p.n % 10000 = 7 then '${rareTitle} 문의' else ${pick(sentences, 'p.n * 4')} end,
         ${pick(sentences, 'p.n * 8 + 3')} || ' ' || ${pick(sentences, 'p.n * 16 + 5')} || ' ' || p.n, status,
         (array['LOW', 'NORMAL', 'NORMAL', 'NORMAL', 'HIGH', 'URGENT'])[1 + p.n % 6],
         (array['CHAT', 'HELP_CENTER', 'MANUAL'])[1 + p.n % 3], 'ko', u.id, null, case when status <> 'NEW' then a.id end, 3,
         p.at, p.at
       from (select n, now() - ($2::int - n) * interval '1 minute' as at,
           case n % 100 when 0 then 'NEW' when 1 then 'OPEN' when 2 then 'OPEN' when 3 then 'PENDING' when 4 then 'RESOLVED' else 'CLOSED' end as status
         from generate_series(1, $2::int) n) p
       join a_customer u on u.n = ${draw('p.n', 'customer', customers)}
       join an_agent a on a.n = ${draw('p.n', 'agent', agents)}
       join a_type t on t.n = ${draw('p.n', 'type', 25)}`,
    [service, count],
  );
  await client.query(
    `insert into ticket_comment (id, ticket_id, revision, kind, author_id, body, created_at)
       select gen_random_uuid(), t.id, k + 1, (array['REPLY', 'NOTE'])[k], t.assignee_id,
         ${pick(sentences, 'hashtext(t.number)::bigint + k')} || ' ' || t.number, t.created_at + k * interval '1 minute'
       from ticket t, generate_series(1, 2) k where t.service_id = $1`,
    [service],
  );
  await client.query(
    `insert into ticket_change (ticket_id, revision, author_id, field, before, after, changed_at)
       select t.id, k + 1, t.assignee_id, 'status', 'NEW', t.status, t.created_at + k * interval '1 minute'
       from ticket t, generate_series(1, 2) k where t.service_id = $1`,
    [service],
  );
  for (const table of ['ticket', 'ticket_comment', 'ticket_change', 'customer'])
    await client.query(`vacuum analyze ${table}`);
  return service;
}

/** Every filter of the ticket list, alone and in combinations that are hard on an index. */
export function filtersOfTickets(many: ManyTickets): Record<string, object> {
  const { agentId, topTypeId, typeId, customerId } = many;
  const [from, to] = [many.from, many.to].map((at) => at.toISOString());
  return {
    'no filter': {},
    'mine, open': { mine: true, statuses: ['OPEN'] },
    'mine, not finished': { mine: true, statuses: ['NEW', 'OPEN', 'PENDING'] },
    unassigned: { unassigned: true },
    closed: { statuses: ['CLOSED'] },
    pending: { statuses: ['PENDING'] },
    'not finished': { statuses: ['NEW', 'OPEN', 'PENDING'] },
    assignee: { assigneeId: agentId },
    'assignee, resolved': { assigneeId: agentId, statuses: ['RESOLVED'] },
    channel: { channel: 'CHAT' },
    'never seen channel': { channel: 'API' },
    urgent: { priority: 'URGENT' },
    type: { inquiryTypeId: typeId },
    'type and those below': { inquiryTypeId: topTypeId },
    customer: { customerId },
    period: { from, to },
    'rare text': { text: rareTitle },
    'frequent text': { text: '배송' },
    'absent text': { text: '없는글자' },
    'number of one': { text: 'D-2026-000123' },
    "part of a customer's name": { text: '남궁하' },
    'e-mail of one': { text: 'customer77@bench' },
    'assignee, type, urgent, frequent text': {
      assigneeId: agentId,
      inquiryTypeId: topTypeId,
      priority: 'URGENT',
      text: '배송',
    },
    'unassigned, absent text, period': { unassigned: true, text: '없는글자', from, to },
  };
}

/** What the console's list asks for. */
export const ticketsQuery = `query ($filter: TicketFilter, $orderBy: TicketOrder, $first: Int, $after: String) {
  tickets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges { node { id number title status priority channel tags createdAt assignee { name } customer { name email }
      inquiryType { name } chat { id } } }
    pageInfo { hasNextPage endCursor } } }`;

/** What the console's page of one ticket asks for. */
export const ticketQuery = `query ($id: ID!) { ticket(id: $id) {
  id number title content status nextStatuses priority channel email assignee { name } creator { name }
  customer { name email phone } inquiryType { name } chat { id title }
  comments { id kind body author { name } createdAt } changes { field before after author { name } changedAt } } }`;
