import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, TestSocket, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();

/** A person with a place in each of two services: of one session, in two tabs. */
async function personOfTwo(): Promise<{ services: [TestService, TestService]; tabs: [TestAgent, TestAgent] }> {
  const [one, two] = [await kit.service(), await kit.service()];
  const first = await one.agent({ name: 'Nari' });
  return { services: [one, two], tabs: [first, await two.placeFor(first, { name: 'Nari' })] };
}

const viewerOf = async (actor: Actor) => (await actor.run('{ viewer { ... on Agent { id } } }')).viewer?.id as string;

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

async function accept(token: string, password: string): Promise<Answer> {
  const { acceptInvitation } = await kit.run(
    `mutation ($t: String!, $p: String!) { acceptInvitation(token: $t, password: $p) { __typename ... on Agent { id } } }`,
    { t: token, p: password },
  );
  return acceptInvitation;
}

async function signIn(email: string, password: string, service?: string): Promise<Answer> {
  const { body, headers } = await kit.post(
    JSON.stringify({
      query: `mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename ... on Agent { id } } }`,
      variables: { e: email, p: password },
    }),
    { ...(service && { service }) },
  );
  return { ...body.data.signIn, cookie: headers.get('set-cookie')?.split(';')[0] };
}

describe('a person with places in two services', () => {
  test('is in each tab the agent of its service, by one session', async () => {
    const { services, tabs } = await personOfTwo();
    for (const tab of tabs) expect(await viewerOf(tab)).toBe(tab.id);
    // Whoever names none is where they signed in.
    expect(await viewerOf(new Actor(kit, { cookie: tabs[1].credentials.cookie! }))).toBe(tabs[0].id);
    const consoles = await Promise.all(tabs.map((tab) => tab.console()));
    const started = await Promise.all(
      services.map(async (service, n) => {
        await tabs[n]!.setAvailability('ONLINE');
        return service.customer({ message: `to ${n}`, key: randomUUID() });
      }),
    );
    for (const [n, { chatId }] of started.entries()) {
      await consoles[n]!.until(({ deskChanges }) => deskChanges.chat.id === chatId);
      expect((await tabs[n]!.open(chatId)).state).toBe('ACTIVE');
      expect((await tabs[1 - n]!.run('query ($id: ID!) { chat(id: $id) { id } }', { id: chatId })).chat).toBeNull();
      expect(new Set(consoles[n]!.all.map(({ deskChanges }) => deskChanges.chat.id))).toEqual(new Set([chatId]));
    }
  });

  test('has an availability in each of them', async () => {
    const { services, tabs } = await personOfTwo();
    await Promise.all(tabs.map((tab) => tab.goOnline()));
    await tabs[0].setAvailability('BREAK');
    expect((await services[0].start()).__typename).toBe('AgentsAbsent');
    expect((await services[1].start()).__typename).toBe('StartedChat');
    const { viewer } = await tabs[1].run('{ viewer { ... on Agent { availability } } }');
    expect(viewer.availability).toBe('ONLINE');
  });

  test('gets a file of the service that the link names', async () => {
    const { services, tabs } = await personOfTwo();
    const sent = await fetch(`${kit.url}/files`, {
      method: 'POST',
      headers: {
        cookie: tabs[1].credentials.cookie!,
        'damso-service': tabs[1].credentials.service!,
        'x-file-name': 'a.txt',
      },
      body: 'text',
    });
    const { token } = await sent.json();
    const { createTicket } = await tabs[1].run(
      `mutation ($type: ID!, $files: [String!]) { createTicket(input: {
        inquiryTypeId: $type, title: "t", content: "c", attachments: $files }) { ... on Ticket { attachments { path } } } }`,
      { type: services[1].inquiryTypeId, files: [token] },
    );
    const { path } = createTicket.attachments[0];
    const statusOf = async (query: string) =>
      (await fetch(`${kit.url}${path}${query}`, { headers: { cookie: tabs[1].credentials.cookie! } })).status;
    expect(await statusOf(`?service=${tabs[1].credentials.service!}`)).toBe(200);
    expect(await statusOf('')).toBe(404);
    expect(await statusOf(`?service=Service_${services[0].id}`)).toBe(404);
  });

  test('is nobody in a service where they have no place, or only an invitation to one', async () => {
    const { tabs } = await personOfTwo();
    const third = await kit.service();
    const cookie = tabs[0].credentials.cookie!;
    for (const service of [`Service_${third.id}`, third.slug, '']) {
      expect(await viewerOf(new Actor(kit, { cookie, service: service || 'x' }))).toBeUndefined();
    }
    await invite(third, tabs[0].email);
    const there = new Actor(kit, { cookie, service: `Service_${third.id}` });
    expect(await viewerOf(there)).toBeUndefined();
    const refused = there.subscribe('subscription { deskChanges { chat { id } } }');
    expect(JSON.stringify(await refused.next())).toContain('UNAUTHENTICATED');
  });

  test('signs in to the service that is asked for, else to where they last did', async () => {
    const { services, tabs } = await personOfTwo();
    const asking = await signIn(tabs[0].email, 'correct horse', `Service_${services[1].id}`);
    expect(asking.id).toBe(tabs[1].id);
    const again = await signIn(tabs[0].email, 'correct horse');
    expect(again.id).toBe(tabs[1].id);
    expect(await viewerOf(new Actor(kit, { cookie: again.cookie }))).toBe(tabs[1].id);
    // What is asked for may be of somebody else.
    const elsewhere = await signIn(tabs[0].email, 'correct horse', `Service_${(await kit.service()).id}`);
    expect(tabs.map(({ id }) => id)).toContain(elsewhere.id);
  });

  test('who is removed from one goes on in the other', async () => {
    const { services, tabs } = await personOfTwo();
    const sockets = tabs.map((tab) => new TestSocket(kit, tab.credentials));
    const [, other] = sockets.map((socket) => socket.subscribe('subscription { settingsChanges { revision } }'));
    await other!.next();
    await services[0].removeAgent(tabs[0]);
    // The socket meant the service by naming none; opened again, it means the one that is left.
    expect(await sockets[0]!.closed).toBe(4205);
    expect(await viewerOf(tabs[0])).toBe(tabs[1].id);
    await services[1].saveChatSettings({ seats: 3 });
    await other!.next();
    expect(await signIn(tabs[0].email, 'correct horse')).toMatchObject({ id: tabs[1].id });
    await services[1].removeAgent(tabs[1]);
    expect(await sockets[1]!.closed).toBe(4401);
    expect(await viewerOf(tabs[1])).toBeUndefined();
    expect((await signIn(tabs[0].email, 'correct horse')).__typename).toBe('InvalidCredentials');
  });

  test('who is removed from both at once is signed out', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { services, tabs } = await personOfTwo();
      await Promise.all(services.map((service) => service.admin()));
      await Promise.all(services.map((service, n) => service.removeAgent(tabs[n]!)));
      const { rows } = await kit.app.sql.query(
        `select s.id, c.password_hash from account c left join session s on s.account_id = c.id where c.email = $1`,
        [tabs[0].email],
      );
      expect(rows).toEqual([{ id: null, password_hash: null }]);
    }
  });

  test('ends every stream of every service by signing out, on every process, and unopened chats move on', async () => {
    const other = await Kit.process(kit.databaseUrl);
    const { services, tabs } = await personOfTwo();
    await Promise.all(tabs.map((tab) => tab.goOnline()));
    const customers = await Promise.all(services.map((service) => service.customer()));
    const sockets = [kit, other].flatMap((process) => tabs.map((tab) => new TestSocket(process, tab.credentials)));
    for (const socket of sockets) await socket.subscribe('subscription { settingsChanges { revision } }').next();
    const began = performance.now();
    await tabs[0].run('mutation { signOut }');
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401, 4401, 4401]);
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const customer of customers) {
      await customer.watch(customer.chatId).until(({ chatChanges: c }) => c.chat.state === 'WAITING');
    }
  });
});

