import { randomUUID } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { Company, keyPair } from '../../test/company.ts';
import { Actor, Kit, type Answer, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { problemOfKeys } from '../masking/fitting-keys.ts';
import { newMaskKey, parseMaskKeys } from '../masking/mask-keys.ts';
import { countsByKey, rotate, unreadableSecrets } from '../masking/rotation.ts';
import { Vault } from '../masking/vault.ts';

const maskKey = newMaskKey();
const kit = await Kit.start({ DAMSO_MASK_KEYS: maskKey });
const other = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: maskKey }, kit.app.bus);

async function scene(options: { membersOnly?: boolean } = {}) {
  const service = await kit.service();
  const agent = await service.onlineAgent({ canTicket: true });
  return { service, agent, company: await Company.of(service, options) };
}

async function inquire(service: TestService, input: object, token?: string): Promise<Answer> {
  const { submitInquiry } = await kit.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename
      ... on SubmittedInquiry { token ticket { id customer { id } } } ... on IdentityRefused { reason } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email: 'kim@shop.test',
        title: 'Where is it?',
        content: 'I ordered a lamp.',
        consent: { noticeVersion: '1', language: 'en' },
        ...input,
      },
    },
    token === undefined ? {} : { token },
  );
  return submitInquiry;
}

const chatsOf = async (token: string) => {
  const { chats } = await kit.run('{ chats(first: 50) { edges { node { id } } } }', {}, { token });
  return chats.edges.map(({ node }: Answer) => node.id as string);
};
const ticketsOf = async (token: string) => {
  const { tickets } = await kit.run('{ tickets(first: 50) { edges { node { id } } } }', {}, { token });
  return tickets.edges.map(({ node }: Answer) => node.id as string);
};
const rowsOf = async (text: string, ...values: unknown[]) => (await kit.app.sql.query(text, values)).rows;

const seenText = `query ($id: ID!) { customer(id: $id) { id name email phone saidName saidEmail saidPhone verified verifiedSaid memberId infoVersion
  mergedRecords { id } } }`;
const seen = async (agent: Actor, id: string) => (await agent.run(seenText, { id })).customer;

describe('a member', () => {
  test('is the same customer on every device, in the chat that runs', async () => {
    const { service, agent, company } = await scene();
    const sub = randomUUID();
    const started = await service.start({
      identity: await company.sign({ sub, name: '김하늘' }),
      message: 'hello',
      key: 'k',
    });
    const phone = await company.identify(await company.sign({ sub }), undefined, { userAgent: 'phone' });
    expect(phone).toMatchObject({
      chat: { id: started.chat.id },
      customer: { id: started.chat.customer.id, name: '김하늘' },
    });
    // What is said on one is read on the other, through another process.
    const laptop = new Actor(kit, { token: started.token });
    const events = laptop.watch(started.chat.id, 0, other);
    await new Actor(kit, { token: phone.token }).send(started.chat.id, 'from the phone');
    await events.until(({ chatChanges }) => chatChanges.messages.some(({ body }: Answer) => body === 'from the phone'));
    await agent.open(started.chat.id);
    // Another start, on any device, is that chat.
    const again = await service.start({ identity: await company.sign({ sub }) });
    expect(again.chat.id).toBe(started.chat.id);
    // Somebody else is somebody else, and so is the same sub in another service.
    const stranger = await company.identify(await company.sign({}));
    expect(stranger).toMatchObject({ token: null, customer: null, chat: null });
    const elsewhere = await Company.of(await kit.service());
    expect(await elsewhere.identify(await elsewhere.sign({ sub }))).toMatchObject({ token: null });
  });

  test('is not written down before they agreed, and once, however many devices come at the same moment', async () => {
    const { service, company } = await scene();
    const sub = randomUUID();
    expect(await company.identify(await company.sign({ sub, name: 'Kim' }))).toMatchObject({ customer: null });
    expect(await rowsOf('select from member where service_id = $1', service.id)).toEqual([]);
    expect(await rowsOf('select from customer where service_id = $1', service.id)).toEqual([]);
    const starts = await Promise.all(
      [kit, other, kit, other, kit].map(async (each) =>
        service.start({ identity: await company.sign({ sub }) }, {}, each),
      ),
    );
    expect(new Set(starts.map(({ chat }) => chat.id)).size).toBe(1);
    expect(await rowsOf('select from member where service_id = $1', service.id)).toHaveLength(1);
    expect(await rowsOf('select from customer where service_id = $1', service.id)).toHaveLength(1);
  });

  test('is nobody where no chat could begin', async () => {
    const service = await kit.service();
    const company = await Company.of(service);
    const absent = await service.start({ identity: await company.sign({}) });
    expect(absent.__typename).toBe('AgentsAbsent');
    expect(await rowsOf('select from member where service_id = $1', service.id)).toEqual([]);
  });

  test('signs out on one device, within 5 s on its open pages, and goes on on the other', async () => {
    const { service, company } = await scene();
    const sub = randomUUID();
    const started = await service.start({ identity: await company.sign({ sub }) });
    const { token } = await company.identify(await company.sign({ sub }));
    const socket = new Actor(kit, { token }).socket(other);
    socket.subscribe('subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }', { id: started.chat.id });
    await kit.run('mutation { forgetVisitor }', {}, { token });
    expect(await socket.closed).toBe(4401);
    await expect(chatsOf(token)).rejects.toThrow();
    expect(await chatsOf(started.token)).toEqual([started.chat.id]);
  });
});

