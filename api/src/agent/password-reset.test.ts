import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bareEnvironment } from '../../test/bare-environment.ts';
import { Actor, Kit, TestSocket, type TestAgent } from '../../test/kit.ts';
import { MailServer } from '../../test/mail-server.ts';

const server = await MailServer.start();
const kit = await Kit.start(server.env);
const { sql } = kit.app;

const known = 'correct horse';
const unknown = () => `${randomUUID()}@test.test`;

async function deliver(): Promise<void> {
  kit.app.mailSender!.resume();
  await kit.app.mailSender!.run();
}

const ask = async (email: string, language = 'ko', process = kit) =>
  (
    await process.run(
      `mutation ($e: String!, $l: Language!) { requestPasswordReset(email: $e, language: $l) {
        __typename ... on PasswordResetRequest { minutes } } }`,
      { e: email, l: language },
    )
  ).requestPasswordReset as { __typename: string; minutes?: number };

/** The token in the newest mail that this address got. */
async function link(email: string, language?: string): Promise<string> {
  await ask(email, language);
  await deliver();
  return /#([\w-]{43})/.exec(server.of(email).at(-1)!.text!)![1]!;
}

const reset = async (token: string, newPassword: string, process = kit) =>
  (
    await process.run(
      'mutation ($t: String!, $p: String!) { resetPassword(token: $t, newPassword: $p) { __typename ... on PasswordReset { email } } }',
      { t: token, p: newPassword },
    )
  ).resetPassword as { __typename: string; email?: string };

const ownerOf = async (token: string) =>
  (await kit.run('query ($t: String!) { passwordReset(token: $t) { email } }', { t: token })).passwordReset?.email as
    string | undefined;

const signIn = async (email: string, password: string) =>
  (
    await kit.run('mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }', {
      e: email,
      p: password,
    })
  ).signIn.__typename as string;

const agent = async (): Promise<TestAgent> => (await kit.service()).agent();

