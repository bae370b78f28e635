import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, TestSocket, type Answer, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();

async function invite(service: TestService, input: object = {}): Promise<Answer> {
  const data = await (
    await service.admin()
  ).run(
    `mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) { __typename
      ... on InvitedAgent { link agent { id email invited invitationExpiresAt canChat role } }
      ... on InvalidInput { field } } }`,
    { input: { email: `${randomUUID()}@test.test`, name: 'Sora', role: 'AGENT', canChat: true, ...input } },
  );
  return data.inviteAgent;
}

const tokenOf = ({ link }: { link: string }) => new URL(link, kit.url).hash.slice(1);

async function accept(token: string, password = 'long enough'): Promise<Answer> {
  const { body, headers } = await kit.post(
    JSON.stringify({
      query: `mutation ($t: String!, $p: String!) { acceptInvitation(token: $t, password: $p) { __typename
        ... on Agent { id email canChat } ... on InvalidInput { field } } }`,
      variables: { t: token, p: password },
    }),
  );
  const { acceptInvitation } = body.data;
  return { ...acceptInvitation, cookie: headers.get('set-cookie')?.split(';')[0] };
}

const signIn = async (email: string, password: string) =>
  (
    await kit.run('mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }', {
      e: email,
      p: password,
    })
  ).signIn.__typename as string;

describe('S4: the chat right is granted agent by agent', () => {
  test('once granted the agent gets chats, without signing in again', async () => {
    const service = await kit.service();
    const agent = await service.agent({ canChat: false });
    expect(await agent.setAvailability('ONLINE')).toEqual({ __typename: 'NotPermitted' });
    await service.saveAgent({ agentId: agent.id, canChat: true });
    expect(await agent.setAvailability('ONLINE')).toMatchObject({ availability: 'ONLINE' });
    await agent.console();
    const customer = await service.customer();
    expect(customer.agentId).toBe(agent.id);
  });
});

describe('S5: only agents with the chat right use chat', () => {
  test('taking it ends the streams within 5 s, moves open chats on, and refuses everything', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const socket = agent.socket();
    const desk = socket.subscribe('subscription { deskChanges { chat { id } } }');
    await expect.poll(async () => (await service.start()).__typename).toBe('StartedChat');
    const chatId = (await desk.next()).deskChanges.chat.id as string;
    const other = await service.onlineAgent();
    const began = performance.now();
    await service.saveAgent({ agentId: agent.id, canChat: false });
    expect(await socket.closed).toBe(4205);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await agent.send(chatId, 'hi')).__typename).toBe('NotPermitted');
    expect((await agent.open(chatId)).__typename).toBe('NotPermitted');
    expect((await agent.run('query ($id: ID!) { chat(id: $id) { id } }', { id: chatId })).chat).toBeNull();
    await other.consoles[0]!.until(({ deskChanges }) => deskChanges.chat.id === chatId && !deskChanges.removed);
  });
});

