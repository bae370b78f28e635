import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor, Kit, TestSocket, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { passwordResetByCommand } from '../agent/password-reset.service.ts';
import { decodeId } from '../ids.ts';
import { problemOfKeys } from '../masking/fitting-keys.ts';
import { newMaskKey, parseMaskKeys } from '../masking/mask-keys.ts';
import { countsByKey, rotate, unreadableSecrets } from '../masking/rotation.ts';
import { Vault } from '../masking/vault.ts';
import { resetSecondFactorByCommand } from '../organisation/second-factors.service.ts';
import { codeAt } from './one-time-codes.ts';

const kit = await Kit.start();
const other = await Kit.process(kit.databaseUrl);
const known = 'correct horse';

/** The clock by which codes are looked at stands still between the steps of a test. */
let now = new Date();
for (const { app } of [kit, other]) app.clock.now = () => now;
const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));
beforeEach(() => pass(120));

const outcome = `__typename ... on InvalidCode { problem } ... on RateLimited { retryAfter }`;

async function signIn(email: string, code?: string, process = kit, password = known): Promise<Answer> {
  const query = `mutation ($e: String!, $p: String!, $c: String) {
    signIn(email: $e, password: $p, code: $c) { ${outcome} ... on Agent { id } } }`;
  const { body, headers } = await process.post(
    JSON.stringify({ query, variables: { e: email, p: password, c: code } }),
  );
  return { ...body.data.signIn, cookie: headers.get('set-cookie')?.split(';')[0] };
}

async function mutate(who: Actor, name: string, input: Record<string, string>, selection = ''): Promise<Answer> {
  const declared = Object.keys(input).map((key) => `$${key}: String!`);
  const given = Object.keys(input).map((key) => `${key}: $${key}`);
  const data = await who.run(
    `mutation (${declared.join(', ')}) { answer: ${name}(${given.join(', ')}) {
      __typename ${'code' in input ? outcome : ''} ${selection} } }`,
    input,
  );
  return data.answer;
}

interface Holder {
  agent: TestAgent;
  secret: string;
  /** Recovery codes. */
  codes: string[];
  code: () => string;
}

const begin = async (who: Actor, password = known): Promise<Answer> =>
  mutate(who, 'beginSecondFactor', { password }, '... on SecondFactorSetup { secret uri }');
const confirm = async (who: Actor, code: string): Promise<Answer> =>
  mutate(
    who,
    'confirmSecondFactor',
    { code },
    '... on NewRecoveryCodes { codes account { secondFactor { recoveryCodesLeft } } }',
  );

/** Somebody who has just set up a second factor; the code that did it is used. */
async function holder(service?: TestService, of?: TestAgent): Promise<Holder> {
  const agent = of ?? (await (service ?? (await kit.service())).agent());
  const { secret } = await begin(agent);
  const { codes } = await confirm(agent, codeAt(secret, now));
  pass(30);
  return { agent, secret, codes, code: () => codeAt(secret, now) };
}

/** A code that is none of those around now. */
function wrongCode(secret: string): string {
  const near = Array.from({ length: 41 }, (_, n) => codeAt(secret, new Date(now.getTime() + (n - 20) * 30_000)));
  return ['123456', '654321', '111111', '222222'].find((code) => !near.includes(code))!;
}

const viewerOf = async (actor: Actor) => (await actor.run('{ viewer { ... on Agent { id } } }')).viewer?.id as string;
const factorOf = async (actor: Actor) =>
  (await actor.run('{ account { secondFactor { since recoveryCodesLeft } } }')).account.secondFactor;

async function require(required: boolean, owner: Actor): Promise<void> {
  const { requireSecondFactor } = await owner.run(
    'mutation ($r: Boolean!) { requireSecondFactor(required: $r) { ... on Organisation { secondFactorRequired } } }',
    { r: required },
  );
  expect(requireSecondFactor.secondFactorRequired).toBe(required);
}

const ownerWithFactor = async (): Promise<Holder> =>
  holder(undefined, await (await kit.service()).agent({ isOwner: true }));

