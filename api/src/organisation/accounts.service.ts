import { recordOrganisationChanges } from '../access/change-log.service.ts';
import { requireOwner } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import { Account } from '../account/account.entity.ts';
import { endSessions } from '../account/account.service.ts';
import { assertOtherOwner } from '../account/owners.ts';
import { Availability } from '../agent/agent.entity.ts';
import { closeEndedChats } from '../chat/close-ended-chats.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { gateTopic } from '../service/service.service.ts';
import type { Tx } from '../write.ts';
import { assertOwner, by } from './organisation.service.ts';

/**
 * Nobody signs in with the account from now on, and whoever is signed in is signed out. In each of their services the person is Offline,
 * their open chats go to the next agent or the line, and chats that customers ended are closed. Their tickets stay theirs: a lock may be
 * over soon, and an administrator who removes the agent frees them. LastOwner where no other owner could sign in.
 */
export function lockAccount(ctx: Context, accountId: string): Promise<Account> {
  return changeAccount(ctx, accountId, lockPlaces, async (tx, account) => {
    if (account.lockedAt) return {};
    if (account.isOwner) await assertOtherOwner(tx, account.id);
    await endSessions(tx, account.id);
    await leaveAll(ctx, tx, account.id);
    await tx.sql.query('delete from password_reset where account_id = $1', [account.id]);
    return { lockedAt: ctx.app.clock.now() };
  });
}

/** The person may sign in again, by the password they had. */
export function unlockAccount(ctx: Context, accountId: string): Promise<Account> {
  return changeAccount(ctx, accountId, null, () => ({ lockedAt: null }));
}

/**
 * The person looks after the organisation, too. Nobody who has no password yet: the link by which they choose one is in the hands of the
 * administrators who invited them.
 */
export function makeOwner(ctx: Context, accountId: string): Promise<Account> {
  return changeAccount(ctx, accountId, null, (_, { passwordHash }) => {
    if (passwordHash == null) throw new NotPermitted();
    return { isOwner: true };
  });
}

/** No longer; of oneself too, where another owner remains who can sign in. */
export function unmakeOwner(ctx: Context, accountId: string): Promise<Account> {
  return changeAccount(ctx, accountId, null, async (tx, account) => {
    if (account.isOwner) await assertOtherOwner(tx, account.id);
    return { isOwner: false };
  });
}

/** An owner's change of an account, with its entry in the log. Owners are locked, and before them what `prepare` locks. */
export function changeAccount(
  ctx: Context,
  accountId: string,
  prepare: ((tx: Tx, id: string) => Promise<void>) | null,
  change: (tx: Tx, account: Account) => ChangedAccount | Promise<ChangedAccount>,
): Promise<Account> {
  const owner = requireOwner(ctx);
  const id = decodeId('Account', accountId);
  if (!id) throw new NotPermitted();
  return ctx.write(null, async (tx) => {
    await prepare?.(tx, id);
    await assertOwner(tx, owner, id);
    const account = await tx.em.findOne(Account, id);
    if (!account) throw new NotPermitted();
    const before = stateOf(account);
    Object.assign(account, await change(tx, account));
    if (recordOrganisationChanges(tx.em, { ...by(owner), aboutAccountId: id }, before, stateOf(account))) {
      tx.tell(rightsTopic, {});
    }
    return account;
  });
}

type ChangedAccount = Partial<Pick<Account, 'isOwner' | 'lockedAt' | 'secondFactorAt'>>;

const stateOf = ({ isOwner, lockedAt, secondFactorAt }: Account) => ({
  owner: isOwner,
  locked: lockedAt != null,
  secondFactor: secondFactorAt != null,
});

/** Whoever changes an agent's wish holds the lock of their service: here of each that the person has a place in. */
async function lockPlaces(tx: Tx, accountId: string): Promise<void> {
  const { rows } = await tx.sql.query<{ id: string }>(
    'select service_id as id from agent where account_id = $1 and removed_at is null order by service_id',
    [accountId],
  );
  const ids = rows.map(({ id }) => id);
  tx.willLock('service', ids);
  await tx.sql.query('select from service where id = any($1::uuid[]) order by id for no key update', [ids]);
}

/** Who is signed in nowhere any more is Offline in every service and without a lease: what is open there moves on at once. */
async function leaveAll(ctx: Context, tx: Tx, accountId: string): Promise<void> {
  const now = ctx.app.clock.now();
  const { rows: places } = await tx.sql.query<{ id: string; serviceId: string }>(
    'select id, service_id as "serviceId" from agent where account_id = $1 and removed_at is null order by id',
    [accountId],
  );
  const ids = places.map(({ id }) => id);
  tx.willLock('agent', ids);
  await tx.sql.query('select from agent where id = any($1::uuid[]) order by id for no key update', [ids]);
  await tx.sql.query(
    `with gone as (
       update agent set availability = $2, availability_since = $3, availability_set_by = null
       where id = any($1::uuid[]) and availability <> $2 returning id)
     update availability_period set ended_at = $3 where ended_at is null and agent_id in (select id from gone)`,
    [ids, Availability.OFFLINE, now],
  );
  await tx.sql.query('delete from lease where agent_id = any($1::uuid[])', [ids]);
  await closeEndedChats(tx, ids, now);
  for (const { serviceId } of places) tx.tell(gateTopic, { serviceId });
}
