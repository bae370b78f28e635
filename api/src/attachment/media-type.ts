import { MediaType } from '../media-types.ts';

/** So many bytes from the beginning tell what a file is. */
const headBytes = 33;

/** A picture as cameras of phones keep it. It is kept as a JPEG, so it is no type of a file here. */
export const heic = 'image/heic';
export type PictureType = Exclude<MediaType, typeof MediaType.PDF | typeof MediaType.TEXT> | typeof heic;

/** The pictures, which are kept only as they are unpacked and packed anew. */
export const isPicture = (mediaType: MediaType | typeof heic): mediaType is PictureType =>
  mediaType.startsWith('image/');

/** What may stand in plain text: everything but control characters, of which tabs and the ends of lines and pages are fine. */
const control = /[\p{Cc}--[\t\n\f\r]]/v;

/**
 * Tells what a file is by its content, part by part as it comes, whatever it is called. Nothing is unpacked, and nothing is kept
 * but its beginning.
 */
export class Recognition {
  #head = Buffer.alloc(0);
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #isText = true;

  look(part: Uint8Array): void {
    if (this.#head.length < headBytes) {
      this.#head = Buffer.concat([this.#head, part.subarray(0, headBytes - this.#head.length)]);
    }
    if (this.#isText) this.#isText = this.#holdsText(part);
  }

  /** What the whole is; null for whatever else there is. */
  end(): MediaType | typeof heic | null {
    const head = this.#head;
    if (isPng(head)) return MediaType.PNG;
    if (isJpeg(head)) return MediaType.JPEG;
    if (/^GIF8[79]a/.test(head.toString('latin1'))) return MediaType.GIF;
    if (/^RIFF[^]{4}WEBPVP8[ LX]/.test(head.toString('latin1'))) return MediaType.WEBP;
    if (/^%PDF-\d\.\d/.test(head.toString('latin1'))) return MediaType.PDF;
    // The containers of HEIC: what is in them shows once they are unpacked.
    if (/^[^]{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/.test(head.toString('latin1'))) return heic;
    return head.length > 0 && this.#isText && this.#holdsText() ? MediaType.TEXT : null;
  }

  /** Whether it is text so far; without a part, whether it ends with a whole character. */
  #holdsText(part?: Uint8Array): boolean {
    try {
      const text = part ? this.#decoder.decode(part, { stream: true }) : this.#decoder.decode();
      return !control.test(text);
    } catch {
      return false;
    }
  }
}

/** The signature and a header with a size and a colour type there is. */
function isPng(head: Buffer): boolean {
  if (head.length < headBytes || head.toString('latin1', 0, 16) !== '\x89PNG\r\n\x1a\n\0\0\0\rIHDR') return false;
  const [width, height, depth, colour] = [head.readUInt32BE(16), head.readUInt32BE(20), head[24]!, head[25]!];
  return width > 0 && height > 0 && [1, 2, 4, 8, 16].includes(depth) && [0, 2, 3, 4, 6].includes(colour);
}

/** The start of an image, and then a segment that such a file can begin with. */
function isJpeg(head: Buffer): boolean {
  if (head.length < 4 || head.readUInt16BE(0) !== 0xffd8 || head[2] !== 0xff) return false;
  const marker = head[3]!;
  return (marker >= 0xe0 && marker <= 0xef) || [0xc0, 0xc1, 0xc2, 0xc4, 0xdb, 0xdd, 0xfe].includes(marker);
}
