import { randomUUID } from 'node:crypto';
import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import { attachmentColumns, type AttachmentRow } from '../attachment/attachment.rows.ts';
import { nameOf } from '../attachment/file-name.ts';
import type { MediaType } from '../media-types.ts';
import type { Statements } from '../sql.ts';
import { OriginalUnavailable } from './masking.errors.ts';
import { readOriginals } from './originals.rows.ts';
import { isHidden, isWhole } from './regions.ts';
import type { FieldPlace, Vault } from './vault.ts';

/*
 * What a file is called says as much as what is in it. So a file that is hidden as a whole is called by its type alone; what it was
 * called is an original of its own, in the same transaction as the content is changed over, until it is released or destroyed.
 */

/** As originals name what hidden files were called. */
export const fileNameField = 'Attachment.name';

const placeOfName = ({ serviceId, objectId }: FieldPlace) => ({ serviceId, objectId, field: fileNameField });

/** What a file of a type is called while nobody is to know more of it. */
const neutralName = (mediaType: MediaType) => nameOf('file', mediaType)!;

/** The regions each of which hides a whole file. */
const wholeRegionsOf = ({ regions, width, height }: AttachmentRow): readonly MaskedRegion[] =>
  (regions ?? []).filter(
    (each) => isWhole(each) || (width != null && height != null && isHidden([each], { x: 0, y: 0, width, height })),
  );

/** Calls a file as its regions, which were just written, have it; its row is locked. */
export async function renameFile(
  vault: Vault,
  sql: Statements,
  placeOfFile: FieldPlace,
  file: AttachmentRow,
): Promise<AttachmentRow> {
  const place = placeOfName(placeOfFile);
  const { rows } = await sql.query<{ id: string }>(
    'select id from mask_original where object_id is not null and object_id = $1 and field = $2',
    [file.id, fileNameField],
  );
  const keptId = rows[0]?.id;
  const whole = wholeRegionsOf(file);
  const neutral = neutralName(file.mediaType);
  if (whole.length === 0) {
    if (keptId === undefined) return file;
    const name = (await readOriginals(sql, vault, place)).get(keptId);
    if (name === undefined) throw new OriginalUnavailable();
    await destroy(sql, keptId);
    return call(sql, file, name);
  }
  if (whole.some(({ sealed }) => sealed)) {
    if (keptId !== undefined) await destroy(sql, keptId);
  } else if (keptId === undefined) {
    const id = randomUUID();
    const { keyId, box } = vault.encrypt(file.name, { ...place, maskId: id });
    await sql.query(
      'insert into mask_original (id, key_id, box, service_id, object_id, field) values ($1, $2, $3, $4, $5, $6)',
      [id, keyId, box, place.serviceId, place.objectId, place.field],
    );
  }
  return file.name === neutral ? file : call(sql, file, neutral);
}

async function destroy(sql: Statements, id: string): Promise<void> {
  await sql.query('delete from mask_original where id = $1', [id]);
}

async function call(sql: Statements, { id }: AttachmentRow, name: string): Promise<AttachmentRow> {
  const { rows } = await sql.query<AttachmentRow>(
    `update attachment a set name = $2 where id = $1 returning ${attachmentColumns('a')}`,
    [id, name],
  );
  return rows[0]!;
}

/** What a file was called that is hidden as a whole; what it is called where it is not, or nobody can read that any more. */
export async function formerName(
  vault: Vault,
  sql: Statements,
  placeOfFile: FieldPlace,
  { name }: AttachmentRow,
): Promise<string> {
  const [former] = (await readOriginals(sql, vault, placeOfName(placeOfFile))).values();
  return former ?? name;
}
