import type { App } from '../app.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { columnsOf } from '../sql.ts';
import { comparedDomains, isStorable } from '../text.ts';
import { Agent, agentRights } from './agent.entity.ts';
import { openChats } from './gate.ts';
import { Invitation } from './invitation.entity.ts';

const agentFields = ['id', 'serviceId', 'accountId', 'name', 'pictureId', 'availability', ...agentRights] as const;
/** What is told of an agent, without the unit of work around it. */
export type AgentRow = Pick<Agent, (typeof agentFields)[number] | 'isInvited'>;

/** Agents by their row ids, in this order; they are referenced, so they exist. */
export async function agentsOf({ sql }: App, ids: readonly string[]): Promise<AgentRow[]> {
  const { rows } = await sql.query<AgentRow>({ name: 'agents', text: agentsText, values: [ids] });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) as AgentRow);
}

const agentsText = `
select ${columnsOf('a', agentFields)}, a.joined_at is null as "isInvited" from agent a where a.id = any($1::uuid[])`;

/** The e-mail addresses of accounts; they are referenced, so they exist. */
export async function emailsOf({ sql }: App, accountIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; email: string }>({
    name: 'emails',
    text: 'select id, email from account where id = any($1::uuid[])',
    values: [accountIds],
  });
  const found = new Map(rows.map(({ id, email }) => [id, email]));
  return accountIds.map((id) => found.get(id)!);
}

/** One page of the service's agents by name. */
export async function readAgents(ctx: Context, text: string | null | undefined, page: Page): Promise<Agent[]> {
  const query = agentsWith(ctx, text);
  if (page.after !== undefined) query.andWhere(`(a.name, a.id) > ${place}`, [agentOf(page.after)]);
  if (page.before !== undefined) query.andWhere(`(a.name, a.id) < ${place}`, [agentOf(page.before)]);
  const order = page.inverted ? 'desc' : 'asc';
  return query.orderBy({ name: order, id: order }).limit(page.limit).getResultList();
}

/** How many agents of the service there are, or have the text in name or address. */
export const countAgents = (ctx: Context, text: string | null | undefined): Promise<number> =>
  agentsWith(ctx, text).getCount();

function agentsWith(ctx: Context, text: string | null | undefined) {
  const query = ctx.em
    .createQueryBuilder(Agent, 'a')
    .where({ serviceId: ctx.viewer?.serviceId ?? null, removedAt: null });
  if (!text) return query;
  if (!isStorable(text)) throw badRequest('BAD_USER_INPUT', 'The text holds characters that cannot be stored.');
  const like = `%${comparedDomains(text.normalize('NFC')).replace(/[\\%_]/g, '\\$&')}%`;
  const isPart = '(a.name ilike ? or exists (select from account c where c.id = a.account_id and c.email ilike ?))';
  return query.andWhere(isPart, [like, like]);
}

/** SQL: where the agent that a cursor names stands in the list. */
const place = '(select b.name, b.id from agent b where b.id = ?)';

function agentOf(cursor: string): string {
  const id = decodeId('Agent', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}

/** How many chats take a seat at each of the agents. */
export async function openChatsOf(ctx: Context, agentIds: readonly string[]): Promise<number[]> {
  const { rows } = await ctx.app.sql.query<{ count: number }>({
    name: 'open-chats',
    text: `select ${openChats} as count from unnest($1::uuid[]) with ordinality as a (id, n) order by a.n`,
    values: [agentIds],
  });
  return rows.map(({ count }) => count);
}

/** How many chats wait at each of the agents to be opened. */
export async function requestsOf(ctx: Context, agentIds: readonly string[]): Promise<number[]> {
  const { rows } = await ctx.app.sql.query<{ count: number }>({
    name: 'requests',
    text: `select (select count(*)::int from chat c where c.agent_id = a.id and c.state = 'REQUESTED') as count
           from unnest($1::uuid[]) with ordinality as a (id, n) order by a.n`,
    values: [agentIds],
  });
  return rows.map(({ count }) => count);
}

/** Until when each agent's invitation can be used; null for none. */
export async function invitationEnds(ctx: Context, agentIds: readonly string[]): Promise<(Date | null)[]> {
  const open = await ctx.em.find(Invitation, { agentId: { $in: [...agentIds] }, expiresAt: { $gt: new Date() } });
  const ends = new Map(open.map(({ agentId, expiresAt }) => [agentId, expiresAt]));
  return agentIds.map((id) => ends.get(id) ?? null);
}