describe('a second factor', () => {
  test('is not confirmed by a session that has ended, also where that was not heard of yet', async () => {
    const agent = await (await kit.service()).agent();
    const { secret } = await begin(agent);
    await kit.app.sql.query('delete from session where account_id = (select account_id from agent where id = $1)', [
      decodeId('Agent', agent.id),
    ]);
    expect((await confirm(agent, codeAt(secret, now))).__typename).toBe('NotPermitted');
    expect((await signIn(agent.email)).id).toBe(agent.id);
  });

  test('is asked for after the right password alone, and without it nothing is begun', async () => {
    const { agent, code } = await holder();
    expect((await signIn(agent.email, undefined, kit, 'not it')).__typename).toBe('InvalidCredentials');
    expect((await signIn(agent.email, code(), kit, 'not it')).__typename).toBe('InvalidCredentials');
    expect(await signIn(agent.email)).toEqual({ __typename: 'SecondFactorNeeded', cookie: undefined });
    expect(await signIn(agent.email, '')).toEqual({ __typename: 'SecondFactorNeeded', cookie: undefined });
    const entered = await signIn(agent.email, code());
    expect(entered.id).toBe(agent.id);
    expect(await viewerOf(new Actor(kit, { cookie: entered.cookie }))).toBe(agent.id);
    // As a Korean keyboard may have typed it.
    pass(30);
    const wide = Array.from(code(), (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
    expect((await signIn(agent.email, ` ${wide.slice(0, 3)} ${wide.slice(3)}`)).id).toBe(agent.id);
    // Whoever has none is asked for none, and a code does no harm.
    const without = await (await kit.service()).agent();
    expect((await signIn(without.email, '123456')).id).toBe(without.id);
  });

  test('takes a code once over all processes, also from many at once', async () => {
    const { agent, code } = await holder();
    const shown = code();
    const answers = await Promise.all([kit, other, kit, other].map((process) => signIn(agent.email, shown, process)));
    expect(answers.filter(({ id }) => id === agent.id)).toHaveLength(1);
    expect(answers.filter(({ problem }) => problem === 'USED')).toHaveLength(3);
    expect(await signIn(agent.email, shown, other)).toMatchObject({ problem: 'USED' });
  });

  test('takes the code of the step before and after, and says of those beyond that the clock is wrong', async () => {
    const { agent, secret } = await holder();
    pass(300);
    const at = (seconds: number) => codeAt(secret, new Date(now.getTime() + seconds * 1_000));
    const answers: string[] = [];
    for (const seconds of [-600, -60, 60, 600, -30, 0, -30, 30, 0]) {
      const { __typename, problem } = await signIn(agent.email, at(seconds));
      answers.push(problem ?? __typename);
    }
    expect(answers).toEqual([
      'WRONG',
      'CLOCK_SLOW',
      'CLOCK_FAST',
      'WRONG',
      'Agent',
      'Agent',
      // A later one was accepted, so this is none any more.
      'USED',
      'Agent',
      'USED',
    ]);
  });

  test('is stood in for by a recovery code once, also by two at once, however it is typed', async () => {
    const { agent, codes } = await holder();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    const answers = await Promise.all([kit, other].map((process) => signIn(agent.email, codes[0], process)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Agent', 'InvalidCode']);
    expect(await signIn(agent.email, codes[0])).toMatchObject({ problem: 'WRONG' });
    expect((await signIn(agent.email, ` ${codes[1]!.toUpperCase().replaceAll('-', ' ')} `)).id).toBe(agent.id);
    expect(await factorOf(agent)).toMatchObject({ recoveryCodesLeft: 8 });
    // Another's are nobody's.
    const stranger = await holder();
    expect(await signIn(agent.email, stranger.codes[0])).toMatchObject({ problem: 'WRONG' });
  });

  test('lets ten wrong codes pass in an hour over all processes, and says when to try again', async () => {
    const { agent, secret, codes, code } = await holder();
    const wrong = wrongCode(secret);
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, n) => signIn(agent.email, wrong, [kit, other][n % 2])),
    );
    expect(answers.filter(({ problem }) => problem === 'WRONG')).toHaveLength(10);
    expect(answers.filter(({ __typename }) => __typename === 'RateLimited')).toHaveLength(4);
    expect(await signIn(agent.email, code())).toMatchObject({ __typename: 'RateLimited', retryAfter: 3_600 });
    // Nobody guesses a recovery code, so who has one is not kept out.
    expect((await signIn(agent.email, codes[0])).id).toBe(agent.id);
    pass(3_599);
    expect(await signIn(agent.email, code())).toMatchObject({ __typename: 'RateLimited', retryAfter: 1 });
    pass(1);
    expect((await signIn(agent.email, code())).id).toBe(agent.id);
  });

  test('lets sixty wrong codes pass in a day, so a day of guessing is right less often than once in 2,000', async () => {
    const { agent, secret, code } = await holder();
    const begun = now.getTime();
    let tried = 0;
    for (let hour = 0; hour < 23; hour += 1) {
      const wrong = wrongCode(secret);
      for (let n = 0; n < 11; n += 1) if ((await signIn(agent.email, wrong)).problem) tried += 1;
      pass(3_601);
    }
    expect(tried).toBe(60);
    const { __typename, retryAfter } = (await signIn(agent.email, code())) as {
      __typename: string;
      retryAfter: number;
    };
    expect(__typename).toBe('RateLimited');
    expect(now.getTime() / 1_000 + retryAfter).toBe(begun / 1_000 + 86_400);
    pass(retryAfter);
    expect((await signIn(agent.email, code())).id).toBe(agent.id);
  });

  test('is set up by password and a first code, and ends every other session within 5 s', async () => {
    const agent = await (await kit.service()).agent();
    const [before] = [await signIn(agent.email)];
    const sockets = [kit, other].map((process) => new TestSocket(process, { cookie: before.cookie }));
    for (const socket of sockets) await socket.subscribe('subscription { settingsChanges { revision } }').next();
    expect((await begin(agent, 'not it')).__typename).toBe('InvalidCredentials');
    const first = await begin(agent);
    const { secret, uri } = await begin(agent);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(secret).not.toBe(first.secret);
    const address = new URL(uri);
    expect([address.protocol, address.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(address.pathname)).toBe(`/Damso:${agent.email}`);
    expect(address.searchParams.get('secret')).toBe(secret);
    // Of the secret that was replaced, and no code at all.
    expect(await confirm(agent, codeAt(first.secret, now))).toMatchObject({ __typename: 'InvalidCode' });
    expect(await confirm(agent, 'abcd-efgh-jkmn-pqrs')).toMatchObject({ __typename: 'InvalidCode' });
    expect(await factorOf(agent)).toBeNull();
    expect((await signIn(agent.email)).id).toBe(agent.id);
    const began = performance.now();
    const both = await Promise.all([confirm(agent, codeAt(secret, now)), confirm(agent, codeAt(secret, now))]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['NewRecoveryCodes', 'SecondFactorOn']);
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await viewerOf(agent)).toBe(agent.id);
    expect(await factorOf(agent)).toMatchObject({ recoveryCodesLeft: 10 });
    expect((await begin(agent)).__typename).toBe('SecondFactorOn');
    // The code that confirmed it is used.
    expect(await signIn(agent.email, codeAt(secret, now))).toMatchObject({ problem: 'USED' });
  });

  test('that was begun an hour ago has to be begun again', async () => {
    const agent = await (await kit.service()).agent();
    expect((await confirm(agent, '123456')).__typename).toBe('SecondFactorOff');
    const { secret } = await begin(agent);
    await kit.app.sql.query(`update second_factor set begun_at = begun_at - interval '61 minutes'`, []);
    expect((await confirm(agent, codeAt(secret, now))).__typename).toBe('SecondFactorOff');
    await kit.app.retention.run();
    const { rows } = await kit.app.sql.query(
      `select a.email from second_factor f join account a on a.id = f.account_id where a.second_factor_at is null`,
      [],
    );
    expect(rows).toEqual([]);
  });

  test('that is confirmed during a sign-in leaves no session that was begun without it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const agent = await (await kit.service()).agent();
      const { secret } = await begin(agent);
      const [, ...entered] = await Promise.all([
        confirm(agent, codeAt(secret, now)),
        ...[kit, other, kit].map((process) => signIn(agent.email, undefined, process)),
      ]);
      for (const { cookie } of entered) {
        if (cookie) expect(await viewerOf(new Actor(other, { cookie }))).toBeUndefined();
      }
      expect(await viewerOf(agent)).toBe(agent.id);
    }
  });

  test('is switched off by password and a code, and by neither alone', async () => {
    const { agent, code, codes, secret } = await holder();
    const off = (password: string, shown: string) => mutate(agent, 'switchOffSecondFactor', { password, code: shown });
    expect((await off('not it', code())).__typename).toBe('InvalidCredentials');
    expect((await off(known, wrongCode(secret))).__typename).toBe('InvalidCode');
    expect((await signIn(agent.email)).__typename).toBe('SecondFactorNeeded');
    expect((await off(known, codes[3]!)).__typename).toBe('Account');
    expect((await signIn(agent.email)).id).toBe(agent.id);
    expect((await off(known, code())).__typename).toBe('SecondFactorOff');
    const again = await holder(undefined, agent);
    expect(await signIn(agent.email, codes[4])).toMatchObject({ problem: 'WRONG' });
    expect((await off(known, again.code())).__typename).toBe('Account');
  });

  test('gets other recovery codes, in place of those that were left', async () => {
    const { agent, code, codes } = await holder();
    const renew = (password: string, shown: string) =>
      mutate(agent, 'renewRecoveryCodes', { password, code: shown }, '... on NewRecoveryCodes { codes }');
    expect((await renew('not it', code())).__typename).toBe('InvalidCredentials');
    const renewed = await renew(known, code());
    expect(renewed.codes).toHaveLength(10);
    expect(await signIn(agent.email, codes[0])).toMatchObject({ problem: 'WRONG' });
    expect((await signIn(agent.email, renewed.codes[0])).id).toBe(agent.id);
  });
});

