import sharp from 'sharp';
import { pictureRefusal, type PictureLine, type PictureQueue } from '../files/picture-queue.ts';
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
/** So many people’s may wait, whatever files wait to be unpacked. */
const mostWaiting = 8;

/** A picture as WebP, without anything that stood beside its pixels. */
export interface Squares {
  readonly large: Buffer;
  readonly small: Buffer;
}

/** Makes squares of what people send. */
export class SquareMaker {
  readonly #line: PictureLine;

  constructor(queue: PictureQueue) {
    this.#line = queue.line(mostWaiting);
  }

  /** The squares of a file that somebody sent, or UploadRefused. */
  make(path: string, { kind, sender }: { kind: PictureKind; sender: string }): Promise<Squares> {
    return this.#line.run({ sender, group: sender }, () => squaresOf(path, kind));
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
    throw pictureRefusal(error, { kinds: 'PNG, JPEG, WebP and GIF', mostPixels });
  }
}
