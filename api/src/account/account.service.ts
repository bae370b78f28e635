import { requirePerson, requireSignedIn } from '../access/viewer.ts';
import { credentialTopic } from '../access/viewers.ts';
import type { Caller, Context } from '../context.ts';
import { badRequest, InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { networkOf } from '../network-of.ts';
import { hashPassword, hashToken, isPassword, newToken } from '../secrets.ts';
import { comparedEmail, isStorable } from '../text.ts';
import type { Tx } from '../write.ts';
import { Account } from './account.entity.ts';
import { AccountLocked, CommonPassword, InvalidCredentials } from './account.errors.ts';
import { isEasilyGuessed } from './common-passwords.ts';
import { Session } from './session.entity.ts';

/** A sign-in lasts so long. */
export const sessionDays = 14;
const leastPassword = 8;
const mostPassword = 1_000;

/** Checked when the e-mail is nobody's, so that both answers take the same time. */
const nobodysPassword = hashPassword(newToken());

/**
 * The account that e-mail address and password are of; InvalidCredentials for none, after the same time. That it is locked is told to
 * whoever knows its password, and to nobody else.
 */
export async function accountOf(ctx: Context, input: { email: string; password: string }): Promise<Account> {
  const email = comparedEmail(input.email.slice(0, 320));
  if (!isStorable(email) || input.password.length > mostPassword) throw new InvalidCredentials();
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const limited = `${email} ${ctx.caller.ip}`;
  // Counted before the check, so that guesses made at the same time count too.
  await spend(ctx.app.limits.failedSignIns, limited);
  const isCounted = await spendGuess(ctx, email);
  const account = await ctx.em.findOne(Account, { email });
  const matches = await isPassword(input.password, account?.passwordHash ?? (await nobodysPassword));
  if (!account?.passwordHash || !matches) throw new InvalidCredentials();
  await ctx.app.limits.failedSignIns.reward(limited);
  if (isCounted) await ctx.app.limits.failedSignInsPerEmail.reward(email);
  if (account.lockedAt) throw new AccountLocked();
  return account;
}

/**
 * Counts a guess at the password of this address, from wherever. Where strangers have used all of them up, whoever comes from a network
 * on which the person is signed in goes on uncounted, and false is answered; they have the guesses of their own address still.
 */
async function spendGuess(ctx: Context, email: string): Promise<boolean> {
  try {
    await spend(ctx.app.limits.failedSignInsPerEmail, email);
    return true;
  } catch (error) {
    if (!(error instanceof RateLimited) || !(await isSignedInNear(ctx, email))) throw error;
    return false;
  }
}

/** One statement, whether the address is somebody's or not. */
async function isSignedInNear({ app, caller }: Context, email: string): Promise<boolean> {
  const { rows } = await app.sql.query<{ ip: string }>(
    `select distinct s.ip from session s join account c on c.id = s.account_id
     where c.email = $1 and s.expires_at > now() and s.ip is not null`,
    [email],
  );
  const own = networkOf(caller.ip);
  return rows.some(({ ip }) => networkOf(ip) === own);
}

/** A call that ends signed in has to come where a cookie can be set. */
export function assertCookie(ctx: Context): void {
  if (!ctx.setSession) throw badRequest('HTTP_ONLY', 'Sign in over HTTP: a socket cannot carry the cookie back.');
}

/**
 * Begins a session and answers its token, of which only the hash is kept. Null when the password or the second factor is not the one any
 * more that was checked, or the account was locked meanwhile: each ends all sessions that were begun before.
 */
export async function newSession(
  tx: Tx,
  { id, passwordHash, secondFactorAt }: Pick<Account, 'id' | 'passwordHash' | 'secondFactorAt'>,
  agentId: string,
  { ip, userAgent }: Caller,
): Promise<string | null> {
  const token = newToken();
  const { rows } = await tx.sql.query(
    `with same as (select id from account
       where id = $1 and password_hash = $2 and locked_at is null and second_factor_at is not distinct from $8 for share)
     insert into session (account_id, agent_id, token_hash, expires_at, ip, user_agent)
     select id, $3, $4, now() + make_interval(days => $5), $6, $7 from same returning id`,
    [id, passwordHash, agentId, hashToken(token), sessionDays, ip, userAgent, secondFactorAt ?? null],
  );
  return rows[0] ? token : null;
}

/** Somebody has accepted an invitation to this account. */
export async function hasPassword(ctx: Context, accountId: string): Promise<boolean> {
  return (await ctx.em.count(Account, { id: accountId, passwordHash: { $ne: null } })) > 0;
}

/** Ends the sessions of a person, with every stream they hold: all, or all but one. How many there were. */
export async function endSessions(tx: Tx, accountId: string, but = ''): Promise<number> {
  const { rows } = await tx.sql.query<{ credential: string }>(
    `delete from session where account_id = $1 and token_hash <> $2 returning token_hash as credential`,
    [accountId, but],
  );
  for (const { credential } of rows) tx.tell(credentialTopic, { credential });
  return rows.length;
}

/** The first password of an account; nothing happens where it has one. */
export async function choosePassword({ sql }: Tx, accountId: string, passwordHash: string): Promise<void> {
  await sql.query('update account set password_hash = $2 where id = $1 and password_hash is null', [
    accountId,
    passwordHash,
  ]);
}

/** The rule for every password that is chosen: long enough, and not one that is tried first. Nothing about its composition. */
export async function assertPassword(
  password: string,
  { email, name }: Pick<Account, 'email' | 'name'>,
): Promise<string> {
  if (password.length < leastPassword || password.length > mostPassword || !isStorable(password)) {
    throw new InvalidInput('password', `The password must have ${leastPassword} to ${mostPassword} characters.`);
  }
  if (await isEasilyGuessed(password, email, name)) throw new CommonPassword();
  return password;
}

/** The account of the person who asks. */
export function ownAccount(ctx: Context): Promise<Account> {
  return ctx.em.findOneOrFail(Account, requireSignedIn(ctx).accountId);
}

/**
 * Another password in place of the one that is shown; every other session of the person ends. Of two who change it at once one is told
 * that the password they know is no longer the one.
 */
export async function changePassword(ctx: Context, input: { password: string; newPassword: string }): Promise<Account> {
  const { credential } = requirePerson(ctx);
  const own = await ownAccount(ctx);
  const chosen = await assertPassword(input.newPassword, own);
  const { id, passwordHash } = await accountOf(ctx, { email: own.email, password: input.password });
  const chosenHash = await hashPassword(chosen);
  await ctx.write(null, async (tx) => {
    tx.willLock('account', [id]);
    const { rows } = await tx.sql.query(
      'update account set password_hash = $3 where id = $1 and password_hash = $2 returning id',
      [id, passwordHash, chosenHash],
    );
    if (!rows[0]) throw new InvalidCredentials();
    await tx.sql.query('delete from password_reset where account_id = $1', [id]);
    await endSessions(tx, id, credential);
  });
  return own;
}

/** What is told of a session. */
export type SessionRow = Pick<Session, 'id' | 'ip' | 'userAgent' | 'createdAt' | 'expiresAt'> & { isCurrent: boolean };

/** At most so many are listed, the newest first. */
const sessionsShown = 100;

/** The open sessions of whoever asks. */
export async function ownSessions(ctx: Context): Promise<SessionRow[]> {
  const { accountId, credential } = requireSignedIn(ctx);
  const sessions = await ctx.em.find(
    Session,
    { accountId, expiresAt: { $gt: new Date() } },
    { orderBy: { id: 'desc' }, limit: sessionsShown },
  );
  return sessions.map((session) => toldOf(session, credential));
}

/** One of them by its row id, or null when there is none for this viewer. */
export async function ownSession({ signedIn, em }: Context, id: string): Promise<SessionRow | null> {
  if (!signedIn) return null;
  const { accountId, credential } = signedIn;
  const session = await em.findOne(Session, { id, accountId, expiresAt: { $gt: new Date() } });
  return session && toldOf(session, credential);
}

const toldOf = ({ id, ip, userAgent, createdAt, expiresAt, tokenHash }: Session, credential: string): SessionRow => ({
  id,
  ip,
  userAgent,
  createdAt,
  expiresAt,
  isCurrent: tokenHash === credential,
});

/** Ends another session of whoever asks, with every stream it holds. */
export async function endSession(ctx: Context, sessionId: string): Promise<Account> {
  const { accountId, credential } = requirePerson(ctx);
  const id = decodeId('Session', sessionId);
  await ctx.write(null, async (tx) => {
    const { rows } = await tx.sql.query<{ credential: string }>(
      `delete from session where id = $1 and account_id = $2 and token_hash <> $3 returning token_hash as credential`,
      [id, accountId, credential],
    );
    if (!rows[0]) throw new NotPermitted();
    tx.tell(credentialTopic, rows[0]);
  });
  return ownAccount(ctx);
}