describe('no other way in goes past it', () => {
  test('not a forgotten password, which is chosen anew by link', async () => {
    const { agent, code } = await holder();
    const token = await passwordResetByCommand(kit.app.write, agent.email);
    const { resetPassword } = await kit.run(
      'mutation ($t: String!) { resetPassword(token: $t, newPassword: "battery staple") { __typename } }',
      { t: token },
    );
    expect(resetPassword.__typename).toBe('PasswordReset');
    expect((await signIn(agent.email, undefined, kit, 'battery staple')).__typename).toBe('SecondFactorNeeded');
    expect((await signIn(agent.email, code(), kit, 'battery staple')).id).toBe(agent.id);
  });

  test('not an invitation to another service, which takes password and code', async () => {
    const { agent, code, secret } = await holder();
    const accept = async (token: string, shown?: string): Promise<Answer> => {
      const query = `mutation ($t: String!, $c: String) {
        acceptInvitation(token: $t, password: "${known}", code: $c) { ${outcome} ... on Agent { id } } }`;
      const { body, headers } = await kit.post(JSON.stringify({ query, variables: { t: token, c: shown } }));
      return { ...body.data.acceptInvitation, cookie: headers.get('set-cookie') };
    };
    const token = await invite(await kit.service(), agent.email);
    expect(await accept(token)).toEqual({ __typename: 'SecondFactorNeeded', cookie: null });
    expect(await accept(token, wrongCode(secret))).toMatchObject({ problem: 'WRONG', cookie: null });
    const shown = code();
    expect((await accept(token, shown)).__typename).toBe('Agent');
    expect(await signIn(agent.email, shown)).toMatchObject({ problem: 'USED' });
  });

  test('nor does it stay with who was removed from their last service and comes back as somebody new', async () => {
    const service = await kit.service();
    const { agent } = await holder(service);
    await service.removeAgent(agent);
    const token = await invite(service, agent.email);
    const { acceptInvitation } = await kit.run(
      'mutation ($t: String!) { acceptInvitation(token: $t, password: "battery staple") { __typename } }',
      { t: token },
    );
    expect(acceptInvitation.__typename).toBe('Agent');
    expect((await signIn(agent.email, undefined, kit, 'battery staple')).id).toBe(agent.id);
  });
});

