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
    expect(JSON.stringify(await refused.next())).toContain('FORBIDDEN');
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
