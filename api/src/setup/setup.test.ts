import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { bareEnvironment } from '../../test/bare-environment.ts';
import { Actor, Kit, type Answer } from '../../test/kit.ts';
import { MailServer } from '../../test/mail-server.ts';
import { newMaskKey } from '../masking/mask-keys.ts';
import { hashToken } from '../secrets.ts';
import type { Write } from '../write.ts';
import { makeSetupToken, setUpByCommand, type Beginning } from './setup.service.ts';

const server = await MailServer.start();
let kit: Kit;
beforeEach(async () => {
  kit = await Kit.start();
});

const beginning: Beginning = {
  organisation: '한빛상점',
  serviceName: 'Hanbit',
  slug: 'hanbit',
  languages: ['ko', 'en'],
  timeZone: 'Asia/Tokyo',
  name: '하나',
  email: 'Hana@Hanbit.example',
};
const chosen = 'a long password';
type Given = Partial<Beginning> & { password?: string };

const newToken = (which: 'first' | 'anew') => makeSetupToken(kit.app.write, which);
const makeToken = async () => (await newToken('anew'))!;

/** Fills in the page; answers what came, and the credentials that came with it. */
async function setUp(
  token: string,
  { password = chosen, ...input }: Given = {},
): Promise<{ answer: Answer; actor: Actor }> {
  const query = `mutation ($token: String!, $input: SetUpInput!, $password: String!) { setUp(token: $token, input: $input, password: $password) { __typename
    ... on Agent { name email role canChat mayReveal maySeal invited service { slug name languages } }
    ... on InvalidInput { field } ... on DomainError { message } } }`;
  const variables = { token, input: { ...beginning, ...input }, password };
  const { body, headers } = await kit.post(JSON.stringify({ query, variables }));
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  const cookie = headers.get('set-cookie')?.split(';')[0];
  return { answer: body.data.setUp, actor: new Actor(kit, cookie === undefined ? {} : { cookie }) };
}

const outcome = async (token: string, input: Given = {}) => (await setUp(token, input)).answer.__typename;

const stateOf = async (token: string) =>
  (await kit.run('query ($token: String!) { setupState(token: $token) }', { token })).setupState;

async function count(table: string): Promise<number> {
  const { rows } = await kit.app.sql.query<{ count: number }>(`select count(*)::int as count from ${table}`, []);
  return rows[0]!.count;
}

