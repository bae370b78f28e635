import { requireSignedIn } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { DomainError, NotPermitted, RateLimited } from '../errors.ts';
import type { Tx } from '../write.ts';
import { Account } from './account.entity.ts';
import {
  CodeProblem,
  InvalidCode,
  InvalidCredentials,
  SecondFactorNeeded,
  SecondFactorOff,
  SecondFactorOn,
} from './account.errors.ts';
import { accountOf, endSessions, newSession, ownAccount } from './account.service.ts';
import { isOfApp, newRecoveryCodes, newSecret, plainCode, recoveryHash, stepOf, uriOf } from './one-time-codes.ts';
import { Session } from './session.entity.ts';

/** Whoever begins to set one up has so long to show a first code. */
export const setupMinutes = 60;

/**
 * Wrong codes of an account, over all processes. Of a million codes three are good at a moment, and three more soon are; so whoever has
 * the password and guesses all day is right in one of 2,700 days.
 */
const wrongCodes = [
  { most: 10, seconds: 3_600 },
  { most: 60, seconds: 86_400 },
] as const;

/** Begins the session of somebody who has shown their password, in one of their places. Answers its token. */
export async function beginSession(
  ctx: Context,
  account: Account,
  code: string | null | undefined,
  agentId: string,
): Promise<string> {
  assertCodeGiven(account, code);
  const begun = await ctx.write(null, async (tx) => {
    const refusal = await refusalOfCode(ctx, tx, account, code);
    if (refusal) return refusal;
    const session = await newSession(tx, account, agentId, ctx.caller);
    // The password was changed since it was looked at; a recovery code stays unused.
    if (session === null) throw new InvalidCredentials();
    return session;
  });
  if (begun instanceof DomainError) throw begun;
  return begun;
}

/** SecondFactorNeeded where the account asks for a code and none is shown. */
export function assertCodeGiven({ secondFactorAt }: Account, code: string | null | undefined): void {
  if (secondFactorAt && !code) throw new SecondFactorNeeded();
}

/**
 * Looks at the code that is shown for an account, whose row it locks: null when it is right, which uses it up, or when none is asked for. A
 * wrong one is counted with the commit, so the refusal is answered and not thrown.
 */
export async function refusalOfCode(
  ctx: Context,
  tx: Tx,
  { id, secondFactorAt }: Pick<Account, 'id' | 'secondFactorAt'>,
  code: string | null | undefined,
): Promise<InvalidCode | RateLimited | null> {
  if (!secondFactorAt) return null;
  await lockAccount(tx, id);
  const shown = plainCode(code ?? '');
  if (isOfApp(shown)) return refusalOfAppCode(ctx, tx, id, shown);
  // Nobody guesses one of these, so no limit but those of sign-ins keeps out who has one.
  const { rows } = await tx.sql.query(
    'delete from recovery_code where account_id = $1 and code_hash = $2 returning account_id',
    [id, recoveryHash(id, shown)],
  );
  return rows[0] ? null : new InvalidCode(CodeProblem.WRONG);
}

/** From here to its end the transaction alone looks at the second factor of the account and changes it. Whether it is in force. */
export async function lockAccount(tx: Tx, id: string): Promise<boolean> {
  tx.willLock('account', [id]);
  await tx.sql.query('select from account where id = $1 for no key update', [id]);
  const { rows } = await tx.sql.query<{ isOn: boolean }>(
    'select second_factor_at is not null as "isOn" from account where id = $1',
    [id],
  );
  return rows[0]?.isOn ?? false;
}

interface Kept {
  keyId: string;
  box: Buffer;
  lastStep: number;
  wrongCodes: Date[];
}

