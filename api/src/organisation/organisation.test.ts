import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, TestSocket, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';

const kit = await Kit.start();
/** Beside it, and told nothing: without a bus between them it finds out by looking. */
const other = await Kit.process(kit.databaseUrl);

const answerOf = (data: Answer): Answer => data.answer;

const switchService = (who: Actor, service: Pick<TestService, 'id'>, on: boolean) =>
  who
    .run('mutation ($id: ID!, $on: Boolean!) { answer: switchService(serviceId: $id, on: $on) { __typename } }', {
      id: `Service_${service.id}`,
      on,
    })
    .then(answerOf);

type Verb = 'lockAccount' | 'unlockAccount' | 'makeOwner' | 'unmakeOwner';

const change = async (who: Actor, verb: Verb, whom: Pick<TestAgent, 'id'>): Promise<string> => {
  const { answer } = await who.run(`mutation ($id: ID!) { answer: ${verb}(accountId: $id) { __typename } }`, {
    id: await accountIdOf(whom),
  });
  return answer.__typename as string;
};

async function accountIdOf(agent: Pick<TestAgent, 'id'>): Promise<string> {
  const { rows } = await kit.app.sql.query<{ id: string }>(
    `select 'Account_' || account_id as id from agent where id = $1`,
    [decodeId('Agent', agent.id)],
  );
  return rows[0]!.id;
}

const createService = async (who: Actor, input: object, process = kit): Promise<Answer> => {
  const { answer } = await process.run(
    `mutation ($input: CreateServiceInput!) { answer: createService(input: $input) { __typename
      ... on CreatedService { service { id slug name agents } invited { link agent { email role } } }
      ... on InvalidInput { field } } }`,
    {
      input: {
        name: '새 서비스',
        slug: `n-${randomUUID()}`,
        languages: ['ko', 'en'],
        timeZone: 'Asia/Tokyo',
        ...input,
      },
    },
    who.credentials,
  );
  return answer;
};

const signIn = async (email: string, password = 'correct horse'): Promise<string> => {
  const { signIn: answer } = await kit.run(
    'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }',
    { e: email, p: password },
  );
  return answer.__typename as string;
};

const viewerOf = async (who: Actor): Promise<Answer> =>
  (await who.run('{ viewer { ... on Agent { id role service { slug switchedOff } } } }')).viewer;

const refusalOf = async (who: Actor, query: string) => {
  const { body } = await who.kit.post(JSON.stringify({ query }), who.credentials);
  return body.errors?.[0]?.extensions?.code as string | undefined;
};

/** What these owners changed, the newest first. */
const changesOf = async (owner: TestAgent, ...others: TestAgent[]) => {
  const { organisation } = await owner.run(
    `{ organisation { changes(first: 20) { edges { node { kind field before after author { email } service { slug } account { email } } } } } }`,
  );
  const authors = [owner, ...others].map(({ email }) => email);
  // Everything that owners do has a word of its own.
  expect(organisation.changes.edges.map(({ node }: Answer) => node.kind)).not.toContain('OTHER');
  return organisation.changes.edges
    .map(({ node }: Answer): Answer => node)
    .filter(({ author }: Answer) => authors.includes(author.email as string)) as Answer[];
};

/** What is in a chat as its customer reads it. */
const stateOf = async (customer: Actor & { chatId: string }) => {
  const { chat } = await customer.run(
    'query ($id: ID!) { chat(id: $id) { state agent { id } messages { edges { node { body event } } } } }',
    { id: customer.chatId },
  );
  return {
    state: chat.state as string,
    agent: (chat.agent?.id ?? null) as string | null,
    words: chat.messages.edges.map(({ node }: Answer) => node.body) as string[],
  };
};

