import { recordOrganisationChanges } from '../access/change-log.service.ts';
import { placeOf, requireOwner } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { comparedEmail } from '../text.ts';
import type { Write } from '../write.ts';
import { Account } from './account.entity.ts';
import { ownAccount } from './account.service.ts';
import { resetFactorOf } from './second-factor.service.ts';

/** Everybody needs a second factor from now on, or nobody does. Whoever has none can do nothing but set one up, within 5 s. */
export async function requireSecondFactor(ctx: Context, { required }: { required: boolean }): Promise<Account> {
  const owner = requireOwner(ctx);
  await ctx.write(null, async (tx) => {
    tx.willLock('installation', ['1']);
    const { rows } = await tx.sql.query(
      'update installation set second_factor_required = $1 where id = 1 and second_factor_required <> $1 returning id',
      [required],
    );
    if (!rows[0]) return;
    recordOrganisationChanges(
      tx.em,
      { authorId: placeOf(owner) },
      { secondFactorRequired: !required },
      { secondFactorRequired: required },
    );
    tx.tell(rightsTopic, {});
  });
  return ownAccount(ctx);
}

/** Of somebody whom an administrator of this machine helps. False where there was none. */
export function resetSecondFactorByCommand(write: Write, email: string): Promise<boolean> {
  return write(null, async (tx) => {
    const account = await tx.em.findOne(Account, { email: comparedEmail(email) });
    if (!account || !(await resetFactorOf(tx, account.id))) return false;
    recordOrganisationChanges(
      tx.em,
      { authorId: null, aboutAccountId: account.id },
      { secondFactor: true },
      { secondFactor: false },
    );
    return true;
  });
}