describe('an empty database', () => {
  test('O1: is set up by whoever has the printed link, who is signed in then and at work', async () => {
    const token = await makeToken();
    expect(await stateOf(token)).toBe('OPEN');
    const { answer, actor } = await setUp(token);
    expect(answer).toEqual({
      __typename: 'Agent',
      name: '하나',
      email: 'hana@hanbit.example',
      role: 'ADMIN',
      canChat: true,
      mayReveal: true,
      maySeal: true,
      invited: false,
      service: { slug: 'hanbit', name: 'Hanbit', languages: ['ko', 'en'] },
    });
    expect(await stateOf(token)).toBe('DONE');
    const { viewer, inviteAgent } =
      await actor.run(`mutation { inviteAgent(input: { email: "jun@hanbit.example", name: "Jun",
      role: AGENT, canChat: true }) { __typename ... on InvitedAgent { link } } }`);
    expect(viewer).toBeUndefined();
    expect(inviteAgent.link).toContain('/invitation#');

    const events = actor.subscribe('subscription { settingsChanges { chat { hours { timeZone } } } }');
    expect((await events.next()).settingsChanges.chat.hours.timeZone).toBe('Asia/Tokyo');
    const { helpCenter } = await kit.run(
      `{ helpCenter(service: "hanbit") { chatAvailability { state } inquiryTypes { id } consentNotice { version purpose } } }`,
    );
    expect(helpCenter).toMatchObject({ chatAvailability: { state: 'ABSENT' }, consentNotice: { version: '1' } });
    const { submitInquiry } = await kit.run(
      `mutation ($type: ID!) { submitInquiry(input: { service: "hanbit", inquiryTypeId: $type, email: "kim@test.test", title: "t",
        content: "c", consent: { noticeVersion: "1", language: en } }) { __typename } }`,
      { type: helpCenter.inquiryTypes[0].id },
    );
    expect(submitInquiry.__typename).toBe('SubmittedInquiry');
  });

  test('O3: is owned by whoever set it up', async () => {
    await setUp(await makeToken());
    const { rows } = await kit.app.sql.query('select email from account where is_owner', []);
    expect(rows).toEqual([{ email: 'hana@hanbit.example' }]);
  });

  test('lets the administrator sign in with the password they chose', async () => {
    await setUp(await makeToken());
    const { signIn } = await kit.run(
      `mutation ($p: String!) { signIn(email: "hana@hanbit.example", password: $p) { __typename } }`,
      { p: chosen },
    );
    expect(signIn.__typename).toBe('Agent');
  });

  test('is set up once, whoever sends the same page at the same time or later', async () => {
    const token = await makeToken();
    const outcomes = await Promise.all([
      outcome(token),
      outcome(token, { slug: 'other', email: 'other@test.test' }),
      setUpByCommand(kit.app.write, { ...beginning, slug: 'third', email: 'third@test.test' }).then(
        () => 'Agent',
        (error: unknown) => (error as Error).name,
      ),
    ]);
    expect(outcomes.sort()).toEqual(['Agent', 'SetupDone', 'SetupDone']);
    expect(await outcome(token)).toBe('SetupDone');
    expect([await count('service'), await count('agent')]).toEqual([1, 1]);
    await expect(newToken('anew')).rejects.toThrow('set up already');
  });

  test('keeps the printed link over restarts and beside other processes, until another one is asked for', async () => {
    const made = await Promise.all([newToken('first'), newToken('first'), newToken('first')]);
    const printed = made.filter((token) => token !== null);
    expect(printed).toHaveLength(1);
    const [former] = printed as [string];
    expect(await newToken('first')).toBeNull();
    expect(await stateOf(former)).toBe('OPEN');
    const newer = await makeToken();
    expect([await stateOf(former), await stateOf(newer), await stateOf('')]).toEqual([
      'LINK_INVALID',
      'OPEN',
      'LINK_INVALID',
    ]);
    expect(await outcome(former)).toBe('SetupLinkInvalid');
    expect(await outcome(newer)).toBe('Agent');
  });

  test('is set up as a whole or not at all', async () => {
    const token = await makeToken();
    const dying: Write = (scope, work) =>
      kit.app.write(scope, async (tx) => {
        await work(tx);
        await tx.flush();
        await tx.sql.query('select pg_terminate_backend(pg_backend_pid())', []);
        throw new Error('unreachable');
      });
    await expect(setUpByCommand(dying, beginning)).rejects.toThrow();
    expect([await count('service'), await count('agent'), await stateOf(token)]).toEqual([0, 0, 'OPEN']);
    expect(await outcome(token)).toBe('Agent');
  });

  test('says which field is wrong, makes nothing, and takes the link again', async () => {
    const token = await makeToken();
    const wrong = {
      organisation: ' ',
      serviceName: '',
      slug: 'Han bit',
      languages: [],
      timeZone: '+09:00',
      name: 'n'.repeat(101),
      email: 'hana',
      password: 'short',
    };
    for (const [field, value] of Object.entries(wrong)) {
      const { answer } = await setUp(token, { [field]: value });
      expect(answer).toMatchObject({ __typename: 'InvalidInput', field });
    }
    expect(await count('service')).toBe(0);
    expect(await outcome(token)).toBe('Agent');
  });

  test('says that a password is one of those that are tried first', async () => {
    const token = await makeToken();
    expect(await outcome(token, { password: 'password1' })).toBe('CommonPassword');
    expect(await outcome(token)).toBe('Agent');
  });

  test('never gives somebody’s account to whoever names its address', async () => {
    const token = await makeToken();
    await kit.app.sql.query(
      `insert into account (email, name, password_hash) values ('hana@hanbit.example', 'Hana', 'x')`,
      [],
    );
    expect((await setUp(token)).answer).toMatchObject({ __typename: 'InvalidInput', field: 'email' });
    expect(await count('service')).toBe(0);
    expect(await outcome(token, { email: 'mina@hanbit.example' })).toBe('Agent');
  });

  test('knows the token by its hash alone, and not at all once it is used', async () => {
    const token = await makeToken();
    const stored = async () => {
      const { rows } = await kit.app.sql.query<{ row: string }>('select i::text as row from installation i', []);
      return rows[0]!.row;
    };
    expect(await stored()).toContain(hashToken(token));
    expect(await stored()).not.toContain(token);
    await setUp(token);
    expect(await stored()).not.toContain(hashToken(token));
  });
});

