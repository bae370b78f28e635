import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Statements } from '../src/sql.ts';

/** A service with many past chats and what can be asked of them. */
export interface PastChats {
  serviceId: string;
  /** Cookie of an agent who sees every chat. */
  lead: string;
  /** Cookie of an agent who sees only the own chats. */
  agent: string;
  agentId: string;
  /** A category at the top of the tree, and one at its bottom. */
  topCategoryId: string;
  categoryId: string;
  customerId: string;
  /** The middle third of the time in which they were. */
  from: Date;
  to: Date;
}

/** About one chat in 20,000 says this. */
export const rareText = '제주감귤';
/** About one message in ten says this. */
export const frequentText = '배송';

const agents = 50;
const messagesPerChat = 4;

/** Puts a service with so many past chats into a database, unless it is there already, and signs two of its agents in. */
export async function makePastChats(databaseUrl: string, count: number): Promise<PastChats> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tokens = { lead: randomBytes(32).toString('base64url'), agent: randomBytes(32).toString('base64url') };
    const { rows: known } = await client.query<{ id: string }>(`select id from service where slug = 'history'`);
    const service = known[0]?.id ?? (await fill(client, count));
    await client.query(
      `insert into session (account_id, agent_id, token_hash, expires_at)
       select a.account_id, a.id, t.hash, now() + interval '1 day' from agent a
       join (values ('Agent 1', $2), ('Agent 2', $3)) as t (name, hash) on t.name = a.name where a.service_id = $1`,
      [service, hash(tokens.lead), hash(tokens.agent)],
    );
    const asked = await client.query<Omit<PastChats, 'serviceId' | 'lead' | 'agent'>>(
      `select 'Agent_' || (select id from agent where service_id = $1 and name = 'Agent 3') as "agentId",
         'Category_' || (select id from category where service_id = $1 and parent_id is null order by id limit 1) as "topCategoryId",
         'Category_' || (select id from category where service_id = $1 and name = 'Leaf 1' order by id limit 1) as "categoryId",
         'Customer_' || (select customer_id from chat where service_id = $1 limit 1) as "customerId",
         now() - $2::int * interval '40 seconds' as "from", now() - $2::int * interval '20 seconds' as "to"`,
      [service, count],
    );
    return {
      serviceId: service,
      lead: `damso_session=${tokens.lead}`,
      agent: `damso_session=${tokens.agent}`,
      ...asked.rows[0]!,
    };
  } finally {
    await client.end();
  }
}

/** Set by set; the indexes of the large tables are made afterwards, which is faster. */
async function fill(client: pg.Client, count: number): Promise<string> {
  await client.query(
    `set maintenance_work_mem = '512MB'; set synchronous_commit = off; set session_replication_role = replica`,
  );
  const service = await makeService(client, 'history', agents);
  await client.query(`update agent set sees_all_chats = false where service_id = $1 and name = 'Agent 2'`, [service]);
  const customers = Math.ceil(count / 3);
  // 8 at the top, 4 below each of them, 3 below each of those.
  await client.query(
    `with top as (
         insert into category (service_id, name, position) select $1, 'Top ' || n, n from generate_series(1, 8) n returning id
       ), middle as (
         insert into category (service_id, parent_id, name, position) select $1, top.id, 'Middle ' || n, n from top, generate_series(1, 4) n returning id
       )
       insert into category (service_id, parent_id, name, position) select $1, middle.id, 'Leaf ' || n, n from middle, generate_series(1, 3) n`,
    [service],
  );
  await client.query(
    `insert into customer (service_id, name)
       select $1, case when n % 3 > 0 then ${pick(surnames, 'n')} || ${pick(givenNames, 'n / 7')} end from generate_series(1, $2::int) n`,
    [service, customers],
  );
  await number(client, service, { some_agent: 'agent', some_category: 'category', some_customer: 'customer' });
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
       where i.indrelid in ('chat'::regclass, 'message'::regclass, 'message_grams'::regclass)
         and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
  );
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  // One chat in twelve was never answered, one in a thousand is still open, one in six was rated, a fifth of those badly.
  await client.query(
    `insert into chat (service_id, customer_id, agent_id, category_id, state, revision, last_seq, language, requested_at, assigned_at,
         opened_at, answered_at, closed_at, rating_verdict, rated_at)
       select $1, u.id, a.id, g.id, case when p.is_open then 'ACTIVE' else 'CLOSED' end, ${messagesPerChat} + 1, ${messagesPerChat},
         'ko', p.at, p.at, case when p.n % 12 > 0 then p.at end, case when p.n % 12 > 0 then p.at end,
         case when not p.is_open then p.at + (p.n % 50) * interval '1 minute' end,
         case when p.n % 30 = 1 then 'UNSATISFIED' when p.n % 6 = 1 then 'SATISFIED' end, case when p.n % 6 = 1 then p.at end
       from (select n, n > $2::int * 0.999 as is_open, now() - ($2::int - n) * interval '1 minute' as at from generate_series(1, $2::int) n) p
       join some_customer u on u.n = ${draw('p.n', 'customer', customers)}
       join some_agent a on a.n = ${draw('p.n', 'agent', agents)}
       left join some_category g on g.n = ${draw('p.n', 'category', 200)}`,
    [service, count],
  );
  await client.query(
    `insert into message (id, chat_id, seq, revision, sender, sender_id, key, body, sent_at)
       select gen_random_uuid(), c.id, seq, seq + 1, case when seq % 2 = 1 then 'CUSTOMER' else 'AGENT' end,
         case when seq % 2 = 1 then c.customer_id else c.agent_id end, seq::text,
         case when n % 20000 = 7 and seq = 1 then '${rareText} 선물세트 보내 주세요' else ${pick(sentences, 'n * 4 + seq')} end
           || ' ' || ${pick(sentences, 'n * 8 + seq + 3')} || ' ' || n, c.requested_at + seq * interval '20 seconds'
       from (select *, row_number() over (order by requested_at, id) as n from chat where service_id = $1) c,
         generate_series(1, ${messagesPerChat}) seq`,
    [service],
  );
  // What was sent long ago is not waited for by the job.
  await client.query('insert into message_grams select id, search_grams(body) from message on conflict do nothing');
  await client.query('update message_grams_fill set filled_until = now()');
  for (const { definition } of indexes.rows) await client.query(definition);
  await client.query('vacuum analyze chat');
  await client.query('vacuum analyze message');
  await client.query('vacuum analyze message_grams');
  await client.query('vacuum analyze customer');
  return service;
}

