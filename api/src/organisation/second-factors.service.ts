import { recordOrganisationChanges } from '../access/change-log.service.ts';
import { requireOwner } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import { Account } from '../account/account.entity.ts';
import { endSessions } from '../account/account.service.ts';
import { removeSecondFactor, resetFactorOf } from '../account/second-factor.service.ts';
import { OwnRights } from '../agent/agent.errors.ts';
import { leave } from '../agent/agent.service.ts';
import type { Context } from '../context.ts';
import { Installation } from '../realtime/installation.entity.ts';
import { lockServices } from '../service/service.service.ts';
import { comparedEmail } from '../text.ts';
import type { Write } from '../write.ts';
import { changeAccount } from './accounts.service.ts';
import { assertOwner, by } from './organisation.service.ts';

/** Everybody needs a second factor from now on, or nobody does. Whoever has none can do nothing but set one up, within 5 s. */
export function requireSecondFactor(ctx: Context, { required }: { required: boolean }): Promise<Installation> {
  const owner = requireOwner(ctx);
  return ctx.write(null, async (tx) => {
    await lockServices(tx);
    await assertOwner(tx, owner);
    const installation = await tx.em.findOneOrFail(Installation, 1);
    const { secondFactorRequired } = installation;
    if (recordOrganisationChanges(tx.em, by(owner), { secondFactorRequired }, { secondFactorRequired: required })) {
      tx.tell(rightsTopic, {});
    }
    return Object.assign(installation, { secondFactorRequired: required });
  });
}

/**
 * Takes the second factor of somebody away who has lost it, and ends their sessions: whoever has the device may have those. Nobody does so
 * for themselves, who would need no code then: OwnRights.
 */
export function resetSecondFactor(ctx: Context, accountId: string): Promise<Account> {
  const owner = requireOwner(ctx);
  return changeAccount(ctx, accountId, null, async (tx, account) => {
    if (account.id === owner.accountId) throw new OwnRights();
    if (!account.secondFactorAt) return {};
    await removeSecondFactor(tx, account.id);
    await endSessions(tx, account.id);
    await leave(ctx, tx, account.id);
    return { secondFactorAt: null };
  });
}

/** Of somebody whom an administrator of this machine helps. False where there was none. */
export function resetSecondFactorByCommand(write: Write, email: string): Promise<boolean> {
  return write(null, async (tx) => {
    const account = await tx.em.findOne(Account, { email: comparedEmail(email) });
    if (!account || !(await resetFactorOf(tx, account.id))) return false;
    const change = { authorId: null, aboutAccountId: account.id };
    return recordOrganisationChanges(tx.em, change, { secondFactor: true }, { secondFactor: false });
  });
}
