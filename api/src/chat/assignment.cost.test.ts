import { describe, expect, test } from 'vitest';
import { fewestStatements, recorded } from '../../test/costs.ts';
import { Kit, TestAgent, type TestService } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { hashToken, newToken } from '../secrets.ts';

const kit = await Kit.start({ LIMIT_STARTS_PER_MINUTE: '1000000' });
const { sql } = kit.app;

const statementsOf = (work: () => Promise<unknown>) => fewestStatements(5, work);

interface Crowd {
  agents: number;
  /** Open chats of each. */
  taken: number;
  line: number;
  /** Chats that ended long ago. */
  past?: number;
}

/** A service with five seats to an agent, everybody there. */
async function crowded({ agents, taken, line, past = 0 }: Crowd): Promise<TestService> {
  const service = await kit.service();
  await sql.query(
    `with agents as (
       insert into agent (service_id, email, name, role, can_chat, availability)
       select $1::uuid, gen_random_uuid() || '@test.test', 'Agent ' || n, 'AGENT', true, 'ONLINE'
       from generate_series(1, $2::int) n returning id
     ), leases as (
       insert into lease (agent_id, process_id, expires_at) select id, gen_random_uuid(), now() + interval '1 hour' from agents
     ), customers as (
       insert into customer (service_id)
       select $1::uuid from generate_series(1, $2::int * $3::int + $4::int + $5::int) returning id
     ), numbered as (
       select id, row_number() over () as n from customers
     ), seats as (
       select id, row_number() over () as n from agents, generate_series(1, $3::int)
     )
     insert into chat (service_id, customer_id, agent_id, state, language, requested_at, assigned_at)
     select $1::uuid, c.id, case when c.n > $2::int * $3::int + $4::int then (select min(id::text)::uuid from agents) else s.id end,
       case when s.id is not null then 'REQUESTED' when c.n <= $2::int * $3::int + $4::int then 'WAITING' else 'CLOSED' end, 'ko',
       now() - interval '1 hour' + c.n * interval '1 millisecond', case when s.id is not null then now() end
     from numbered c left join seats s on s.n = c.n`,
    [service.id, agents, taken, line, past],
  );
  await sql.query('analyze chat, agent, lease, customer, service', []);
  return service;
}

/** One of the agents who were put there, with a session. */
async function agentOf(service: TestService): Promise<TestAgent> {
  const token = newToken();
  const { rows } = await sql.query<{ id: string }>(
    `insert into session (agent_id, token_hash, expires_at) select id, $2, now() + interval '1 hour' from agent
     where service_id = $1 limit 1 returning agent_id as id`,
    [service.id, hashToken(token)],
  );
  return new TestAgent(kit, { cookie: `damso_session=${token}` }, `Agent_${rows[0]!.id}`, '');
}

/** The agent ends one of the own chats, and whoever waits the longest has got the seat when this resolves. */
async function endOne(service: TestService, agent: TestAgent): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `select 'Chat_' || id as id from chat where agent_id = $1 and state = 'REQUESTED' order by requested_at, id limit 1`,
    [decodeId('Agent', agent.id)],
  );
  await agent.end(rows[0]!.id);
  await kit.app.assignment.settle(service.id);
}

describe('with a thousand agents and ten thousand in line', () => {
  test('a start, and a claim of a seat that frees, take as many statements as with three and nobody', async () => {
    const startsAs = (state: string, service: TestService) =>
      statementsOf(async () => {
        expect((await service.start()).chat.state).toBe(state);
      });
    const few = await startsAs('REQUESTED', await crowded({ agents: 3, taken: 1, line: 0 }));
    // The look at the door; begin, lock, look, customer, chat, its agent, commit; then whom and what the answer names.
    expect(few).toBeLessThanOrEqual(11);
    expect(await startsAs('REQUESTED', await crowded({ agents: 1_000, taken: 1, line: 0 }))).toBe(few);

    const [short, long] = [
      await crowded({ agents: 3, taken: 5, line: 0 }),
      await crowded({ agents: 1_000, taken: 5, line: 10_000 }),
    ];
    expect(await startsAs('WAITING', long)).toBe(await startsAs('WAITING', short));

    const ends = async (service: TestService) => {
      const agent = await agentOf(service);
      return statementsOf(() => endOne(service, agent));
    };
    const claimed = await ends(long);
    expect(claimed).toBe(await ends(await crowded({ agents: 3, taken: 5, line: 10 })));
    // Which chat to end; begin, lock, end, commit; wait, whether somebody waits; begin, lock, look, lock, give, commit. Then the
    // test's own settling, which finds no seat: wait, whether somebody waits; begin, lock, look, commit.
    expect(claimed).toBeLessThanOrEqual(19);
  });

  test('nothing that starts, claims, ends, looks or counts reads through all chats there ever were', async () => {
    const service = await crowded({ agents: 1_000, taken: 5, line: 10_000, past: 60_000 });
    const agent = await agentOf(service);
    const sent = await recorded(async () => {
      const customer = await service.customer({ message: 'first' });
      await customer.send(customer.chatId, 'second');
      const again = await service.start({}, customer.credentials);
      expect(again.chat.id).toBe(customer.chatId);
      const place = customer.watch(customer.chatId);
      const line = agent.subscribe('subscription { waitingLine { count } }');
      await Promise.all([place.next(), line.next()]);
      await endOne(service, agent);
      // Told by looks at the whole line.
      await Promise.all([place.next(), line.next()]);
      await customer.end(customer.chatId);
    });
    const about = [...new Set(sent.map(({ text }) => text).filter((text) => /\b(chat|"chat")\b/.test(text)))];
    expect(about.length).toBeGreaterThan(12);
    for (const text of about) {
      const { rows } = await sql.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`, []);
      const plan = rows.map((row) => row['QUERY PLAN']);
      expect(
        plan.filter((line) => /Seq Scan on chat\b/.test(line)),
        text,
      ).toEqual([]);
    }
  });
});
