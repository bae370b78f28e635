import { randomUUID } from 'node:crypto';
import { requireAgent, requireStaff, type StaffViewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import type { MediaType } from '../media-types.ts';
import { attachmentColumns, type AttachmentRow } from '../attachment/attachment.rows.ts';
import { attachmentById, contentOf } from '../attachment/attachment.service.ts';
import { cutOut, sizeOf, type Rectangle } from '../attachment/blacken.ts';
import {
  addParts,
  letGoOfParts,
  letGoOfUntaken,
  takeParts,
  thumbnailOf,
  type NewPart,
} from '../attachment/file-parts.ts';
import { removeLeft } from '../attachment/loose-attachments.ts';
import { isPicture } from '../attachment/media-type.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import type { Sent } from '../files/picture-queue.ts';
import { decodeId } from '../ids.ts';
import { describeError } from '../log.ts';
import { Feature } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import type { Scope, Tx } from '../write.ts';
import { formerName, renameFile } from './hidden-name.ts';
import { fileField, holdFile, rightOfFile, type FileRow, type HeldFile } from './held-file.ts';
import { staleError, type MaskableObject } from './maskable-texts.ts';
import { FileUnavailable, InvalidRange, MaskingDisabled, MaskSealed, OriginalUnavailable } from './masking.errors.ts';
import {
  assertRight,
  authorOf,
  isRevealed,
  reveal,
  revealReason,
  sealMask,
  unmaskText,
  wasReleased,
} from './masking.service.ts';
import { keepOriginals, noAuthor, readOriginals, type MaskAuthor } from './originals.rows.ts';
import { makeParts, sourceOf, type Made, type RegionChange } from './make-parts.ts';
import { isHidden, isWhole, isWhollyHidden, isWithin, noRectangle, rectangleRule, releasable } from './regions.ts';
import { VaultError, type FieldPlace } from './vault.ts';

/** So many regions of one file are hidden at most. */
const regionsLimit = 100;

export interface MaskRegionInput {
  attachmentId: string;
  revision: number;
  x?: number | null;
  y?: number | null;
  width?: number | null;
  height?: number | null;
}

/** Hides a rectangle of a picture, or a whole file, for every reader; what is hidden already stays as it is. */
export async function maskRegion(
  ctx: Context,
  { attachmentId, revision, ...input }: MaskRegionInput,
): Promise<AttachmentRow> {
  const viewer = requireStaff(ctx, 'masks:write');
  const id = decodeId('Attachment', attachmentId);
  if (!id) throw new NotPermitted();
  const wanted = rectangleOf(input);
  const author = authorOf(viewer);
  const made = { id: randomUUID(), maskedAt: ctx.app.clock.now().toISOString() };
  const { file: masked } = await changeFile(needsOf(ctx), id, sentBy(viewer), (held) => {
    if (!held.isReadBy(viewer)) throw new NotPermitted();
    if (!held.features.includes(Feature.security)) throw new MaskingDisabled();
    const { file } = held;
    if (file.revision !== revision) throw staleError(held.bearer);
    const regions = file.regions ?? [];
    const rectangle = wanted ?? wholeOf(file);
    if (wanted) assertWithin(file, wanted);
    if (isWhollyHidden(regions) || (rectangle !== noRectangle && isHidden(regions, rectangle))) return null;
    if (regions.length >= regionsLimit) {
      throw new InvalidInput('attachmentId', `At most ${regionsLimit} parts of a file can be hidden.`);
    }
    return {
      regions: [...regions, newRegion(made, rectangle, author)],
      ids: [made.id],
      action: 'MASKED',
      by: author,
    };
  });
  return masked;
}

const sentBy = ({ id }: StaffViewer): Sent => ({ sender: id, group: id });

/** The rectangle that is named; null for the whole file. */
function rectangleOf({
  x = null,
  y = null,
  width = null,
  height = null,
}: Omit<MaskRegionInput, 'attachmentId' | 'revision'>) {
  if (x === null && y === null && width === null && height === null) return null;
  if (x === null || y === null || width === null || height === null) throw new InvalidRange(rectangleRule);
  return { x, y, width, height };
}

/** The size of a picture from before sizes were noted is known once it is unpacked. */
function assertWithin({ mediaType, width, height }: FileRow, rectangle: Rectangle): void {
  const size = { width: width ?? Infinity, height: height ?? Infinity };
  if (!isPicture(mediaType) || !isWithin(rectangle, size)) throw new InvalidRange(rectangleRule);
}

/** What stands for the whole: of a picture, all of it; what is not shown as one, and what may be none, has no content while it is hidden. */
const wholeOf = ({ mediaType, width, height }: FileRow): Rectangle =>
  isPicture(mediaType) && width != null && height != null ? { x: 0, y: 0, width, height } : noRectangle;

const newRegion = (
  made: Pick<MaskedRegion, 'id' | 'maskedAt'>,
  { x, y, width, height }: Rectangle,
  author: MaskAuthor,
): MaskedRegion => ({
  ...made,
  x,
  y,
  width,
  height,
  maskedById: author.agentId,
  ...(author.clientId !== null && { maskedByClientId: author.clientId }),
  sealed: false,
});

/** Puts what a region hides back for every reader. Released twice is released once. */
export const unmaskRegion = async (ctx: Context, regionId: string): Promise<AttachmentRow> =>
  (await release(ctx, await findRegion(ctx, regionId))).file;

function release(ctx: Context, { id, fileId }: FoundRegion): Promise<Changed> {
  const viewer = requireAgent(ctx);
  return changeFile(needsOf(ctx), fileId, sentBy(viewer), async (held, { sql }) => {
    if (!held.isReadBy(viewer)) throw new NotPermitted();
    const regions = held.file.regions ?? [];
    const present = regions.find((each) => each.id === id);
    if (!present) {
      // Somebody else released it a moment ago, or this is the same wish again because its answer got lost.
      if (await wasReleased(sql, id)) return null;
      throw new NotPermitted();
    }
    if (present.sealed) throw new MaskSealed();
    return {
      regions: regions.filter((each) => each !== present),
      ids: [id],
      action: 'RELEASED',
      by: authorOf(viewer),
    };
  });
}

/** Destroys what a region hides, for ever; what others hide of the same pixels with it. */
export const sealRegion = async (ctx: Context, regionId: string): Promise<AttachmentRow> =>
  (await seal(ctx, await findRegion(ctx, regionId))).file;

function seal(ctx: Context, { id, fileId }: FoundRegion): Promise<Changed> {
  const viewer = requireAgent(ctx);
  if (!viewer.maySeal) throw new NotPermitted();
  return changeFile(needsOf(ctx), fileId, sentBy(viewer), async (held, { sql }) => {
    const present = held.file.regions?.find((each) => each.id === id);
    if (!present || !held.isReadBy(viewer)) throw new NotPermitted();
    await assertRight(sql, 'may_seal', viewer.id, held.right);
    if (present.sealed) throw new MaskSealed();
    return sealing(held.file, [id], authorOf(viewer));
  });
}

/** The change that seals some of a file's regions. */
function sealing({ regions }: FileRow, ids: readonly string[], by: MaskAuthor): RegionChange {
  const after = (regions ?? []).map((each) => (ids.includes(each.id) ? { ...each, sealed: true } : each));
  return { regions: after, ids, action: 'SEALED', by };
}

interface SealingFile {
  /** Of the transaction in which it is sealed. */
  readonly scope: Scope;
  /** Keeps it from that; asked in that transaction, as its file is locked. */
  readonly isKept: (tx: Tx) => Promise<boolean>;
}

/** Seals every region of a file that is not sealed, by a setting. */
export async function sealFile(app: RegionNeeds, fileId: string, { scope, isKept }: SealingFile): Promise<void> {
  const sealAll: Rule = async ({ file }, tx) => {
    const ids = releasable(file.regions).map(({ id }) => id);
    return ids.length === 0 || (await isKept(tx)) ? null : sealing(file, ids, noAuthor);
  };
  await changeFile(app, fileId, { sender: fileId, group: fileId }, sealAll, scope);
}

/** A mask of a text or a region of a file, by either's id; answers what bears it. */
export const unmaskAny = async (ctx: Context, id: string): Promise<MaskableObject> =>
  isRegionId(id) ? (await release(ctx, await findRegion(ctx, id))).bearer : unmaskText(ctx, id);
export const sealAny = async (ctx: Context, id: string): Promise<MaskableObject> =>
  isRegionId(id) ? (await seal(ctx, await findRegion(ctx, id))).bearer : sealMask(ctx, id);

const isRegionId = (id: string) => decodeId('MaskedRegion', id) !== null;

/** What a region hides, for one agent and for a minute; the audit row is committed before its address is given out. */
export interface RevealedRegion {
  readonly region: MaskedRegion;
  readonly expiresAt: Date;
}

/** Lets one agent see what a region hides, for a reason, as `revealMask` does of texts and within the same budget. */
export async function revealRegion(ctx: Context, regionId: string, reason: string): Promise<RevealedRegion> {
  const viewer = requireAgent(ctx);
  if (!viewer.mayReveal) throw new NotPermitted();
  const why = revealReason(reason);
  const { id, fileId } = await findRegion(ctx, regionId);
  return ctx.write(null, async (tx) => {
    const { sql } = tx;
    tx.willLock('agent', [viewer.id]);
    const works = await rightOfFile(sql, fileId);
    if (works === null) throw new NotPermitted();
    await assertRight(sql, 'may_reveal', viewer.id, works, 'for no key update');
    const held = await holdFile(ctx.app, tx, fileId, 'for share');
    const present = held.file.regions?.find((each) => each.id === id);
    if (!present || !held.isReadBy(viewer)) throw new NotPermitted();
    if (present.sealed) throw new MaskSealed();
    await readKey(ctx.app, sql, held.place);
    return { region: present, expiresAt: await reveal(sql, ctx.app, { viewer, held, maskId: id, why }) };
  });
}

/** What a revealed region hides, to be saved. */
export interface RevealedContent {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly content: Buffer;
}

/**
 * What a region hides, for an agent who revealed it within the minute; what others hide of it is black. Null for whoever else asks. It is
 * made anew each time and stands on no disk.
 */
export async function revealedContent(ctx: Context, regionId: string): Promise<RevealedContent | null> {
  const { app, viewer } = ctx;
  const id = decodeId('MaskedRegion', regionId);
  const fileId = id && (await fileOfRegion(app.sql, id));
  if (!fileId || viewer?.kind !== 'agent' || !viewer.mayReveal) return null;
  const file = await attachmentById(ctx, fileId);
  const region = releasable(file?.regions).find((each) => each.id === id);
  if (!file || !region || !(await isRevealed(app.sql, viewer.id, id))) return null;
  const { rows } = await app.sql.query<{ boxId: string }>('select box_id as "boxId" from attachment where id = $1', [
    fileId,
  ]);
  const boxId = rows[0]?.boxId ?? null;
  if (boxId === null) return null;
  const place = { serviceId: viewer.serviceId, objectId: fileId, field: fileField };
  const key = await readKey(app, app.sql, place);
  const sent = sentBy(viewer);
  const content = await making(app, () =>
    app.fileLine.run(sent, async () => {
      const source = await sourceOf(app, { ...file, boxId }, key);
      const others = releasable(file.regions).filter((each) => each !== region);
      if (isWhole(region)) return source;
      if (others.length === 0) {
        const picture = { x: 0, y: 0, ...(await sizeOf(app, { sent, content: source })) };
        if (isHidden([region], picture)) return source;
      }
      return cutOut(app, { content: source, mediaType: file.mediaType, sent }, { stretch: region, black: others });
    }),
  );
  const { mediaType } = file;
  return { name: await formerName(app.vault, app.sql, place, file), mediaType, content };
}

interface FoundRegion {
  readonly id: string;
  readonly fileId: string;
}

/** A region, and the file it belongs, or before its release belonged, to. */
async function findRegion(ctx: Context, regionId: string): Promise<FoundRegion> {
  const id = decodeId('MaskedRegion', regionId);
  const fileId = id && (await fileOfRegion(ctx.app.sql, id));
  if (!fileId) throw new NotPermitted();
  return { id, fileId };
}

async function fileOfRegion(sql: Statements, id: string): Promise<string | null> {
  const { rows } = await sql.query<{ fileId: string }>({
    name: 'find-region',
    text: `select object_id as "fileId" from mask_original where id = $1 and field = '${fileField}'
           union all
           select object_id from audit_entry where mask_id = $1 and field = '${fileField}' and action = 'RELEASED' limit 1`,
    values: [id],
  });
  return rows[0]?.fileId ?? null;
}

/** One region by its row id, or null when there is none for this viewer. */
export async function regionById(ctx: Context, id: string): Promise<MaskedRegion | null> {
  const fileId = await fileOfRegion(ctx.app.sql, id);
  const file = fileId && (await attachmentById(ctx, fileId));
  return (file && file.regions?.find((each) => each.id === id)) || null;
}

export type RegionNeeds = Pick<
  App,
  | 'write'
  | 'chatFeeds'
  | 'vacuum'
  | 'vault'
  | 'files'
  | 'spool'
  | 'pictureLine'
  | 'fileLine'
  | 'looseAttachments'
  | 'log'
>;

const needsOf = (ctx: Context): RegionNeeds => {
  const { chatFeeds, vacuum, vault, files, spool, pictureLine, fileLine, looseAttachments, log } = ctx.app;
  return {
    write: (scope, work) => ctx.write(scope, work),
    chatFeeds,
    vacuum,
    vault,
    files,
    spool,
    pictureLine,
    fileLine,
    looseAttachments,
    log,
  };
};

type Rule = (held: HeldFile, tx: Tx) => RegionChange | null | Promise<RegionChange | null>;

/** A file as it is from then on, and what bears it. */
interface Changed {
  readonly file: AttachmentRow;
  readonly bearer: MaskableObject;
}

/** So often it is begun anew because somebody else changed the file meanwhile. */
const mostAttempts = 5;

/**
 * One change of a file's regions. What is to be shown and kept from then on is made and stored before anything is locked for long, under
 * names that nobody knows; then, under the lock of what bears the file and if the file is still the same, the row changes over to them in
 * one transaction with keys, audit rows and the news to everyone; and then what was before is removed. Whoever dies in between leaves one
 * state or the other, and loose parts that go within the hour. Null changes nothing.
 */
async function changeFile(app: RegionNeeds, id: string, sent: Sent, rule: Rule, scope: Scope = null): Promise<Changed> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const plan = await app.write(null, async (tx) => {
      const held = await holdFile(app, tx, id, 'for share');
      const change = await rule(held, tx);
      if (!change) return { held, change };
      return { held, change, key: await keyOf(app, tx.sql, held, change) };
    });
    if (!plan.change) return plan.held;
    const { file, place } = plan.held;
    await using made = await making(app, () =>
      makeParts(app, { file, sent, key: plan.key ?? null, change: plan.change }),
    );
    const parts = made.parts;
    try {
      await addParts(app.write, place.serviceId, parts);
      await making(app, async () => {
        for (const part of parts) await app.files.put(part.id, part.upload);
      });
      const done = await app.write(scope, (tx) =>
        changeOver(app, tx, id, { before: file, change: plan.change, made, rule }),
      );
      if (done === null) {
        await letGo(app, place.serviceId, parts);
        continue;
      }
      if (done.former.length > 0) await removeFormer(app, done.former);
      return done;
    } catch (error) {
      await letGo(app, place.serviceId, parts).catch(() => undefined);
      throw error;
    }
  }
  throw new FileUnavailable();
}

