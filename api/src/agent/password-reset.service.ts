import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../account/account.entity.ts';
import { PasswordLinkInvalid } from '../account/account.errors.ts';
import { assertPassword, endSessions } from '../account/account.service.ts';
import { PasswordReset } from '../account/password-reset.entity.ts';
import type { Context } from '../context.ts';
import { spend } from '../limits.ts';
import { MailKind } from '../mail/mail.entity.ts';
import { hashPassword, hashToken, newToken } from '../secrets.ts';
import type { Language } from '../service/service.entity.ts';
import { comparedEmail, isStorable } from '../text.ts';
import type { Tx, Write } from '../write.ts';
import { leave } from './agent.service.ts';

/** Where a password is chosen anew; the token stands behind the `#`, where no server and no log sees it. */
export const passwordResetPath = (token: string) => `/reset-password#${token}`;

/** A link lasts so long. */
export const passwordResetMinutes = 30;

/**
 * Sends a link to whoever has this address, in their language or else in this one. Everybody is answered the same, and for an address
 * that is nobody's the same is written too, a link and a mail of which nothing becomes, so that the answer takes the same time.
 */
export async function requestPasswordReset(
  ctx: Context,
  { email, language }: { email: string; language: Language },
): Promise<true> {
  const compared = comparedEmail(email.slice(0, 320));
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  if (!isStorable(compared)) return true;
  await spend(ctx.app.limits.passwordResets, compared);
  await ctx.write(null, async (tx) => {
    const { id, token, inLanguage } = await newReset(tx, compared);
    await ctx.app.outbox.add(tx, {
      kind: MailKind.PASSWORD_RESET,
      serviceId: null,
      language: inLanguage ?? language,
      aboutId: id,
      token,
    });
  });
  return true;
}

/** The link of somebody whom an administrator of this machine helps; null for an address of nobody who has a password. */
export function passwordResetByCommand(write: Write, email: string): Promise<string | null> {
  return write(null, async (tx) => {
    const { accountId, token } = await newReset(tx, comparedEmail(email));
    return accountId === null ? null : token;
  });
}

interface NewReset {
  id: string;
  accountId: string | null;
  inLanguage: Language | null;
  token: string;
}

async function newReset({ sql }: Tx, email: string): Promise<NewReset> {
  const token = newToken();
  const { rows } = await sql.query<Omit<NewReset, 'token'>>(
    `with given (email) as (values ($1::text)),
     reset as (insert into password_reset (account_id, token_hash, expires_at)
       select a.id, $2, now() + make_interval(mins => $3)
       from given g left join account a on a.email = g.email and a.password_hash is not null and a.locked_at is null returning id, account_id)
     select r.id, r.account_id as "accountId", a.language as "inLanguage" from reset r left join account a on a.id = r.account_id`,
    [email, hashToken(token), passwordResetMinutes],
  );
  return { ...rows[0]!, token };
}

/** Whose password the link is for; null when it cannot be used any more. */
export async function findPasswordReset(ctx: Context, token: string): Promise<Account | null> {
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  return ownerOf(ctx.em, token);
}

async function ownerOf(em: EntityManager, token: string): Promise<Account | null> {
  const found = await em.findOne(PasswordReset, { tokenHash: hashToken(token), expiresAt: { $gt: new Date() } });
  return found?.accountId
    ? em.findOne(Account, { id: found.accountId, passwordHash: { $ne: null }, lockedAt: null })
    : null;
}

/**
 * Another password for whoever holds the link. It ends every session of the person, and every other link of theirs, and signs nobody
 * in: the link shows less than a sign-in asks for. Of two who use it at once one is told PasswordLinkInvalid.
 */
export async function resetPassword(
  ctx: Context,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<Account> {
  const owner = await findPasswordReset(ctx, token);
  if (!owner) throw new PasswordLinkInvalid();
  const passwordHash = await hashPassword(await assertPassword(newPassword, owner));
  await ctx.write(null, async (tx) => {
    tx.willLock('account', [owner.id]);
    // Whoever is removed from their last service meanwhile has no password any more, and gets none by this.
    const { rows } = await tx.sql.query(
      `update account a set password_hash = $2 where a.id = $1 and a.password_hash is not null returning a.id`,
      [owner.id, passwordHash],
    );
    const used = await tx.sql.query(
      `with gone as (delete from password_reset where account_id = $1 returning token_hash, expires_at)
       select from gone where token_hash = $2 and expires_at > now()`,
      [owner.id, hashToken(token)],
    );
    if (!rows[0] || !used.rows[0]) throw new PasswordLinkInvalid();
    await endSessions(tx, owner.id);
    await leave(ctx, tx, owner.id);
  });
  // Whoever used up the guesses keeps nobody out who has the mailbox.
  await ctx.app.limits.failedSignInsPerEmail.delete(owner.email);
  await ctx.app.limits.failedSignIns.delete(`${owner.email} ${ctx.caller.ip}`);
  return owner;
}
