import type { Tx } from '../write.ts';
import { LastOwner } from './account.errors.ts';

/**
 * Locks every owner of the organisation beside these accounts. Of two who would leave it without an owner who can sign in, both lock
 * those that there are, so the second sees what the first has done.
 */
export async function lockOwners(tx: Tx, ...accountIds: string[]): Promise<void> {
  const { rows } = await tx.sql.query<{ id: string }>(
    `select id from account where is_owner or id = any($1::uuid[]) order by id`,
    [accountIds],
  );
  const ids = rows.map(({ id }) => id);
  tx.willLock('account', ids);
  await tx.sql.query('select from account where id = any($1::uuid[]) order by id for no key update', [ids]);
}

/** Somebody else owns the organisation who can sign in; otherwise LastOwner. The owners are locked. */
export async function assertOtherOwner({ sql }: Tx, accountId: string): Promise<void> {
  const { rows } = await sql.query(
    `select c.id from account c where c.is_owner and c.id <> $1 and c.locked_at is null and c.password_hash is not null
       and exists (select from agent a where a.account_id = c.id and a.joined_at is not null and a.removed_at is null) limit 1`,
    [accountId],
  );
  if (!rows[0]) throw new LastOwner();
}

/** Whether this account owns the organisation and is not locked. */
export async function isOwner({ sql }: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql.query('select id from account where id = $1 and is_owner and locked_at is null', [
    accountId,
  ]);
  return rows.length > 0;
}
