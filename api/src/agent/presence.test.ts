import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { InProcessBus } from '../realtime/bus.ts';

const bus = new InProcessBus();
const kit = await Kit.start({}, bus);

const availability = (service: TestService, process = kit) =>
  new Actor(process).subscribe('subscription ($s: String!) { chatAvailability(service: $s) { state } }', {
    s: service.slug,
  });

/** The agent is Online by a process that died, which prolongs no lease. Answers how to set when it ends. */
async function heldElsewhere(agent: TestAgent): Promise<(at: string) => Promise<unknown>> {
  await agent.setAvailability('ONLINE');
  const id = decodeId('Agent', agent.id);
  await kit.app.sql.query(
    `insert into lease (agent_id, process_id, expires_at) values ($1, gen_random_uuid(), now() + interval '1 minute')`,
    [id],
  );
  return (at) => kit.app.sql.query(`update lease set expires_at = ${at} where agent_id = $1`, [id]);
}

describe('availability, as a customer sees it', () => {
  test('follows the last agent going Offline and coming back, without asking again', async () => {
    const service = await kit.service();
    const [one, two] = [await service.onlineAgent(), await service.onlineAgent()];
    const seen = availability(service);
    expect((await seen.next()).chatAvailability.state).toBe('AVAILABLE');
    await one.setAvailability('OFFLINE');
    await two.setAvailability('BREAK');
    expect((await seen.next()).chatAvailability.state).toBe('ABSENT');
    await one.setAvailability('ONLINE');
    expect((await seen.next()).chatAvailability.state).toBe('AVAILABLE');
    expect(seen.all).toHaveLength(3);
  });

  test('follows a console that was killed', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const socket = agent.socket();
    socket.subscribe('subscription { deskChanges { removed } }');
    const seen = availability(service);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    socket.cut();
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'ABSENT');
    expect((await service.start()).__typename).toBe('AgentsAbsent');
  });

  test('follows leases that run out because their process died', async () => {
    const service = await kit.service();
    const leaseEnds = await heldElsewhere(await service.agent());
    const seen = availability(service);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    await leaseEnds('now()');
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'ABSENT');
  });

  test('is the same for who came before a lease ran out and who came after', async () => {
    const service = await kit.service();
    const leaseEnds = await heldElsewhere(await service.agent());
    const early = availability(service);
    expect((await early.next()).chatAvailability.state).toBe('AVAILABLE');
    await leaseEnds('now()');
    const late = availability(service);
    expect((await late.next()).chatAvailability.state).toBe('ABSENT');
    await leaseEnds(`now() + interval '1 minute'`);
    expect((await late.next()).chatAvailability.state).toBe('AVAILABLE');
    expect((await early.next()).chatAvailability.state).toBe('ABSENT');
    expect((await early.next()).chatAvailability.state).toBe('AVAILABLE');
  });

  test('says DISABLED where chat is off or there is no service', async () => {
    const service = await kit.service();
    const seen = availability(service);
    expect((await seen.next()).chatAvailability.state).toBe('ABSENT');
    await kit.app.sql.query('update service set help_center_chat = false where id = $1', [service.id]);
    expect((await seen.next()).chatAvailability.state).toBe('DISABLED');
    const none = new Actor(kit).subscribe('subscription { chatAvailability(service: "none") { state } }');
    expect((await none.next()).chatAvailability.state).toBe('DISABLED');
  });

  test('is told to launchers before their first click, to pages of any origin', async () => {
    const service = await kit.service();
    const ask = async () => {
      const response = await fetch(`${kit.url}/widget/availability/${service.slug}`);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      return response.json();
    };
    expect(await ask()).toEqual({ state: 'ABSENT' });
    await service.onlineAgent();
    await expect.poll(ask, { timeout: 5_000 }).toEqual({ state: 'AVAILABLE' });
  });
});

