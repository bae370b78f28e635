import sharp from 'sharp';
import { UploadRefused } from '../files/upload.errors.ts';
import { PictureKind } from './picture.entity.ts';

/** The edges of the two squares, in pixels. */
export const largeEdge = 256;
export const smallEdge = 64;
/**
 * Width times height of what is unpacked: a photograph of 24 megapixels is taken. What has to be unpacked whole, such as an interlaced
 * PNG, takes up to 8 bytes for each.
 */
const mostPixels = 25_000_000;
/** A picture that is not done by then is not taken. */
const secondsEach = 10;
/** So many may wait for the one that is being unpacked. */
const mostWaiting = 8;

// Each is seen once, so nothing is kept for the next; and one core is enough.
sharp.cache(false);
sharp.concurrency(1);
// Of all that the library reads, documents and vector graphics among it, these decoders alone.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});

/** A picture as WebP, without anything that stood beside its pixels. */
export interface Squares {
  readonly large: Buffer;
  readonly small: Buffer;
}

/** Makes squares of what people send, one picture at a time: a hundred that are sent at once take the memory of one. */
export class SquareMaker {
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  /** The squares of a file, or UploadRefused. */
  async make(path: string, kind: PictureKind): Promise<Squares> {
    if (this.#pending > mostWaiting) {
      throw new UploadRefused('BUSY', 'Many pictures are being sent at this moment. Try again in a few seconds.');
    }
    this.#pending += 1;
    const made = this.#last.then(() => squaresOf(path, kind));
    this.#last = made.catch(() => undefined);
    try {
      return await made;
    } finally {
      this.#pending -= 1;
    }
  }
}

async function squaresOf(path: string, kind: PictureKind): Promise<Squares> {
  try {
    // The first picture of an animation, upright, in the colours of the web; metadata are left out unless they are asked for.
    const picture = sharp(path, { limitInputPixels: mostPixels, failOn: 'error', pages: 1, autoOrient: true })
      .timeout({ seconds: secondsEach })
      .resize(largeEdge, largeEdge, {
        fit: kind === PictureKind.LOGO ? 'contain' : 'cover',
        background: { r: 0, g: 0, b: 0, alpha: 0 },
      });
    // Nothing shows through a person.
    if (kind === PictureKind.PERSON) picture.flatten({ background: '#ffffff' });
    const large = await picture.webp({ quality: 86 }).toBuffer();
    const small = await sharp(large).resize(smallEdge, smallEdge).webp({ quality: 86 }).toBuffer();
    return { large, small };
  } catch (error) {
    throw refusalOf(error instanceof Error ? error.message : '');
  }
}

/** The library tells failures apart by their words alone. */
function refusalOf(message: string): UploadRefused {
  if (/unsupported image format|blocked/i.test(message)) {
    return new UploadRefused('UNSUPPORTED_TYPE', 'Only PNG, JPEG, WebP and GIF are taken.');
  }
  if (/pixel limit|timeout/i.test(message)) {
    return new UploadRefused('TOO_MANY_PIXELS', `A picture has at most ${mostPixels / 1_000_000} megapixels.`);
  }
  return new UploadRefused('UNREADABLE', 'The picture cannot be read: it is damaged or did not come whole.');
}