async function letGo(app: RegionNeeds, serviceId: string, parts: readonly NewPart[]): Promise<void> {
  await removeLeft(app, serviceId, await app.write(null, ({ sql }) => letGoOfUntaken(sql, parts)));
}

/** What was before is gone from the store when this is answered; where the store is away, the next look does it. */
async function removeFormer({ files, looseAttachments, log }: RegionNeeds, names: readonly string[]): Promise<void> {
  await files.remove(names).catch((error: unknown) => {
    log.warn(describeError(error), 'a file that was replaced could not be removed; tried again soon');
  });
  void looseAttachments.look().catch(() => undefined);
}

/** Does what needs the disk, the store or a place in the line of pictures. */
async function making<T>({ log }: RegionNeeds, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VaultError) throw new OriginalUnavailable();
    if (error instanceof InvalidRange || error instanceof FileUnavailable) throw error;
    log.error(describeError(error), 'a file could not be masked or released');
    throw new FileUnavailable();
  }
}

/** The key of a file's box, which every region that can be released leads to; null where there is no box or none is needed. */
async function keyOf(
  app: RegionNeeds,
  sql: Statements,
  { file, place }: HeldFile,
  { regions, action }: RegionChange,
): Promise<string | null> {
  if (file.boxId == null || (action === 'SEALED' && releasable(regions).length === 0)) return null;
  return readKey(app, sql, place);
}