async function invite(service: TestService, email: string): Promise<string> {
  const { inviteAgent } = await (
    await service.admin()
  ).run(
    `mutation ($e: String!) { inviteAgent(input: { email: $e, name: "Nari", role: AGENT, canChat: true }) {
      ... on InvitedAgent { link } } }`,
    { e: email },
  );
  return new URL(inviteAgent.link, kit.url).hash.slice(1);
}

describe('where the organisation requires it', () => {
  const codeOf = ({ body }: Answer) => body.errors?.[0].extensions.code as string | undefined;
  const ask = (who: Actor, query: string) => kit.post(JSON.stringify({ query }), who.credentials);

  test('whoever has none can do nothing but set one up, and their streams end within 5 s', async () => {
    const owner = await ownerWithFactor();
    const service = await kit.service();
    const agent = await service.agent();
    const place = await (await kit.service()).placeFor(agent);
    const { agent: ready } = await holder(service);
    const stream = 'subscription { settingsChanges { revision } }';
    const sockets = [kit, other].map((process) => new TestSocket(process, agent.credentials));
    const kept = new TestSocket(kit, ready.credentials);
    for (const socket of [...sockets, kept]) await socket.subscribe(stream).next();
    const began = performance.now();
    await require(true, owner.agent);
    try {
      expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4205, 4205]);
      expect(performance.now() - began).toBeLessThan(5_000);
      for (const who of [agent, place]) {
        for (const query of [
          '{ viewer { __typename } }',
          '{ serviceSettings { revision } }',
          '{ agents { edges { cursor } } }',
        ]) {
          expect(codeOf(await ask(who, query))).toBe('SECOND_FACTOR_NEEDED');
        }
      }
      const signOutElsewhere = await ask(agent, 'mutation { saveAccount(input: { name: "Me" }) { __typename } }');
      expect(codeOf(signOutElsewhere)).toBe('SECOND_FACTOR_NEEDED');
      expect(JSON.stringify(await agent.subscribe(stream).next())).toContain('SECOND_FACTOR_NEEDED');
      const sent = await fetch(`${kit.url}/files`, {
        method: 'POST',
        headers: { cookie: agent.credentials.cookie!, 'x-file-name': 'a.txt' },
        body: 'text',
      });
      expect([sent.status, (await sent.json()).errors[0].extensions.code]).toEqual([403, 'SECOND_FACTOR_NEEDED']);
      // Signing in again leads to the same place, and so does a new account.
      const again = await signIn(agent.email);
      expect(codeOf(await ask(new Actor(kit, { cookie: again.cookie }), '{ viewer { __typename } }'))).toBe(
        'SECOND_FACTOR_NEEDED',
      );
      const { account } = await agent.run('{ account { email secondFactorRequired secondFactor { since } } }');
      expect(account).toEqual({ email: agent.email, secondFactorRequired: true, secondFactor: null });
      // Who has one goes on undisturbed.
      expect(await viewerOf(ready)).toBe(ready.id);
      expect(await Promise.race([kept.closed, Promise.resolve('open')])).toBe('open');
      await holder(undefined, agent);
      expect(await viewerOf(agent)).toBe(agent.id);
      expect(await viewerOf(place)).toBe(place.id);
    } finally {
      await require(false, owner.agent);
    }
  });

  test('signing out works for who has none, and everything does again when it is not required any more', async () => {
    const owner = await ownerWithFactor();
    const service = await kit.service();
    const [agent, waiting] = [await service.agent(), await service.agent()];
    await require(true, owner.agent);
    expect((await agent.run('mutation { signOut }')).signOut).toBe(true);
    expect((await agent.run('{ account { email } }')).account).toBeNull();
    await require(false, owner.agent);
    expect(await viewerOf(waiting)).toBe(waiting.id);
    const { rows } = await kit.app.sql.query(
      `select before, after, service_id, about_account_id from change_log_entry where field = 'secondFactorRequired' order by id desc limit 2`,
      [],
    );
    expect(rows).toEqual([
      { before: 'true', after: 'false', service_id: null, about_account_id: null },
      { before: 'false', after: 'true', service_id: null, about_account_id: null },
    ]);
  });
});