describe('an invitation', () => {
  test('lets the agent choose a password once, and signs in', async () => {
    const service = await kit.service();
    const invited = await invite(service);
    expect(invited.agent).toMatchObject({ invited: true, invitationExpiresAt: expect.any(String), canChat: true });
    // The token stands where no server and no log sees it.
    expect(new URL(invited.link, kit.url).pathname).toBe('/invitation');
    const token = tokenOf(invited);
    const read = async () =>
      (await kit.run('query ($t: String!) { invitation(token: $t) { email name service { slug } } }', { t: token }))
        .invitation as object;
    expect(await read()).toMatchObject({ email: invited.agent.email, name: 'Sora', service: { slug: service.slug } });
    expect(await signIn(invited.agent.email, '')).toBe('InvalidCredentials');
    expect(await accept(token, 'short')).toMatchObject({ __typename: 'InvalidInput', field: 'password' });
    const [one, two] = await Promise.all([accept(token), accept(token)]);
    expect([one.__typename, two.__typename].sort()).toEqual(['Agent', 'InvitationInvalid']);
    const accepted = one.__typename === 'Agent' ? one : two;
    const { viewer } = await new Actor(kit, { cookie: accepted.cookie }).run(
      '{ viewer { ... on Agent { email invited } } }',
    );
    expect(viewer).toEqual({ email: invited.agent.email, invited: false });
    expect((await accept(token)).__typename).toBe('InvitationInvalid');
    expect(await read()).toBeNull();
    expect(await signIn(invited.agent.email, 'long enough')).toBe('Agent');
  });

  test('is replaced by a new one, runs out, and is for nobody who has accepted', async () => {
    const service = await kit.service();
    const invited = await invite(service);
    const renew = async () =>
      (
        await (
          await service.admin()
        ).run('mutation ($id: ID!) { renewInvitation(agentId: $id) { __typename ... on InvitedAgent { link } } }', {
          id: invited.agent.id,
        })
      ).renewInvitation;
    const renewed = await renew();
    expect((await accept(tokenOf(invited))).__typename).toBe('InvitationInvalid');
    await kit.app.sql.query(`update invitation set expires_at = now() where 'Agent_' || agent_id = $1`, [
      invited.agent.id,
    ]);
    expect((await accept(tokenOf(renewed))).__typename).toBe('InvitationInvalid');
    expect((await accept(tokenOf(await renew()))).__typename).toBe('Agent');
    expect((await renew()).__typename).toBe('NotPermitted');
  });

  test('is refused for an address that is taken here, and for what is no address', async () => {
    const service = await kit.service();
    const email = `${randomUUID()}@test.test`;
    const both = await Promise.all([invite(service, { email }), invite(service, { email: email.toUpperCase() })]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['InvalidInput', 'InvitedAgent']);
    expect(await invite(service, { email: 'no address' })).toEqual({ __typename: 'InvalidInput', field: 'email' });
    expect(await invite(service, { name: ' ' })).toEqual({ __typename: 'InvalidInput', field: 'name' });
  });
});