describe('an invitation of somebody who is an agent elsewhere', () => {
  test('adds a place, by the password they have and by no other', async () => {
    const [home, service] = [await kit.service(), await kit.service()];
    const person = await home.agent();
    const token = await invite(service, person.email.toUpperCase());
    const { invitation } = await kit.run('query ($t: String!) { invitation(token: $t) { hasAccount } }', { t: token });
    expect(invitation.hasAccount).toBe(true);
    // Whoever made the link cannot become who they invited.
    expect((await accept(token, 'another one')).__typename).toBe('InvalidCredentials');
    const place = await accept(token, 'correct horse');
    expect(place.__typename).toBe('Agent');
    expect(await viewerOf(new Actor(kit, { ...person.credentials, service: `Service_${service.id}` }))).toBe(place.id);
    expect(await viewerOf(person)).toBe(person.id);
    expect((await accept(token, 'correct horse')).__typename).toBe('InvitationInvalid');
  });

  test('of a new address to two services at once makes one person', async () => {
    const services = [await kit.service(), await kit.service()];
    await Promise.all(services.map((service) => service.admin()));
    const email = `${randomUUID()}@test.test`;
    const tokens = await Promise.all(services.map((service) => invite(service, email)));
    const accepted = await Promise.all(tokens.map((token, n) => accept(token, `password ${n}`)));
    expect(accepted.map(({ __typename }) => __typename).sort()).toEqual(['Agent', 'InvalidCredentials']);
    const first = accepted.findIndex(({ __typename }) => __typename === 'Agent');
    // The link that lost is good still.
    expect((await accept(tokens[1 - first]!, `password ${first}`)).__typename).toBe('Agent');
    expect(await signIn(email, `password ${first}`)).toMatchObject({ __typename: 'Agent' });
    expect((await signIn(email, `password ${1 - first}`)).__typename).toBe('InvalidCredentials');
  });
});