describe('a second factor that was lost', () => {
  test('is taken away by an owner, of anybody but themselves, with every session, and the log says so', async () => {
    const owner = await ownerWithFactor();
    const { agent, code } = await holder();
    const idOf = async (email: string): Promise<string> => {
      const { organisation } = await owner.agent.run(
        'query ($t: String) { organisation { accounts(text: $t) { edges { node { id secondFactor } } } } }',
        { t: email },
      );
      return organisation.accounts.edges[0].node.id;
    };
    const reset = async (who: Actor, accountId: string): Promise<Answer> => {
      const { resetSecondFactor } = await who.run(
        `mutation ($id: ID!) { resetSecondFactor(accountId: $id) { __typename ... on OrganisationAccount { secondFactor } } }`,
        { id: accountId },
      );
      return resetSecondFactor;
    };
    const id = await idOf(agent.email);
    const socket = new TestSocket(other, agent.credentials);
    await socket.subscribe('subscription { settingsChanges { revision } }').next();
    expect((await reset(agent, id)).__typename).toBe('NotPermitted');
    expect((await reset(owner.agent, await idOf(owner.agent.email))).__typename).toBe('OwnRights');
    expect((await signIn(owner.agent.email)).__typename).toBe('SecondFactorNeeded');
    const both = await Promise.all([reset(owner.agent, id), reset(owner.agent, id)]);
    expect(both.map(({ secondFactor }) => secondFactor as boolean)).toEqual([false, false]);
    expect(await socket.closed).toBe(4401);
    expect(await viewerOf(agent)).toBeUndefined();
    expect((await signIn(agent.email)).id).toBe(agent.id);
    // Nothing of the former is left.
    expect((await signIn(agent.email, code())).id).toBe(agent.id);
    const { organisation } = await owner.agent.run(
      '{ organisation { changes(first: 1) { edges { node { field before after account { email } author { email } } } } } }',
    );
    expect(organisation.changes.edges[0].node).toEqual({
      field: 'secondFactor',
      before: 'true',
      after: 'false',
      account: { email: agent.email },
      author: { email: owner.agent.email },
    });
  });

  test('is taken away by the command of the server, with every session, and the log says so', async () => {
    const { agent, codes } = await holder();
    const socket = new TestSocket(other, agent.credentials);
    await socket.subscribe('subscription { settingsChanges { revision } }').next();
    expect(await resetSecondFactorByCommand(kit.app.write, agent.email.toUpperCase())).toBe(true);
    expect(await socket.closed).toBe(4401);
    expect(await resetSecondFactorByCommand(kit.app.write, agent.email)).toBe(false);
    expect(await resetSecondFactorByCommand(kit.app.write, `${randomUUID()}@test.test`)).toBe(false);
    const entered = await signIn(agent.email);
    expect(entered.id).toBe(agent.id);
    const { agent: anew } = await holder(undefined, Object.assign(agent, { credentials: { cookie: entered.cookie } }));
    expect(await signIn(anew.email, codes[0])).toMatchObject({ problem: 'WRONG' });
    const { rows } = await kit.app.sql.query(
      `select e.author_id, e.before, e.after from change_log_entry e join account a on a.id = e.about_account_id
       where a.email = $1 and e.field = 'secondFactor'`,
      [agent.email],
    );
    expect(rows).toEqual([{ author_id: null, before: 'true', after: 'false' }]);
  });
});

