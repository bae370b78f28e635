import type { Readable } from 'node:stream';
import { isStaffViewer, recordsOfViewer, type Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { batched, readForAll } from '../loader.ts';
import { hashToken } from '../secrets.ts';
import type { Statements } from '../sql.ts';
import { MediaType } from '../media-types.ts';
import { AttachmentMissing } from './attachment.errors.ts';
import { attachmentRows, type AttachmentRow } from './attachment.rows.ts';

/** So many files with one message, one ticket or one comment. */
const filesLimit = 5;

/** What files came with: the ticket itself, or one of its comments. */
export interface AttachmentPlace {
  ticketId: string;
  commentId?: string | null;
}

/** The hashes of tokens, each once and in their order. More than five: InvalidInput. */
export function hashesOf(tokens: readonly string[] | null | undefined): string[] {
  const hashes = [...new Set(tokens)].map(hashToken);
  if (hashes.length > filesLimit) throw new InvalidInput('attachments', `There are at most ${filesLimit} attachments.`);
  return hashes;
}

/** Whose uploads somebody may attach: their own, of a customer in any of their records. */
const uploadersOf = (viewer: Viewer): readonly string[] =>
  viewer.kind === 'customer' ? recordsOfViewer(viewer) : [viewer.id];

/**
 * Attaches files in the transaction of `sql`, which has written the ticket and the comment already: all of them, or AttachmentMissing.
 * Whoever shows a credential attaches their own and what somebody without one uploaded. More than five: InvalidInput.
 */
export async function attach(
  { viewer }: Context,
  sql: Statements,
  tokens: readonly string[] | null | undefined,
  { ticketId, commentId = null }: AttachmentPlace,
): Promise<void> {
  const hashes = hashesOf(tokens);
  if (hashes.length === 0) return;
  const { rows } = await sql.query<{ id: string }>(
    `update attachment a set ticket_id = t.id, comment_id = $3, token_hash = null from ticket t
     where t.id = $2 and a.token_hash = any($1::text[]) and a.service_id = t.service_id and a.ticket_id is null and a.message_id is null
       and (a.uploader_id is null or $4::uuid[] is null or a.uploader_id = any($4))
       and a.created_at > now() - interval '1 hour' returning a.id`,
    [hashes, ticketId, commentId, viewer && uploadersOf(viewer)],
  );
  if (rows.length < hashes.length) throw new AttachmentMissing();
  await keepThumbnails(
    sql,
    rows.map(({ id }) => id),
  );
}

/**
 * Attaches files that the viewer uploaded to a message that the transaction of `sql` has written; answers their ids in the order of the
 * hashes: all of them, or AttachmentMissing. The hashes stay, so that a message that is sent again is known by them.
 */
export async function attachToMessage(
  sql: Statements,
  viewer: Viewer,
  { messageId, hashes }: { messageId: string; hashes: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; hash: string }>(
    `update attachment set message_id = $2, created_at = 'infinity'
     where token_hash = any($1::text[]) and service_id = $3 and ticket_id is null and message_id is null
       and uploader_id = any($4::uuid[]) and created_at > now() - interval '1 hour' returning id, token_hash as hash`,
    [hashes, messageId, viewer.serviceId, uploadersOf(viewer)],
  );
  if (rows.length < hashes.length) throw new AttachmentMissing();
  const byHash = new Map(rows.map(({ id, hash }) => [hash, id]));
  const ids = hashes.map((hash) => byHash.get(hash) as string);
  await keepThumbnails(sql, ids);
  return ids;
}

/** Whether a message bears the files of these hashes and no others. */
export async function bearsTheSame(
  sql: Statements,
  { id, attachmentIds }: { id: string; attachmentIds?: readonly string[] | null },
  hashes: readonly string[],
): Promise<boolean> {
  if ((attachmentIds?.length ?? 0) !== hashes.length) return false;
  if (hashes.length === 0) return true;
  const { rows } = await sql.query('select from attachment where message_id = $1 and token_hash = any($2::text[])', [
    id,
    hashes,
  ]);
  return rows.length === hashes.length;
}

/** Thumbnails stay with what they show. */
async function keepThumbnails(sql: Statements, ids: readonly string[]): Promise<void> {
  await sql.query(`update attachment set created_at = 'infinity' where thumbnail_of = any($1::uuid[])`, [ids]);
}

/**
 * Whether files that a call names again are those which its ticket came with: as many, and each that is not attached yet, because it was
 * sent once more, is one of them by name, type and size. Tokens of what is attached are forgotten.
 */
export async function cameWith(
  sql: Statements,
  tokens: readonly string[] | null | undefined,
  ticketId: string,
): Promise<boolean> {
  const hashes = [...new Set(tokens)].map(hashToken);
  const { rows } = await sql.query<{ isSame: boolean }>(
    `with came as (select name, media_type, size from attachment where ticket_id = $1 and comment_id is null),
       sent as (select name, media_type, size from attachment where token_hash = any($2::text[]))
     select (select count(*) from came) = $3::int and not exists (select from (table sent except all table came) o) as "isSame"`,
    [ticketId, hashes, hashes.length],
  );
  return rows[0]?.isSame ?? false;
}

/** The attachments of a ticket itself or, with `commentId`, of one of its comments, in the order they were uploaded. */
export const attachmentsOf = batched<AttachmentPlace, AttachmentRow[]>(
  async ({ app }, places) => {
    const ticketIds = [...new Set(places.filter(({ commentId }) => !commentId).map(({ ticketId }) => ticketId))];
    const commentIds = places.flatMap(({ commentId }) => commentId ?? []);
    // Without comments, which is most of what is asked, without a step for them.
    const ofComments = commentIds.length > 0 ? ' or a.comment_id = any($2::uuid[])' : '';
    const { rows } = await app.sql.query<AttachmentRow>(
      attachmentRows(`where a.ticket_id = any($1::uuid[]) and a.comment_id is null${ofComments} order by a.id`),
      commentIds.length > 0 ? [ticketIds, commentIds] : [ticketIds],
    );
    return places.map(({ ticketId, commentId = null }) =>
      rows.filter((each) => each.ticketId === ticketId && each.commentId === commentId),
    );
  },
  ({ ticketId, commentId }) => commentId ?? ticketId,
);

const readAttachment = readForAll<string, AttachmentRow | null>(
  async ({ sql }, ids) => {
    const { rows } = await sql.query<AttachmentRow>({
      name: 'attachments-of-messages',
      text: attachmentRows('where a.id = any($1::uuid[]) and a.message_id is not null'),
      values: [ids],
    });
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  },
  500,
  (id) => id,
);

/** The attachments of a message that the viewer may read, in the order of its sender; a message without any asks for nothing. */
export async function attachmentsOfMessage(
  { app }: Context,
  ids: readonly string[] | null | undefined,
): Promise<AttachmentRow[]> {
  const found = await Promise.all((ids ?? []).map((id) => readAttachment(app, id)));
  return found.filter((each) => each !== null);
}

/**
 * An attachment by its row’s id: whoever may read a message sees what came with it; agents with the ticket right see what the service’s
 * tickets bear, customers what their own do, apart from what agents noted. What is not submitted yet nobody sees.
 */
export async function attachmentById({ viewer, app }: Context, id: string): Promise<AttachmentRow | null> {
  if (!viewer) return null;
  const records = viewer.kind === 'customer' ? recordsOfViewer(viewer) : null;
  const { rows } = await app.sql.query<AttachmentRow>(
    attachmentRows(`where a.id = $1 and a.service_id = $2 and (
      exists (select from ticket t left join ticket_comment c on c.id = a.comment_id where t.id = a.ticket_id and t.service_id = $2
        and case when $3::uuid[] is null then $4 else t.customer_id = any($3) and c.kind is distinct from 'NOTE' end)
      or exists (select from message m join chat c on c.id = m.chat_id where m.id = a.message_id and c.service_id = $2
        and case when $3::uuid[] is null then $5 and ($6 or c.agent_id = $7) else c.customer_id = any($3) end))`),
    [
      id,
      viewer.serviceId,
      records,
      isStaffViewer(viewer) && viewer.canTicket,
      isStaffViewer(viewer) && viewer.canChat,
      isStaffViewer(viewer) && viewer.seesAllChats,
      viewer.id,
    ],
  );
  return rows[0] ?? null;
}

/** Where a file is downloaded from, under its present version. */
export const pathOf = (publicId: string, { version }: AttachmentRow) =>
  `/files/${publicId}${version == null ? '' : `/${version}`}`;

export interface Download {
  readonly name: string;
  readonly mediaType: MediaType;
  /** In bytes. */
  readonly size: number;
  /** Null when the row is there and the content is not. */
  readonly content: Readable | null;
  /** All of it is hidden, so there is none. */
  readonly isMasked: boolean;
}

const addressShape = /^([^/]+)(?:\/([\da-f-]{36})(\/thumbnail)?)?$/;

/**
 * A file to be saved, by what stands behind `/files/` in its address; null when there is none for the viewer, StoreAway while the store
 * does not answer. An address of a former version is nobody's; as it was uploaded, a file is also under its id alone.
 */
export async function download(ctx: Context, address: string): Promise<Download | null> {
  const [, publicId = '', version, ofThumbnail] = addressShape.exec(address) ?? [];
  const id = decodeId('Attachment', publicId);
  const row = id === null ? null : await attachmentById(ctx, id);
  if (!row || !(version === undefined ? row.revision === 0 : version === row.version)) return null;
  const { files, sql } = ctx.app;
  const { name, mediaType, size } = row;
  // What is uploaded has at least a byte.
  const isMasked = size === 0;
  if (ofThumbnail === undefined) {
    return { name, mediaType, size, content: isMasked ? null : await files.get(contentOf(row)), isMasked };
  }
  const { rows } = await sql.query<{ id: string; size: number }>(
    'select id, size from attachment where thumbnail_of = $1',
    [row.id],
  );
  const [small] = rows;
  if (!small) return null;
  return {
    name: `${name}.webp`,
    mediaType: MediaType.WEBP,
    size: small.size,
    content: await files.get(small.id),
    isMasked,
  };
}

/** Whether there is a thumbnail: of every picture whose size is known. */
export const hasThumbnail = ({ width }: AttachmentRow) => width != null;

/** The name that a content is stored under. */
export const contentOf = ({ id, version, revision }: AttachmentRow) => (revision === 0 ? id : (version ?? id));