describe('O3: the organisation', () => {
  test('is named by its owners, who see every service and find every account', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    const elsewhere = await kit.service();
    const agent = await elsewhere.agent({ role: 'ADMIN' });
    const { saveOrganisation } = await owner.run(
      'mutation { saveOrganisation(input: { name: " 한빛상점 " }) { ... on Organisation { name } } }',
    );
    expect(saveOrganisation.name).toBe('한빛상점');
    const { organisation } = await owner.run(
      `query ($text: String) { organisation { name services(last: 2) { edges { node { slug agents switchedOffAt } } }
        accounts(text: $text) { edges { node { id email owner lockedAt joined places { role invited service { slug } } } } } } }`,
      { text: agent.email.slice(0, 20).toUpperCase() },
    );
    expect(organisation).toMatchObject({
      name: '한빛상점',
      services: {
        edges: [
          { node: { slug: service.slug, agents: 1 } },
          { node: { slug: elsewhere.slug, agents: 1, switchedOffAt: null } },
        ],
      },
      accounts: {
        edges: [
          {
            node: {
              id: await accountIdOf(agent),
              email: agent.email,
              owner: false,
              lockedAt: null,
              joined: true,
              places: [{ role: 'ADMIN', invited: false, service: { slug: elsewhere.slug } }],
            },
          },
        ],
      },
    });
    expect(await changesOf(owner)).toMatchObject([
      { field: 'name', after: '"한빛상점"', author: { email: owner.email }, service: null, account: null },
    ]);
  });

  test('lists accounts page by page, each once, with statements that do not grow with them', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    for (let n = 0; n < 6; n += 1) await service.agent();
    const list = (first: number, after: string | null = null) =>
      owner.run(
        `query ($first: Int, $after: String) { organisation { accounts(first: $first, after: $after) {
          pageInfo { hasNextPage endCursor } edges { node { id places { service { slug agents } } } } } } }`,
        { first, after },
      );
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { accounts }: Answer = (await list(3, after)).organisation;
      seen.push(...accounts.edges.map(({ node }: Answer) => node.id as string));
      ({ hasNextPage: more, endCursor: after } = accounts.pageInfo);
    }
    const { rows } = await kit.app.sql.query<{ count: number }>('select count(*)::int as count from account', []);
    expect([seen.length, new Set(seen).size]).toEqual([rows[0]!.count, rows[0]!.count]);
    expect(await kit.statementsOf(() => list(6))).toBe(await kit.statementsOf(() => list(1)));
  });

  test('says which of its fields is wrong, and makes nothing', async () => {
    const owner = await (await kit.service()).agent({ isOwner: true });
    for (const [field, value] of Object.entries({
      name: ' ',
      slug: 'No Slug',
      languages: [],
      timeZone: '+09:00',
      administratorEmail: 'nobody',
    })) {
      expect(await createService(owner, { [field]: value })).toEqual({ __typename: 'InvalidInput', field });
    }
  });
});

describe('O3: a new service', () => {
  test('has the owner as its administrator, who works there at once', async () => {
    const owner = await (await kit.service()).agent({ isOwner: true, canChat: false });
    const { service, invited } = await createService(owner, {});
    expect(invited).toBeNull();
    expect(service).toMatchObject({ name: '새 서비스', agents: 1 });
    const there = new Actor(kit, { ...owner.credentials, service: service.id });
    expect(await viewerOf(there)).toMatchObject({ role: 'ADMIN', service: { slug: service.slug } });
    const { serviceSettings } = await there.run(
      '{ serviceSettings { features general { timeZone languages } helpCenter { chat } } }',
    );
    expect(serviceSettings).toMatchObject({
      features: ['chat', 'security'],
      general: { timeZone: 'Asia/Tokyo', languages: ['ko', 'en'] },
      helpCenter: { chat: true },
    });
    expect(await changesOf(owner)).toMatchObject([
      { field: 'administrator', account: { email: owner.email }, service: { slug: service.slug } },
      { field: 'created', account: null, service: { slug: service.slug } },
    ]);
  });

  test('is given to somebody else, who comes in by the invitation; the owner has no place there', async () => {
    const owner = await (await kit.service()).agent({ isOwner: true });
    const email = `${randomUUID()}@test.test`;
    const { service, invited } = await createService(owner, { administratorEmail: email.toUpperCase() });
    expect(invited.agent).toMatchObject({ email, role: 'ADMIN' });
    const { acceptInvitation } = await kit.run(
      `mutation ($t: String!) { acceptInvitation(token: $t, password: "a long password") { __typename ... on Agent { role service { slug } } } }`,
      { t: String(invited.link).split('#')[1] },
    );
    expect(acceptInvitation).toMatchObject({ role: 'ADMIN', service: { slug: service.slug } });
    expect(await viewerOf(new Actor(kit, { ...owner.credentials, service: service.id }))).toBeNull();
  });

  test('is made once when two owners want the same address name at two processes', async () => {
    const owners = [
      await (await kit.service()).agent({ isOwner: true }),
      await (await kit.service()).agent({ isOwner: true }),
    ];
    const slug = `n-${randomUUID()}`;
    const answers = await Promise.all([
      createService(owners[0]!, { slug }),
      createService(owners[1]!, { slug }, other),
      createService(owners[1]!, { slug }),
    ]);
    expect(answers.map(({ __typename }) => __typename as string).sort()).toEqual([
      'CreatedService',
      'SlugTaken',
      'SlugTaken',
    ]);
    const { rows } = await kit.app.sql.query('select id from service where slug = $1', [slug]);
    expect(rows).toHaveLength(1);
  });
});