describe('administrators', () => {
  test('cannot take their own rights, nor leave the service without one', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    expect((await service.saveAgent({ agentId: admin.id, role: 'AGENT' })).__typename).toBe('LastAdministrator');
    expect((await service.removeAgent(admin)).__typename).toBe('LastAdministrator');
    const second = await service.agent({ role: 'ADMIN' });
    expect((await service.saveAgent({ agentId: admin.id, role: 'AGENT' })).__typename).toBe('OwnRights');
    expect((await service.removeAgent(admin)).__typename).toBe('OwnRights');
    const { saveAgent } = await second.run(
      'mutation ($id: ID!) { saveAgent(input: { agentId: $id, canChat: false }) { __typename } }',
      { id: second.id },
    );
    expect(saveAgent.__typename).toBe('OwnRights');
    // What is not one's own to lose can be had.
    expect((await service.saveAgent({ agentId: admin.id, canChat: true, name: 'Chief' })).__typename).toBe('Agent');
  });

  test('who take each other’s role at once leave one of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const service = await kit.service();
      const admin = await service.admin();
      const second = await service.agent({ role: 'ADMIN' });
      const demote = (by: Actor, agentId: string) =>
        by.run('mutation ($id: ID!) { saveAgent(input: { agentId: $id, role: AGENT }) { __typename } }', {
          id: agentId,
        });
      await Promise.all([demote(admin, second.id), demote(second, admin.id)]);
      const { rows } = await kit.app.sql.query(`select from agent where service_id = $1 and role = 'ADMIN'`, [
        service.id,
      ]);
      expect(rows).toHaveLength(1);
    }
  });

  test('remove an agent: sessions end at once, what was said stays, and the address can be invited again', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent({ name: 'Mina' });
    const customer = await service.customer();
    await agent.send(customer.chatId, 'bye');
    const seen = (await service.admin()).subscribe('subscription { presenceChanges { agent { id } reason } }');
    await seen.until(({ presenceChanges: p }) => p.agent.id === agent.id);
    const socket = new TestSocket(kit, agent.credentials);
    socket.subscribe('subscription { settingsChanges { revision } }');
    await service.removeAgent(agent);
    expect(await socket.closed).toBe(4401);
    await seen.until(({ presenceChanges: p }) => p.agent.id === agent.id && p.reason === 'REMOVED');
    expect((await agent.run('{ viewer { __typename } }')).viewer).toBeNull();
    expect(await signIn(agent.email, 'correct horse')).toBe('InvalidCredentials');
    const { agents } = await (await service.admin()).run('{ agents { edges { node { name } } } }');
    expect(agents.edges.map(({ node }: Answer) => node.name)).toEqual(['Admin']);
    const reading = customer.watch(customer.chatId);
    const { chatChanges } = await reading.until(({ chatChanges: c }) => c.chat.state === 'WAITING');
    expect(chatChanges.chat.agent).toBeNull();
    const said = (await customer.watch(customer.chatId).next()).chatChanges.messages[0];
    expect(said).toMatchObject({ senderName: 'Mina', body: 'bye' });
    const again = await invite(service, { email: agent.email, name: 'Mina again' });
    expect(again.agent.id).toBe(agent.id);
    expect((await accept(tokenOf(again))).__typename).toBe('Agent');
  });

  test('find who changed which right, when, before and after', async () => {
    const service = await kit.service();
    const agent = await service.agent({ name: 'Jun' });
    await service.saveAgent({ agentId: agent.id, canChat: false, mayChangeAssignment: true });
    await service.saveAgent({ agentId: agent.id, canChat: false });
    const { changeLog } = await (
      await service.admin()
    ).run(
      'query ($id: ID!) { changeLog(agentId: $id) { edges { node { field before after author { name } agent { name } } } } }',
      {
        id: agent.id,
      },
    );
    const entry = { author: { name: 'Admin' }, agent: { name: 'Jun' } };
    expect(changeLog.edges.map(({ node }: Answer) => node)).toEqual([
      { ...entry, field: 'mayChangeAssignment', before: 'false', after: 'true' },
      { ...entry, field: 'canChat', before: 'true', after: 'false' },
    ]);
  });

  test('page through many agents by name, and find them by a part of it', async () => {
    const service = await kit.service();
    for (const name of ['다', '가', '나', '가']) await service.agent({ name });
    const admin = await service.admin();
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { agents }: Answer = await admin.run(
        'query ($a: String) { agents(first: 2, after: $a) { totalCount edges { node { name } } pageInfo { endCursor hasNextPage } } }',
        { a: after },
      );
      names.push(...agents.edges.map(({ node }: Answer) => node.name));
      expect(agents.totalCount).toBe(5);
      after = agents.pageInfo.hasNextPage ? agents.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(['Admin', '가', '가', '나', '다']);
    const { agents } = await admin.run('{ agents(text: "나") { totalCount edges { node { name } } } }');
    expect(agents.totalCount).toBe(1);
    expect(agents.edges).toEqual([{ node: { name: '나' } }]);
    expect((await admin.run('{ agents(text: "%") { edges { node { name } } } }')).agents.edges).toEqual([]);
  });
});

describe('the assignment switch', () => {
  test('is the agent’s own to change where an administrator allows it', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const set = async (on: boolean) =>
      (await agent.run('mutation ($on: Boolean!) { setInAssignment(inAssignment: $on) { __typename } }', { on }))
        .setInAssignment.__typename as string;
    expect(await set(false)).toBe('NotPermitted');
    await service.saveAgent({ agentId: agent.id, mayChangeAssignment: true });
    expect(await set(false)).toBe('Agent');
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    expect(await set(true)).toBe('Agent');
    expect((await service.start()).__typename).toBe('StartedChat');
  });
});