const change = async (who: Actor, password: string, newPassword: string): Promise<string> =>
  (
    await who.run(
      'mutation ($p: String!, $n: String!) { changePassword(password: $p, newPassword: $n) { __typename } }',
      { p: password, n: newPassword },
    )
  ).changePassword.__typename;

const known = 'correct horse';

/** Further sessions of the person, each with a socket on one of two processes. */
async function elsewhere(person: TestAgent, other: Kit): Promise<{ sessions: Actor[]; closed: Promise<number[]> }> {
  const sessions: Actor[] = [];
  const sockets: TestSocket[] = [];
  for (const process of [kit, other]) {
    const { cookie } = await signIn(person.email, known);
    sessions.push(new Actor(kit, { cookie }));
    sockets.push(new TestSocket(process, { cookie }));
  }
  for (const socket of sockets) await socket.subscribe('subscription { settingsChanges { revision } }').next();
  return { sessions, closed: Promise.all(sockets.map(({ closed }) => closed)) };
}

describe('a password', () => {
  test('is changed by who knows it, for every service, and every other session ends within 5 s', async () => {
    const other = await Kit.process(kit.databaseUrl);
    const { tabs } = await personOfTwo();
    const { sessions, closed } = await elsewhere(tabs[0], other);
    const here = new TestSocket(kit, tabs[0].credentials).subscribe('subscription { settingsChanges { revision } }');
    await here.next();
    expect(await change(tabs[1], 'not it', 'battery staple')).toBe('InvalidCredentials');
    const began = performance.now();
    expect(await change(tabs[1], known, 'battery staple')).toBe('Account');
    expect(await closed).toEqual([4401, 4401]);
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const session of sessions) expect(await viewerOf(session)).toBeUndefined();
    // Who changed it goes on.
    expect(await viewerOf(tabs[0])).toBe(tabs[0].id);
    expect((await signIn(tabs[0].email, known)).__typename).toBe('InvalidCredentials');
    expect((await signIn(tabs[0].email, 'battery staple')).__typename).toBe('Agent');
  });

  test('is long enough, and none that is tried first; it may be made of anything', async () => {
    const agent = await (await kit.service()).agent();
    await agent.run('mutation { saveAccount(input: { name: "Nari Kim" }) { __typename } }');
    const [local] = agent.email.split('@');
    for (const [password, outcome] of [
      ['1234567', 'InvalidInput'],
      ['password', 'CommonPassword'],
      ['Password1', 'CommonPassword'],
      ['qwerty123', 'CommonPassword'],
      [agent.email.toUpperCase(), 'CommonPassword'],
      [local!, 'CommonPassword'],
      ['nari kim', 'CommonPassword'],
      ['x'.repeat(1_001), 'InvalidInput'],
      ['a\0bcdefgh', 'InvalidInput'],
      ['나무가 많은 산', 'Account'],
    ] as const) {
      expect([password, await change(agent, known, password)]).toEqual([password, outcome]);
    }
    const service = await kit.service();
    const token = await invite(service, `${randomUUID()}@test.test`);
    expect((await accept(token, 'iloveyou')).__typename).toBe('CommonPassword');
    expect((await accept(token, 'battery staple')).__typename).toBe('Agent');
  });

  test('that two change at once is the one’s', async () => {
    const agent = await (await kit.service()).agent();
    const { cookie } = await signIn(agent.email, known);
    const both = [agent, new Actor(kit, { cookie })];
    const outcomes = await Promise.all(both.map((who, n) => change(who, known, `chosen by ${n}`).catch(() => 'ended')));
    const winner = outcomes.indexOf('Account');
    expect(outcomes.filter((outcome) => outcome === 'Account')).toHaveLength(1);
    expect((await signIn(agent.email, `chosen by ${winner}`)).__typename).toBe('Agent');
    expect((await signIn(agent.email, `chosen by ${1 - winner}`)).__typename).toBe('InvalidCredentials');
  });

  test('that is changed during a sign-in leaves no session that was begun with the former', async () => {
    for (let round = 0; round < 5; round += 1) {
      const agent = await (await kit.service()).agent();
      const [, ...entered] = await Promise.all([
        change(agent, known, 'battery staple'),
        ...[1, 2, 3].map(() => signIn(agent.email, known)),
      ]);
      for (const { cookie } of entered) {
        if (cookie) expect(await viewerOf(new Actor(kit, { cookie }))).toBeUndefined();
      }
    }
  });

  test('costs a wrong guess the same whether the address is known', async () => {
    const agent = await (await kit.service()).agent();
    // As costly as those that are chosen, which the kit's are not.
    expect(await change(agent, known, 'battery staple')).toBe('Account');
    // Of the processor, all threads together: however busy the machine is, and whatever of the process is at work in between.
    const workOf = async (email: string) => {
      const before = process.cpuUsage();
      await signIn(email, `guess ${randomUUID()}`);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const works: { ofAgent: number; ofNobody: number }[] = [];
    for (let round = 0; round < 7; round += 1) {
      works.push({ ofAgent: await workOf(agent.email), ofNobody: await workOf(`${randomUUID()}@test.test`) });
    }
    const ofAgent = Math.min(...works.map((work) => work.ofAgent));
    const ofNobody = Math.min(...works.map((work) => work.ofNobody));
    expect(Math.abs(ofAgent - ofNobody)).toBeLessThan(Math.max(ofAgent, ofNobody) / 2);
  });
});