describe('an agent’s lease', () => {
  test('survives a reload: one console goes, the next one comes', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const first = await agent.console();
    const seen = availability(service);
    await seen.next();
    await first.close();
    const second = await agent.console();
    // One more change of the service, told after whatever the reload would have told.
    await agent.setAvailability('BREAK');
    expect((await seen.next()).chatAvailability.state).toBe('ABSENT');
    expect(seen.all).toHaveLength(2);
    await second.close();
  });

  test('is one however many tabs there are, on however many processes', async () => {
    const service = await kit.service();
    const other = await Kit.process(kit.databaseUrl, {}, bus);
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const [here, there] = [await agent.console(), await agent.console(other)];
    const seen = availability(service, other);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    await here.close();
    expect((await service.start()).__typename).toBe('StartedChat');
    await there.close();
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'ABSENT');
  });

  test.each<[string, (agent: TestAgent, owner: TestAgent) => Promise<unknown>]>([
    ['signs out', (agent) => agent.run('mutation { signOut }')],
    [
      'is locked out',
      async (agent, owner) => {
        const { rows } = await kit.app.sql.query(
          `select 'Account_' || account_id as id from agent where 'Agent_' || id = $1`,
          [agent.id],
        );
        await owner.run('mutation ($id: ID!) { lockAccount(accountId: $id) { __typename } }', rows[0]);
      },
    ],
  ])('is not given back to who %s at the moment at which it is prolonged', async (_, goes) => {
    const service = await kit.service();
    const owner = await service.agent({ isOwner: true });
    const agent = await service.onlineAgent();
    const [asked, ended] = [await service.customer(), await service.customer()];
    await agent.open(ended.chatId);
    await ended.end(ended.chatId);
    await service.onlineAgent();
    // One leaves a chat to others, and one closes another, each with the lease ended and nothing committed.
    const release = await kit.lock('chat', ...[asked, ended].map(({ chatId }) => decodeId('Chat', chatId)!));
    const going = goes(agent, owner);
    await kit.untilWaiting();
    let isProlonged = false;
    const prolonging = kit.app.leases.beat().finally(() => (isProlonged = true));
    await kit.untilWaiting('', { count: 2, isOver: () => isProlonged });
    await release();
    await Promise.all([going, prolonging]);
    const left = await kit.app.sql.query(
      `select from lease where 'Agent_' || agent_id = $1 and expires_at > now() and not signed_out`,
      [agent.id],
    );
    expect(left.rows).toEqual([]);
  });

  test('never changes the wish', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const desk = await agent.console();
    await agent.setAvailability('OFFLINE');
    await desk.close();
    await agent.console();
    const { viewer } = await agent.run('{ viewer { ... on Agent { availability } } }');
    expect(viewer.availability).toBe('OFFLINE');
  });
});

describe('presence, as agents see it', () => {
  test('tells every agent with wish, connection and the reason for not getting chats', async () => {
    const service = await kit.service();
    const viewer = await service.agent();
    const watched = await service.agent({ name: 'Jun' });
    const seen = viewer.subscribe(
      'subscription { presenceChanges { agent { id name } availability connected assignable reason obstacle } }',
    );
    const next = async () => (await seen.until(({ presenceChanges: p }) => p.agent.id === watched.id)).presenceChanges;
    expect(await next()).toMatchObject({
      availability: 'OFFLINE',
      connected: false,
      reason: 'OFFLINE',
      obstacle: 'OFFLINE',
    });
    await watched.setAvailability('ONLINE');
    expect(await next()).toMatchObject({ assignable: false, obstacle: 'NOT_CONNECTED' });
    await watched.console();
    expect(await next()).toMatchObject({
      agent: { name: 'Jun' },
      connected: true,
      assignable: true,
      reason: null,
      obstacle: null,
    });
  });
});