describe('O3: a service that is switched off', () => {
  test('has no new chat and no inquiry, and says in the help center that it is closed; on again has both', async () => {
    const service = await kit.service();
    const owner = await (await kit.service()).agent({ isOwner: true });
    await service.onlineAgent();
    const inquire = async () => {
      const { submitInquiry } = await kit.run(
        `mutation ($slug: String!, $type: ID!) { submitInquiry(input: { service: $slug, inquiryTypeId: $type, email: "a@test.test",
          title: "t", content: "c", consent: { noticeVersion: "1", language: ko } }) { __typename } }`,
        { slug: service.slug, type: service.inquiryTypeId },
      );
      return submitInquiry.__typename as string;
    };
    const helpCenter = async (): Promise<Answer> =>
      (
        await kit.run(
          'query ($s: String!) { helpCenter(service: $s) { service { switchedOff } inquiry chatAvailability { state } } }',
          { s: service.slug },
        )
      ).helpCenter;
    const outcomes = async () => [(await service.start()).__typename, await inquire()];

    expect(await switchService(owner, service, false)).toEqual({ __typename: 'OrganisationService' });
    expect(await outcomes()).toEqual(['ChatDisabled', 'InquiryDisabled']);
    await expect
      .poll(helpCenter)
      .toEqual({ service: { switchedOff: true }, inquiry: false, chatAvailability: { state: 'DISABLED' } });

    await switchService(owner, service, true);
    await expect.poll(helpCenter, { timeout: 8_000 }).toMatchObject({ service: { switchedOff: false }, inquiry: true });
    expect(await inquire()).toBe('SubmittedInquiry');
    expect(await changesOf(owner)).toMatchObject([
      { field: 'on', before: 'false', after: 'true', service: { slug: service.slug } },
      { field: 'on', before: 'true', after: 'false' },
    ]);
  });

  test('is read by its agents, who change nothing and show no sign of life, over every process within 5 s', async () => {
    const service = await kit.service();
    const owner = await (await kit.service()).agent({ isOwner: true });
    const agent = await service.agent({ role: 'ADMIN' });
    const sockets = [agent.socket(), agent.socket(other)];
    await Promise.all(
      sockets.map((socket) => socket.subscribe('subscription { settingsChanges { revision } }').next()),
    );
    const program = await service.apiClient(['chats:read', 'chats:write', 'tickets:read', 'team:read']);
    const listening = new TestSocket(other, program.credentials);
    await listening.subscribe('subscription { presenceChanges { assignable } }').next();
    await switchService(owner, service, false);
    const began = Date.now();
    await Promise.all([...sockets, listening].map(({ closed }) => closed));
    expect(Date.now() - began).toBeLessThan(5_000);
    // What was there is read, also as it changes, and what they do there is refused.
    for (const query of [
      '{ serviceSettings { revision } }',
      '{ chats { edges { node { id } } } }',
      '{ tickets { edges { node { id } } } }',
      '{ customers { edges { node { id } } } }',
      '{ changeLog { edges { node { id } } } }',
    ]) {
      expect(await refusalOf(agent, query)).toBeUndefined();
    }
    const reading = agent.socket(other);
    await reading.subscribe('subscription { settingsChanges { revision } }').next();
    const desk = agent.subscribe('subscription { deskChanges { chat { id } } }');
    expect(await desk.next()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    for (const verb of [
      'setAvailability(availability: ONLINE)',
      `createTicket(input: { inquiryTypeId: "${service.inquiryTypeId}", title: "t", content: "c" })`,
      'saveCategory(input: { name: "Delivery" })',
    ]) {
      const { answer } = await agent.run(`mutation { answer: ${verb} { __typename } }`);
      expect(answer).toEqual({ __typename: 'NotPermitted' });
    }
    const leases = await kit.app.sql.query('select from lease where agent_id = $1 and expires_at > now()', [
      decodeId('Agent', agent.id),
    ]);
    expect(leases.rows).toHaveLength(0);
    for (const query of [
      '{ chats { edges { node { id } } } }',
      '{ tickets { edges { node { id } } } }',
      '{ agents { edges { node { id } } } }',
    ]) {
      expect(await refusalOf(program, query)).toBe('FORBIDDEN');
    }
    // Who they are, and where else they are, is told still.
    expect(await viewerOf(agent)).toMatchObject({ role: 'ADMIN', service: { switchedOff: true } });
    const elsewhere = await kit.service();
    const place = await elsewhere.placeFor(agent);
    expect(await viewerOf(place)).toMatchObject({ service: { slug: elsewhere.slug, switchedOff: false } });
    const { account } = await agent.run('{ account { places { service { slug switchedOff } } } }');
    expect(account.places.map(({ service: { switchedOff } }: Answer) => switchedOff as boolean)).toEqual([true, false]);

    await switchService(owner, service, true);
    // On again, streams of before end once more, and begin with every right.
    await reading.closed;
    await agent.subscribe('subscription { waitingLine { count } }').next();
    await expect.poll(() => refusalOf(program, '{ agents { edges { node { id } } } }')).toBeUndefined();
    await switchService(owner, service, false);
  });

  test('gives its files to who reads it, and takes none', async () => {
    const service = await kit.service();
    const owner = await (await kit.service()).agent({ isOwner: true });
    const agent = await service.agent();
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${kit.url}${path}`, {
        ...init,
        headers: { cookie: agent.credentials.cookie ?? '', 'x-file-name': 'a.txt' },
      });
    const upload = () => ask('/files', { method: 'POST', body: 'text' });
    const { token } = (await (await upload()).json()) as { token: string };
    const { createTicket } = await agent.run(
      'mutation ($type: ID!) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c" }) { ... on Ticket { id } } }',
      { type: service.inquiryTypeId },
    );
    await agent.run(
      `mutation ($id: ID!, $files: [String!]) { addTicketComment(input: {
        ticketId: $id, key: "1", text: "t", kind: NOTE, attachments: $files }) { __typename } }`,
      { id: createTicket.id, files: [token] },
    );
    await switchService(owner, service, false);
    await expect.poll(async () => (await upload()).status).toBe(403);
    const { ticket } = await agent.run('query ($id: ID!) { ticket(id: $id) { comments { attachments { path } } } }', {
      id: createTicket.id,
    });
    expect(await (await ask(ticket.comments[0].attachments[0].path)).text()).toBe('text');
    await switchService(owner, service, true);
  });

  test('is not entered by whoever has another, and is by whoever has none', async () => {
    const [off, on] = [await kit.service(), await kit.service()];
    const owner = await (await kit.service()).agent({ isOwner: true });
    const agent = await off.agent();
    const enter = async () => {
      const { signIn: place } = await kit.run(
        'mutation ($e: String!) { signIn(email: $e, password: "correct horse") { ... on Agent { service { slug } } } }',
        { e: agent.email },
      );
      return place.service.slug as string;
    };
    await switchService(owner, off, false);
    expect(await enter()).toBe(off.slug);
    await on.placeFor(agent);
    expect(await enter()).toBe(on.slug);
  });

  test('keeps its running chats in line, whose customers are told, and gives them back', async () => {
    const service = await kit.service();
    const owner = await (await kit.service()).agent({ isOwner: true });
    const agent = await service.onlineAgent();
    const [open, ended] = [await service.customer(), await service.customer()];
    for (const { chatId } of [open, ended]) await agent.open(chatId);
    await open.send(open.chatId, 'before');
    await ended.end(ended.chatId);

    await switchService(owner, service, false);
    await expect.poll(() => stateOf(open)).toMatchObject({ state: 'WAITING', agent: null });
    expect((await stateOf(open)).words.at(-1)).toContain('closed for now');
    expect((await open.send(open.chatId, 'meanwhile')).__typename).toBe('Message');
    expect(await stateOf(ended)).toMatchObject({ state: 'ENDED_BY_CUSTOMER', agent: agent.id });

    await switchService(owner, service, true);
    await agent.console();
    await expect.poll(() => stateOf(open), { timeout: 8_000 }).toMatchObject({ state: 'REQUESTED', agent: agent.id });
    expect((await stateOf(open)).words).toEqual(expect.arrayContaining(['before', 'meanwhile']));
    expect(await stateOf(ended)).toMatchObject({ state: 'ENDED_BY_CUSTOMER', agent: agent.id });
  });

  test('is switched once by two at the same time, and by an owner who is in it', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    await Promise.all([switchService(owner, service, false), switchService(owner, service, false)]);
    expect((await changesOf(owner)).filter(({ field }) => field === 'on')).toHaveLength(1);
    expect(await switchService(owner, service, true)).toEqual({ __typename: 'OrganisationService' });
    const nowhere = { id: randomUUID() };
    expect(await switchService(owner, nowhere, true)).toEqual({ __typename: 'NotPermitted' });
  });
});

describe('O5: the contract of a service', () => {
  test('holds what its owners allow at most, and each change is in the logs of both', async () => {
    const service = await kit.service({ security: true });
    const owner = await (await kit.service()).agent({ isOwner: true });
    const admin = await service.admin();
    const limit = async (who: Actor, mayHold: readonly string[]) => {
      const { answer } = await who.run(
        `mutation ($id: ID!, $mayHold: [Feature!]!) { answer: limitContract(serviceId: $id, mayHold: $mayHold) {
          __typename ... on OrganisationService { features mayHold } } }`,
        { id: `Service_${service.id}`, mayHold },
      );
      return answer;
    };
    const save = async (input: object) => {
      const { answer } = await admin.run(
        'mutation ($input: SaveContractInput!) { answer: saveContract(input: $input) { __typename ... on ServiceSettings { features mayHold } } }',
        { input },
      );
      return answer;
    };
    const watched = admin.subscribe('subscription { settingsChanges { features mayHold } }');
    await watched.next();

    expect(await limit(admin, [])).toEqual({ __typename: 'NotPermitted' });
    const withoutMasks = { features: ['chat'], mayHold: ['chat'] };
    expect(await limit(owner, ['chat'])).toMatchObject(withoutMasks);
    await watched.until(({ settingsChanges: { mayHold } }) => mayHold.length === 1);
    expect(await save({ security: true })).toEqual({ __typename: 'NotPermitted' });
    expect(await save({ security: false })).toMatchObject(withoutMasks);
    // Allowed again it stays off until an administrator wants it.
    expect(await limit(owner, ['chat', 'security'])).toMatchObject({ features: ['chat'] });
    expect(await save({ security: true })).toMatchObject({ features: ['chat', 'security'] });

    expect(await changesOf(owner)).toMatchObject([
      { field: 'mayHold', before: '["chat"]', after: '["chat","security"]', service: { slug: service.slug } },
      { field: 'mayHold', before: '["chat","security"]', after: '["chat"]' },
    ]);
    const { changeLog } = await admin.run('{ changeLog(first: 2) { edges { node { field before after } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node)).toEqual([
      { field: 'features', before: '["chat"]', after: '["chat","security"]' },
      { field: 'features', before: '["chat","security"]', after: '["chat"]' },
    ]);
  });
});

describe('O3: a locked account', () => {
  test('is signed out within 5 s on every process, and told so only by the right password', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    const agent = await service.agent();
    const sockets = [agent.socket(), agent.socket(other)];
    await Promise.all(
      sockets.map((socket) => socket.subscribe('subscription { settingsChanges { revision } }').next()),
    );
    expect(await change(owner, 'lockAccount', agent)).toBe('OrganisationAccount');
    const began = Date.now();
    await Promise.all(sockets.map(({ closed }) => closed));
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await viewerOf(agent)).toBeNull();
    expect([await signIn(agent.email), await signIn(agent.email, 'wrong')]).toEqual([
      'AccountLocked',
      'InvalidCredentials',
    ]);
    expect(await changesOf(owner)).toMatchObject([
      { field: 'locked', before: 'false', after: 'true', account: { email: agent.email } },
    ]);

    expect(await change(owner, 'unlockAccount', agent)).toBe('OrganisationAccount');
    expect(await signIn(agent.email)).toBe('Agent');
  });

  test('leaves its chats in each service to others, who are told at once', async () => {
    const services = [await kit.service(), await kit.service()];
    const owner = await (await kit.service()).agent({ isOwner: true });
    const agent = await services[0]!.onlineAgent();
    const place = await services[1]!.placeFor(agent);
    await place.goOnline();
    const [open, ended, elsewhere] = [
      await services[0]!.customer(),
      await services[0]!.customer(),
      await services[1]!.customer(),
    ];
    for (const { chatId } of [open, ended]) await agent.open(chatId);
    await place.open(elsewhere.chatId);
    await ended.end(ended.chatId);
    const colleague = await services[0]!.onlineAgent();

    await change(owner, 'lockAccount', agent);
    await expect
      .poll(() => stateOf(open), { timeout: 30_000 })
      .toMatchObject({ state: 'REQUESTED', agent: colleague.id });
    await expect.poll(() => stateOf(elsewhere), { timeout: 30_000 }).toMatchObject({ state: 'WAITING', agent: null });
    expect(await stateOf(ended)).toMatchObject({ state: 'CLOSED' });
    const { rows } = await kit.app.sql.query(
      `select a.availability, exists (select from availability_period p where p.agent_id = a.id and p.ended_at is null) as "isCounted"
       from agent a where a.id = any($1::uuid[])`,
      [[agent, place].map(({ id }) => decodeId('Agent', id))],
    );
    const gone = { availability: 'OFFLINE', isCounted: false };
    expect(rows).toEqual([gone, gone]);
  });

  test('is told to its colleagues as one that does not come back, from one moment to the next', async () => {
    const service = await kit.service();
    const owner = await (await kit.service()).agent({ isOwner: true });
    const [agent, colleague] = [await service.agent(), await service.agent()];
    const seen = colleague.subscribe('subscription { presenceChanges { agent { id } reason } }');
    const reasonOf = (wanted: string) =>
      seen.until(({ presenceChanges: { agent: who, reason } }) => who.id === agent.id && reason === wanted);
    await reasonOf('OFFLINE');
    await change(owner, 'lockAccount', agent);
    await reasonOf('LOCKED');
    await change(owner, 'unlockAccount', agent);
    await reasonOf('OFFLINE');
  });

  test('has its API keys shown to owners, who revoke them in whichever service, once', async () => {
    const [service, elsewhere] = [await kit.service(), await kit.service()];
    const owner = await (await kit.service()).agent({ isOwner: true });
    const program = await service.apiClient(['team:read']);
    const { rows: makers } = await kit.app.sql.query<{ id: string; email: string }>(
      `select 'Agent_' || a.id as id, u.email from api_client c join agent a on a.id = c.created_by_id
       join account u on u.id = a.account_id where c.service_id = $1`,
      [service.id],
    );
    const maker = makers[0]!;
    await elsewhere.apiClient(['team:read']);
    const keysOf = async (): Promise<Answer[]> => {
      const { organisation } = await owner.run(
        `query ($t: String) { organisation { accounts(text: $t) { edges { node { keys { id name service { slug } } } } } } }`,
        { t: maker.email },
      );
      return organisation.accounts.edges[0].node.keys;
    };
    const keys = await keysOf();
    expect(keys).toMatchObject([{ service: { slug: service.slug } }]);
    const listening = new TestSocket(other, program.credentials);
    await listening.subscribe('subscription { presenceChanges { assignable } }').next();

    const revoke = async (who: Actor) => {
      const { answer } = await who.run(
        'mutation ($id: ID!) { answer: revokeOrganisationKey(keyId: $id) { __typename } }',
        { id: keys[0].id },
      );
      return answer.__typename as string;
    };
    expect(await revoke(await service.admin())).toBe('NotPermitted');
    expect(await Promise.all([revoke(owner), revoke(owner)])).toEqual(['OrganisationKey', 'OrganisationKey']);
    await listening.closed;
    expect(await keysOf()).toEqual([]);
    expect(await changesOf(owner)).toMatchObject([
      {
        field: 'apiKey',
        before: JSON.stringify(keys[0].name),
        after: null,
        service: { slug: service.slug },
        account: { email: maker.email },
      },
    ]);
    const { changeLog } = await (
      await service.admin()
    ).run('{ changeLog(first: 1) { edges { node { field after } } } }');
    expect(changeLog.edges).toEqual([{ node: { field: 'apiClient', after: null } }]);
  });

  test('comes in by no other way: an invitation, a link for the password, a session that was about to begin', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    const agent = await service.agent();
    const { inviteAgent } = await (
      await service.admin()
    ).run(
      `mutation ($e: String!) { inviteAgent(input: { email: $e, name: "New", role: AGENT, canChat: true }) { ... on InvitedAgent { link agent { id } } } }`,
      { e: `${randomUUID()}@test.test` },
    );
    await change(owner, 'lockAccount', inviteAgent.agent);
    const { acceptInvitation } = await kit.run(
      'mutation ($t: String!) { acceptInvitation(token: $t, password: "a long password") { __typename } }',
      { t: String(inviteAgent.link).split('#')[1] },
    );
    expect(acceptInvitation.__typename).toBe('AccountLocked');

    const outcomes = await Promise.all([change(owner, 'lockAccount', agent), signIn(agent.email), signIn(agent.email)]);
    expect(outcomes[0]).toBe('OrganisationAccount');
    const { rows } = await kit.app.sql.query(
      'select s.id from session s join agent a on a.account_id = s.account_id where a.id = $1',
      [decodeId('Agent', agent.id)],
    );
    expect(rows).toEqual([]);
  });
});

describe('O3: owners', () => {
  test('are made and unmade, and what they may do follows within 5 s', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    const admin = await service.agent({ role: 'ADMIN' });
    const read = '{ organisation { name } }';
    expect(await refusalOf(admin, read)).toBe('FORBIDDEN');
    expect(await change(owner, 'makeOwner', admin)).toBe('OrganisationAccount');
    await expect.poll(() => refusalOf(admin, read), { timeout: 5_000 }).toBeUndefined();
    expect(await change(admin, 'unmakeOwner', owner)).toBe('OrganisationAccount');
    await expect.poll(() => refusalOf(owner, read), { timeout: 5_000 }).toBe('FORBIDDEN');
    expect(await changesOf(admin, owner)).toMatchObject([
      { field: 'owner', after: 'false', account: { email: owner.email } },
      { field: 'owner', after: 'true', account: { email: admin.email } },
    ]);
  });

  test('are those who have a password, and none any more once they were removed from their last service', async () => {
    const service = await kit.service();
    const [owner, other] = [await service.agent({ isOwner: true }), await service.agent({ isOwner: true })];
    const admin = await service.admin();
    const invite = async (email: string): Promise<Answer> => {
      const { inviteAgent } = await admin.run(
        `mutation ($e: String!) { inviteAgent(input: { email: $e, name: "New", role: AGENT, canChat: true }) { ... on InvitedAgent { link agent { id } } } }`,
        { e: email },
      );
      return inviteAgent;
    };
    // Whoever invites sees the link, and could come in by it in their place.
    expect(await change(owner, 'makeOwner', (await invite(`${randomUUID()}@test.test`)).agent)).toBe('NotPermitted');
    expect((await service.removeAgent(other)).__typename).toBe('Agent');
    const { body, headers } = await kit.post(
      JSON.stringify({
        query: 'mutation ($t: String!) { acceptInvitation(token: $t, password: "a long password") { __typename } }',
        variables: { t: String((await invite(other.email)).link).split('#')[1] },
      }),
    );
    expect(body.data.acceptInvitation.__typename).toBe('Agent');
    const back = new Actor(kit, { cookie: headers.get('set-cookie')!.split(';')[0]! });
    expect(await refusalOf(back, '{ organisation { name } }')).toBe('FORBIDDEN');
    expect(await changesOf(owner, admin)).toMatchObject([
      {
        field: 'owner',
        before: 'true',
        after: 'false',
        author: { email: admin.email },
        account: { email: other.email },
      },
    ]);
  });

  /** Of those whom other tests made nobody is one any more. */
  async function alone(...owners: TestAgent[]): Promise<void> {
    await kit.app.sql.query(
      'update account c set is_owner = exists (select from agent a where a.account_id = c.id and a.id = any($1::uuid[]))',
      [owners.map(({ id }) => decodeId('Agent', id))],
    );
  }

  test('the last who can sign in is neither unmade, locked nor removed, by nobody', async () => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    const invited = await service.agent({ isOwner: true });
    await alone(owner, invited);
    await kit.app.sql.query('update agent set joined_at = null where id = $1', [decodeId('Agent', invited.id)]);
    for (const verb of ['unmakeOwner', 'lockAccount'] as const)
      expect(await change(owner, verb, owner)).toBe('LastOwner');
    expect((await service.removeAgent(owner)).__typename).toBe('LastOwner');
    // Where they have another service they can sign in still.
    await (await kit.service()).placeFor(owner);
    expect((await service.removeAgent(owner)).__typename).toBe('Agent');
  });

  test.each([
    ['unmakeOwner', 'unmakeOwner'],
    ['lockAccount', 'lockAccount'],
    ['unmakeOwner', 'lockAccount'],
  ] as const)('two who do %s and %s to each other at once leave one', async (first, second) => {
    const service = await kit.service();
    const [one, two] = [await service.agent({ isOwner: true }), await service.agent({ isOwner: true })];
    await alone(one, two);
    const outcomes = await Promise.all([change(one, first, two), change(two, second, one)]);
    expect(outcomes.sort()).toEqual(['NotPermitted', 'OrganisationAccount']);
    const { rows } = await kit.app.sql.query('select id from account where is_owner and locked_at is null', []);
    expect(rows).toHaveLength(1);
  });

  test('two who resign at once, and one who is removed meanwhile, leave one', async () => {
    const services = [await kit.service(), await kit.service()];
    const owners = [
      await services[0]!.agent({ isOwner: true }),
      await services[0]!.agent({ isOwner: true }),
      await services[1]!.agent({ isOwner: true }),
    ];
    await alone(...owners);
    const [one, two, three] = owners as [TestAgent, TestAgent, TestAgent];
    await services[1]!.admin();
    const outcomes = await Promise.all([
      change(one, 'unmakeOwner', one),
      change(two, 'unmakeOwner', two),
      services[1]!.removeAgent(three).then(({ __typename }: Answer) => __typename as string),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'LastOwner')).toHaveLength(1);
    const { rows } = await kit.app.sql.query(
      `select c.id from account c where c.is_owner and exists (
         select from agent a where a.account_id = c.id and a.joined_at is not null and a.removed_at is null)`,
      [],
    );
    expect(rows).toHaveLength(1);
  });
});
