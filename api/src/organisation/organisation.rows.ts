import { requireOwner } from '../access/viewer.ts';
import { Account } from '../account/account.entity.ts';
import { Agent } from '../agent/agent.entity.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { Service } from '../service/service.entity.ts';
import { comparedDomains, isStorable } from '../text.ts';

/** One page of the organisation's services, the oldest first; ids are made of the time, so they are its order. */
export function readServices(ctx: Context, { after, before, limit, inverted }: Page): Promise<Service[]> {
  requireOwner(ctx);
  const id = {
    ...(after !== undefined && { $gt: idOf('Service', after) }),
    ...(before !== undefined && { $lt: idOf('Service', before) }),
  };
  return ctx.em.find(Service, Object.keys(id).length > 0 ? { id } : {}, {
    orderBy: { id: inverted ? 'desc' : 'asc' },
    limit,
  });
}

/** One page of the organisation's accounts by name. */
export function readAccounts(ctx: Context, text: string | null | undefined, page: Page): Promise<Account[]> {
  requireOwner(ctx);
  const query = ctx.em.createQueryBuilder(Account, 'a');
  if (text) {
    if (!isStorable(text)) throw badRequest('BAD_USER_INPUT', 'The text holds characters that cannot be stored.');
    const like = `%${comparedDomains(text.normalize('NFC')).replace(/[\\%_]/g, '\\$&')}%`;
    query.andWhere('(a.name ilike ? or a.email ilike ?)', [like, like]);
  }
  if (page.after !== undefined) query.andWhere(`(a.name, a.id) > ${place}`, [idOf('Account', page.after)]);
  if (page.before !== undefined) query.andWhere(`(a.name, a.id) < ${place}`, [idOf('Account', page.before)]);
  const order = page.inverted ? 'desc' : 'asc';
  return query.orderBy({ name: order, id: order }).limit(page.limit).getResultList();
}

/** SQL: where the account that a cursor names stands in the list. */
const place = '(select b.name, b.id from account b where b.id = ?)';

function idOf(type: 'Service' | 'Account', cursor: string): string {
  const id = decodeId(type, cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}

/** The places in services of each account, the oldest first. */
export async function placesOf(ctx: Context, accountIds: readonly string[]): Promise<Agent[][]> {
  const places = await ctx.em.find(
    Agent,
    { accountId: { $in: [...accountIds] }, removedAt: null },
    { orderBy: { id: 'asc' } },
  );
  return accountIds.map((id) => places.filter(({ accountId }) => accountId === id));
}

/** How many agents each service has who have accepted their invitation. */
export async function agentCountsOf(ctx: Context, serviceIds: readonly string[]): Promise<number[]> {
  const { rows } = await ctx.app.sql.query<{ count: number }>({
    name: 'agents-of-services',
    text: `select (select count(*)::int from agent a where a.service_id = s.id and a.removed_at is null and a.joined_at is not null) as count
           from unnest($1::uuid[]) with ordinality as s (id, n) order by s.n`,
    values: [serviceIds],
  });
  return rows.map(({ count }) => count);
}

/** The account behind each place. */
export async function accountsBehind(ctx: Context, agentIds: readonly string[]): Promise<Account[]> {
  const agents = await ctx.em.find(Agent, { id: { $in: [...agentIds] } });
  const accounts = await ctx.em.find(Account, { id: { $in: agents.map(({ accountId }) => accountId) } });
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const byPlace = new Map(agents.map(({ id, accountId }) => [id, byId.get(accountId)!]));
  return agentIds.map((id) => byPlace.get(id)!);
}
