import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import { contentOf } from '../attachment/attachment.service.ts';
import { blacken, cutOut, thumbnailOf } from '../attachment/blacken.ts';
import { newPart, type NewPart } from '../attachment/file-parts.ts';
import type { Files } from '../files/files.ts';
import type { Sent } from '../files/picture-queue.ts';
import { newBoxKey, openBox, sealBox } from './file-box.ts';
import type { FileRow } from './held-file.ts';
import { FileUnavailable, InvalidRange } from './masking.errors.ts';
import type { MaskAuthor } from './originals.rows.ts';
import { isWhollyHidden, isWithin, rectangleRule, releasable } from './regions.ts';

/** What becomes of a file's regions. */
export interface RegionChange {
  readonly regions: readonly MaskedRegion[];
  /** Those that it is about. */
  readonly ids: readonly string[];
  readonly action: 'MASKED' | 'RELEASED' | 'SEALED';
  readonly by: MaskAuthor;
}

type MakeNeeds = Pick<App, 'spool' | 'pictureLine' | 'fileLine'> & { readonly files: Pick<Files, 'read'> };

/** What is stored before a change. */
export interface Made extends AsyncDisposable {
  readonly parts: readonly NewPart[];
  /** What every reader gets from now on; null where that stays. */
  readonly content: {
    readonly part: NewPart | null;
    readonly thumbnail: NewPart | null;
    readonly width: number | null;
    readonly height: number | null;
  } | null;
  /** Null where there is none from now on; without `part` it is the one before. */
  readonly box: { readonly part: NewPart | null; readonly key: string } | null;
}

interface Making {
  readonly file: FileRow;
  readonly sent: Sent;
  readonly key: string | null;
  readonly change: Pick<RegionChange, 'regions' | 'ids' | 'action'>;
}

/** One file after the other is in memory, but what needs none waits for none. */
export function makeParts(app: MakeNeeds, making: Making): Promise<Made> {
  const { file, sent, change } = making;
  const needsSource = change.action !== 'SEALED' || releasable(change.regions).length > 0;
  return needsSource
    ? app.fileLine.run(sent, async () => makeOf(app, making, await sourceOf(app, file, making.key)))
    : makeOf(app, making, null);
}

async function makeOf(app: MakeNeeds, { file, sent, key, change }: Making, source: Buffer | null): Promise<Made> {
  const [before, left] = [releasable(file.regions), releasable(change.regions)];
  await using files = new AsyncDisposableStack();
  const use = <Of extends AsyncDisposable>(made: Of) => files.use(made);
  const isSealing = change.action === 'SEALED';
  let content: Made['content'] = null;
  if (!isSealing) content = await makeContent(app, { file, sent, source: source!, left }, use);
  let box: Made['box'] = null;
  if (left.length > 0) {
    const isNew = before.length === 0 || isSealing;
    if (!isNew) box = { part: null, key: key! };
    else {
      const kept = isSealing ? await withoutSealed(app, { file, sent, source: source!, change }) : source!;
      const [boxId, boxKey] = [randomUUID(), newBoxKey()];
      const upload = use(await app.spool.hold(sealBox(kept, boxKey, { attachmentId: file.id, boxId })));
      box = { part: { id: boxId, mediaType: file.mediaType, upload }, key: boxKey };
    }
  }
  const held = files.move();
  return {
    content,
    box,
    parts: [content?.part, content?.thumbnail, box?.part].filter((part) => part != null),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** The file with everything that can be released. */
export async function sourceOf(
  { files }: Pick<MakeNeeds, 'files'>,
  file: FileRow,
  key: string | null,
): Promise<Buffer> {
  const content = await files.read(file.boxId ?? contentOf(file));
  if (!content) throw new FileUnavailable();
  return file.boxId == null ? content : openBox(content, key!, { attachmentId: file.id, boxId: file.boxId });
}

async function makeContent(
  app: MakeNeeds,
  { file, sent, source, left }: { file: FileRow; sent: Sent; source: Buffer; left: readonly MaskedRegion[] },
  use: <Of extends AsyncDisposable>(made: Of) => Of,
): Promise<Made['content']> {
  const { mediaType, width = null, height = null } = file;
  if (isWhollyHidden(left)) return { part: null, thumbnail: null, width, height };
  if (left.length === 0) {
    const upload = use(await app.spool.hold(source));
    const part = newPart(mediaType, upload);
    if (width === null) return { part, thumbnail: null, width, height };
    const thumbnail = use(await thumbnailOf(app, { sent }, upload));
    return { part, thumbnail: newPart('image/webp', thumbnail), width, height };
  }
  const picture = use(await blacken(app, { content: source, mediaType, sent }, left));
  if (!left.every((region) => isWithin(region, picture))) throw new InvalidRange(rectangleRule);
  return {
    part: newPart(mediaType, picture.file),
    thumbnail: newPart('image/webp', picture.thumbnail),
    width: picture.width,
    height: picture.height,
  };
}

/** What is left in the box once some regions are destroyed; in memory alone. */
function withoutSealed(
  app: MakeNeeds,
  { file, sent, source, change }: { file: FileRow; sent: Sent; source: Buffer; change: Making['change'] },
): Promise<Buffer> {
  const black = change.regions.filter(({ id }) => change.ids.includes(id));
  return cutOut(app, { content: source, mediaType: file.mediaType, sent }, { stretch: null, black });
}
