import { describe, expect, test } from 'vitest';
import { Actor, Kit, type TestService } from '../../test/kit.ts';
import { InProcessBus } from '../realtime/bus.ts';

const bus = new InProcessBus();
const kit = await Kit.start({}, bus);

const availability = (service: TestService, process = kit) =>
  new Actor(process).subscribe('subscription ($s: String!) { chatAvailability(service: $s) { state } }', {
    s: service.slug,
  });

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
    const agent = await service.onlineAgent();
    const seen = availability(service);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'AVAILABLE');
    await kit.app.sql.query(`update lease set expires_at = now() where 'Agent_' || agent_id = $1`, [agent.id]);
    await seen.until(({ chatAvailability }) => chatAvailability.state === 'ABSENT');
  });

  test('is the same for who came before a lease ran out and who came after', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const early = availability(service);
    expect((await early.next()).chatAvailability.state).toBe('AVAILABLE');
    const leaseEnds = (at: string) =>
      kit.app.sql.query(`update lease set expires_at = ${at} where 'Agent_' || agent_id = $1`, [agent.id]);
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
      'subscription { presenceChanges { agent { id name } availability connected assignable reason } }',
    );
    const next = async () => (await seen.until(({ presenceChanges: p }) => p.agent.id === watched.id)).presenceChanges;
    expect(await next()).toMatchObject({ availability: 'OFFLINE', connected: false, reason: 'OFFLINE' });
    await watched.setAvailability('ONLINE');
    expect(await next()).toMatchObject({ assignable: false, reason: 'NOT_CONNECTED' });
    await watched.console();
    expect(await next()).toMatchObject({ agent: { name: 'Jun' }, connected: true, assignable: true, reason: null });
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