describe('an anonymous customer who signs in', () => {
  test('is the member from then on: chats and inquiries are on every device, and agents see one person', async () => {
    const { service, agent, company } = await scene();
    const sub = randomUUID();
    const before = await service.customer({ name: 'guest', message: 'hi', key: 'k' });
    const inquiry = await inquire(service, {}, before.credentials.token);
    const joined = await company.identify(await company.sign({ sub, name: 'Kim' }), before.credentials.token);
    expect(joined).toMatchObject({ chat: { id: before.chatId }, customer: { name: 'Kim' } });
    const phone = await company.identify(await company.sign({ sub }), undefined, { userAgent: 'phone' });
    expect(phone.customer.id).toBe(joined.customer.id);
    expect(await chatsOf(phone.token)).toEqual([before.chatId]);
    expect(await ticketsOf(phone.token)).toEqual([inquiry.ticket.id]);
    // It speaks in that chat as who it was, so a message that is sent again is the same one.
    const first = await before.send(before.chatId, 'once', 'same');
    const member = new Actor(kit, { token: phone.token });
    expect(await member.send(before.chatId, 'once', 'same')).toMatchObject({ id: first.id });
    expect(await member.send(before.chatId, 'twice', 'next')).toMatchObject({ __typename: 'Message' });
    await agent.open(before.chatId);
    await agent.send(before.chatId, 'an answer');
    expect((await member.end(before.chatId)).state).toBe('ENDED_BY_CUSTOMER');
    const { rateChat } = await member.run(
      `mutation ($id: ID!) { rateChat(input: { chatId: $id, verdict: SATISFIED, comment: "thanks" }) { __typename } }`,
      { id: before.chatId },
    );
    expect(rateChat.__typename).toBe('Rating');
    const { addTicketComment } = await member.run(
      `mutation ($id: ID!) { addTicketComment(input: { ticketId: $id, key: "1", text: "more" }) { __typename } }`,
      { id: inquiry.ticket.id },
    );
    expect(addTicketComment.__typename).toBe('TicketComment');
    expect(await seen(agent, before.id)).toMatchObject({
      id: joined.customer.id,
      name: 'Kim',
      verified: ['NAME'],
      memberId: sub,
      mergedRecords: [{ id: before.id }],
    });
  });

  test('lets a former token, which may stand in a mail, open what it opened before and nothing of the member', async () => {
    const { service, company } = await scene();
    const sub = randomUUID();
    const anonymous = await inquire(service, {});
    const { token } = await company.identify(await company.sign({ sub }), anonymous.token);
    const chat = await service.start({}, { token });
    expect(chat.__typename).toBe('StartedChat');
    expect(await chatsOf(anonymous.token)).toEqual([]);
    expect(await ticketsOf(anonymous.token)).toEqual([anonymous.ticket.id]);
    expect(await chatsOf(token)).toEqual([chat.chat.id]);
    expect(await ticketsOf(token)).toEqual([anonymous.ticket.id]);
  });

  test('is one member’s, whoever signs in at the same moment or later in the same browser', async () => {
    const { service, company } = await scene();
    const before = await service.customer();
    const { token } = before.credentials;
    const members = await Promise.all(
      ['a', 'b', 'a', 'b'].map(async (sub) => company.identify(await company.sign({ sub }), token)),
    );
    expect(members.every(({ __typename }) => __typename === 'Identified')).toBe(true);
    expect(
      await rowsOf('select from member_join where customer_id = $1', decodeId('Customer', before.id)),
    ).toHaveLength(1);
    const readers = await Promise.all(
      ['a', 'b'].map(async (sub) => {
        const { token: of } = await company.identify(await company.sign({ sub }));
        return of === null ? [] : chatsOf(of);
      }),
    );
    expect(readers.flat()).toEqual([before.chatId]);
  });

  test('joins nobody behind a link, where nobody knows that it was the same person', async () => {
    const { service, company } = await scene();
    const before = await service.customer();
    const sub = randomUUID();
    await inquire(service, { identity: await company.sign({ sub }) });
    const { token } = await company.identify(await company.sign({ sub }), before.credentials.token, { join: false });
    expect(await chatsOf(token)).toEqual([]);
    expect(await chatsOf(before.credentials.token!)).toEqual([before.chatId]);
  });

  test('keeps what the member reads when an agent parts the records, and reads nothing an agent merged', async () => {
    const { service, agent, company } = await scene();
    const before = await service.customer();
    const stranger = await service.customer();
    const { token, customer } = await company.identify(await company.sign({ sub: 'x' }), before.credentials.token);
    await agent.run('mutation ($f: ID!, $i: ID!) { mergeCustomers(fromId: $f, intoId: $i) { __typename } }', {
      f: stranger.id,
      i: customer.id,
    });
    expect(await chatsOf(token)).toEqual([before.chatId]);
    const [merge] = await rowsOf(
      `select 'CustomerMerge_' || id as id from customer_merge where from_id = $1`,
      decodeId('Customer', before.id),
    );
    const { undoMerge } = await agent.run('mutation ($id: ID!) { undoMerge(mergeId: $id) { __typename } }', merge);
    expect(undoMerge.__typename).toBe('Customer');
    expect(await chatsOf(token)).toEqual([before.chatId]);
  });

  test('reads on other devices at once what was said before, on pages that were open', async () => {
    const { service, company } = await scene();
    const before = await service.customer();
    const sub = randomUUID();
    const inquiry = await inquire(service, { identity: await company.sign({ sub, email: 'kim@shop.test' }) });
    const phone = new Actor(other, { token: inquiry.token }).socket(other);
    const changes = phone.subscribe('subscription ($id: ID!) { ticketChanges(ticketId: $id) { revision } }', {
      id: inquiry.ticket.id,
    });
    await changes.next();
    await company.identify(await company.sign({ sub }), before.credentials.token);
    // Its rights are others now, and it comes back with them.
    expect(await phone.closed).toBe(4205);
    const { chat } = await other.run(
      'query ($id: ID!) { chat(id: $id) { id } }',
      { id: before.chatId },
      {
        token: inquiry.token,
      },
    );
    expect(chat.id).toBe(before.chatId);
  });
});

