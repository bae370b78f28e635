import { randomUUID } from 'node:crypto';
import { requireAdmin, requirePerson } from '../access/viewer.ts';
import type { App } from '../app.ts';
import type { Context } from '../context.ts';
import { StoreAway } from '../files/store-away.ts';
import { storing } from '../files/storing.ts';
import { UploadRefused } from '../files/upload.errors.ts';
import { spend, spendUpload } from '../limits.ts';
import { hashToken, newToken } from '../secrets.ts';
import type { Tx } from '../write.ts';
import { PictureKind, type Picture } from './picture.entity.ts';
import { PictureMissing } from './picture.errors.ts';
import { largeEdge, smallEdge } from './squares.ts';

/** Of what is sent, in bytes. */
export const pictureLimit = 5 * 1024 * 1024;

export interface PictureInput {
  kind: PictureKind;
  content: AsyncIterable<Uint8Array>;
  /** In bytes: the content has no more. */
  announced: number;
}

/**
 * Takes in a picture that is to be a logo or a person's; answers the token it is used with, once, within an hour. Its row is there before
 * its squares, so none is ever without one, and gets its token after them, so nothing is shown that has none.
 */
export async function uploadPicture(ctx: Context, { kind, content, announced }: PictureInput): Promise<string> {
  const { app } = ctx;
  const person = kind === PictureKind.LOGO ? requireAdmin(ctx) : requirePerson(ctx);
  const agentId = person.id;
  await spend(app.limits.uploads, agentId);
  await spendUpload(app.limits, { agentId }, announced);
  await using file = await storing(app, () => app.spool.receive(content, pictureLimit), tooLargePicture);
  if (file.size === 0) throw new UploadRefused('EMPTY', 'The file is empty.');
  const { large, small } = await storing(app, () =>
    app.squareMaker.make(file.path, { isPerson: kind === PictureKind.PERSON, sender: agentId }),
  );
  await spendUpload(app.limits, { agentId }, large.length + small.length, file.size);
  await using largeFile = await storing(app, () => app.spool.hold(large));
  await using smallFile = await storing(app, () => app.spool.hold(small));
  const [id, smallId] = [randomUUID(), randomUUID()];
  await app.write(null, ({ sql }) =>
    sql.query('insert into picture (id, small_id, kind, account_id) values ($1, $2, $3, $4)', [
      id,
      smallId,
      kind,
      person.accountId,
    ]),
  );
  await storing(app, async () => {
    await app.files.put(id, largeFile);
    await app.files.put(smallId, smallFile);
  });
  const token = newToken();
  const { rows: kept } = await app.write(null, ({ sql }) =>
    sql.query('update picture set token_hash = $2 where id = $1 returning 1', [id, hashToken(token)]),
  );
  if (kept.length === 0) {
    // The store took longer than what nothing shows may stay: the row went, and with it whatever knows of the squares.
    await removeLeft(app, { id, smallId, kind, accountId: person.accountId });
    throw new UploadRefused('INCOMPLETE', 'The picture was not stored in time. Send it again.');
  }
  return token;
}

type LeftPicture = Pick<Picture, 'id' | 'smallId' | 'kind' | 'accountId'>;

/** Removes squares whose row went. While the store is away they get another, by which the next look of `LoosePictures` finds them. */
async function removeLeft({ files, write }: App, { id, smallId, kind, accountId }: LeftPicture): Promise<void> {
  await files.remove([id, smallId]).catch(async (error: unknown) => {
    if (!(error instanceof StoreAway)) throw error;
    await write(null, ({ sql }) =>
      sql.query(
        `insert into picture (id, small_id, kind, account_id, loose_since) values ($1, $2, $3, $4, '-infinity')`,
        [id, smallId, kind, accountId],
      ),
    );
  });
}

export function tooLargePicture(): UploadRefused {
  return new UploadRefused('TOO_LARGE', `A picture has at most ${pictureLimit / 1024 / 1024} MiB.`);
}

interface Change {
  token: string | null;
  kind: PictureKind;
  /** Of who changes it. */
  accountId: string;
  /** What is shown now. */
  before: string | null;
}

/**
 * The id of the picture to be shown in place of the one before, in the transaction that has locked whatever shows it: that of the token,
 * or with null none. The one before goes with its squares. A token that was used for what is shown already changes nothing, because the
 * answer to it may have got lost; any other that is none: PictureMissing.
 */
export async function changedPicture({ sql }: Tx, { token, kind, accountId, before }: Change): Promise<string | null> {
  let after: string | null = null;
  if (token !== null) {
    const { rows } = await sql.query<{ id: string }>(
      `update picture set loose_since = null where token_hash = $1 and kind = $2 and account_id = $3
         and (loose_since > now() - interval '1 hour' or id = $4::uuid and loose_since is null) returning id`,
      [hashToken(token), kind, accountId, before],
    );
    if (!rows[0]) throw new PictureMissing();
    after = rows[0].id;
  }
  if (before !== null && before !== after) {
    await sql.query(`update picture set loose_since = '-infinity', token_hash = null where id = $1`, [before]);
  }
  return after;
}

export interface ShownPicture {
  readonly content: Buffer;
  /** Anybody may see it. */
  readonly isPublic: boolean;
}

/**
 * One of the squares, by the name in its address; null when there is none for the viewer. A logo is for everybody. The picture of a
 * person is for themselves and everybody and every program that works in a service with them, and for customers to whom they answered or
 * whose chat they have.
 */
export async function shownPicture(ctx: Context, name: string): Promise<ShownPicture | null> {
  const { app, person, viewer } = ctx;
  const [, id, edge] = nameShape.exec(name) ?? [];
  if (id === undefined) return null;
  const seer = person?.accountId ?? (viewer?.kind === 'client' ? viewer.serviceId : viewer?.id);
  const isLarge = Number(edge) === largeEdge;
  const { rows } = await app.sql.query<{ smallId: string; isPublic: boolean }>(
    `select p.small_id as "smallId", p.kind = 'LOGO' as "isPublic" from picture p where p.id = $1
       and case p.kind when 'LOGO' then exists (select from service s where s.logo_id = p.id) else ${visibleTo(ctx)} end`,
    seer === undefined ? [id] : [id, seer],
  );
  const [found] = rows;
  const content = found && (await app.files.read(isLarge ? id : found.smallId));
  return content ? { content, isPublic: found.isPublic } : null;
}

/** SQL: whether whoever asks, an account, a customer or a program of the service of id $2, may see the person whose picture `p` is. */
function visibleTo({ person, viewer }: Context): string {
  if (person) {
    return `exists (select from account c where c.id = $2 and c.picture_id = p.id) or exists (
      select from agent a join agent mine on mine.service_id = a.service_id
      where a.picture_id = p.id and mine.account_id = $2 and mine.removed_at is null and mine.joined_at is not null)`;
  }
  if (viewer?.kind === 'client') return 'exists (select from agent a where a.picture_id = p.id and a.service_id = $2)';
  if (viewer?.kind !== 'customer') return 'false';
  return `exists (select from agent a join chat c on c.service_id = a.service_id
    where a.picture_id = p.id and c.customer_id = $2
      and (c.agent_id = a.id or exists (select from message m where m.chat_id = c.id and m.sender_id = a.id)))`;
}

const nameShape = new RegExp(`^([\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12})-(${largeEdge}|${smallEdge})\\.webp$`);