describe('the secret of a second factor', () => {
  test('is in the database under the keys alone, moves with them, and a wrong key is told', async () => {
    const first = newMaskKey();
    const own = await Kit.start({ DAMSO_MASK_KEYS: first });
    const { sql } = own.app;
    const agents = await Promise.all([1, 2].map(async () => (await own.service()).agent()));
    const secrets: string[] = [];
    for (const agent of agents) {
      const { secret } = await begin(agent);
      expect((await confirm(agent, codeAt(secret, own.app.clock.now()))).codes).toHaveLength(10);
      secrets.push(secret as string);
    }
    const { rows } = await sql.query<{ all: string }>(
      `select string_agg(f::text, ' ') || (select string_agg(r::text, ' ') from recovery_code r) as all from second_factor f`,
      [],
    );
    for (const secret of secrets) {
      expect(rows[0]!.all).not.toContain(secret);
      expect(rows[0]!.all).not.toContain(Buffer.from(secret).toString('hex'));
    }
    const second = newMaskKey();
    const vaultOf = (...keys: string[]) => new Vault(parseMaskKeys(keys.join(' '), 'test'));
    const both = vaultOf(second, first);
    expect(await problemOfKeys(sql, both)).toBeNull();
    expect(await problemOfKeys(sql, vaultOf(second))).toMatch(/^second factors are under a key/);
    const sameName = `${first.split(':')[0]!}:${second.split(':')[1]!}`;
    expect(await problemOfKeys(sql, vaultOf(sameName))).toMatch(/second factors .* another one$/);
    expect((await unreadableSecrets(sql, vaultOf(sameName))).secondFactors).toBe(2);
    expect((await unreadableSecrets(sql, both)).secondFactors).toBe(0);
    // Of another account it opens nothing.
    const swap = `update second_factor f set box = o.box from second_factor o where o.account_id <> f.account_id`;
    await sql.query(swap, []);
    expect((await unreadableSecrets(sql, both)).secondFactors).toBe(2);
    await sql.query(swap, []);
    expect((await rotate(own.app.write, both)).secondFactors).toEqual({ moved: 2, unreadable: 0 });
    expect([...(await countsByKey(sql))]).toEqual([
      [
        second.split(':')[0],
        { originals: 0, secondFactors: 2, webhookSecrets: 0, customerDataSecrets: 0, memberSecrets: 0 },
      ],
    ]);
    const only = await Kit.process(own.databaseUrl, { DAMSO_MASK_KEYS: second });
    only.app.clock.now = () => new Date(Date.now() + 30_000);
    expect((await signIn(agents[0]!.email, codeAt(secrets[0]!, only.app.clock.now()), only)).id).toBe(agents[0]!.id);
    expect((await only.app.readiness.problems())['maskKeys']).toBeUndefined();
  });
});