describe('an inquiry of a member', () => {
  test('opens by its mailed link all of the member only where the company vouches for the address', async () => {
    const { service, company } = await scene();
    const sub = randomUUID();
    const own = await inquire(service, { identity: await company.sign({ sub, email: 'kim@shop.test' }) });
    const typed = await inquire(service, { email: 'typo@else.test', identity: await company.sign({ sub }) });
    const later = await inquire(service, { email: 'another@else.test' }, own.token);
    expect(await ticketsOf(typed.token)).toEqual([typed.ticket.id]);
    expect(await ticketsOf(later.token)).toEqual([later.ticket.id]);
    const { token } = await company.identify(await company.sign({ sub }));
    const all = [own, typed, later].map(({ ticket }) => ticket.id).sort();
    expect((await ticketsOf(token)).sort()).toEqual(all);
    expect((await ticketsOf(own.token)).sort()).toEqual(all);
  });
});

describe('what the company says of a member', () => {
  test('is marked as verified, and what the customer types stands beside it', async () => {
    const { service, agent, company } = await scene();
    const sub = randomUUID();
    const claims = { sub, name: 'Kim', email: 'Kim@Shop.test', phone: '010-1234-5678' };
    const { chat } = await service.start({ identity: await company.sign(claims), name: 'Batman' });
    expect(await seen(agent, chat.customer.id)).toMatchObject({
      name: 'Kim',
      email: 'kim@shop.test',
      phone: '010-1234-5678',
      verified: ['NAME', 'EMAIL', 'PHONE'],
      saidName: 'Batman',
      verifiedSaid: [],
    });
    await company.identify(await company.sign({ ...claims, name: 'Kim Haneul' }));
    expect(await seen(agent, chat.customer.id)).toMatchObject({
      name: 'Kim Haneul',
      verified: ['NAME', 'EMAIL', 'PHONE'],
    });
  });

  test('stands beside what an agent saved, until one decides, and is no news when it is said again', async () => {
    const { service, agent, company } = await scene();
    const sub = randomUUID();
    const { chat } = await service.start({ identity: await company.sign({ sub, name: 'Kim', phone: '1' }) });
    const id = chat.customer.id as string;
    await agent.run(
      `mutation ($id: ID!) { saveCustomer(input: { customerId: $id, name: "Lee", phone: "2" }) { __typename } }`,
      { id },
    );
    expect(await seen(agent, id)).toMatchObject({ name: 'Lee', phone: '2', verified: [], saidName: null });
    // Whoever saved it knew what the company said.
    await company.identify(await company.sign({ sub, name: 'Kim', phone: '1' }));
    expect(await seen(agent, id)).toMatchObject({ name: 'Lee', saidName: null, saidPhone: null });
    await company.identify(await company.sign({ sub, name: 'Park', phone: '3' }));
    expect(await seen(agent, id)).toMatchObject({
      name: 'Lee',
      phone: '2',
      saidName: 'Park',
      saidPhone: '3',
      verified: [],
      verifiedSaid: ['NAME', 'PHONE'],
    });
    const settle = (field: string, said: string, take: boolean) =>
      agent.run(`mutation ($input: SettleSaidInput!) { settleSaid(input: $input) { __typename } }`, {
        input: { customerId: id, field, said, take },
      });
    await settle('PHONE', '3', true);
    await settle('NAME', 'Park', false);
    expect(await seen(agent, id)).toMatchObject({
      name: 'Lee',
      phone: '3',
      verified: ['PHONE'],
      saidName: null,
      saidPhone: null,
    });
    await company.identify(await company.sign({ sub, name: 'Park', phone: '3' }));
    expect(await seen(agent, id)).toMatchObject({ name: 'Lee', saidName: null });
  });

  test('goes when the person is erased, and who signs in again is somebody new', async () => {
    const { service, agent, company } = await scene();
    const sub = randomUUID();
    const before = await service.customer();
    const { customer, token } = await company.identify(
      await company.sign({ sub, name: 'canary-name', phone: '010-9999-8888' }),
      before.credentials.token,
    );
    await before.end(before.chatId);
    await agent.run('mutation ($id: ID!) { endChat(chatId: $id) { __typename } }', { id: before.chatId });
    const { eraseCustomer } = await (
      await service.admin()
    ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: customer.id });
    expect(eraseCustomer.__typename).toBe('Customer');
    await expect
      .poll(
        () =>
          chatsOf(token).then(
            () => 'open',
            () => 'shut',
          ),
        { timeout: 5_000 },
      )
      .toBe('shut');
    expect(await rowsOf('select from member where service_id = $1', service.id)).toEqual([]);
    expect(
      await rowsOf(
        `select from customer where service_id = $1 and (name is not null or phone is not null)`,
        service.id,
      ),
    ).toEqual([]);
    expect(await company.identify(await company.sign({ sub }))).toMatchObject({ customer: null });
    const again = await service.start({ identity: await company.sign({ sub }) });
    expect(again.chat.customer.id).not.toBe(customer.id);
  });
});

