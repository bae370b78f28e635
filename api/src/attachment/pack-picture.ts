import type { OutputInfo, OverlayOptions, Sharp } from 'sharp';
import sharp from '../files/sharp.ts';
import { Spool, type SpooledFile, type Upload } from '../files/spool.ts';
import { MediaType } from '../media-types.ts';
import type { Rectangle } from './blacken.ts';
import { mostPixels, thumbnailEdge } from './clean-picture.ts';
import { unpackHeic } from './heic.ts';
import { heic, type PictureType } from './media-type.ts';

/**
 * What the process for pictures does with attachments. What is in memory here is sent there and back; files stay where the spool has
 * them, and nothing is left of what fails. Errors are those of the library.
 */

/** An animation has at most so many pictures, and so many pixels in all of them together; of a larger one the first picture is kept. */
const mostFrames = 300;
const mostMovingPixels = 25_000_000;
/** A picture that is not done by then is not taken. */
const secondsEach = 20;

/** A picture that was packed, upright. */
export interface PackedFiles {
  readonly file: SpooledFile;
  readonly width: number;
  readonly height: number;
  /** WebP. */
  readonly thumbnail: SpooledFile;
}

interface Cleaning {
  /** Of the spool. */
  readonly dir: string;
  readonly path: string;
  readonly mediaType: PictureType;
  /** In bytes. */
  readonly limit: number;
  /** At most so many are unpacked. */
  readonly pixels: number;
}

/** Packs a picture anew; null where even as a JPEG of less quality it would have more bytes than the limit. */
export async function clean({ dir, path, mediaType, limit, pixels }: Cleaning) {
  await using unpacked = mediaType === heic ? await unpackHeic(path, pixels) : null;
  const from = unpacked?.path ?? path;
  for (const format of formatsOf(mediaType, await isAnimation(from, mediaType, pixels))) {
    const picture = opened(from, pixels, format.animated ? -1 : 1);
    // An animation bears no direction.
    if (!format.animated) picture.autoOrient();
    const files = await save(dir, packed(picture, format), { limit, pixels });
    if (files) return { ...files, mediaType: format.mediaType };
  }
  return null;
}

/** As what a picture is packed, and where that is too large as what next. */
function formatsOf(mediaType: PictureType, animated: boolean): Format[] {
  const jpeg = { mediaType: MediaType.JPEG, animated: false };
  const less = { ...jpeg, quality: 75 };
  // An animation as GIF takes ten times as long to pack and to send.
  if (animated) return [{ mediaType: MediaType.WEBP, animated }, jpeg, less];
  return mediaType === heic || mediaType === MediaType.JPEG ? [jpeg, less] : [{ mediaType, animated }, jpeg, less];
}

interface Given {
  readonly content: Buffer;
  readonly mediaType: MediaType;
}

/** Makes stretches of a picture black, of an animation in each of its pictures, and packs it anew. */
export async function blacken({ dir, black, ...given }: Given & { dir: string; black: readonly Rectangle[] }) {
  const { picture, width, height, animated } = await upright(given);
  await blackenIn(picture, { x: 0, y: 0, width, height }, { black, animated });
  return save(dir, packed(picture, { mediaType: given.mediaType, animated }));
}

/** One stretch of a picture by itself, or all of it, others black, packed anew. */
export async function cutOut({
  stretch,
  black,
  ...given
}: Given & { stretch: Rectangle | null; black: readonly Rectangle[] }): Promise<Buffer> {
  const { picture, width, height, animated } = await upright(given);
  if (stretch) picture.extract({ left: stretch.x, top: stretch.y, width: stretch.width, height: stretch.height });
  await blackenIn(picture, stretch ?? { x: 0, y: 0, width, height }, { black, animated });
  return packed(picture, { mediaType: given.mediaType, animated }).toBuffer();
}

/** The thumbnail of a picture: WebP; of an animation the first picture. */
export async function makeThumbnail({ dir, path }: { dir: string; path: string }): Promise<SpooledFile> {
  const { file } = await thumbnailOf(new Spool(dir), path, mostPixels);
  return told(file);
}

/** The size of a picture that is upright, in pixels. */
export async function sizeOf(content: Buffer): Promise<{ width: number; height: number }> {
  const { autoOrient, pageHeight } = await sharp(content, { limitInputPixels: mostPixels }).metadata();
  return { width: autoOrient.width, height: pageHeight ?? autoOrient.height };
}