describe('the sessions of a person', () => {
  const sessionsOf = async (who: Actor) =>
    (await who.run('{ account { sessions { id device browser os ipAddress current } } }')).account.sessions as Answer[];

  test('say where they were begun, and which one asks', async () => {
    const agent = await (await kit.service()).agent();
    const query = 'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }';
    await kit.post(
      JSON.stringify({ query, variables: { e: agent.email, p: known } }),
      {},
      {
        'user-agent':
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      },
    );
    const [phone, own] = await sessionsOf(agent);
    expect(phone).toMatchObject({ device: 'iPhone', browser: 'Safari 18', ipAddress: '127.0.0.1', current: false });
    expect(own).toMatchObject({ current: true });
  });

  test('are ended one by one or all at once, everywhere within 5 s', async () => {
    const other = await Kit.process(kit.databaseUrl);
    const agent = await (await kit.service()).agent();
    const { sessions, closed } = await elsewhere(agent, other);
    const stranger = await (await kit.service()).agent();
    const end = async (who: Actor, id: string) =>
      (await who.run('mutation ($id: ID!) { endSession(sessionId: $id) { __typename } }', { id })).endSession
        .__typename as string;
    const [newest, second, own] = await sessionsOf(agent);
    expect(await end(stranger, newest.id)).toBe('NotPermitted');
    expect(await end(agent, own.id)).toBe('NotPermitted');
    const began = performance.now();
    expect(await end(agent, newest.id)).toBe('Account');
    expect(await end(agent, newest.id)).toBe('NotPermitted');
    expect((await sessionsOf(agent)).map(({ id }) => id)).toEqual([second.id, own.id]);
    expect((await agent.run('mutation { signOutEverywhere }')).signOutEverywhere).toBe(2);
    expect(await closed).toEqual([4401, 4401]);
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const session of [agent, ...sessions]) expect(await viewerOf(session)).toBeUndefined();
  });

  test('end with what was not opened going to somebody else, in every service', async () => {
    const { services, tabs } = await personOfTwo();
    await Promise.all(tabs.map((tab) => tab.goOnline()));
    const customers = await Promise.all(services.map((service) => service.customer()));
    await tabs[1].run('mutation { signOutEverywhere }');
    for (const customer of customers) {
      await customer.watch(customer.chatId).until(({ chatChanges: c }) => c.chat.state === 'WAITING');
    }
  });
});

describe('what a person says of themselves', () => {
  test('is their name in each service but where an administrator gave another one, and in the log', async () => {
    const { services, tabs } = await personOfTwo();
    const save = (input: object) =>
      tabs[0].run(
        'mutation ($i: SaveAccountInput!) { saveAccount(input: $i) { __typename ... on Account { name language } } }',
        { i: input },
      );
    await save({ name: 'Nari' });
    await services[1].saveAgent({ agentId: tabs[1].id, name: 'Agent N' });
    expect((await save({ name: ' Nari Kim ', language: 'en' })).saveAccount).toEqual({
      __typename: 'Account',
      name: 'Nari Kim',
      language: 'en',
    });
    const { account } = await tabs[1].run('{ account { name language places { name service { slug } } } }');
    expect(account).toEqual({
      name: 'Nari Kim',
      language: 'en',
      places: [
        { name: 'Nari Kim', service: { slug: services[0].slug } },
        { name: 'Agent N', service: { slug: services[1].slug } },
      ],
    });
    const { changeLog } = await (
      await services[0].admin()
    ).run('{ changeLog { edges { node { field before after author { id } } } } }');
    expect(changeLog.edges[0].node).toEqual({
      field: 'name',
      before: '"Nari"',
      after: '"Nari Kim"',
      author: { id: tabs[0].id },
    });
    expect((await save({ name: ' ' })).saveAccount.__typename).toBe('InvalidInput');
    expect((await save({ language: null })).saveAccount).toMatchObject({ name: 'Nari Kim', language: null });
  });
});
