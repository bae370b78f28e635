import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';

/** A service whose every seat is taken, and who can free one. */
export interface Crowd {
  service: string;
  /** The open chats, each with the session of its agent. */
  seats: { chatId: string; agentId: string; cookie: string }[];
}

export interface CrowdSize {
  agents: number;
  line: number;
}

/** Open chats per agent, which is also what the service allows. */
const seatsPerAgent = 5;

/** Puts a service into Damso's database as if its agents were all there and busy, and so many customers waited. */
export async function makeCrowd(databaseUrl: string, service: string, { agents, line }: CrowdSize): Promise<Crowd> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tokens = Array.from({ length: agents }, () => randomBytes(32).toString('base64url'));
    const { rows } = await client.query<{ chatId: string; agentId: string; token: number }>(
      `with created as (
         insert into service (slug, name, languages, features, help_center_chat, consent_version, seats)
         select $1, $1, languages, features, true, consent_version, $4 from service where slug = 'demo' returning id, consent_version
       ), notices as (
         insert into consent_notice (service_id, version, language, purpose, items, retention, refusal)
         select created.id, n.version, n.language, n.purpose, n.items, n.retention, n.refusal
         from created, consent_notice n join service d on d.id = n.service_id where d.slug = 'demo' and n.version = created.consent_version
       ), agents as (
         insert into agent (service_id, email, name, role, can_chat, availability)
         select created.id, $1 || '-' || n || '@bench.test', 'Agent ' || n, 'AGENT', true, 'ONLINE'
         from created, generate_series(1, cardinality($2::text[])) n returning id, split_part(name, ' ', 2)::int as n
       ), leases as (
         insert into lease (agent_id, process_id, expires_at) select id, gen_random_uuid(), now() + interval '1 day' from agents
       ), sessions as (
         insert into session (agent_id, token_hash, expires_at) select id, ($2::text[])[n], now() + interval '1 day' from agents
       ), customers as (
         insert into customer (service_id)
         select created.id from created, generate_series(1, cardinality($2::text[]) * $4 + $3::int) returning id
       ), numbered as (
         select id, row_number() over () - 1 as n from customers
       ), chats as (
         insert into chat (service_id, customer_id, agent_id, state, language, requested_at, assigned_at)
         select created.id, c.id, a.id, case when a.id is null then 'WAITING' else 'REQUESTED' end, 'ko',
           now() - interval '1 hour' + c.n * interval '1 millisecond', case when a.id is not null then now() end
         from created, numbered c left join agents a on a.n = c.n / $4 + 1 returning id, agent_id
       )
       select 'Chat_' || c.id as "chatId", 'Agent_' || a.id as "agentId", a.n - 1 as token from chats c join agents a on a.id = c.agent_id order by random()`,
      [service, tokens.map(hash), line, seatsPerAgent],
    );
    await client.query('analyze');
    // Whoever prolongs leases next takes up those of a time that stood still, and for a lease's length only.
    await client.query('update lease_clock set beat_at = clock_timestamp()');
    return {
      service,
      seats: rows.map(({ chatId, agentId, token }) => ({ chatId, agentId, cookie: `damso_session=${tokens[token]!}` })),
    };
  } finally {
    await client.end();
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