describe('presence, as agents see it, in detail', () => {
  const watch = (viewer: TestAgent, of: TestAgent) => {
    const seen = viewer.subscribe(
      'subscription { presenceChanges { agent { id name canChat } availability connected assignable reason since setBy { name } } }',
    );
    return async (wanted: (presence: Answer) => boolean = () => true): Promise<Answer> =>
      (await seen.until(({ presenceChanges: p }) => p.agent.id === of.id && wanted(p))).presenceChanges;
  };
  const setFor = async (by: Actor, agent: TestAgent, availability: string) =>
    (
      await by.run(
        'mutation ($id: ID, $a: Availability!) { setAvailability(agentId: $id, availability: $a) { __typename } }',
        { id: agent.id, a: availability },
      )
    ).setAvailability.__typename as string;

  test('says who set an agent Offline and since when; a console that is alive never undoes it', async () => {
    const service = await kit.service();
    const [admin, agent, colleague] = [await service.admin(), await service.onlineAgent(), await service.agent()];
    const next = watch(colleague, agent);
    expect(await next()).toMatchObject({ assignable: true, reason: null, since: null, setBy: null });
    expect(await setFor(colleague, agent, 'OFFLINE')).toBe('NotPermitted');
    const stranger = await (await kit.service()).admin();
    expect(await setFor(stranger, agent, 'OFFLINE')).toBe('NotPermitted');
    expect(await setFor(admin, agent, 'OFFLINE')).toBe('Agent');
    const told = await next(({ reason }) => reason === 'OFFLINE');
    expect(told).toMatchObject({ availability: 'OFFLINE', connected: true, setBy: { name: 'Admin' } });
    expect(Math.abs(Date.now() - Date.parse(told.since))).toBeLessThan(10_000);
    // More consoles, a reload, a lease prolonged: the wish stays what a person chose.
    await agent.console();
    await agent.consoles[0]!.close();
    await kit.app.sql.query(`update lease set expires_at = now() + interval '1 s' where 'Agent_' || agent_id = $1`, [
      agent.id,
    ]);
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    await agent.setAvailability('ONLINE');
    expect(await next(({ assignable }) => assignable)).toMatchObject({ setBy: null });
  });

  test('says since when a connection is lost', async () => {
    const service = await kit.service();
    const [agent, colleague] = [await service.onlineAgent(), await service.agent()];
    const next = watch(colleague, agent);
    await next(({ assignable }) => assignable);
    agent.consoles[0]!.cut();
    const lost = await next(({ reason }) => reason === 'NOT_CONNECTED');
    expect(lost).toMatchObject({ availability: 'ONLINE', connected: false });
    expect(Math.abs(Date.now() - Date.parse(lost.since))).toBeLessThan(10_000);
  });

  test('names the first link of the gate that is off, and tells of rights and names that change', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 1 });
    const [agent, colleague] = [await service.onlineAgent(), await service.agent()];
    const next = watch(colleague, agent);
    await next(({ reason }) => reason === null);
    await service.customer();
    await next(({ reason }) => reason === 'NO_SEAT');
    await service.saveAgent({ agentId: agent.id, inAssignment: false });
    await next(({ reason }) => reason === 'NOT_IN_ASSIGNMENT');
    await service.saveAgent({ agentId: agent.id, canChat: false, name: 'Renamed' });
    expect(await next(({ reason }) => reason === 'NO_CHAT_RIGHT')).toMatchObject({
      agent: { name: 'Renamed', canChat: false },
    });
    await service.switchChat({ helpCenter: false });
    await next(({ reason }) => reason === 'CHAT_DISABLED');
  });

  test('keeps the time spent Online, on Break and Offline', async () => {
    const service = await kit.service();
    const [admin, agent] = [await service.admin(), await service.agent()];
    const id = agent.id.replace('Agent_', '');
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    await kit.app.sql.query('update agent set created_at = $2 where id = $1', [id, at(-60)]);
    await agent.setAvailability('ONLINE');
    await agent.setAvailability('BREAK');
    await agent.setAvailability('BREAK');
    await agent.setAvailability('ONLINE');
    const { rows } = await kit.app.sql.query<{ id: string; ended_at: Date | null }>(
      'select id, ended_at from availability_period where agent_id = $1 order by id',
      [id],
    );
    expect(rows.map(({ ended_at: ended }) => ended !== null)).toEqual([true, true, false]);
    const spans = [
      [-30, -20],
      [-20, -15],
      [-10, null],
    ] as const;
    for (const [index, [from, to]] of spans.entries()) {
      await kit.app.sql.query('update availability_period set started_at = $2, ended_at = $3 where id = $1', [
        rows[index]!.id,
        at(from),
        to === null ? null : at(to),
      ]);
    }
    const query = `query ($from: DateTime!, $to: DateTime!) { agents { edges { node { id
      availabilityTime(from: $from, to: $to) { online break offline } } } } }`;
    const timeOf = async (from: number, to: number) => {
      const { agents } = await admin.run(query, { from: at(from), to: at(to) });
      const { availabilityTime: t } = agents.edges.find(({ node }: Answer) => node.id === agent.id).node;
      return [t.online, t.break, t.offline].map((seconds) => Math.round(seconds / 60));
    };
    expect(await timeOf(-60, 0)).toEqual([20, 5, 35]);
    expect(await timeOf(-25, -12)).toEqual([5, 5, 3]);
    // What is ahead has not been spent, and there was nobody before the agent was there.
    expect(await timeOf(-5, 60)).toEqual([5, 0, 0]);
    expect(await timeOf(-120, -60)).toEqual([0, 0, 0]);
  });
});