const opened = (path: string, pixels: number, pages = 1): Sharp =>
  sharp(path, { limitInputPixels: pixels, failOn: 'error', pages }).timeout({ seconds: secondsEach });

async function isAnimation(path: string, mediaType: PictureType, pixels: number): Promise<boolean> {
  if (mediaType !== MediaType.GIF && mediaType !== MediaType.WEBP) return false;
  const { pages = 1, width, height } = await sharp(path, { limitInputPixels: pixels }).metadata();
  return pages > 1 && pages <= mostFrames && pages * width * height <= mostMovingPixels;
}

async function upright({ content }: Given) {
  const {
    autoOrient,
    pages = 1,
    pageHeight,
    hasAlpha,
  } = await sharp(content, { limitInputPixels: mostPixels }).metadata();
  const animated = pages > 1;
  const picture = sharp(content, { limitInputPixels: mostPixels, failOn: 'error', pages: animated ? -1 : 1 });
  picture.timeout({ seconds: secondsEach });
  if (!animated) picture.autoOrient();
  if (!hasAlpha) picture.removeAlpha();
  return { picture, width: autoOrient.width, height: pageHeight ?? autoOrient.height, animated };
}

interface Format {
  readonly mediaType: MediaType;
  readonly animated: boolean;
  /** Of a JPEG. */
  readonly quality?: number;
}

/** As pictures of a type are packed here, with nothing beside their pixels. */
function packed(picture: Sharp, { mediaType, animated, quality = 90 }: Format): Sharp {
  switch (mediaType) {
    case MediaType.PNG:
      return picture.png();
    case MediaType.WEBP:
      return picture.webp(animated ? { quality: 85, effort: 2 } : { quality: 90 });
    case MediaType.GIF:
      return picture.gif();
    default:
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality });
  }
}

interface Bounds {
  readonly limit: number;
  readonly pixels: number;
}

/** Files of a picture and its thumbnail, written by the library and never held whole; null, and none, past the limit of bytes. */
async function save(dir: string, picture: Sharp, bounds: Bounds): Promise<PackedFiles | null>;
async function save(dir: string, picture: Sharp): Promise<PackedFiles>;
async function save(
  dir: string,
  picture: Sharp,
  { limit, pixels }: Bounds = { limit: Infinity, pixels: mostPixels },
): Promise<PackedFiles | null> {
  await using made = new AsyncDisposableStack();
  const spool = new Spool(dir);
  const { file, info } = await spool.make((path) => picture.toFile(path));
  made.use(file);
  if (file.size > limit) return null;
  const thumbnail = await thumbnailOf(spool, file.path, pixels);
  made.use(thumbnail.file);
  made.move();
  return {
    file: told(file),
    width: info.width,
    height: info.pageHeight ?? info.height,
    thumbnail: told(thumbnail.file),
  };
}

function thumbnailOf(spool: Spool, path: string, pixels: number): Promise<{ file: Upload; info: OutputInfo }> {
  const thumbnail = opened(path, pixels).resize({
    width: thumbnailEdge,
    height: thumbnailEdge,
    fit: 'inside',
    withoutEnlargement: true,
  });
  return spool.make((to) => thumbnail.webp({ quality: 80 }).toFile(to));
}

const told = ({ path, size, sha256 }: Upload): SpooledFile => ({ path, size, sha256 });

interface Blackening {
  readonly black: readonly Rectangle[];
  readonly animated: boolean;
}

/** Makes rectangles black in a picture of which `stretch` is left. */
async function blackenIn(picture: Sharp, stretch: Rectangle, { black, animated }: Blackening): Promise<void> {
  const overlays = black.flatMap((rectangle): OverlayOptions[] => {
    const { x, y, width, height } = common(rectangle, stretch);
    if (width <= 0 || height <= 0) return [];
    const create = { width, height, channels: 3 as const, background: '#000000' };
    return [{ input: { create }, left: x - stretch.x, top: y - stretch.y }];
  });
  if (overlays.length === 0) return;
  if (!animated) {
    picture.composite(overlays);
    return;
  }
  // Its pictures stand one below the other, so one that is black where they are to be is laid over each of them.
  const { width, height } = stretch;
  const sheet = await sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite(overlays)
    .png()
    .toBuffer();
  picture.composite([{ input: sheet, tile: true, gravity: 'northwest' }]);
}

/** What two rectangles have in common; nothing where its width or height is not above 0. */
function common(a: Rectangle, b: Rectangle): Rectangle {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}
