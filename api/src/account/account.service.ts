import { credentialTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { badRequest, InvalidInput } from '../errors.ts';
import { spend } from '../limits.ts';
import { hashPassword, hashToken, isPassword, newToken } from '../secrets.ts';
import { comparedEmail, isStorable } from '../text.ts';
import type { Tx } from '../write.ts';
import { Account } from './account.entity.ts';
import { InvalidCredentials } from './account.errors.ts';

/** A sign-in lasts so long. */
export const sessionDays = 14;
const leastPassword = 8;
const mostPassword = 1_000;

/** Checked when the e-mail is nobody's, so that both answers take the same time. */
const nobodysPassword = hashPassword(newToken());

/** The account that e-mail address and password are of; InvalidCredentials for none, after the same time. */
export async function accountOf(ctx: Context, input: { email: string; password: string }): Promise<Account> {
  const email = comparedEmail(input.email.slice(0, 320));
  if (!isStorable(email) || input.password.length > mostPassword) throw new InvalidCredentials();
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const limited = `${email} ${ctx.caller.ip}`;
  // Counted before the check, so that guesses made at the same time count too.
  await spend(ctx.app.limits.failedSignIns, limited);
  const account = await ctx.em.findOne(Account, { email });
  const matches = await isPassword(input.password, account?.passwordHash ?? (await nobodysPassword));
  if (!account?.passwordHash || !matches) throw new InvalidCredentials();
  await ctx.app.limits.failedSignIns.reward(limited);
  return account;
}

/** A call that ends signed in has to come where a cookie can be set. */
export function assertCookie(ctx: Context): void {
  if (!ctx.setSession) throw badRequest('HTTP_ONLY', 'Sign in over HTTP: a socket cannot carry the cookie back.');
}

/**
 * Begins a session and answers its token, of which only the hash is kept. Null when the password is not the one any more that was
 * checked: it was changed meanwhile, which ends all sessions that were begun with it.
 */
export async function newSession(
  tx: Tx,
  { id, passwordHash }: Pick<Account, 'id' | 'passwordHash'>,
  agentId: string,
): Promise<string | null> {
  const token = newToken();
  const { rows } = await tx.sql.query(
    `with same as (select id from account where id = $1 and password_hash = $2 for share)
     insert into session (account_id, agent_id, token_hash, expires_at)
     select id, $3, $4, now() + make_interval(days => $5) from same returning id`,
    [id, passwordHash, agentId, hashToken(token), sessionDays],
  );
  return rows[0] ? token : null;
}

/** Somebody has accepted an invitation to this account. */
export async function hasPassword(ctx: Context, accountId: string): Promise<boolean> {
  return (await ctx.em.count(Account, { id: accountId, passwordHash: { $ne: null } })) > 0;
}

/** Ends the sessions of a person, with every stream they hold: all, or all but one. */
export async function endSessions(tx: Tx, accountId: string, but = ''): Promise<void> {
  const { rows } = await tx.sql.query<{ credential: string }>(
    `delete from session where account_id = $1 and token_hash <> $2 returning token_hash as credential`,
    [accountId, but],
  );
  for (const { credential } of rows) tx.tell(credentialTopic, { credential });
}

/** The first password of an account; nothing happens where it has one. */
export async function choosePassword({ sql }: Tx, accountId: string, passwordHash: string): Promise<void> {
  await sql.query('update account set password_hash = $2 where id = $1 and password_hash is null', [
    accountId,
    passwordHash,
  ]);
}

export function assertPassword(password: string): string {
  if (password.length >= leastPassword && password.length <= mostPassword && isStorable(password)) return password;
  throw new InvalidInput('password', `The password must have ${leastPassword} to ${mostPassword} characters.`);
}
