import sharp from 'sharp';
import { UploadRefused } from './upload.errors.ts';

// Each is seen once, so nothing is kept for the next; and one core is enough.
sharp.cache(false);
sharp.concurrency(1);
// Of all that the library reads, documents and vector graphics among it, these decoders alone.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});

/** Who waited so long is told to come again, before whatever stands between them and us gives up. */
const patienceMs = 30_000;

/**
 * Unpacks what people send, in a thread of the library, one picture at a time: a hundred that are sent at once take the memory of one.
 * What waits lies on the disk.
 */
export class PictureQueue {
  readonly #patienceMs: number;
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  constructor(patience = patienceMs) {
    this.#patienceMs = patience;
  }

  /** Does `work` after what came before it; UploadRefused where more than `mostWaiting` wait already, or where it waited too long. */
  async run<T>(mostWaiting: number, work: () => Promise<T>): Promise<T> {
    if (this.#pending > mostWaiting) throw busy();
    this.#pending += 1;
    const since = performance.now();
    const done = this.#last.then(() => {
      if (performance.now() - since > this.#patienceMs) throw busy();
      return work();
    });
    this.#last = done.catch(() => undefined);
    try {
      return await done;
    } finally {
      this.#pending -= 1;
    }
  }
}

const busy = () =>
  new UploadRefused('BUSY', 'Many pictures are being sent at this moment. Try again in a few seconds.');

/** What becomes of a failure of the library, which tells failures apart by their words alone. */
export function pictureRefusal(error: unknown, { kinds, mostPixels }: { kinds: string; mostPixels: number }): Error {
  if (error instanceof UploadRefused) return error;
  // What the disk or the library around it says, says nothing of the picture.
  if (error instanceof Error && ('code' in error || /no space left|quota exceeded/i.test(error.message))) return error;
  const message = error instanceof Error ? error.message : '';
  if (/unsupported image format|blocked/i.test(message)) {
    return new UploadRefused('UNSUPPORTED_TYPE', `Only ${kinds} are taken.`);
  }
  if (/pixel limit|timeout/i.test(message)) {
    return new UploadRefused('TOO_MANY_PIXELS', `A picture has at most ${mostPixels / 1_000_000} megapixels.`);
  }
  return new UploadRefused('UNREADABLE', 'The picture cannot be read: it is damaged or did not come whole.');
}