describe('a forgotten password', () => {
  test('is chosen anew by a mailed link, once, which ends every session within 5 s and every other link', async () => {
    const other = await Kit.process(kit.databaseUrl, server.env);
    const person = await agent();
    const sockets = [kit, other].map((process) => new TestSocket(process, person.credentials));
    for (const socket of sockets) await socket.subscribe('subscription { settingsChanges { revision } }').next();
    const [token, second] = [await link(person.email), await link(person.email)];
    expect(await ownerOf(second)).toBe(person.email);
    expect((await reset(token, 'short')).__typename).toBe('InvalidInput');
    expect((await reset(token, 'password1')).__typename).toBe('CommonPassword');
    const began = performance.now();
    expect(await reset(token, 'battery staple', other)).toEqual({ __typename: 'PasswordReset', email: person.email });
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await person.run('{ viewer { __typename } }')).viewer).toBeNull();
    for (const used of [token, second]) {
      expect(await ownerOf(used)).toBeUndefined();
      expect((await reset(used, 'another staple')).__typename).toBe('PasswordLinkInvalid');
    }
    expect(await signIn(person.email, known)).toBe('InvalidCredentials');
    expect(await signIn(person.email, 'battery staple')).toBe('Agent');
  });

  test('is answered the same for an address of nobody, for whom as much is written, and who gets no mail', async () => {
    const person = await agent();
    const nobody = unknown();
    const sent = server.received.length;
    // Nothing is taken from the outbox meanwhile.
    server.at = (step) => (step === 'CONNECT' ? 421 : null);
    const written = async (email: string) => {
      const count = async () =>
        (await sql.query<{ count: number }>('select count(*)::int from password_reset', [])).rows[0]!.count;
      const before = await count();
      const answer = await ask(email);
      return { answer, rows: (await count()) - before };
    };
    expect(await written(nobody)).toEqual(await written(person.email));
    server.at = () => null;
    await sql.query('update mail set due_at = now()', []);
    await deliver();
    expect(server.received.slice(sent).map(({ receiver }) => receiver)).toEqual([person.email]);
    expect((await sql.query('select from mail', [])).rows).toEqual([]);
  });

  test('tells its link in the language of the account, else in the one that was asked in, and keeps no token', async () => {
    const person = await agent();
    const token = await link(person.email, 'ko');
    await person.run('mutation { saveAccount(input: { language: en }) { __typename } }');
    await link(person.email, 'ko');
    const [korean, english] = server.of(person.email);
    expect(korean!.subject).toBe('담소 비밀번호 다시 정하기');
    expect(english!.subject).toBe('Choose a new Damso password');
    expect(english!.html).toContain('http://support.shop.test/reset-password#');
    const { rows } = await sql.query<{ row: string }>(
      `select row_to_json(r)::text as row from password_reset r union all select row_to_json(m)::text from mail m`,
      [],
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('chosen by two with one link at once is the one’s', async () => {
    const other = await Kit.process(kit.databaseUrl, server.env);
    const person = await agent();
    const token = await link(person.email);
    const outcomes = await Promise.all([kit, other].map((process, n) => reset(token, `chosen by ${n}`, process)));
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['PasswordLinkInvalid', 'PasswordReset']);
    const winner = outcomes.findIndex(({ __typename }) => __typename === 'PasswordReset');
    expect(await signIn(person.email, `chosen by ${winner}`)).toBe('Agent');
    expect(await signIn(person.email, `chosen by ${1 - winner}`)).toBe('InvalidCredentials');
  });

  test('has no link any more once it ran out, the password was changed, or the person was removed', async () => {
    const late = await agent();
    const lateToken = await link(late.email);
    await sql.query(
      `update password_reset r set expires_at = now() from account a where a.id = r.account_id and a.email = $1`,
      [late.email],
    );
    const changed = await agent();
    const changedToken = await link(changed.email);
    const { changePassword } = await changed.run(
      'mutation { changePassword(password: "correct horse", newPassword: "battery staple") { __typename } }',
    );
    expect(changePassword.__typename).toBe('Account');
    const service = await kit.service();
    const removed = await service.agent();
    const removedToken = await link(removed.email);
    await service.removeAgent(removed);
    for (const token of [lateToken, changedToken, removedToken, 'x']) {
      expect((await reset(token, 'another staple')).__typename).toBe('PasswordLinkInvalid');
    }
    expect(await signIn(changed.email, 'battery staple')).toBe('Agent');
    expect(await signIn(removed.email, 'another staple')).toBe('InvalidCredentials');
  });

  test('is no way to send somebody mails without end', async () => {
    const person = await agent();
    const nobody = unknown();
    for (const email of [person.email, nobody]) {
      const outcomes: string[] = [];
      for (let n = 0; n < 6; n += 1) outcomes.push((await ask(email)).__typename);
      expect(outcomes).toEqual([...Array<string>(5).fill('PasswordResetRequest'), 'RateLimited']);
    }
  });

  test('opens the way in for whom strangers have kept out by guessing', async () => {
    const person = await agent();
    for (let n = 0; n < 10; n += 1) await signIn(person.email, `guess ${n}`);
    expect(await signIn(person.email, known)).toBe('RateLimited');
    await reset(await link(person.email), 'battery staple');
    expect(await signIn(person.email, 'battery staple')).toBe('Agent');
  });
});

describe('where no mail goes out', () => {
  test('the page is told so, nothing waits to be sent, and a command prints the link', async () => {
    const silent = await Kit.start();
    expect(await silent.run('{ mailsPasswordResets }')).toEqual({ mailsPasswordResets: false });
    expect(await kit.run('{ mailsPasswordResets }')).toEqual({ mailsPasswordResets: true });
    const person = await (await silent.service()).agent();
    expect((await ask(person.email, 'en', silent)).__typename).toBe('PasswordResetRequest');
    expect((await silent.app.sql.query('select from mail', [])).rows).toEqual([]);
    const command = async (email: string, ...more: string[]) => {
      const child = spawn(process.execPath, ['api/src/bin/reset-password.ts', '--email', email, ...more], {
        cwd: join(import.meta.dirname, '../../..'),
        env: { ...bareEnvironment, DATABASE_URL: silent.databaseUrl, PUBLIC_URL: silent.url },
      });
      let said = '';
      for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += String(chunk)));
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    };
    expect(await command(unknown())).toEqual({ code: 1, said: 'Nobody signs in with this address.\n' });
    await silent.app.sql.query('update account set second_factor_at = now() where email = $1', [person.email]);
    const { code, said } = await command(person.email);
    expect(code).toBe(0);
    expect(said).not.toContain('second factor');
    const { said: both } = await command(person.email, '--second-factor');
    expect(both).toContain(`${person.email} has no second factor any more, and is signed out everywhere.`);
    expect(both).toContain('/reset-password#');
    expect((await command(person.email, '--second-factor')).said).toContain('had no second factor.');
    const token = /\/reset-password#([\w-]{43})\n/.exec(said)![1]!;
    expect((await reset(token, 'battery staple', silent)).__typename).toBe('PasswordReset');
    expect((await new Actor(silent, person.credentials).run('{ viewer { __typename } }')).viewer).toBeNull();
  });
});