/** A service with so many agents who see every chat; its id. */
export async function makeService(client: pg.Client, slug: string, agents: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into service (slug, name, languages, features, help_center_chat, consent_version)
       values ($1, initcap($1), '{ko,en}', '{chat}', true, '1') returning id`,
    [slug],
  );
  const service = rows[0]!.id;
  await client.query(
    `with people as (
         insert into account (email, name)
         select $2 || '-' || n || '@bench.test', 'Agent ' || n from generate_series(1, $3::int) n returning id, email, name
       )
       insert into agent (account_id, service_id, email, name, role, can_chat, joined_at)
       select id, $1, email, name, 'AGENT', true, now() from people order by length(name), name`,
    [service, slug, agents],
  );
  return service;
}

/** Numbers the rows of a service from 1 on, each table in a temporary one of another name. */
export async function number(client: pg.Client, service: string, tables: Record<string, string>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) {
    await client.query(
      `create temporary table ${name} as
         select id, row_number() over (order by id) as n from ${table} where service_id = '${service}'`,
    );
    await client.query(`analyze ${name}`);
  }
}

/** SQL: a number from 1 to `most`, the same for the same `n` and `salt`. */
export const draw = (n: string, salt: string, most: number) =>
  `1 + abs(hashint8(${n} + hashtext('${salt}'))::bigint) % ${most}`;
/** SQL: one of the words. */
export const pick = (words: readonly string[], n: string) =>
  `(array[${words.map((word) => `'${word}'`).join(', ')}])[${draw(`(${n})`, words[0]!, words.length)}]`;

export const hash = (token: string) => createHash('sha256').update(token).digest('base64url');

export const surnames = [
  '김',
  '이',
  '박',
  '최',
  '정',
  '강',
  '조',
  '윤',
  '장',
  '임',
  '한',
  '오',
  '서',
  '신',
  '권',
  '황',
  '안',
  '송',
  '류',
  '홍',
  '남궁',
];
export const givenNames = [
  '하늘',
  '민아',
  '서준',
  '도윤',
  '지우',
  '하은',
  '예준',
  '수빈',
  '지호',
  '서연',
  '주원',
  '은서',
  '시우',
  '채원',
  '현우',
  '유진',
  '태윤',
  '다은',
  '준서',
  '소율',
  '건우',
  '나윤',
  '우진',
  '가은',
  '선우',
  '예린',
  '민재',
  '시은',
  '연우',
  '아린',
  '정우',
  '하린',
  '승우',
  '수아',
];
export const sentences = [
  '안녕하세요 문의드립니다',
  '주문한 상품이 아직 안 왔어요',
  '배송이 언제 되나요',
  '환불을 받고 싶습니다',
  '교환 신청은 어떻게 하나요',
  '결제가 두 번 되었어요',
  '쿠폰이 적용되지 않습니다',
  '회원 정보를 바꾸고 싶어요',
  '비밀번호를 잊어버렸습니다',
  '영수증을 다시 받을 수 있을까요',
  '확인해 보겠습니다 잠시만 기다려 주세요',
  '불편을 드려 죄송합니다',
  '오늘 안으로 처리해 드리겠습니다',
  '주문번호를 알려 주시겠어요',
  '감사합니다 좋은 하루 되세요',
  '다른 색상도 있나요',
  '재입고 알림을 받고 싶어요',
  '포인트가 사라졌어요',
  '사이즈가 맞지 않아요',
  '상품이 파손되어 도착했습니다',
  'Where is my order',
  'I would like a refund please',
  'The coupon does not work',
  'Thank you for waiting',
  'Please tell me your order number',
  'It should arrive tomorrow',
  'Can I change the delivery address',
  '택배 기사님 연락처를 알려 주세요',
  '앱에서 로그인이 안 됩니다',
  '예약 시간을 바꿀 수 있나요',
  '세금계산서 발행 부탁드립니다',
  '제품 사용 방법이 궁금합니다',
];

/** Every filter of the history, alone and in combinations that are hard on an index. */
export function filtersOf(past: PastChats): Record<string, object> {
  const { agentId, categoryId, topCategoryId, customerId } = past;
  const [from, to] = [past.from, past.to].map((at) => at.toISOString());
  return {
    'no filter': {},
    period: { from, to },
    agent: { agentId },
    category: { categoryId },
    'category and those below': { categoryId: topCategoryId },
    closed: { states: ['CLOSED'] },
    open: { states: ['ACTIVE', 'WAITING'] },
    processed: { processed: true },
    unprocessed: { processed: false },
    rated: { rating: 'RATED' },
    unrated: { rating: 'UNRATED' },
    unsatisfied: { rating: 'UNSATISFIED' },
    'unsatisfied in a period': { rating: 'UNSATISFIED', from, to },
    'satisfied, agent': { rating: 'SATISFIED', agentId },
    'unsatisfied, category and those below, frequent text': {
      rating: 'UNSATISFIED',
      categoryId: topCategoryId,
      text: frequentText,
    },
    'rated, open': { rating: 'RATED', states: ['ACTIVE'] },
    customer: { customerId },
    'rare text': { text: rareText },
    'frequent text': { text: frequentText },
    'absent text': { text: '없는글자' },
    'one syllable': { text: frequentText.slice(0, 1) },
    "part of a customer's name": { text: '남궁하' },
    'frequent text in a period': { text: frequentText, from, to },
    'agent, frequent text': { agentId, text: frequentText },
    'agent, absent text': { agentId, text: '없는글자' },
    'agent, category': { agentId, categoryId },
    'category and those below, unprocessed, frequent text': {
      categoryId: topCategoryId,
      processed: false,
      text: frequentText,
    },
    'category, unprocessed, period, closed': { categoryId, processed: false, from, to, states: ['CLOSED'] },
  };
}

/** Adds a closed chat with so many messages; answers its id. */
export async function addLongChat(sql: Statements, serviceId: string, messages: number): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `with u as (insert into customer (service_id) values ($1) returning id), c as (
       insert into chat (service_id, customer_id, state, language, last_seq, revision)
       select $1, id, 'CLOSED', 'ko', $2::int, $2::int + 1 from u returning id, customer_id), m as (
       insert into message (id, chat_id, seq, revision, sender, sender_id, body)
       select gen_random_uuid(), c.id, n, n + 1, 'CUSTOMER', c.customer_id, 'message ' || n from c, generate_series(1, $2::int) n)
     select 'Chat_' || id as id from c`,
    [serviceId, messages],
  );
  return rows[0]!.id;
}

/** What the console asks to open a chat of the history; then it follows `chatChanges`. */
export const transcriptQuery = `query ($chatId: ID!) { chat(id: $chatId) {
  id revision state title processed requestedAt openedAt answeredAt customerEndedAt closedAt agent { id name }
  notes { id body afterSeq createdAt author { name } }
  messages(last: 100) {
    edges { node { id seq revision sender senderName event body sentAt } }
    pageInfo { hasPreviousPage startCursor } } } }`;
