import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import { pictureRefusal, type PictureLine, type Sent } from '../files/picture-queue.ts';
import type { Spool, Upload } from '../files/spool.ts';
import type { MediaType } from './attachment.entity.ts';
import { makeThumbnail, mostPixels, packed, save, secondsEach } from './clean-picture.ts';

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

/** A picture packed anew, and its thumbnail. */
export interface PackedPicture extends AsyncDisposable {
  readonly file: Upload;
  readonly thumbnail: Upload;
  readonly width: number;
  readonly height: number;
}

/**
 * Unpacks a picture, makes stretches of it black, of an animation in each of its pictures, and packs it anew with nothing beside its
 * pixels. UploadRefused where it cannot be unpacked or too many others wait.
 */
export function blacken(needs: Needs, given: Given, black: readonly Rectangle[]): Promise<PackedPicture> {
  return inTurn(needs, given, async (picture, { width, height, animated }) => {
    await using made = new AsyncDisposableStack();
    await blackenIn(picture, { x: 0, y: 0, width, height }, { black, animated });
    const { file, info } = await save(needs.spool, packed(picture, { mediaType: given.mediaType, animated }));
    made.use(file);
    const thumbnail = await makeThumbnail(needs.spool, file.path);
    made.use(thumbnail.file);
    const held = made.move();
    return {
      file,
      thumbnail: thumbnail.file,
      width: info.width,
      height: info.pageHeight ?? info.height,
      [Symbol.asyncDispose]: () => held.disposeAsync(),
    };
  });
}

/** One stretch of a picture by itself, others of it black, packed anew; held in memory, so that it stands on no disk. */
export function cutOut(
  needs: Needs,
  given: Given,
  { stretch, black }: { stretch: Rectangle; black: readonly Rectangle[] },
): Promise<Buffer> {
  return inTurn(needs, given, async (picture, { animated }) => {
    picture.extract({ left: stretch.x, top: stretch.y, width: stretch.width, height: stretch.height });
    await blackenIn(picture, stretch, { black, animated });
    return packed(picture, { mediaType: given.mediaType, animated }).toBuffer();
  });
}

/** A picture with its thumbnail, as it is. */
export function withThumbnail(needs: Needs, { sent }: Pick<Given, 'sent'>, file: Upload): Promise<Upload> {
  return needs.pictureLine.run(sent, async () => {
    try {
      return (await makeThumbnail(needs.spool, file.path)).file;
    } catch (error) {
      throw refusalOf(error);
    }
  });
}

/** The size of a picture that is upright. */
export async function sizeOf(content: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient, pageHeight } = await sharp(content, { limitInputPixels: mostPixels }).metadata();
    return { width: autoOrient.width, height: pageHeight ?? autoOrient.height };
  } catch (error) {
    throw refusalOf(error);
  }
}

const refusalOf = (error: unknown) => pictureRefusal(error, { kinds: 'PNG, JPEG, WebP and GIF', mostPixels });

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

function inTurn<T>(
  { pictureLine }: Needs,
  { content, sent }: Given,
  work: (picture: Sharp, shape: Shape) => Promise<T>,
): Promise<T> {
  return pictureLine.run(sent, async () => {
    try {
      const {
        autoOrient,
        pages = 1,
        pageHeight,
        hasAlpha,
      } = await sharp(content, {
        limitInputPixels: mostPixels,
      }).metadata();
      const animated = pages > 1;
      const picture = sharp(content, {
        limitInputPixels: mostPixels,
        failOn: 'error',
        pages: animated ? -1 : 1,
      }).timeout({ seconds: secondsEach });
      // An animation bears no direction.
      if (!animated) picture.autoOrient();
      if (!hasAlpha) picture.removeAlpha();
      return await work(picture, { width: autoOrient.width, height: pageHeight ?? autoOrient.height, animated });
    } catch (error) {
      throw refusalOf(error);
    }
  });
}

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
