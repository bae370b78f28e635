import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestAgent, type TestCustomer } from '../../test/kit.ts';

const kit = await Kit.start();
/** A second process on the same database, which knows nothing of the first. */
const other = await Kit.process(kit.databaseUrl);

/** The database was out of everybody's reach for so long: all that it remembers is as much older. */
async function wasAway(seconds: number): Promise<void> {
  await kit.app.sql.query(
    `with clock as (update lease_clock set beat_at = beat_at - make_interval(secs => $1))
     update lease set expires_at = expires_at - make_interval(secs => $1)`,
    [seconds],
  );
}

/** Time passes in which processes prolong what they hold. */
async function pass(seconds: number): Promise<void> {
  await kit.app.sql.query('update lease set expires_at = expires_at - make_interval(secs => $1)', [seconds]);
  await Promise.all([kit.app.leases.beat(), other.app.leases.beat()]);
}

const whereIs = async (customer: TestCustomer) => {
  const { chat } = await customer.run(
    `query ($id: ID!) { chat(id: $id) { state agent { id } messages(last: 50) { edges { node { event } } } } }`,
    { id: customer.chatId },
  );
  const events = chat.messages.edges.map(({ node }: Answer) => node.event) as (string | null)[];
  const moves = events.filter((event) => event === 'BACK_IN_LINE' || event === 'AGENT_CHANGED').length;
  return { state: chat.state as string, agentId: chat.agent?.id as string | undefined, moves };
};

/** How long the agent's lease has left, in seconds. */
const leaseOf = async (agent: TestAgent) => {
  const { rows } = await kit.app.sql.query<{ left: number }>(
    `select extract(epoch from expires_at - now())::float as left from lease where 'Agent_' || agent_id = $1`,
    [agent.id],
  );
  return rows[0]!.left;
};

const setLease = (agent: TestAgent, seconds: number) =>
  kit.app.sql.query(`update lease set expires_at = now() + make_interval(secs => $2) where 'Agent_' || agent_id = $1`, [
    agent.id,
    seconds,
  ]);

/** An agent with a chat that waits to be opened and one in conversation, of a service that is patient with neither. */
async function servedAt(process: Kit) {
  const service = await kit.service();
  await service.saveChatSettings({ requestedGraceSeconds: 0, activeGraceSeconds: 0 });
  const agent = await service.agent();
  await agent.setAvailability('ONLINE');
  const desk = await agent.console(process);
  const [active, requested] = [await service.customer(), await service.customer()];
  await agent.open(active.chatId);
  const stay = async () => {
    expect(await whereIs(active)).toEqual({ state: 'ACTIVE', agentId: agent.id, moves: 0 });
    expect(await whereIs(requested)).toEqual({ state: 'REQUESTED', agentId: agent.id, moves: 0 });
  };
  return { service, agent, desk, active, requested, stay };
}

describe('after the database was away for minutes', () => {
  test('chats stay with agents who are connected, whichever process is back first', async () => {
    const { service, stay } = await servedAt(kit);
    const elsewhere = await servedAt(other);
    await wasAway(300);
    // Looks of a process that has not prolonged anything yet.
    for (const { app } of [kit, other]) {
      await app.assignment.settle(service.id);
      await app.assignment.settle(elsewhere.service.id);
    }
    await stay();
    await elsewhere.stay();
    // Only this one has its connection again: what the other one holds is not lost for that.
    await kit.app.leases.beat();
    for (const { app } of [kit, other]) await app.assignment.settle(elsewhere.service.id);
    await elsewhere.stay();
    await other.app.leases.beat();
    await pass(30);
    for (const { app } of [kit, other]) await app.assignment.settle(elsewhere.service.id);
    await elsewhere.stay();
    await stay();
  });

  test('an agent whose process died meanwhile loses the chats, a lease later', async () => {
    const service = await kit.service();
    await service.saveChatSettings({ requestedGraceSeconds: 0, activeGraceSeconds: 0 });
    const agent = await service.agentWithoutConsole();
    await setLease(agent, 20);
    const [active, requested] = [await service.customer(), await service.customer()];
    await agent.open(active.chatId);
    await wasAway(300);
    await pass(0);
    await other.app.assignment.settle(service.id);
    expect(await whereIs(requested)).toMatchObject({ state: 'REQUESTED', moves: 0 });
    await pass(36);
    await other.app.assignment.settle(service.id);
    expect(await whereIs(requested)).toMatchObject({ state: 'WAITING', moves: 1 });
    expect(await whereIs(active)).toMatchObject({ state: 'WAITING', moves: 1 });
  });

  test('a lease goes on once, however many processes come back at the same moment', async () => {
    const service = await kit.service();
    const [there, gone] = [await service.agentWithoutConsole(), await service.agentWithoutConsole()];
    await setLease(there, 20);
    await setLease(gone, -10);
    await wasAway(300);
    await Promise.all([kit, other, kit, other, kit].map(({ app }) => app.leases.beat()));
    const left = await leaseOf(there);
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThanOrEqual(35);
    // Over for as long as it was, less the seconds in which an outage is not known yet.
    const over = -(await leaseOf(gone));
    expect(over).toBeGreaterThan(9);
    expect(over).toBeLessThan(100);
  });

  test('who signs out at that very moment is given nothing any more', async () => {
    const { service, agent, requested } = await servedAt(kit);
    await wasAway(300);
    await agent.run('mutation { signOut }');
    await kit.app.leases.beat();
    await kit.app.assignment.settle(service.id);
    expect(await whereIs(requested)).toMatchObject({ state: 'WAITING' });
    expect(await service.start()).toMatchObject({ __typename: 'AgentsAbsent' });
  });
});

test('a process that is told to stop takes no chat from its agents', async () => {
  const leaving = await Kit.process(kit.databaseUrl);
  const { service, agent, stay } = await servedAt(leaving);
  await leaving.stop();
  await kit.app.assignment.settle(service.id);
  await stay();
  // The console is back at the next process, and stays when the lease of the former one is over.
  await agent.console(other);
  await pass(36);
  await kit.app.assignment.settle(service.id);
  await stay();
});
