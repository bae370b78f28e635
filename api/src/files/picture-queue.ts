import { PictureProcess } from './picture-process.ts';
import { UploadRefused } from './upload.errors.ts';

/** Who waited so long is told to come again, before whatever stands between them and us gives up. */
const patienceMs = 30_000;
/** So many pictures of one sender wait or are unpacked at once, as many as come with one message. */
const mostOfSender = 5;
/** So many pictures of those who take turns as one wait at once. */
const mostOfGroup = 32;
/** After so many seconds a place is likely to be free again. */
const againAfter = 5;

/**
 * Unpacks what people send, in a process of its own, one picture at a time: a hundred that are sent at once take the memory of one.
 * What waits lies on the disk. Each kind of picture has a line of its own, and they take turns.
 */
export class PictureQueue {
  readonly #lines: PictureLine[] = [];
  readonly #process = new PictureProcess();
  #isAtWork = false;

  /** A line in which so many groups of senders may wait. */
  line(mostWaiting: number, patience = patienceMs): PictureLine {
    const line = new PictureLine(mostWaiting, patience, () => void this.#work());
    this.#lines.push(line);
    return line;
  }

  async #work(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    for (let next = this.#next(); next; next = this.#next()) await next(this.#process);
    this.#isAtWork = false;
  }

  #next(): Turn | undefined {
    const at = this.#lines.findIndex((line) => line.isWaiting);
    if (at < 0) return undefined;
    const [line] = this.#lines.splice(at, 1);
    this.#lines.push(line!);
    return line!.take();
  }

  close(): void {
    this.#process[Symbol.dispose]();
  }
}

type Turn = (pictures: PictureProcess) => Promise<void>;

/** Whose picture it is. */
export interface Sent {
  readonly sender: string;
  /** Who takes turns as one: of strangers those at one address, who may be one person with a hundred names. */
  readonly group: string;
}

/**
 * Who waits for pictures of one kind. They take turns too: of each group one picture stands in the line, and what else it sent waits
 * behind that. So nobody fills the line alone.
 */
export class PictureLine {
  readonly #mostWaiting: number;
  readonly #patienceMs: number;
  readonly #wake: () => void;
  readonly #waiting = new Map<string, Set<Turn>>();
  readonly #pending = new Map<string, number>();

  constructor(mostWaiting: number, patience: number, wake: () => void) {
    this.#mostWaiting = mostWaiting;
    this.#patienceMs = patience;
    this.#wake = wake;
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /**
   * Does `work` when its turn comes, with the process for pictures to itself; UploadRefused where its sender has too many pictures under
   * way or too many others wait already, or where it waited too long.
   */
  async run<T>({ sender, group }: Sent, work: (pictures: PictureProcess) => Promise<T>): Promise<T> {
    const pending = this.#pending.get(sender) ?? 0;
    const ofGroup = this.#waiting.get(group)?.size ?? 0;
    const hasRoom = ofGroup > 0 ? ofGroup < mostOfGroup : this.#waiting.size < this.#mostWaiting;
    if (pending >= mostOfSender || !hasRoom) throw busy();
    this.#pending.set(sender, pending + 1);
    try {
      return await this.#turnOf(group, work);
    } finally {
      const left = this.#pending.get(sender)! - 1;
      if (left > 0) this.#pending.set(sender, left);
      else this.#pending.delete(sender);
    }
  }

  /** The next turn, which waits no longer; the others of its group go to the end of the line. */
  take(): Turn | undefined {
    const [first] = this.#waiting;
    if (!first) return undefined;
    const [group, turns] = first;
    const [turn] = turns;
    this.#waiting.delete(group);
    turns.delete(turn!);
    if (turns.size > 0) this.#waiting.set(group, turns);
    return turn;
  }

  #turnOf<T>(group: string, work: (pictures: PictureProcess) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const turns = this.#waiting.get(group) ?? new Set();
      const turn = async (pictures: PictureProcess) => {
        clearTimeout(timer);
        await work(pictures).then(resolve, reject);
      };
      const timer = setTimeout(() => {
        turns.delete(turn);
        if (turns.size === 0 && this.#waiting.get(group) === turns) this.#waiting.delete(group);
        reject(busy());
      }, this.#patienceMs);
      this.#waiting.set(group, turns.add(turn));
      this.#wake();
    });
  }
}

const busy = () =>
  new UploadRefused('BUSY', `Many pictures are being sent at this moment. Try again in ${againAfter} s.`, againAfter);

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
