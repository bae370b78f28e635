import { pictureRefusal, type PictureLine, type PictureQueue } from '../files/picture-queue.ts';
import type { makeSquares } from './make-squares.ts';

/** The edges of the two squares, in pixels. */
export const largeEdge = 256;
export const smallEdge = 64;
/**
 * Width times height of what is unpacked: a photograph of 24 megapixels is taken. What has to be unpacked whole, such as an interlaced
 * PNG, takes up to 8 bytes for each.
 */
export const mostPixels = 25_000_000;
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
  make(path: string, { isPerson, sender }: { isPerson: boolean; sender: string }): Promise<Squares> {
    return this.#line
      .run({ sender, group: sender }, (pictures) => pictures.do<typeof makeSquares>('makeSquares', { path, isPerson }))
      .catch((error: unknown) => {
        throw pictureRefusal(error, { kinds: 'PNG, JPEG, WebP and GIF', mostPixels });
      });
  }
}