async function refusalOfAppCode(
  { app }: Context,
  { sql }: Tx,
  accountId: string,
  code: string,
): Promise<InvalidCode | RateLimited | null> {
  const { rows } = await sql.query<Kept>(
    `select key_id as "keyId", box, last_step as "lastStep", wrong_codes as "wrongCodes" from second_factor where account_id = $1`,
    [accountId],
  );
  const kept = rows[0];
  if (!kept) return new InvalidCode(CodeProblem.WRONG);
  const now = app.clock.now();
  const wait = waitAfter(kept.wrongCodes, now);
  if (wait > 0) return new RateLimited(wait, 'Too many wrong codes.');
  const found = stepOf(app.vault.decrypt(kept, { accountId }), code, now);
  if (found?.clock === 'RIGHT') {
    const used = await sql.query(
      'update second_factor set last_step = $2 where account_id = $1 and last_step < $2 returning account_id',
      [accountId, found.step],
    );
    if (used.rows[0]) return null;
  }
  const recent = kept.wrongCodes.filter((at) => ageOf(at, now) < wrongCodes[1].seconds);
  await sql.query('update second_factor set wrong_codes = $2 where account_id = $1', [accountId, [...recent, now]]);
  return new InvalidCode(problemOf(found));
}

function problemOf(found: ReturnType<typeof stepOf>): CodeProblem {
  if (!found) return CodeProblem.WRONG;
  if (found.clock === 'RIGHT') return CodeProblem.USED;
  return found.clock === 'FAST' ? CodeProblem.CLOCK_FAST : CodeProblem.CLOCK_SLOW;
}

const ageOf = (at: Date, now: Date) => (now.getTime() - at.getTime()) / 1_000;

/** Seconds until another code may be shown; the times are in order. */
function waitAfter(times: readonly Date[], now: Date): number {
  const waits = wrongCodes.map(({ most, seconds }) => {
    const oldest = times.at(-most);
    return oldest ? Math.ceil(seconds - ageOf(oldest, now)) : 0;
  });
  return Math.max(0, ...waits);
}

/** What the app on the phone is given. */
export interface SecondFactorSetup {
  /** In base32. */
  readonly secret: string;
  /** What the QR code holds. */
  readonly uri: string;
}

/** A secret for the app of whoever asks; it is in force once a code of it was shown. Beginning again makes another one. */
export async function beginSecondFactor(ctx: Context, { password }: { password: string }): Promise<SecondFactorSetup> {
  const account = await shownPassword(ctx, password);
  const secret = newSecret();
  const { id } = account;
  const { keyId, box } = ctx.app.vault.encrypt(secret, { accountId: id });
  const organisation = await ctx.write(null, async (tx) => {
    if (await lockAccount(tx, id)) throw new SecondFactorOn();
    await tx.sql.query(
      `insert into second_factor (account_id, key_id, box) values ($1, $2, $3)
       on conflict (account_id) do update set key_id = excluded.key_id, box = excluded.box, last_step = 0, wrong_codes = '{}', begun_at = now()`,
      [id, keyId, box],
    );
    const { rows } = await tx.sql.query<{ organisation: string | null }>(
      'select organisation from installation where id = 1',
      [],
    );
    return rows[0]?.organisation ?? 'Damso';
  });
  // A colon would end the name.
  return { secret, uri: uriOf(secret, { issuer: organisation.replaceAll(':', ' '), label: account.email }) };
}

/** The account of whoever asks, who shows their password. */
async function shownPassword(ctx: Context, password: string): Promise<Account> {
  const { email } = await ownAccount(ctx);
  return accountOf(ctx, { email, password });
}

/** Codes that are shown once. */
export interface NewRecoveryCodes {
  readonly account: Account;
  readonly codes: readonly string[];
}

/**
 * Puts the second factor in force that was begun, by a code of it. Every other session of the person ends: those were begun without one.
 * Of two who do it at once one is told SecondFactorOn.
 */
