import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { Kit, type TestService } from '../test/kit.ts';
import { nodesOf, type Plan } from '../test/plans.ts';
import { readConfig } from './config.ts';
import { newToken } from './secrets.ts';
import { batchOf, retentionLock, retentionRules, type Rule, type Walk } from './retention.ts';

const days = { KEEP_AUDIT_LOG_DAYS: '400', KEEP_CHANGE_LOG_DAYS: '500', KEEP_AVAILABILITY_DAYS: '600' };
const kit = await Kit.start(days);
const second = await Kit.process(kit.databaseUrl, days);
const { sql } = kit.app;
// Who writes events would note meanwhile how far they tell.
for (const { app } of [kit, second]) app.eventLog.close();

const isWalk = (rule: Rule): rule is Rule & { how: Walk } => typeof rule.how !== 'string';
const walks = retentionRules(kit.app.config).filter(isWalk);

const tables = walks.map(({ how }) => how.table);
const countOf = async (table: string) =>
  (await sql.query<{ n: number }>(`select count(*)::int as n from ${table}`, [])).rows[0]!.n;
const keysOf = async (table: string, key = 'id') =>
  (await sql.query<{ key: string }>(`select ${key} as key from ${table}`, [])).rows.map((row) => row.key).sort();

let service: TestService;
let agentId: string;
let customerId: string;
beforeEach(async () => {
  for (const table of [...tables, 'mask_original']) await sql.query(`delete from ${table}`, []);
  service = await kit.service();
  const { rows } = await sql.query<{ id: string }>(
    `insert into agent (service_id, email, name, role) values ($1, $2, 'Agent', 'AGENT') returning id`,
    [service.id, `${randomUUID()}@test.test`],
  );
  agentId = rows[0]!.id;
  const { rows: customers } = await sql.query<{ id: string }>(
    'insert into customer (service_id) values ($1) returning id',
    [service.id],
  );
  customerId = customers[0]!.id;
});

/** A row whose time came so many days ago; with a negative number, that has so many days to go. */
type Plant = (daysAgo: number) => Promise<string>;

const oneId = async (text: string, values: unknown[]) => (await sql.query<{ id: string }>(text, values)).rows[0]!.id;

const session: Plant = (ago) =>
  oneId(
    `insert into session (agent_id, token_hash, expires_at) values ($1, $2, now() - make_interval(hours => $3)) returning id`,
    [agentId, newToken(), ago * 24],
  );
const visitorToken: Plant = (ago) =>
  oneId(
    `insert into visitor_token (customer_id, token_hash, expires_at)
     values ($1, $2, now() - make_interval(hours => $3)) returning id`,
    [customerId, newToken(), ago * 24],
  );
const invitation: Plant = (ago) =>
  oneId(
    `with invited as (insert into agent (service_id, email, name, role) values ($1, $2, 'Invited', 'AGENT') returning id)
     insert into invitation (agent_id, token_hash, expires_at)
     select id, $3, now() - make_interval(hours => $4) from invited returning agent_id as id`,
    [service.id, `${randomUUID()}@test.test`, newToken(), ago * 24],
  );
const passwordReset: Plant = (ago) =>
  oneId(
    `insert into password_reset (token_hash, expires_at) values ($1, now() - make_interval(hours => $2)) returning id`,
    [newToken(), ago * 24],
  );
/** Ran out a minute before its time. */
const memberToken: Plant = (ago) =>
  oneId(
    `insert into member_token (token_hash, used_by, expires_at)
     values ($1, 'a browser', now() - make_interval(mins => 1, hours => $2)) returning id`,
    [newToken(), ago * 24],
  );
/** Begun an hour before its time. */
const secondFactor: Plant = (ago) =>
  oneId(
    `with new as (insert into account (email, name) values ($1, 'Nari') returning id)
     insert into second_factor (account_id, key_id, box, begun_at)
     select id, 'key', '', now() - make_interval(hours => 1 + $2) from new returning account_id as id`,
    [`${randomUUID()}@test.test`, ago * 24],
  );
/** Ended at its time, and begun a day before. */
const availabilityPeriod: Plant = (ago) =>
  oneId(
    `insert into availability_period (id, agent_id, availability, started_at, ended_at)
     values (uuidv7(-make_interval(days => 601, hours => $2)), $1, 'ONLINE',
       now() - make_interval(days => 601, hours => $2), now() - make_interval(days => 600, hours => $2)) returning id`,
    [agentId, ago * 24],
  );
const changeLogEntry: Plant = (ago) =>
  oneId(
    `insert into change_log_entry (id, service_id, author_id, field, changed_at)
     values (uuidv7(-make_interval(days => 500, hours => $3)), $1, $2, 'seats', now()) returning id`,
    [service.id, agentId, ago * 24],
  );
