import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { rightsTopic } from '../access/viewers.ts';
import { spend } from '../limits.ts';
import { networkOf } from '../network-of.ts';
import { hashToken } from '../secrets.ts';
import { lockCustomers, type Tx } from '../write.ts';
import type { GivenConsent } from './consent.service.ts';
import { admit, besideOf, issueToken, welcome, type Asker } from './customer.service.ts';
import { isHidden } from './customer-info.ts';
import { isMasked } from './customer-masks.ts';
import { groupOf, type CustomerRow } from './customer.rows.ts';
import { lockRecords } from './group.service.ts';
import { IdentityRefused, MembersOnly } from './identity.errors.ts';
import { readIdentity, type Identity } from './identity.ts';
import { verificationKeys } from './member-keys.ts';
import { mergeLocked } from './merge.service.ts';
import { nameTopic } from './sender-names.ts';

/** What the member link needs of a service. */
interface LinkedService {
  readonly id: string;
  readonly memberLink: boolean;
}

/**
 * Whom a token of the company's server names, or IdentityRefused. Used again it is the same browser's: a reload is, and whoever else
 * got hold of it is not.
 */
export async function verifiedIdentity(ctx: Context, service: LinkedService, token: string): Promise<Identity> {
  const { app, caller } = ctx;
  await spend(app.limits.identities, caller.ip);
  if (!service.memberLink) throw new IdentityRefused('OFF');
  try {
    const { keys, audiences } = await verificationKeys(app, service.id);
    const identity = await readIdentity(token, keys, audiences, app.clock.now());
    const tokenHash = hashToken(token);
    const usedBy = createHash('sha256')
      .update(JSON.stringify([token, networkOf(caller.ip), caller.userAgent]))
      .digest('base64url');
    const isSame = await ctx.write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ isSame: boolean }>(useText, [tokenHash, usedBy, identity.expiresAt]);
      if (rows[0]?.isSame) await sql.query(acceptedText, [service.id]);
      return rows[0]?.isSame ?? false;
    });
    if (!isSame) throw new IdentityRefused('REPLAYED');
    return identity;
  } catch (error) {
    if (error instanceof IdentityRefused) {
      await ctx.write(null, ({ sql }) => sql.query(refusedText, [service.id, error.reason]));
    }
    throw error;
  }
}

/** A service that may admit members only. */
interface AdmittingService extends LinkedService {
  readonly membersOnly: boolean;
}

/** Whom the token that came with a call names; null without one, or MembersOnly where the service takes nobody else. */
export async function identityOf(
  ctx: Context,
  service: AdmittingService,
  token: string | null | undefined,
): Promise<Identity | null> {
  if (token != null) return verifiedIdentity(ctx, service, token);
  const isMember = ctx.viewer?.kind === 'customer' && ctx.viewer.isMember;
  if (service.memberLink && service.membersOnly && !isMember) throw new MembersOnly();
  return null;
}

/** The first use stays the one that counts. */
const useText = `
insert into member_token as t (token_hash, used_by, expires_at) values ($1, $2, $3)
on conflict (token_hash) do update set token_hash = t.token_hash returning t.used_by = $2 as "isSame"`;

/** At most one write a second, however often tokens are shown. */
const acceptedText = `
insert into member_link_use as u (service_id, accepted_at) values ($1, now())
on conflict (service_id) do update set accepted_at = now()
where u.accepted_at is null or u.accepted_at < now() - interval '1 second'`;

const refusedText = `
insert into member_link_use as u (service_id, refused_at, refusal) values ($1, now(), $2)
on conflict (service_id) do update set refused_at = now(), refusal = $2
where u.refused_at is null or u.refused_at < now() - interval '1 second' or u.refusal <> $2`;

/** A member's record in a service; null where that person never asked anything there. */
async function findMember({ sql }: Tx, serviceId: string, subject: string): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    'select customer_id as id from member where service_id = $1 and subject = $2',
    [serviceId, subject],
  );
  return rows[0]?.id ?? null;
}

/** The same; made where there is none, and once, whoever else makes it at the same moment. */
async function findOrMakeMember(tx: Tx, serviceId: string, subject: string): Promise<string> {
  for (;;) {
    const found = await findMember(tx, serviceId, subject);
    if (found !== null) return found;
    const { rows: made } = await tx.sql.query<{ id: string }>(
      'insert into customer (service_id) values ($1) returning id',
      [serviceId],
    );
    const id = made[0]!.id;
    const { rows } = await tx.sql.query(
      `insert into member (customer_id, service_id, subject) values ($1, $2, $3)
       on conflict (service_id, subject) do nothing returning 1`,
      [id, serviceId, subject],
    );
    if (rows.length > 0) return id;
    await tx.sql.query('delete from customer where id = $1', [id]);
  }
}

