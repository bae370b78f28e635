import { createHash, randomUUID } from 'node:crypto';
import { recordChanges } from '../access/change-log.service.ts';
import { isAdministrator, requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { newToken } from '../secrets.ts';
import type { Service } from '../service/service.entity.ts';
import { changeSettings } from '../service/settings.service.ts';
import type { Tx } from '../write.ts';
import type { IdentityRefusal } from './identity.errors.ts';
import { readPublicKey } from './identity.ts';
import type { MemberAlgorithm } from './member.entity.ts';

/** While one secret takes the place of another there are two. */
const secretsLimit = 2;
const publicKeysLimit = 5;

export interface SaveMemberLinkInput {
  enabled?: boolean | null;
  membersOnly?: boolean | null;
}

/** Switches the member link and whether strangers can ask anything. */
export function saveMemberLink(ctx: Context, input: SaveMemberLinkInput): Promise<Service> {
  return changeSettings(ctx, (service) => ({
    memberLink: input.enabled ?? service.memberLink,
    membersOnly: input.membersOnly ?? service.membersOnly,
  }));
}

export interface MemberKeyRow {
  readonly id: string;
  readonly algorithm: MemberAlgorithm;
  readonly hint: string;
  readonly publicKey: string | null;
  readonly createdById: string | null;
  readonly createdAt: Date;
}

const columns = `id, algorithm, hint, public_key as "publicKey", created_by_id as "createdById", created_at as "createdAt"`;

/** What the service's tokens are signed with, the newest first. */
export async function memberKeys(ctx: Context): Promise<MemberKeyRow[]> {
  const { serviceId } = requireAdmin(ctx);
  const { rows } = await ctx.app.sql.query<MemberKeyRow>(
    `select ${columns} from member_key where service_id = $1 order by created_at desc, id`,
    [serviceId],
  );
  return rows;
}

/** One of them by its row id, or null when there is none for this viewer. */
export async function memberKeyById({ viewer, app }: Context, id: string): Promise<MemberKeyRow | null> {
  if (!isAdministrator(viewer)) return null;
  const { rows } = await app.sql.query<MemberKeyRow>(
    `select ${columns} from member_key where id = $1 and service_id = $2`,
    [id, viewer.serviceId],
  );
  return rows[0] ?? null;
}

export interface MemberLinkUsed {
  readonly acceptedAt: Date | null;
  readonly refusedAt: Date | null;
  readonly refusal: IdentityRefusal | null;
}

/** When a token was last accepted and last refused, and why. */
export async function memberLinkUse(ctx: Context): Promise<MemberLinkUsed> {
  const { serviceId } = requireAdmin(ctx);
  const { rows } = await ctx.app.sql.query<MemberLinkUsed>(
    `select accepted_at as "acceptedAt", refused_at as "refusedAt", refusal from member_link_use where service_id = $1`,
    [serviceId],
  );
  return rows[0] ?? { acceptedAt: null, refusedAt: null, refusal: null };
}

export interface CreatedMemberSecret {
  readonly key: MemberKeyRow;
  readonly secret: string;
}

/** Makes a secret, which is shown this once. */
export function createMemberSecret(ctx: Context): Promise<CreatedMemberSecret> {
  const id = randomUUID();
  const secret = newToken();
  const { keyId, box } = ctx.app.vault.encrypt(secret, { memberKeyId: id });
  const hint = secret.slice(-4);
  return changeKeys(ctx, async (tx, serviceId, authorId) => {
    await assertRoom(tx, serviceId, 'secret', secretsLimit);
    const { rows } = await tx.sql.query<MemberKeyRow>(
      `insert into member_key (id, service_id, algorithm, hint, key_id, box, created_by_id)
       values ($1, $2, 'HS256', $3, $4, $5, $6) returning ${columns}`,
      [id, serviceId, hint, keyId, box, authorId],
    );
    logKey(tx, { serviceId, authorId }, null, { algorithm: 'HS256', hint });
    return { key: rows[0]!, secret };
  });
}

/** Takes the public half of a key whose other half only the company's server has. */
export function addMemberPublicKey(ctx: Context, publicKey: string): Promise<MemberKeyRow> {
  requireAdmin(ctx);
  const { algorithm, key } = readPublicKey(publicKey);
  const hint = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 12);
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  return changeKeys(ctx, async (tx, serviceId, authorId) => {
    const { rows: present } = await tx.sql.query<MemberKeyRow>(
      `select ${columns} from member_key where service_id = $1 and public_key = $2`,
      [serviceId, pem],
    );
    if (present[0]) return present[0];
    await assertRoom(tx, serviceId, 'publicKey', publicKeysLimit);
    const { rows } = await tx.sql.query<MemberKeyRow>(
      `insert into member_key (service_id, algorithm, hint, public_key, created_by_id) values ($1, $2, $3, $4, $5)
       returning ${columns}`,
      [serviceId, algorithm, hint, pem, authorId],
    );
    logKey(tx, { serviceId, authorId }, null, { algorithm, hint });
    return rows[0]!;
  });
}

/** No token that this secret or key signed is accepted any more. Ended twice it is ended once. */
export async function endMemberKey(ctx: Context, keyId: string): Promise<boolean> {
  requireAdmin(ctx);
  const id = decodeId('MemberKey', keyId);
  if (!id) throw new NotPermitted();
  return changeKeys(ctx, async (tx, serviceId, authorId) => {
    const { rows } = await tx.sql.query<{ algorithm: MemberAlgorithm; hint: string }>(
      'delete from member_key where id = $1 and service_id = $2 returning algorithm, hint',
      [id, serviceId],
    );
    const ended = rows[0];
    if (ended) logKey(tx, { serviceId, authorId }, { algorithm: ended.algorithm, hint: ended.hint }, null);
    return ended !== undefined;
  });
}

/** Under the service's lock, so that of two at once neither sees room that the other takes. */
function changeKeys<T>(ctx: Context, work: (tx: Tx, serviceId: string, authorId: string) => Promise<T>): Promise<T> {
  const { id, serviceId } = requireAdmin(ctx);
  return ctx.write({ service: serviceId, adminId: id }, (tx) => work(tx, serviceId, id));
}

async function assertRoom({ sql }: Tx, serviceId: string, field: 'secret' | 'publicKey', most: number): Promise<void> {
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from member_key where service_id = $1 and (public_key is null) = $2',
    [serviceId, field === 'secret'],
  );
  if (rows[0]!.count >= most) throw new InvalidInput(field, `There are ${most} already: end one of them first.`);
}

interface LoggedKey {
  readonly algorithm: MemberAlgorithm;
  readonly hint: string;
}

function logKey(
  { em }: Tx,
  change: { serviceId: string; authorId: string },
  before: LoggedKey | null,
  after: LoggedKey | null,
): void {
  recordChanges(em, change, { memberKey: before }, { memberKey: after });
}