describe('tabs', () => {
  test('three of one agent, two closed and one that never does anything by itself: Online and receiving', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const [one, two, quiet] = [await agent.console(), await agent.console(), await agent.console()];
    await one.close();
    two.cut();
    // As if the last prolongation were long ago: only the server's own clock keeps the lease of a throttled tab.
    const expire = await kit.app.sql.query<{ expires_at: Date }>(
      `update lease set expires_at = now() + interval '15 s' where 'Agent_' || agent_id = $1 returning expires_at`,
      [agent.id],
    );
    await expect
      .poll(
        async () => {
          const { rows } = await kit.app.sql.query<{ expires_at: Date }>(
            `select expires_at from lease where 'Agent_' || agent_id = $1`,
            [agent.id],
          );
          return rows[0]!.expires_at.getTime();
        },
        { timeout: 15_000, interval: 200 },
      )
      .toBeGreaterThan(expire.rows[0]!.expires_at.getTime());
    const customer = await service.customer();
    expect(customer.agentId).toBe(agent.id);
    await quiet.until(({ deskChanges }) => deskChanges.chat.id === customer.chatId);
  });
});

describe('two processes', () => {
  test('show each other’s messages, desks and typing', async () => {
    const service = await kit.service();
    const other = await Kit.process(kit.databaseUrl, {}, bus);
    const agent = await service.agent();
    await agent.setAvailability('ONLINE');
    const desk = await agent.console(other);
    const customer = await service.customer();
    await desk.until(({ deskChanges: d }) => d.chat.id === customer.chatId);
    const reader = agent.watch(customer.chatId, 0, other);
    await reader.next();
    await customer.send(customer.chatId, 'from the other process');
    expect((await reader.next()).chatChanges.messages).toMatchObject([{ body: 'from the other process' }]);
    await desk.until(({ deskChanges: d }) => d.chat.lastMessage?.body === 'from the other process');
  });
});

describe('the rights of a colleague', () => {
  test.each([['canTicket'], ['mayReveal'], ['maySeal'], ['seesAllChats'], ['mayChangeAssignment']])(
    'are told when %s changes, because lists of assignees and buttons depend on them',
    async (right) => {
      const service = await kit.service();
      const [watcher, colleague] = [await service.agent(), await service.agent({ canTicket: true })];
      const seen = watcher.subscribe(`subscription { presenceChanges { agent { id ${right} } } }`);
      const next = async () =>
        (await seen.until(({ presenceChanges: p }) => p.agent.id === colleague.id)).presenceChanges.agent[right];
      const before: boolean = await next();
      await service.saveAgent({ agentId: colleague.id, [right]: !before });
      expect(await next()).toBe(!before);
      await seen.close();
    },
  );
});