/** The member who asks, locked, and called as the company says. */
export async function lockMember(ctx: Context, tx: Tx, serviceId: string, identity: Identity): Promise<CustomerRow> {
  for (;;) {
    const id = await findOrMakeMember(tx, serviceId, identity.subject);
    const record = (await lockRecords(tx, [id])).get(id);
    // Erased while this waited for the lock: from now on somebody new.
    if (!record || record.erasedAt) continue;
    return (await takeTold(ctx, tx, record, identity)).record;
  }
}

const toldFields = ['name', 'email', 'phone'] as const;
type ToldField = (typeof toldFields)[number];
/**
 * Writes what the company's server says of a member whose record is locked, where that is news since its last token: beside what an
 * agent saved by hand or hid, and in place of anything else. What a mask hides is no news, and written nowhere.
 */
async function takeTold(
  ctx: Context,
  tx: Tx,
  record: CustomerRow,
  identity: Identity,
): Promise<{ record: CustomerRow; isNews: boolean }> {
  const { rows } = await tx.sql.query<{ told: Partial<Record<ToldField, string>> }>(
    'select told from member where customer_id = $1',
    [record.id],
  );
  const told = rows[0]?.told ?? {};
  const news: ToldField[] = [];
  for (const field of toldFields) {
    const value = identity[field];
    if (value === null || value === told[field]) continue;
    if (await isHidden(ctx.app, tx.sql, record, field, value)) continue;
    news.push(field);
  }
  if (news.length === 0) return { record, isNews: false };
  const after = { ...record };
  const verified = new Set(record.verified);
  const taken: ToldField[] = [];
  for (const field of news) {
    const value = identity[field];
    const stays = record.kept.includes(field) || isMasked(record, field);
    if (record[field] !== value && record[field] !== null && stays) {
      after[besideOf[field]] = value;
      verified.add(besideOf[field]);
      continue;
    }
    if (record[field] !== value) taken.push(field);
    after[field] = value;
    after[besideOf[field]] = null;
    verified.add(field).delete(besideOf[field]);
  }
  after.verified = [...verified];
  after.borrowed = record.borrowed.filter((field) => !taken.includes(field as ToldField));
  after.infoRevision += taken.length > 0 ? 1 : 0;
  if (taken.includes('name')) tx.tell(nameTopic, { customerId: record.id });
  await tx.sql.query(
    `update customer set name = $2, email = $3, phone = $4, said_name = $5, said_email = $6, said_phone = $7, verified = $8,
       borrowed = $9, info_revision = $10 where id = $1`,
    [
      record.id,
      ...toldFields.map((field) => after[field]),
      ...toldFields.map((field) => after[besideOf[field]]),
      after.verified,
      after.borrowed,
      after.infoRevision,
    ],
  );
  await tx.sql.query('update member set told = told || $2::jsonb where customer_id = $1', [
    record.id,
    JSON.stringify(Object.fromEntries(news.map((field) => [field, identity[field]]))),
  ]);
  // What the company says came from no merge, so no undo takes it back.
  await tx.sql.query('update customer_merge set filled = filled - $2::text[] where into_id = $1', [record.id, taken]);
  return { record: after, isNews: true };
}

/** A member who is let in, and the token they ask with from now on. */
interface Entered {
  readonly member: CustomerRow;
  readonly token: string;
}

/**
 * Lets a member in on one more device. Whoever asks as somebody without a name becomes that member, unless `join` is false: their
 * chats and inquiries are the member's from now on. Null where the service knows no such member yet: nobody is written down
 * before they agreed to it.
 */
export async function enter(
  ctx: Context,
  serviceId: string,
  identity: Identity,
  join: boolean,
): Promise<Entered | null> {
  const joining = join ? await unjoined(ctx, serviceId) : null;
  if (joining !== null) {
    return ctx.write({ customers: serviceId, to: 'change' }, async (tx) => {
      const member = await joinTo(tx, ctx, serviceId, joining, identity);
      return { member, token: await issueToken(tx.sql, member.id) };
    });
  }
  return ctx.write(null, async (tx) => {
    const id = await findMember(tx, serviceId, identity.subject);
    const record = id === null ? undefined : (await lockRecords(tx, [id])).get(id);
    if (!record || record.erasedAt) return null;
    const { record: member, isNews } = await takeTold(ctx, tx, record, identity);
    const token = await issueToken(tx.sql, member.id);
    if (isNews) await ctx.app.chatFeeds.renamed(tx, [member.id]);
    return { member, token };
  });
}

/** Joins whoever asks to the member before something is begun, as `enter` does. */
export async function joinFirst(ctx: Context, serviceId: string, identity: Identity): Promise<void> {
  const joining = await unjoined(ctx, serviceId);
  if (joining === null) return;
  await ctx.write({ customers: serviceId, to: 'change' }, (tx) => joinTo(tx, ctx, serviceId, joining, identity));
}

