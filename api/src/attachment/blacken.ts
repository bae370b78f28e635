import type { PictureLine, Sent } from '../files/picture-queue.ts';
import type { Spool, SpooledFile, Upload } from '../files/spool.ts';
import type { MediaType } from '../media-types.ts';
import { heldPicture, refuse, type PackedPicture } from './clean-picture.ts';
import type * as packing from './pack-picture.ts';

/** A stretch of a picture that is upright, in pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Needs {
  readonly pictureLine: PictureLine;
  readonly spool: Spool;
}

interface Given {
  readonly content: Buffer;
  readonly mediaType: MediaType;
  readonly sent: Sent;
}

/**
 * Unpacks a picture, makes stretches of it black, of an animation in each of its pictures, and packs it anew with nothing beside its
 * pixels. UploadRefused where it cannot be unpacked or too many others wait, as with all of these.
 */
export async function blacken(
  { pictureLine, spool }: Needs,
  { sent, ...given }: Given,
  black: readonly Rectangle[],
): Promise<PackedPicture> {
  const input = { ...given, dir: spool.dir, black: black.map(plain) };
  const made = await pictureLine
    .run(sent, (pictures) => pictures.do<typeof packing.blacken>('blacken', input))
    .catch(refuse);
  return heldPicture(spool, made);
}

/** One stretch of a picture by itself, or all of it, others black, packed anew; held in memory, so that it stands on no disk. */
export function cutOut(
  { pictureLine }: Pick<Needs, 'pictureLine'>,
  { sent, ...given }: Given,
  { stretch, black }: { stretch: Rectangle | null; black: readonly Rectangle[] },
): Promise<Buffer> {
  const input = { ...given, stretch: stretch && plain(stretch), black: black.map(plain) };
  return pictureLine.run(sent, (pictures) => pictures.do<typeof packing.cutOut>('cutOut', input)).catch(refuse);
}

/** The thumbnail of a picture. */
export async function thumbnailOf(
  { pictureLine, spool }: Needs,
  { sent }: Pick<Given, 'sent'>,
  { path }: SpooledFile,
): Promise<Upload> {
  const input = { dir: spool.dir, path };
  const made = await pictureLine
    .run(sent, (pictures) => pictures.do<typeof packing.makeThumbnail>('makeThumbnail', input))
    .catch(refuse);
  return spool.adopt(made);
}

/** The size of a picture that is upright. */
export function sizeOf(
  { pictureLine }: Pick<Needs, 'pictureLine'>,
  { sent, content }: Pick<Given, 'sent' | 'content'>,
): Promise<{ width: number; height: number }> {
  return pictureLine.run(sent, (pictures) => pictures.do<typeof packing.sizeOf>('sizeOf', content)).catch(refuse);
}

/** What is sent to the process: of a region only where it is. */
const plain = ({ x, y, width, height }: Rectangle): Rectangle => ({ x, y, width, height });
