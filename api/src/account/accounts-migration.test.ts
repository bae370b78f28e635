import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Actor, Kit } from '../../test/kit.ts';
import { migrate, namesInFolder, type Migrating } from '../migrate.ts';
import { hashPassword, hashToken, newToken } from '../secrets.ts';

const firstOfAccounts = 'Migration20261130110000_accounts';
const address = (name: string) => String(Object.assign(new URL(inject('template')), { pathname: `/${name}` }));

const admin = new pg.Client({ connectionString: address('postgres') });
const name = `accounts_${randomUUID().replaceAll('-', '')}`;
/** What the version before accounts does, in the words of its own statements. */
const former = new pg.Client({ connectionString: address(name) });
const token = newToken();
let serviceId: string;
let kit: Kit;

async function formerly<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R> {
  return (await former.query<R>(text, values)).rows[0]!;
}

const agentOf = (email: string) =>
  formerly<{ id: string; password_hash: string | null }>(
    'select * from agent where email = $1 and removed_at is null',
    [email],
  );

const signIn = async (email: string, password: string) => {
  const { body, headers } = await kit.post(
    JSON.stringify({
      query: `mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename ... on Agent { id email name role } } }`,
      variables: { e: email, p: password },
    }),
  );
  return { ...body.data.signIn, cookie: headers.get('set-cookie')?.split(';')[0] };
};

beforeAll(async () => {
  await admin.connect();
  await admin.query(`create database ${name}`);
  await former.connect();
  const folder = new URL('../../migrations/', import.meta.url);
  const list: NonNullable<Migrating['list']> = [];
  for (const each of (await namesInFolder()).sort()) {
    if (each >= firstOfAccounts) break;
    const module = (await import(new URL(`${each}.ts`, folder).href)) as Record<string, (typeof list)[number]['class']>;
    list.push({ name: each, class: module[each]! });
  }
  await migrate(address(name), { list });
  ({ id: serviceId } = await formerly<{ id: string }>(
    `insert into service (slug, name, languages, features, help_center_chat, consent_version)
     values ('old', 'Old', '{ko}', '{chat}', true, '1') returning id`,
  ));
  const insert = `insert into agent (service_id, email, name, role, can_chat, password_hash, removed_at)
    values ($1, $2, $3, $4, true, $5, $6) returning id`;
  const password = await hashPassword('as ever');
  const { id } = await formerly<{ id: string }>(insert, [serviceId, 'mina@old.test', 'Mina', 'ADMIN', password, null]);
  await former.query(insert, [serviceId, 'invited@old.test', 'Invited', 'AGENT', null, null]);
  await former.query(insert, [serviceId, 'removed@old.test', 'Removed', 'AGENT', null, new Date()]);
  await former.query(
    `insert into session (agent_id, token_hash, expires_at) values ($1, $2, now() + interval '1 day')`,
    [id, hashToken(token)],
  );
  await migrate(address(name));
  kit = await Kit.process(address(name));
});

afterAll(async () => {
  await former.end();
  await kit.stop();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

describe('a database from before accounts', () => {
  test('O3: has the administrator of its oldest service as its owner', async () => {
    const { rows } = await former.query<{ email: string }>('select email from account where is_owner');
    expect(rows).toEqual([{ email: 'mina@old.test' }]);
  });

  test('lets everybody sign in as before, and keeps who was signed in', async () => {
    expect(await signIn('mina@old.test', 'as ever')).toMatchObject({
      email: 'mina@old.test',
      name: 'Mina',
      role: 'ADMIN',
    });
    expect((await signIn('mina@old.test', 'as never')).__typename).toBe('InvalidCredentials');
    const before = new Actor(kit, { cookie: `damso_session=${token}` });
    expect((await before.run('{ viewer { ... on Agent { email service { slug } } } }')).viewer).toEqual({
      email: 'mina@old.test',
      service: { slug: 'old' },
    });
    const { agents } = await before.run('{ agents { edges { node { email invited } } } }');
    expect(agents.edges.map(({ node }: { node: object }) => node)).toEqual([
      { email: 'invited@old.test', invited: true },
      { email: 'mina@old.test', invited: false },
    ]);
  });
});

describe('the version before accounts, beside this one', () => {
  test('invites, accepts and signs in, and whoever came so signs in here', async () => {
    const email = 'sora@old.test';
    // Its words for an address that is taken.
    const inviting = `insert into agent (service_id, email, name, role, can_chat, can_ticket)
      values ($1, $2, 'Sora', 'AGENT', true, true) on conflict (email) do nothing returning id`;
    const { id } = await formerly<{ id: string }>(inviting, [serviceId, email]);
    expect(await formerly(inviting, [serviceId, email])).toBeUndefined();
    await former.query('update agent set password_hash = $2 where id = $1', [id, await hashPassword('chosen there')]);
    const there = newToken();
    await former.query(
      `insert into session (agent_id, token_hash, expires_at) values ($1, $2, now() + interval '1 day')`,
      [id, hashToken(there)],
    );
    const { viewer } = await new Actor(kit, { cookie: `damso_session=${there}` }).run(
      '{ viewer { ... on Agent { id email invited } } }',
    );
    expect(viewer).toEqual({ id: `Agent_${id}`, email, invited: false });
    expect(await signIn(email, 'chosen there')).toMatchObject({ id: `Agent_${id}` });
  });

  test('knows whom this one invited, with the password they chose', async () => {
    const { cookie } = await signIn('mina@old.test', 'as ever');
    const { inviteAgent } = await new Actor(kit, { cookie }).run(
      `mutation { inviteAgent(input: { email: "jun@old.test", name: "Jun", role: AGENT, canChat: true }) {
        ... on InvitedAgent { link } } }`,
    );
    expect((await agentOf('jun@old.test')).password_hash).toBeNull();
    const { acceptInvitation } = await kit.run(
      'mutation ($t: String!) { acceptInvitation(token: $t, password: "chosen here") { __typename } }',
      { t: new URL(inviteAgent.link, kit.url).hash.slice(1) },
    );
    expect(acceptInvitation.__typename).toBe('Agent');
    const { id, password_hash: hash } = await agentOf('jun@old.test');
    expect(hash).toMatch(/^\$argon2id/);
    // It removes them, and here they are gone too.
    await former.query(`update agent set password_hash = null, removed_at = now() where id = $1`, [id]);
    expect((await signIn('jun@old.test', 'chosen here')).__typename).toBe('InvalidCredentials');
  });

  test('makes nobody the owner of an account that somebody else has', async () => {
    const other = await kit.service();
    const mina = await agentOf('mina@old.test');
    const { id } = await formerly<{ id: string }>(
      `insert into agent (account_id, service_id, name, role) select account_id, $2, 'Mina', 'AGENT' from agent where id = $1 returning id`,
      [mina.id, other.id],
    );
    await expect(
      former.query('update agent set password_hash = $2 where id = $1', [id, await hashPassword('not hers')]),
    ).rejects.toMatchObject({ code: 'DA001' });
    expect(await signIn('mina@old.test', 'as ever')).toMatchObject({ id: `Agent_${mina.id}` });
  });
});