/** The record of who asks, if they are no member and were not joined to one. */
async function unjoined({ app, viewer }: Context, serviceId: string): Promise<string | null> {
  if (viewer?.kind !== 'customer' || viewer.serviceId !== serviceId || viewer.isMember) return null;
  const { rows } = await app.sql.query('select from member_join where customer_id = $1', [viewer.id]);
  return rows.length === 0 ? viewer.id : null;
}

/** Under the lock of who is one person. */
async function joinTo(
  tx: Tx,
  ctx: Context,
  serviceId: string,
  customerId: string,
  identity: Identity,
): Promise<CustomerRow> {
  const memberId = await findOrMakeMember(tx, serviceId, identity.subject);
  const group = await lockBoth(tx, memberId, customerId);
  const { record } = await takeTold(ctx, tx, group.get(memberId) as CustomerRow, identity);
  group.set(memberId, record);
  await join(tx, group, customerId, memberId);
  await ctx.app.chatFeeds.renamed(tx, [...group.keys()]);
  return record;
}

/**
 * Who leaves an inquiry, and the token of the link that is mailed. A member's own token goes only to an address that the company
 * vouches for; with another one typed, the link opens this inquiry and nothing else of theirs.
 */
export async function admitToInquire(
  tx: Tx,
  ctx: Context,
  consent: GivenConsent,
  email: string,
  identity: Identity | null,
  days: number,
): Promise<Asker> {
  const { serviceId } = consent;
  const memberId = identity ? await findOrMakeMember(tx, serviceId, identity.subject) : memberAsking(ctx, serviceId);
  if (memberId === null || identity?.email === email || (await isVerifiedAddress(tx, memberId, email))) {
    const member = identity && (await lockMember(ctx, tx, serviceId, identity));
    return admit(tx, ctx, consent, {}, { email }, days, member);
  }
  await lockCustomers(tx, serviceId, 'change');
  const [asker] = await welcome(tx.sql, serviceId, [{ said: { email }, consent }], days);
  const { customerId } = asker as Asker;
  const group = await lockBoth(tx, memberId, customerId);
  const member = group.get(memberId);
  if (member && identity) group.set(memberId, (await takeTold(ctx, tx, member, identity)).record);
  await join(tx, group, customerId, memberId);
  return asker as Asker;
}

function memberAsking({ viewer }: Context, serviceId: string): string | null {
  return viewer?.kind === 'customer' && viewer.isMember && viewer.serviceId === serviceId ? viewer.id : null;
}

async function isVerifiedAddress({ sql }: Tx, customerId: string, email: string): Promise<boolean> {
  const { rows } = await sql.query(`select from customer where id = $1 and email = $2 and 'email' = any(verified)`, [
    customerId,
    email,
  ]);
  return rows.length > 0;
}

/** All records of two people. */
async function lockBoth(tx: Tx, one: string, other: string): Promise<Map<string, CustomerRow>> {
  const { rows } = await tx.sql.query<{ id: string }>(
    `select g.id from (${groupOf('$1::uuid')}) g union select h.id from (${groupOf('$2::uuid')}) h`,
    [one, other],
  );
  return lockRecords(
    tx,
    rows.map(({ id }) => id),
  );
}

/**
 * The record is the member's from now on, and of no other. Agents are shown one person; undoing that parts what they see, not what the
 * member may read: it was the member's browser.
 */
async function join(
  tx: Tx,
  group: ReadonlyMap<string, CustomerRow>,
  customerId: string,
  memberId: string,
): Promise<void> {
  const [record, member] = [group.get(customerId), group.get(memberId)];
  if (!record || !member || record.erasedAt || member.erasedAt) return;
  const { rows } = await tx.sql.query(
    `insert into member_join (customer_id, member_id) values ($1, $2) on conflict do nothing returning 1`,
    [customerId, memberId],
  );
  if (rows.length === 0) return;
  const rootOf = (row: CustomerRow) => group.get(row.mergedIntoId ?? row.id) as CustomerRow;
  const [from, into] = [rootOf(record), rootOf(member)];
  if (from.id !== into.id) {
    const moved = [...group.values()].filter(({ mergedIntoId }) => mergedIntoId === from.id).map(({ id }) => id);
    await mergeLocked(tx, from, into, moved, null);
  }
  // The member's other pages may read more now.
  tx.tell(rightsTopic, {});
}

/** Who people are to the company, in one statement; null for those who are no members. */
export async function memberIdsOf({ app }: Context, customerIds: readonly string[]): Promise<(string | null)[]> {
  const { rows } = await app.sql.query<{ id: string; subject: string }>(
    'select customer_id as id, subject from member where customer_id = any($1::uuid[])',
    [customerIds],
  );
  const found = new Map(rows.map(({ id, subject }) => [id, subject]));
  return customerIds.map((id) => found.get(id) ?? null);
}
