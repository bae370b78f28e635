import { pictureRefusal, type PictureLine, type Sent } from '../files/picture-queue.ts';
import type { Spool, Upload } from '../files/spool.ts';
import { UploadRefused } from '../files/upload.errors.ts';
import type { MediaType } from '../media-types.ts';
import type { PictureType } from './media-type.ts';
import type { clean, PackedFiles } from './pack-picture.ts';

/** Width times height of what is unpacked: every phone's usual photograph is taken. */
export const mostPixels = 50_000_000;
/** The same for somebody without a credential, of whom there is no end; the usual one of most phones. */
const mostPixelsOfNobody = 25_000_000;
/** Pictures of so many groups of senders may wait for the one that is being unpacked; each lies on the disk meanwhile. */
export const mostPicturesWaiting = 64;
/** A thumbnail fits into a square with this edge, in pixels. */
export const thumbnailEdge = 640;

/** A picture as it is kept: upright, in the colours of the web, and with nothing that stood beside or behind its pixels. */
export interface PackedPicture extends AsyncDisposable {
  readonly file: Upload;
  readonly width: number;
  readonly height: number;
  /** WebP. */
  readonly thumbnail: Upload;
}

interface CleanPicture extends PackedPicture {
  readonly mediaType: MediaType;
}

interface Needs {
  readonly pictureLine: PictureLine;
  readonly spool: Spool;
}

interface Cleaning {
  readonly mediaType: PictureType;
  /** In bytes. */
  readonly limit: number;
  readonly sent: Sent;
  /** Whether whoever sent it showed no credential. */
  readonly isNobodys?: boolean;
}

/**
 * Unpacks a picture and packs it anew: whatever else a file was, where and with what it was taken, is not in it any more. At most
 * `limit` bytes; what would be larger becomes a JPEG, of less quality where it has to be, and a HEIC is one in any case. UploadRefused
 * for what cannot be unpacked or is too large.
 */
export async function cleanPicture(
  { pictureLine, spool }: Needs,
  { path }: Upload,
  { mediaType, limit, sent, isNobodys = false }: Cleaning,
): Promise<CleanPicture> {
  const pixels = isNobodys ? mostPixelsOfNobody : mostPixels;
  const made = await pictureLine
    .run(sent, (pictures) => pictures.do<typeof clean>('clean', { dir: spool.dir, path, mediaType, limit, pixels }))
    .catch((error: unknown) => refuse(error, pixels));
  if (!made) throw new UploadRefused('TOO_LARGE', `Packed anew the picture has more than ${limit} bytes.`);
  return { ...heldPicture(spool, made), mediaType: made.mediaType };
}

/** Takes over what the process for pictures has made. */
export function heldPicture(spool: Spool, { width, height, ...made }: PackedFiles): PackedPicture {
  const [file, thumbnail] = [spool.adopt(made.file), spool.adopt(made.thumbnail)];
  return {
    file,
    thumbnail,
    width,
    height,
    async [Symbol.asyncDispose]() {
      await file[Symbol.asyncDispose]();
      await thumbnail[Symbol.asyncDispose]();
    },
  };
}

/** Says in words why a picture could not be unpacked. */
export function refuse(error: unknown, pixels = mostPixels): never {
  throw pictureRefusal(error, { kinds: 'PNG, JPEG, WebP, GIF and HEIC', mostPixels: pixels });
}