describe('a token', () => {
  test('is refused in words for each way in which it is wrong, and writes nothing', async () => {
    const { service, company } = await scene();
    const elsewhere = await Company.of(await kit.service());
    const pair = keyPair('rsa');
    const admin = await service.admin();
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await admin.run('mutation ($k: String!) { addMemberPublicKey(publicKey: $k) { __typename } }', { k: publicKey });
    const good = await company.sign();
    const [head = '', body = '', signature = ''] = good.split('.');
    const now = Math.floor(Date.now() / 1_000);
    const unsigned = new UnsecuredJWT({ sub: 'a', aud: service.slug, iat: now, exp: now + 60 }).encode();
    const headed = (header: object) =>
      [Buffer.from(JSON.stringify(header)).toString('base64url'), body, signature].join('.');
    const refused: [string, string | Promise<string>][] = [
      ['MALFORMED', ''],
      ['MALFORMED', 'not a token'],
      ['MALFORMED', `${head}.${body}`],
      ['MALFORMED', `${good}.${'x'.repeat(10)}`],
      ['MALFORMED', 'a.b.c'],
      ['MALFORMED', `${head}.${'x'.repeat(4_096)}.${signature}`],
      ['MALFORMED', headed({})],
      ['MALFORMED', headed({ alg: 5 })],
      ['MALFORMED', headed({ alg: 'HS256', crit: ['exp'] })],
      ['ALGORITHM', unsigned],
      ['ALGORITHM', headed({ alg: 'none' })],
      ['ALGORITHM', headed({ alg: 'constructor' })],
      ['ALGORITHM', company.sign({ alg: 'HS512', key: Buffer.alloc(64, 1) })],
      ['ALGORITHM', company.sign({ alg: 'EdDSA', key: keyPair('ed25519').privateKey })],
      // What is public is no secret.
      ['SIGNATURE', company.sign({ key: Buffer.from(publicKey) })],
      ['SIGNATURE', company.sign({ key: Buffer.from(publicKey.trim()) })],
      ['SIGNATURE', company.sign({ alg: 'RS256', key: keyPair('rsa').privateKey })],
      ['SIGNATURE', `${head}.${Buffer.from('{"sub":"admin"}').toString('base64url')}.${signature}`],
      ['SIGNATURE', `${head}.${body}.`],
      ['SIGNATURE', elsewhere.sign({ aud: service.slug })],
      ['AUDIENCE', company.sign({ aud: elsewhere.service.slug })],
      ['AUDIENCE', company.sign({ aud: null })],
      ['EXPIRED', company.sign({ exp: -60 })],
      ['TOO_LONG', company.sign({ exp: 400 })],
      ['TOO_LONG', company.sign({ exp: null })],
      ['NOT_YET', company.sign({ iat: 90 })],
      ['NOT_YET', company.sign({ iat: null })],
      ['NOT_YET', company.sign({ nbf: 90 })],
      ['SUBJECT', company.sign({ sub: '' })],
      ['SUBJECT', company.sign({ sub: 'x'.repeat(256) })],
      ['SUBJECT', company.sign({ sub: 5 })],
      ['SUBJECT', company.sign({ sub: 'a\0b' })],
      ['SUBJECT', company.sign({ sub: null })],
      ['NAME', company.sign({ name: 'x'.repeat(101) })],
      ['NAME', company.sign({ name: { first: 'Kim' } })],
      ['EMAIL', company.sign({ email: 'kim at shop' })],
      ['PHONE', company.sign({ phone: '1'.repeat(51) })],
      ['PHONE', company.sign({ phone: 82 })],
    ];
    for (const [reason, token] of refused) {
      const identity = await token;
      expect([identity, await company.identify(identity)]).toEqual([
        identity,
        { __typename: 'IdentityRefused', reason, message: expect.stringMatching(/^[A-Z]?[a-zA-Z].*\.$/) },
      ]);
      expect(await service.start({ identity })).toMatchObject({ __typename: 'IdentityRefused' });
    }
    expect(await inquire(service, { identity: 'a.b.c' })).toEqual({
      __typename: 'IdentityRefused',
      reason: 'MALFORMED',
    });
    expect(await rowsOf('select from customer where service_id = $1', service.id)).toEqual([]);
    const { memberLinkUse } = await admin.run('{ memberLinkUse { acceptedAt refusedAt refusal } }');
    expect(memberLinkUse).toMatchObject({ acceptedAt: null, refusedAt: expect.any(String) });
  });

  test('may be of a clock half a minute off', async () => {
    const { company } = await scene();
    for (const off of [{ exp: -15 }, { iat: 20 }, { exp: 320 }, { nbf: 20 }]) {
      expect(await company.identify(await company.sign(off))).toMatchObject({ __typename: 'Identified' });
    }
    expect(await company.identify(await company.sign({ aud: ['else', company.service.slug] }))).toMatchObject({
      __typename: 'Identified',
    });
  });

  test.each(['rsa', 'ec', 'ed25519'] as const)(
    'may be signed with a key of the company’s own (%s), as PEM or JWK',
    async (kind) => {
      const { service, company } = await scene();
      const { publicKey, privateKey } = keyPair(kind);
      const alg = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' }[kind];
      const admin = await service.admin();
      const add = async (key: string) =>
        (
          await admin.run(
            'mutation ($k: String!) { addMemberPublicKey(publicKey: $k) { __typename ... on MemberKey { id algorithm hint } ... on InvalidInput { field message } } }',
            { k: key },
          )
        ).addMemberPublicKey;
      const added = await add(publicKey.export({ type: 'spki', format: 'pem' }).toString());
      expect(added).toMatchObject({ __typename: 'MemberKey', algorithm: alg });
      // The same again is the same.
      expect(await add(JSON.stringify(publicKey.export({ format: 'jwk' })))).toEqual(added);
      expect(await company.identify(await company.sign({ alg, key: privateKey }))).toMatchObject({
        __typename: 'Identified',
      });
      for (const wrong of [
        privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        JSON.stringify(privateKey.export({ format: 'jwk' })),
        'words',
        '{',
        'x'.repeat(10_001),
      ]) {
        expect(await add(wrong)).toMatchObject({ __typename: 'InvalidInput', field: 'publicKey' });
      }
      const { endMemberKey } = await admin.run('mutation ($id: ID!) { endMemberKey(keyId: $id) }', { id: added.id });
      expect(endMemberKey).toBe(true);
      expect(await company.identify(await company.sign({ alg, key: privateKey }))).toMatchObject({
        reason: 'ALGORITHM',
      });
    },
  );

  test('used again is the same browser’s, and nobody else’s', async () => {
    const { service, company } = await scene();
    const identity = await company.sign({ sub: 'a' });
    const mine = { userAgent: 'mine' };
    expect(await company.identify(identity, undefined, mine)).toMatchObject({ __typename: 'Identified' });
    expect(await company.identify(identity, undefined, mine)).toMatchObject({ __typename: 'Identified' });
    expect(await company.identify(identity, undefined, { userAgent: 'theirs' })).toMatchObject({ reason: 'REPLAYED' });
    expect(await service.start({ identity })).toMatchObject({ __typename: 'IdentityRefused' });
    expect(await company.identify(identity, undefined, mine)).toMatchObject({ __typename: 'Identified' });
    // Of several at once one is the first.
    const raced = await company.sign({ sub: 'a' });
    const answers = await Promise.all(
      ['1', '2', '3', '4'].map((userAgent) => company.identify(raced, undefined, { userAgent })),
    );
    expect(answers.filter(({ reason }) => reason === 'REPLAYED')).toHaveLength(3);
    expect(await rowsOf('select used_by from member_token')).not.toEqual([]);
    await kit.app.sql.query(`update member_token set expires_at = now() - interval '2 minutes'`, []);
    await kit.app.retention.run();
    expect(await rowsOf('select from member_token')).toEqual([]);
  });

  test('is refused where the link is off, and there is none', async () => {
    const { service, company } = await scene();
    const admin = await service.admin();
    await admin.run('mutation { saveMemberLink(input: { enabled: false }) { __typename } }');
    expect(await company.identify(await company.sign())).toMatchObject({ reason: 'OFF' });
    const { identify } = await kit.run(
      `mutation { identify(input: { service: "there-is-none", identity: "a" }) { ... on IdentityRefused { reason } } }`,
    );
    expect(identify.reason).toBe('OFF');
  });

  test('is tried so often a minute from one address', async () => {
    const bounded = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: maskKey, LIMIT_STARTS_PER_MINUTE: '2' });
    const { service } = await scene();
    const ask = async () =>
      (
        await bounded.run(
          `mutation ($s: String!) { identify(input: { service: $s, identity: "a.b.c" }) { __typename } }`,
          { s: service.slug },
        )
      ).identify.__typename;
    expect([await ask(), await ask(), await ask()]).toEqual(['IdentityRefused', 'IdentityRefused', 'RateLimited']);
  });
});