async function readKey({ vault }: Pick<App, 'vault'>, sql: Statements, place: FieldPlace): Promise<string> {
  const [key] = (await readOriginals(sql, vault, place)).values();
  if (key === undefined) throw new OriginalUnavailable();
  return key;
}

interface ChangingOver {
  readonly change: RegionChange;
  readonly before: FileRow;
  readonly made: Made;
  readonly rule: Rule;
}

/** Null where the file is not what it was any more; else the row, and the names in the store that are to be removed. */
async function changeOver(
  app: RegionNeeds,
  tx: Tx,
  id: string,
  { before, change, made, rule }: ChangingOver,
): Promise<(Changed & { readonly former: readonly string[] }) | null> {
  const { sql } = tx;
  const held = await holdFile(app, tx, id, 'for no key update');
  const { file } = held;
  if (!(await rule(held, tx))) {
    await letGoOfUntaken(sql, made.parts);
    return { file, bearer: held.bearer, former: [] };
  }
  if (!isSame(file, before)) return null;
  const { content, box } = made;
  const formerThumbnail = content && (await thumbnailOf(sql, id));
  const formerBox = file.boxId != null && box?.part !== null ? file.boxId : null;
  const former = [
    ...(content && file.revision > 0 ? [contentOf(file)] : []),
    ...[formerThumbnail, formerBox].filter((name) => name !== null),
  ];
  await letGoOfParts(sql, former);
  const others = [content?.part, box?.part].filter((part) => part != null).map((part) => part.id);
  if (!(await takeParts(sql, id, { thumbnailId: content?.thumbnail?.id ?? null, others }))) throw new FileUnavailable();
  const row = await renameFile(app.vault, sql, held.place, await writeFile(sql, file, change, made));
  await keepKeys(app, sql, held, { change, box });
  const bearer = await held.advance(change.by);
  tx.afterCommit(() => {
    if (change.action === 'SEALED' || row.name !== file.name) app.vacuum.soon('file');
  });
  return { file: row, bearer, former: [...former, ...(content && file.revision === 0 ? [id] : [])] };
}

