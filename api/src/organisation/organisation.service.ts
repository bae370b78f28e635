import { recordOrganisationChanges } from '../access/change-log.service.ts';
import { requireOwner, type AgentViewer } from '../access/viewer.ts';
import { isOwner, lockOwners } from '../account/owners.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { Installation } from '../realtime/installation.entity.ts';
import { lockServices } from '../service/service.service.ts';
import { requiredField } from '../text.ts';
import type { Tx } from '../write.ts';

/** The organisation, for its owners. */
export function organisation(ctx: Context): Promise<Installation> {
  requireOwner(ctx);
  return ctx.em.findOneOrFail(Installation, 1);
}

export interface SaveOrganisationInput {
  name?: string | null;
}

/** Names the organisation; what is absent stays. */
export function saveOrganisation(ctx: Context, input: SaveOrganisationInput): Promise<Installation> {
  const owner = requireOwner(ctx);
  const name = input.name == null ? null : requiredField('name', input.name, 100);
  return ctx.write(null, async (tx) => {
    await lockServices(tx);
    await assertOwner(tx, owner);
    const installation = await tx.em.findOneOrFail(Installation, 1);
    if (name === null) return installation;
    recordOrganisationChanges(tx.em, by(owner), { name: installation.organisation }, { name });
    return Object.assign(installation, { organisation: name });
  });
}

/** The author of an entry in the organisation's log. */
export const by = (owner: AgentViewer) => ({ authorId: owner.id });

/** Owners are locked, and whoever asks is one still; otherwise NotPermitted. */
export async function assertOwner(tx: Tx, { accountId }: AgentViewer, ...others: string[]): Promise<void> {
  await lockOwners(tx, accountId, ...others);
  if (!(await isOwner(tx, accountId))) throw new NotPermitted();
}