export async function confirmSecondFactor(ctx: Context, { code }: { code: string }): Promise<NewRecoveryCodes> {
  const { accountId: id, credential } = requireSignedIn(ctx);
  const codes = newRecoveryCodes();
  const refusal = await ctx.write(null, async (tx) => {
    if (await lockAccount(tx, id)) throw new SecondFactorOn();
    // Somebody else changed the password, which ended the session, and begins a second factor of their own.
    if (!(await tx.em.count(Session, { tokenHash: credential, accountId: id }))) throw new NotPermitted();
    const { rows } = await tx.sql.query(
      'select from second_factor where account_id = $1 and begun_at > now() - make_interval(mins => $2)',
      [id, setupMinutes],
    );
    if (!rows[0]) throw new SecondFactorOff();
    const shown = plainCode(code);
    const refused = isOfApp(shown) ? await refusalOfAppCode(ctx, tx, id, shown) : new InvalidCode(CodeProblem.WRONG);
    if (refused) return refused;
    await tx.sql.query('update account set second_factor_at = $2 where id = $1', [id, ctx.app.clock.now()]);
    await replaceRecoveryCodes(tx, id, codes);
    await endSessions(tx, id, credential);
    tx.tell(rightsTopic, {});
    return null;
  });
  if (refusal) throw refusal;
  return { account: await accountAnew(ctx, id), codes };
}

/** As it is since the change. */
const accountAnew = ({ em }: Context, id: string) => em.findOneOrFail(Account, id, { refresh: true });

async function replaceRecoveryCodes({ sql }: Tx, accountId: string, codes: readonly string[]): Promise<void> {
  await sql.query('delete from recovery_code where account_id = $1', [accountId]);
  await sql.query('insert into recovery_code (account_id, code_hash) select $1, unnest($2::text[])', [
    accountId,
    codes.map((code) => recoveryHash(accountId, code)),
  ]);
}

/** What whoever changes their second factor shows. */
interface Proof {
  password: string;
  code: string;
}

/** A change by who shows password and code; SecondFactorOff where there is nothing to change. */
async function changeWithProof(
  ctx: Context,
  { password, code }: Proof,
  change: (tx: Tx, id: string) => Promise<void>,
): Promise<Account> {
  const account = await shownPassword(ctx, password);
  const { id } = account;
  const refusal = await ctx.write(null, async (tx) => {
    if (!(await lockAccount(tx, id))) throw new SecondFactorOff();
    const refused = await refusalOfCode(ctx, tx, { id, secondFactorAt: account.secondFactorAt ?? new Date() }, code);
    if (!refused) await change(tx, id);
    return refused;
  });
  if (refusal) throw refusal;
  return accountAnew(ctx, id);
}

/** From now on the password alone signs in; where the organisation requires a second factor, another one has to be set up at once. */
export function switchOffSecondFactor(ctx: Context, proof: Proof): Promise<Account> {
  return changeWithProof(ctx, proof, removeSecondFactor);
}

/** Ten other recovery codes in place of those that are left. */
export async function renewRecoveryCodes(ctx: Context, proof: Proof): Promise<NewRecoveryCodes> {
  const codes = newRecoveryCodes();
  const account = await changeWithProof(ctx, proof, (tx, id) => replaceRecoveryCodes(tx, id, codes));
  return { account, codes };
}

/** Takes the second factor of an account away, whose row is locked already. */
export async function removeSecondFactor(tx: Tx, accountId: string): Promise<void> {
  await tx.sql.query('update account set second_factor_at = null where id = $1', [accountId]);
  await tx.sql.query('delete from second_factor where account_id = $1', [accountId]);
  await tx.sql.query('delete from recovery_code where account_id = $1', [accountId]);
  tx.tell(rightsTopic, {});
}

/** The same, of somebody who has lost it, with their sessions: whoever has the device may have those. False where they have none. */
export async function resetFactorOf(tx: Tx, accountId: string): Promise<boolean> {
  if (!(await lockAccount(tx, accountId))) return false;
  await removeSecondFactor(tx, accountId);
  await endSessions(tx, accountId);
  return true;
}

/** How many recovery codes an account has left. */
export async function recoveryCodesLeft({ app }: Context, { id }: Account): Promise<number> {
  const { rows } = await app.sql.query<{ count: number }>(
    'select count(*)::int as count from recovery_code where account_id = $1',
    [id],
  );
  return rows[0]!.count;
}

/** Whether the organisation requires a second factor of everybody. */
export async function isFactorRequired({ app }: Context): Promise<boolean> {
  const { rows } = await app.sql.query<{ isRequired: boolean }>(
    'select second_factor_required as "isRequired" from installation where id = 1',
    [],
  );
  return rows[0]!.isRequired;
}
