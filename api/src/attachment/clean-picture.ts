import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { pictureRefusal, type PictureLine, type Sent } from '../files/picture-queue.ts';
import type { Spool, Upload } from '../files/spool.ts';
import { UploadRefused } from '../files/upload.errors.ts';
import { MediaType } from './attachment.entity.ts';

/** Width times height of what is unpacked: every phone's usual photograph is taken. */
export const mostPixels = 50_000_000;
/** The same for somebody without a credential, of whom there is no end; the usual one of most phones. */
const mostPixelsOfNobody = 25_000_000;
/** An animation has at most so many pictures, and so many pixels in all of them together; of a larger one the first picture is kept. */
const mostFrames = 300;
const mostMovingPixels = 25_000_000;
/** A picture that is not done by then is not taken. */
export const secondsEach = 20;
/** Pictures of so many groups of senders may wait for the one that is being unpacked; each lies on the disk meanwhile. */
export const mostPicturesWaiting = 64;
/** A thumbnail fits into a square with this edge, in pixels. */
export const thumbnailEdge = 640;

/** A picture as it is kept: upright, in the colours of the web, and with nothing that stood beside or behind its pixels. */
interface CleanPicture extends AsyncDisposable {
  readonly file: Upload;
  readonly mediaType: MediaType;
  readonly width: number;
  readonly height: number;
  /** WebP. */
  readonly thumbnail: Upload;
}

interface Needs {
  readonly pictureLine: PictureLine;
  readonly spool: Spool;
}

interface Cleaning {
  readonly mediaType: MediaType;
  /** In bytes. */
  readonly limit: number;
  readonly sent: Sent;
  /** Whether whoever sent it showed no credential. */
  readonly isNobodys?: boolean;
}

/**
 * Unpacks a picture and packs it anew: whatever else a file was, where and with what it was taken, is not in it any more. At most
 * `limit` bytes; what would be larger becomes a JPEG. UploadRefused for what cannot be unpacked or is too large.
 */
export function cleanPicture(
  { pictureLine, spool }: Needs,
  { path }: Upload,
  { mediaType, limit, sent, isNobodys = false }: Cleaning,
): Promise<CleanPicture> {
  const pixels = isNobodys ? mostPixelsOfNobody : mostPixels;
  return pictureLine.run(sent, async () => {
    await using made = new AsyncDisposableStack();
    try {
      const animated = await isAnimation(path, mediaType, pixels);
      // An animation as GIF takes ten times as long to pack and to send.
      let kept = animated ? MediaType.WEBP : mediaType;
      let { file, info } = await pack(spool, path, { mediaType: kept, animated, pixels });
      made.use(file);
      if (file.size > limit) {
        kept = MediaType.JPEG;
        ({ file, info } = await pack(spool, path, { mediaType: kept, animated: false, pixels }));
        made.use(file);
      }
      if (file.size > limit) {
        throw new UploadRefused('TOO_LARGE', `Packed anew the picture has more than ${limit} bytes.`);
      }
      const small = await makeThumbnail(spool, file.path, pixels);
      made.use(small.file);
      const held = made.move();
      return {
        file,
        mediaType: kept,
        width: info.width,
        height: info.pageHeight ?? info.height,
        thumbnail: small.file,
        [Symbol.asyncDispose]: () => held.disposeAsync(),
      };
    } catch (error) {
      throw pictureRefusal(error, { kinds: 'PNG, JPEG, WebP and GIF', mostPixels: pixels });
    }
  });
}

/** A picture small, as WebP; of an animation the first picture. */
export function makeThumbnail(spool: Spool, path: string, pixels = mostPixels) {
  const thumbnail = opened(path, pixels).resize({
    width: thumbnailEdge,
    height: thumbnailEdge,
    fit: 'inside',
    withoutEnlargement: true,
  });
  return save(spool, thumbnail.webp({ quality: 80 }));
}

const opened = (path: string, pixels: number, pages = 1): Sharp =>
  sharp(path, { limitInputPixels: pixels, failOn: 'error', pages }).timeout({ seconds: secondsEach });

async function isAnimation(path: string, mediaType: MediaType, pixels: number): Promise<boolean> {
  if (mediaType !== MediaType.GIF && mediaType !== MediaType.WEBP) return false;
  const { pages = 1, width, height } = await sharp(path, { limitInputPixels: pixels }).metadata();
  return pages > 1 && pages <= mostFrames && pages * width * height <= mostMovingPixels;
}

interface Packing {
  readonly mediaType: MediaType;
  readonly animated: boolean;
  /** At most so many are unpacked. */
  readonly pixels: number;
}

function pack(spool: Spool, path: string, { mediaType, animated, pixels }: Packing) {
  const picture = opened(path, pixels, animated ? -1 : 1);
  // An animation bears no direction.
  if (!animated) picture.autoOrient();
  return save(spool, packed(picture, { mediaType, animated }));
}

/** As pictures of a type are packed here. */
export function packed(picture: Sharp, { mediaType, animated }: Omit<Packing, 'pixels'>): Sharp {
  switch (mediaType) {
    case MediaType.PNG:
      return picture.png();
    case MediaType.WEBP:
      return picture.webp(animated ? { quality: 85, effort: 2 } : { quality: 90 });
    case MediaType.GIF:
      return picture.gif();
    default:
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 90 });
  }
}

/** Written to the disk by the library and never held whole. */
export async function save(spool: Spool, picture: Sharp): Promise<{ file: Upload; info: OutputInfo }> {
  return spool.make((path) => picture.toFile(path));
}
