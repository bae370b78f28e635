import { recordOrganisationChanges } from '../access/change-log.service.ts';
import { requireOwner } from '../access/viewer.ts';
import { Agent } from '../agent/agent.entity.ts';
import { ApiClient } from '../api-client/api-client.entity.ts';
import { revokeWithin } from '../api-client/api-client.service.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { assertOwner, by } from './organisation.service.ts';

/** The programs that each person made, in whichever service, and whose keys are good; the newest first. */
export async function clientsMadeBy(ctx: Context, accountIds: readonly string[]): Promise<ApiClient[][]> {
  const places = await ctx.em.find(Agent, { accountId: { $in: [...accountIds] } });
  const found = await ctx.em.find(
    ApiClient,
    {
      createdById: { $in: places.map(({ id }) => id) },
      revokedAt: null,
      $or: [{ expiresAt: null }, { expiresAt: { $gt: ctx.app.clock.now() } }],
    },
    { orderBy: { id: 'desc' } },
  );
  const accounts = new Map(places.map(({ id, accountId }) => [id, accountId]));
  const made = Map.groupBy(found, ({ createdById }) => accounts.get(createdById));
  return accountIds.map((id) => made.get(id) ?? []);
}

/**
 * An owner revokes a key of whichever service, as its administrators do; the logs of the service and of the organisation say so. Revoked
 * twice is revoked once.
 */
export async function revokeOrganisationKey(ctx: Context, clientId: string): Promise<ApiClient> {
  const owner = requireOwner(ctx);
  const id = decodeId('ApiClient', clientId);
  const known = id && (await ctx.em.findOne(ApiClient, id));
  if (!known) throw new NotPermitted();
  const { serviceId, createdById } = known;
  return ctx.write({ service: serviceId }, async (tx) => {
    await assertOwner(tx, owner);
    const { revokedAt } = await tx.em.findOneOrFail(ApiClient, id);
    const client = await revokeWithin(ctx, tx, { id, serviceId, authorId: owner.id });
    if (revokedAt) return client;
    const { accountId } = await tx.em.findOneOrFail(Agent, createdById);
    const about = { ...by(owner), aboutServiceId: serviceId, aboutAccountId: accountId };
    recordOrganisationChanges(tx.em, about, { apiKey: client.name }, { apiKey: null });
    return client;
  });
}