const auditEntryOf = (action: string, maskId: string | null = null): Plant => {
  return (ago) =>
    oneId(
      `insert into audit_entry (id, service_id, agent_id, action, mask_id)
       values (uuidv7(-make_interval(days => 400, hours => $4)), $1, $2, $3, $5) returning id`,
      [service.id, agentId, action, ago * 24, maskId],
    );
};
/** Dead for 30 days. */
const mail: Plant = (ago) =>
  oneId(
    `insert into mail (id, service_id, kind, language, about_id, due_at, failed_at, problem)
     values (gen_random_uuid(), $1, 'INQUIRY_RECEIVED', 'ko', $1, null, now() - make_interval(days => 30, hours => $2), 'REFUSED')
     returning id`,
    [service.id, ago * 24],
  );

const event: Plant = (ago) =>
  oneId(
    `insert into event (id, service_id, position, kind, object_id)
     values (uuidv7(-make_interval(days => 30, hours => $2)), $1,
       (select count(*) from event where service_id = $1), 'CHAT_RATED', gen_random_uuid()) returning id`,
    [service.id, ago * 24],
  );
const eventTold: Plant = (ago) =>
  oneId(
    `insert into event_told (object_id, kind, service_id, revision, watched, told_at)
     values (uuidv7(), 'CHAT', $1, 1, false, now() - make_interval(days => 2, hours => $2)) returning object_id as id`,
    [service.id, ago * 24],
  );
const endpointOf = (serviceId: string) =>
  oneId(
    `insert into webhook_endpoint (service_id, url, kinds, position, paused_at, pause)
     values ($1, 'https://shop.test', '{CHAT_RATED}', 0, now(), 'BY_HAND') returning id`,
    [serviceId],
  );
const webhookDelivery: Plant = async (ago) =>
  oneId(
    `insert into webhook_delivery (id, endpoint_id, kind, at, subject_id, due_at, delivered_at)
     values (uuidv7(-make_interval(days => 30, hours => $2)), $1, 'TEST', now(), $1, null, now()) returning id`,
    [await endpointOf(service.id), ago * 24],
  );
const webhookSecret: Plant = async (ago) =>
  oneId(
    `insert into webhook_secret (id, endpoint_id, key_id, box, ends_at)
     values (uuidv7(), $1, 'k', '', now() - make_interval(hours => $2)) returning id`,
    [await endpointOf(service.id), ago * 24],
  );

const refusedSite: Plant = (ago) =>
  oneId(
    `insert into refused_site (service_id, origin, refused_at)
     values ($1, 'https://' || gen_random_uuid() || '.example', now() - make_interval(days => 30, hours => $2)) returning id`,
    [service.id, ago * 24],
  );
const customerDataSecret: Plant = (ago) =>
  oneId(
    `insert into customer_data_secret (id, service_id, key_id, box, ends_at)
     values (uuidv7(), $1, 'k', '', now() - make_interval(hours => $2)) returning id`,
    [service.id, ago * 24],
  );

const plants: [table: string, plant: Plant, key?: string][] = [
  ['session', session],
  ['visitor_token', visitorToken],
  ['member_token', memberToken],
  ['invitation', invitation, 'agent_id'],
  ['password_reset', passwordReset],
  ['second_factor', secondFactor, 'account_id'],
  ['availability_period', availabilityPeriod],
  ['audit_entry', (ago) => auditEntryOf('REVEALED')(ago)],
  ['change_log_entry', changeLogEntry],
  ['mail', mail],
  ['event', event],
  ['event_told', eventTold, 'object_id'],
  ['webhook_delivery', webhookDelivery],
  ['webhook_secret', webhookSecret],
  ['refused_site', refusedSite],
  ['customer_data_secret', customerDataSecret],
];

test('every table that is tidied is tried here', () => {
  expect(plants.map(([table]) => table).sort()).toEqual([...tables].sort());
});