test('a database that has a service, of the demo too, is never set up', async () => {
  const token = await makeToken();
  await kit.service();
  expect(await stateOf(token)).toBe('DONE');
  expect(await outcome(token)).toBe('SetupDone');
  await expect(newToken('first')).rejects.toThrow('set up already');
  await expect(setUpByCommand(kit.app.write, beginning)).rejects.toThrow('set up already');
});

describe('npm run setup', () => {
  /** All that it says, and how it ends. */
  async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, ['api/src/bin/setup.ts', ...args], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...bareEnvironment, DATABASE_URL: kit.databaseUrl, PUBLIC_URL: kit.url, ...env },
    });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  }

  const tokenIn = (said: string) => /#([\w-]{43})\n/.exec(said)![1]!;

  test('prints a link that works, in place of the one before, and says so', async () => {
    const former = await makeToken();
    const { code, said } = await run([]);
    expect(code).toBe(0);
    expect(said).toContain(`${kit.url}/set-up#`);
    expect(said).toContain('printed before works no longer');
    expect([await stateOf(former), await stateOf(tokenIn(said))]).toEqual(['LINK_INVALID', 'OPEN']);
  });

  test('sets up without hands, and prints an invitation with which the administrator comes in', async () => {
    const args = ['--service', 'hanbit', '--email', 'hana@hanbit.example', '--languages', 'ko'];
    const { code, said } = await run(args);
    expect(code).toBe(0);
    const { acceptInvitation } = await kit.run(
      `mutation ($token: String!) { acceptInvitation(token: $token, password: "a long password") { __typename
        ... on Agent { name role service { slug languages } } } }`,
      { token: tokenIn(said) },
    );
    expect(acceptInvitation).toEqual({
      __typename: 'Agent',
      name: 'hana',
      role: 'ADMIN',
      service: { slug: 'hanbit', languages: ['ko'] },
    });
    expect(await run(args)).toEqual({ code: 1, said: expect.stringContaining('set up already') as string });
    expect(await run([])).toEqual({ code: 1, said: expect.stringContaining('set up already') as string });
  });

  test('mails the invitation too where mails go out, and prints it all the same', async () => {
    const env = { ...server.env, DAMSO_MASK_KEYS: newMaskKey(), PUBLIC_URL: 'https://chat.hanbit.example' };
    const { code, said } = await run(['--service', 'hanbit', '--email', 'hana@hanbit.example'], env);
    expect(code).toBe(0);
    expect(said).toContain('mails it');
    const { rows } = await kit.app.sql.query<{ mail: string }>('select m::text as mail from mail m', []);
    expect(rows).toHaveLength(1);
    // Nothing that opens a door stands in the database as it is.
    expect(rows[0]!.mail).not.toContain(tokenIn(said));
    await Kit.process(kit.databaseUrl, env);
    await expect.poll(() => server.of('hana@hanbit.example').length).toBe(1);
    const { text } = server.of('hana@hanbit.example')[0]!;
    expect(text).toContain(`https://chat.hanbit.example/invitation#${tokenIn(said)}`);
  });

  test('asks for the keys that a link in a mail is encrypted under', async () => {
    const { code, said } = await run(['--service', 'hanbit', '--email', 'hana@hanbit.example'], server.env);
    expect([code, said]).toEqual([1, expect.stringContaining('DAMSO_MASK_KEYS')]);
    expect(await count('service')).toBe(0);
  });

  test('says in words what is missing, unknown, or not for it', async () => {
    expect(await run(['--service', 'Han bit', '--email', 'hana@hanbit.example'])).toEqual({
      code: 1,
      said: 'slug must be 1 to 63 small letters (a to z), digits and hyphens.\n',
    });
    expect((await run(['--service', 'hanbit'])).code).toBe(2);
    expect((await run(['--what'])).said).toContain('npm run setup --');
    expect((await run([], { DATABASE_URL: '' })).said).toContain('Set DATABASE_URL');
    expect(await count('service')).toBe(0);
  });
});