const isSame = (a: FileRow, b: FileRow) =>
  a.revision === b.revision && a.boxId === b.boxId && JSON.stringify(a.regions) === JSON.stringify(b.regions);

async function writeFile(
  sql: Statements,
  file: FileRow,
  change: RegionChange,
  { content, box }: Made,
): Promise<AttachmentRow> {
  const shown = content
    ? {
        revision: file.revision + 1,
        version: content.part?.id ?? randomUUID(),
        size: content.part?.upload.size ?? 0,
        width: content.width,
        height: content.height,
      }
    : file;
  const { rows } = await sql.query<AttachmentRow>(
    `update attachment a set regions = $2::jsonb, box_id = $3, upload_remains = upload_remains or revision < $4 and revision = 0,
       revision = $4, version = $5, size = $6, width = $7, height = $8 where id = $1 returning ${attachmentColumns('a')}`,
    [
      file.id,
      change.regions.length === 0 ? null : JSON.stringify(change.regions),
      box ? (box.part?.id ?? file.boxId) : null,
      shown.revision,
      shown.version,
      shown.size,
      shown.width,
      shown.height,
    ],
  );
  return rows[0]!;
}

/** Every region that can be released leads to the key of the box, encrypted for itself. */
async function keepKeys(
  { vault }: RegionNeeds,
  sql: Statements,
  held: HeldFile,
  { change, box }: { change: RegionChange; box: Made['box'] },
): Promise<void> {
  const { place, within } = held;
  const { ids, action, by } = change;
  const lead = (regionId: string) => ({ maskId: regionId, ...vault.encrypt(box!.key, { ...place, maskId: regionId }) });
  await keepOriginals(sql, place, within, {
    added: action === 'MASKED' ? ids.map(lead) : [],
    removed: action === 'RELEASED' ? ids : [],
    sealed: action === 'SEALED' ? ids : [],
    audit: ids,
    action,
    by,
  });
  if (action === 'SEALED' && box)
    await replaceKeys(
      sql,
      releasable(change.regions).map(({ id }) => lead(id)),
    );
}

async function replaceKeys(
  sql: Statements,
  keys: readonly { maskId: string; keyId: string; box: Buffer }[],
): Promise<void> {
  await sql.query(
    `update mask_original o set key_id = n.key_id, box = n.box
     from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where o.id = n.id`,
    [keys.map(({ maskId }) => maskId), keys.map(({ keyId }) => keyId), keys.map(({ box }) => box)],
  );
}