describe.each(plants)('%s', (table, plant, key) => {
  test('goes when its time has come and not before', async () => {
    await plant(1 / 24);
    await plant(30);
    const kept = [await plant(-1 / 24), await plant(-30)].sort();
    await kit.app.retention.run();
    expect(await keysOf(table, key)).toEqual(kept);
  });

  test('is looked for along its key, a batch of it and no more', async () => {
    const { how } = walks.find(({ how: { table: of } }) => of === table)!;
    for (let n = 0; n < 20; n += 1) await plant(-1);
    const { text, values } = batchOf(how, '00000000-0000-0000-0000-000000000000');
    const { rows } = await sql.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, format json) ${text}`,
      values,
    );
    const nodes = nodesOf(rows[0]!['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === table);
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});

describe('the audit log', () => {
  /** A mask as it stands; without a box it is sealed. */
  async function mask(box: Buffer | null): Promise<string> {
    const chatId = await oneId(
      `insert into chat (service_id, customer_id, state, language) values ($1, $2, 'CLOSED', 'ko') returning id`,
      [service.id, customerId],
    );
    const messageId = await oneId(
      `insert into message (id, chat_id, seq, revision, sender, body) values ($2, $1, 1, 1, 'CUSTOMER', '**') returning id`,
      [chatId, randomUUID()],
    );
    return oneId(
      `insert into mask_original (id, chat_id, message_id, key_id, box) values ($1, $2, $3, 'k', $4) returning id`,
      [randomUUID(), chatId, messageId, box],
    );
  }

  test('keeps what destroyed something, and what was done with a mask that can still be released', async () => {
    const [releasable, sealed] = [await mask(Buffer.from('x')), await mask(null)];
    const kept = [
      await auditEntryOf('ERASED')(900),
      await auditEntryOf('SEALED', sealed)(900),
      await auditEntryOf('MASKED', releasable)(900),
      await auditEntryOf('REVEALED', releasable)(900),
    ].sort();
    await auditEntryOf('LOOKED_UP')(900);
    await auditEntryOf('MASKED', sealed)(900);
    await auditEntryOf('REVEALED', sealed)(900);
    await auditEntryOf('MASKED', randomUUID())(900);
    await auditEntryOf('RELEASED', randomUUID())(900);
    await kit.app.retention.run();
    expect(await keysOf('audit_entry')).toEqual(kept);
  });

  test('is looked at anew when its end was reached: what could not go then goes later', async () => {
    const maskId = await mask(Buffer.from('x'));
    await auditEntryOf('MASKED', maskId)(10);
    await kit.app.retention.run();
    expect(await countOf('audit_entry')).toBe(1);
    await sql.query('update mask_original set box = null where id = $1', [maskId]);
    await kit.app.retention.run();
    expect(await countOf('audit_entry')).toBe(0);
  });
});

test('a period that still runs stays, however long ago it began', async () => {
  const id = await availabilityPeriod(30);
  await sql.query('update availability_period set ended_at = null where id = $1', [id]);
  await kit.app.retention.run();
  expect(await keysOf('availability_period')).toEqual([id]);
});

/** So many sessions that ran out. */
const manySessions = (count: number) =>
  sql.query(
    `insert into session (agent_id, token_hash, expires_at)
     select $1, gen_random_uuid()::text, now() - interval '1 day' from generate_series(1, $2)`,
    [agentId, count],
  );

describe('more than a batch', () => {
  test('goes once when two processes are at it', async () => {
    await manySessions(3_500);
    const kept = await session(-1);
    await Promise.all([kit, second, kit, second].map(({ app }) => app.retention.run()));
    // Whoever found another process at work left the rest to it.
    await kit.app.retention.run();
    expect(await keysOf('session')).toEqual([kept]);
  });

  test('is left by one process to another that is at it', async () => {
    await manySessions(1);
    await second.app.write(null, async (tx) => {
      await tx.sql.query('select pg_advisory_xact_lock($1)', [retentionLock]);
      await kit.app.retention.run();
    });
    expect(await countOf('session')).toBe(1);
    await kit.app.retention.run();
    expect(await countOf('session')).toBe(0);
  });

  test('goes on where a run died half-way, and the other tables do not wait for it', async () => {
    await manySessions(1_500);
    const bad = await session(1);
    await manySessions(500);
    await visitorToken(1);
    await sql.query(
      `create function stand_in_the_way() returns trigger language plpgsql as $$ begin raise 'no'; end $$`,
      [],
    );
    await sql.query(
      `create trigger in_the_way before delete on session for each row when (old.id = '${bad}') execute function stand_in_the_way()`,
      [],
    );
    try {
      await expect(kit.app.retention.run()).rejects.toThrow();
      // One batch is gone whole, the one that failed is there whole.
      expect(await countOf('session')).toBe(1_001);
      expect(await countOf('visitor_token')).toBe(0);
    } finally {
      await sql.query('drop function stand_in_the_way cascade', []);
    }
    await kit.app.retention.run();
    expect(await countOf('session')).toBe(0);
  });

  test('is locked no longer than a batch, and does not wait for what somebody holds', async () => {
    const held = await session(1);
    await manySessions(1_200);
    const release = await kit.lock('session', held);
    await kit.app.retention.run();
    expect(await keysOf('session')).toEqual([held]);
    await release();
    await kit.app.retention.run();
    expect(await countOf('session')).toBe(0);
  });
});

test('docs/operations.md has the same table', () => {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const [, section = ''] = text.split('## What is deleted when');
  const rows = [...section.split('\n## ')[0]!.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].map(([, what, when]) => [
    what,
    when,
  ]);
  const rules = retentionRules(readConfig({}));
  expect(rows.slice(1).filter(([what]) => !what!.startsWith('---'))).toEqual(
    rules.map(({ what, when }) => [what, when]),
  );
  for (const { how } of rules) {
    if (typeof how === 'string') expect(() => readFileSync(new URL(`../../${how}`, import.meta.url))).not.toThrow();
  }
});
