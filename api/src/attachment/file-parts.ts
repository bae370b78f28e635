import { randomUUID } from 'node:crypto';
import type { Upload } from '../files/spool.ts';
import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import { nobodys } from './loose-attachments.ts';
import type { MediaType } from '../media-types.ts';

/*
 * A file whose content is replaced has parts: a later content, a thumbnail of that, a box. Each has a row of its own, loose like that of
 * an upload until the file takes it, so that whatever a process that died has left goes within the hour.
 */

/** A part that is to be stored. */
export interface NewPart {
  /** Random, because it may stand in an address. */
  readonly id: string;
  readonly mediaType: MediaType;
  readonly upload: Upload;
}

export const newPart = (mediaType: MediaType, upload: Upload): NewPart => ({ id: randomUUID(), mediaType, upload });

/** The rows of parts, which are there before their contents. */
export async function addParts(write: Write, serviceId: string, parts: readonly NewPart[]): Promise<void> {
  if (parts.length === 0) return;
  await write(null, ({ sql }) =>
    sql.query(
      `insert into attachment (id, service_id, name, media_type, size)
       select id, $1, '', media_type, size from unnest($2::uuid[], $3::text[], $4::int[]) as p (id, media_type, size)`,
      [
        serviceId,
        parts.map(({ id }) => id),
        parts.map(({ mediaType }) => mediaType),
        parts.map(({ upload }) => upload.size),
      ],
    ),
  );
}

/** Parts become those of a file; false where one was taken for left behind meanwhile. */
export async function takeParts(
  sql: Statements,
  fileId: string,
  { thumbnailId, others }: { thumbnailId: string | null; others: readonly string[] },
): Promise<boolean> {
  const { rows } = await sql.query(
    `update attachment set created_at = 'infinity', part_of = case when id = $3::uuid then null else $1::uuid end,
       thumbnail_of = case when id = $3::uuid then $1::uuid end
     where id = any($2::uuid[]) and created_at > now() - interval '1 hour' returning 1`,
    [fileId, thumbnailId === null ? others : [...others, thumbnailId], thumbnailId],
  );
  return rows.length === others.length + (thumbnailId === null ? 0 : 1);
}

/** Lets go of parts: the next look of `LooseAttachments` removes rows and contents. */
export async function letGoOfParts(sql: Statements, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(`update attachment set ${nobodys}, part_of = null, thumbnail_of = null where id = any($1::uuid[])`, [
    ids,
  ]);
}

/**
 * The same of parts that no file took. Whoever does not know whether one did, because the answer to that got lost, may call it. Answers the
 * parts whose rows went meanwhile, because they were taken for left behind: whatever was stored of those since then nobody knows of.
 */
export async function letGoOfUntaken(sql: Statements, parts: readonly Pick<NewPart, 'id'>[]): Promise<string[]> {
  const ids = parts.map(({ id }) => id);
  await sql.query(
    `update attachment set ${nobodys} where id = any($1::uuid[]) and part_of is null and thumbnail_of is null`,
    [ids],
  );
  const { rows } = await sql.query<{ id: string }>(
    'select id from unnest($1::uuid[]) as p (id) where not exists (select from attachment a where a.id = p.id)',
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** The row of a file's thumbnail; null when it has none. */
export async function thumbnailOf(sql: Statements, fileId: string): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>('select id from attachment where thumbnail_of = $1', [fileId]);
  return rows[0]?.id ?? null;
}
