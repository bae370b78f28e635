import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DamsoApi } from '../bench/damso-api.ts';
import { HttpConnection } from '../bench/http-connection.ts';
import { residentMemory } from '../bench/machine.ts';
import { freePort } from '../bench/servers.ts';
import { liveHeap } from './heap.ts';
import { Talk } from './talk.ts';
import { World } from './world.ts';

/** Everything that expires is made to, this long after it was made: what takes weeks is over in a soak. */
const lifeSeconds = 20;
const samplesWanted = 24;
/** Rounds of what people do, one after the other … */
const workers = 4;
/** … each so long after the one before, which a busy machine manages too: how much is there at any time depends on nothing else. */
const roundMs = 500;

const endChat = 'mutation ($id: ID!) { endChat(chatId: $id) { __typename ... on DomainError { message } } }';
const sendMessage = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on DomainError { message } } }`;

interface Sample {
  minute: number;
  'heap MB': number;
  'RSS MB': number;
  connections: number;
  sessions: number;
  tokens: number;
  leases: number;
  periods: number;
  audit: number;
  changes: number;
  uploads: number;
  files: number;
  messages: number;
}

/** What must not grow, and how much more of it there may be at the end than in the middle: the share, and what comes and goes anyway. */
const flat: Partial<Record<keyof Sample, { share: number; more: number }>> = {
  'heap MB': { share: 1.1, more: 5 },
  'RSS MB': { share: 1.15, more: 30 },
  connections: { share: 1, more: 6 },
  sessions: { share: 1.3, more: 40 },
  tokens: { share: 1.3, more: 40 },
  leases: { share: 1, more: 10 },
  periods: { share: 1.3, more: 40 },
  audit: { share: 1.3, more: 40 },
  changes: { share: 1.3, more: 40 },
  uploads: { share: 1.3, more: 60 },
  files: { share: 1.3, more: 60 },
};

/** Talks, starts and ends chats, signs in, sends files and moves time for so many minutes; whether what expires stayed as much as it was. */
export async function soak(minutes: number): Promise<boolean> {
  const inspector = await freePort();
  await using world = await World.start({
    env: {
      RETENTION_EVERY_SECONDS: '2',
      LIMIT_SIGN_INS_PER_MINUTE: '1000000',
      LIMIT_UPLOADS_PER_MINUTE: '1000000',
      LIMIT_UPLOAD_MB_PER_HOUR: '100000',
      LIMIT_UPLOAD_MB_PER_SERVICE_PER_HOUR: '100000',
      KEEP_AUDIT_LOG_DAYS: '1',
      KEEP_CHANGE_LOG_DAYS: '1',
      KEEP_AVAILABILITY_DAYS: '1',
    },
    nodeOptions: [`--inspect=127.0.0.1:${inspector}`],
  });
  const talk = await Talk.begin(world.addresses, world.databaseUrl, world.agents, 12);
  await using opened = new AsyncDisposableStack();
  const client = opened.adopt(new pg.Client({ connectionString: world.databaseUrl }), (connection) => connection.end());
  await client.connect();
  const end = performance.now() + minutes * 60_000;
  const isOver = () => performance.now() > end;
  const keep = await client.query<{ id: string }>('select id from session');
  const working = Promise.all([
    ...Array.from({ length: workers }, (_, number) => people(world, number, isOver)),
    time(
      client,
      keep.rows.map(({ id }) => id),
      isOver,
    ),
  ]);
  const samples: Sample[] = [];
  while (!isOver()) {
    await Promise.race([delay((minutes * 60_000) / samplesWanted), working]);
    samples.push(await sample(world, client, inspector, minutes - (end - performance.now()) / 60_000));
    print(samples);
  }
  await working;
  const outcome = await talk.end();
  console.log(outcome);
  const grown = Object.entries(flat).flatMap(([name, { share, more }]) => {
    const of = (from: number, to: number) => median(samples.slice(from, to).map((each) => each[name as keyof Sample]));
    const half = samples.length / 2;
    const [middle, last] = [
      of(Math.floor(half / 2), Math.ceil(half)),
      of(Math.floor(samples.length - half / 2), samples.length),
    ];
    return last > middle * share + more ? [`${name}: ${middle} → ${last}`] : [];
  });
  console.log(grown.length === 0 ? 'Nothing of what expires has grown.' : `Grown: ${grown.join('; ')}`);
  const { lost, doubled, reordered, moved } = outcome;
  return grown.length === 0 && lost + doubled + reordered + moved === 0;
}

/** What people do all day. */
async function people(world: World, number: number, isOver: () => boolean): Promise<void> {
  const api = new DamsoApi(world.addresses.at(0));
  const http = new HttpConnection(api.address);
  const noticeVersion = await api.noticeVersion(http, 'demo');
  for (let due = performance.now(); !isOver(); due += roundMs) {
    await delay(Math.max(0, due - performance.now()));
    const { id, token, agentId } = await api.startChat(http, { service: 'demo', noticeVersion, number });
    const headers = `authorization: Bearer ${token}\r\n`;
    for (let n = 0; n < 5; n += 1) {
      const input = { chatId: id, key: randomUUID(), text: `soak ${n}` };
      await api.perform(http, headers, sendMessage, { input }, 'sendMessage');
    }
    await api.perform(http, headers, endChat, { id }, 'endChat');
    await api.perform(http, `cookie: ${world.agents.cookies.get(agentId!)}\r\n`, endChat, { id }, 'endChat');
    await api.signIn(http, 'mina@demo.test');
    const sent = await fetch(`${world.addresses.at(0)}/files`, {
      method: 'POST',
      headers: { 'x-file-name': 'soak.txt', 'x-service': 'demo' },
      body: 'soak',
    });
    if (sent.status !== 201) throw new Error(`a file was not taken: ${sent.status}`);
  }
  http.close();
}

/** Lets what was made a while ago come to its time, and what the logs and the wishes of a day would hold be there. */
async function time(client: pg.Client, keptSessions: string[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const old = `created_at < now() - interval '${lifeSeconds} s'`;
    await client.query(`update session set expires_at = now() where ${old} and id <> all($1::uuid[])`, [keptSessions]);
    await client.query(
      `update visitor_token t set expires_at = now() where t.${old} and not exists (
         select from chat c where c.customer_id = t.customer_id and c.state <> 'CLOSED')`,
    );
    await client.query(
      `update attachment set created_at = now() - interval '2 hours' where ticket_id is null and ${old}`,
    );
    // Of three days ago, by the dozen.
    await client.query(
      `insert into audit_entry (id, service_id, action) select uuidv7(interval '-3 days'), id, 'REVEALED' from service, generate_series(1, 12)`,
    );
    await client.query(
      `insert into change_log_entry (id, service_id, author_id, field)
       select uuidv7(interval '-3 days'), service_id, id, 'seats' from agent, generate_series(1, 12)`,
    );
    await client.query(
      `insert into availability_period (id, agent_id, availability, started_at, ended_at)
       select uuidv7(interval '-3 days'), id, 'ONLINE', now() - interval '3 days', now() - interval '2 days'
       from agent, generate_series(1, 12)`,
    );
    await delay(1_000);
  }
}

async function sample(world: World, client: pg.Client, inspector: number, minute: number): Promise<Sample> {
  const { rows } = await client.query<Omit<Sample, 'minute' | 'heap MB' | 'RSS MB' | 'files'>>(
    `select (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
       (select count(*)::int from session) as sessions, (select count(*)::int from visitor_token) as tokens,
       (select count(*)::int from lease) as leases, (select count(*)::int from availability_period) as periods,
       (select count(*)::int from audit_entry) as audit, (select count(*)::int from change_log_entry) as changes,
       (select count(*)::int from attachment) as uploads, (select count(*)::int from message) as messages`,
  );
  const megabytes = (bytes: number) => Math.round(bytes / 2 ** 17) / 8;
  return {
    minute: Math.round(minute * 10) / 10,
    'heap MB': megabytes(await liveHeap(inspector)),
    'RSS MB': Math.round(residentMemory(world.server().pid) / 2 ** 20),
    files: (await readdir(world.filesDir).catch(() => [])).filter((name) => name !== 'incoming').length,
    ...rows[0]!,
  };
}

function print(samples: readonly Sample[]): void {
  const latest = samples.at(-1)!;
  const names = Object.keys(columns) as (keyof Sample)[];
  if (samples.length === 1) console.log(names.map((name) => name.padStart(11)).join(' '));
  console.log(names.map((name) => String(latest[name]).padStart(11)).join(' '));
}

/** In the order in which they are printed. */
const columns: Record<keyof Sample, true> = {
  minute: true,
  'heap MB': true,
  'RSS MB': true,
  connections: true,
  sessions: true,
  tokens: true,
  leases: true,
  periods: true,
  audit: true,
  changes: true,
  uploads: true,
  files: true,
  messages: true,
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