describe('the secret', () => {
  test('is shown once, rotates without an outage, and ends at once', async () => {
    const { service, company } = await scene();
    const admin = await service.admin();
    const former = company.secret;
    company.secret = await Company.secretOf(service);
    const { createMemberSecret } = await admin.run(
      'mutation { createMemberSecret { __typename ... on InvalidInput { field message } } }',
    );
    expect(createMemberSecret).toEqual({
      __typename: 'InvalidInput',
      field: 'secret',
      message: 'There are 2 already: end one of them first.',
    });
    const withFormer = () => company.sign({ key: Buffer.from(former) });
    expect(await company.identify(await company.sign())).toMatchObject({ __typename: 'Identified' });
    expect(await company.identify(await withFormer())).toMatchObject({ __typename: 'Identified' });
    const { memberKeys } = await admin.run('{ memberKeys { id algorithm hint publicKey createdBy { name } } }');
    expect(memberKeys).toMatchObject([
      { algorithm: 'HS256', hint: company.secret.slice(-4), publicKey: null, createdBy: { name: 'Admin' } },
      { algorithm: 'HS256', hint: former.slice(-4) },
    ]);
    await admin.run('mutation ($id: ID!) { endMemberKey(keyId: $id) }', { id: memberKeys[1].id });
    expect(await company.identify(await withFormer())).toMatchObject({ reason: 'SIGNATURE' });
    expect(await company.identify(await company.sign())).toMatchObject({ __typename: 'Identified' });
    const { changeLog } = await admin.run('{ changeLog(first: 10) { edges { node { field before after } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node.field)).toEqual([
      'memberKey',
      'memberKey',
      'memberKey',
      'memberLink',
    ]);
    expect(JSON.stringify(changeLog)).not.toContain(company.secret);
    // Of two at once who make the second one wins.
    const both = await Promise.all(
      [kit, other].map((each) => each.run('mutation { createMemberSecret { __typename } }', {}, admin.credentials)),
    );
    expect(both.map(({ createMemberSecret: made }) => made.__typename).sort()).toEqual([
      'CreatedMemberSecret',
      'InvalidInput',
    ]);
  });

  test('stands encrypted in the database, goes along when the mask keys rotate, and a wrong key is told', async () => {
    const { service, company } = await scene();
    const { sql } = kit.app;
    expect(
      await rowsOf(`select from member_key where position($1::bytea in box) > 0`, Buffer.from(company.secret)),
    ).toEqual([]);
    const present = new Vault(parseMaskKeys(maskKey, 'test'));
    expect(await problemOfKeys(sql, present)).toBeNull();
    expect((await unreadableSecrets(sql, present)).memberSecrets).toBe(0);
    const added = newMaskKey();
    expect(await problemOfKeys(sql, new Vault(parseMaskKeys(added, 'test')))).toBe(
      'member secrets are under a key that this process does not have',
    );
    const sameName = `${maskKey.split(':')[0]}:${added.split(':')[1]}`;
    expect(await problemOfKeys(sql, new Vault(parseMaskKeys(sameName, 'test')))).toMatch(
      /member secrets .* it is another one/,
    );
    expect((await unreadableSecrets(sql, new Vault(parseMaskKeys(added, 'test')))).memberSecrets).toBeGreaterThan(0);
    const both = new Vault(parseMaskKeys(`${added} ${maskKey}`, 'test'));
    const { moved, unreadable } = (await rotate(kit.app.write, both)).memberSecrets;
    expect(moved).toBeGreaterThan(0);
    expect(unreadable).toBe(0);
    expect([...(await countsByKey(sql)).keys()]).toEqual([added.split(':')[0]]);
    const rotated = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: added });
    const { identify } = await rotated.run(
      `mutation ($input: IdentifyInput!) { identify(input: $input) { __typename } }`,
      { input: { service: service.slug, identity: await company.sign() } },
    );
    expect(identify.__typename).toBe('Identified');
    await rotate(kit.app.write, new Vault(parseMaskKeys(`${maskKey} ${added}`, 'test')));
  });
});

describe('a service for members only', () => {
  test('takes no chat and no inquiry of a stranger, and says so beforehand', async () => {
    const { service, company } = await scene({ membersOnly: true });
    const { helpCenter } = await kit.run('query ($s: String!) { helpCenter(service: $s) { membersOnly } }', {
      s: service.slug,
    });
    expect(helpCenter.membersOnly).toBe(true);
    expect(await service.start()).toMatchObject({ __typename: 'MembersOnly' });
    expect(await inquire(service, {})).toMatchObject({ __typename: 'MembersOnly' });
    const started = await service.start({ identity: await company.sign({ sub: 'a' }) });
    expect(started.__typename).toBe('StartedChat');
    expect(await inquire(service, {}, started.token)).toMatchObject({ __typename: 'SubmittedInquiry' });
    const admin = await service.admin();
    await admin.run('mutation { saveMemberLink(input: { enabled: false }) { __typename } }');
    expect(await service.start()).toMatchObject({ __typename: 'StartedChat' });
  });
});
