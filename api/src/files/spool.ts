import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** What is left of an upload that its process did not live to finish is removed after so long: an upload grows, or is given up. */
const leftoverMs = 3_600_000;

/** A whole file on this machine's disk. It is there until that loses its power: `Files.put` makes sure of what is kept. */
export interface SpooledFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the content in hexadecimal digits. */
  readonly sha256: string;
}

/** One that has arrived, or was made, and is there until it is disposed of. */
export interface Upload extends SpooledFile, AsyncDisposable {}

/** More bytes came than are taken; nothing of them is left. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/** Takes in what is sent, on disk instead of in memory: a hundred slow senders of ten megabytes cost a hundred small buffers. */
export class Spool {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Takes over a file that another spool of the same folder has made. */
  adopt(file: SpooledFile): Upload {
    return { ...file, [Symbol.asyncDispose]: () => rm(file.path, { force: true }) };
  }

  /** Reads `content` to its end and lets `look` see every part of it. Past `limit` bytes: TooManyBytes. */
  async receive(
    content: AsyncIterable<Uint8Array>,
    limit: number,
    look: (part: Uint8Array) => void = () => undefined,
  ): Promise<Upload> {
    return this.#fill(async (file, path) => {
      const hash = createHash('sha256');
      let size = 0;
      for await (const part of content) {
        size += part.length;
        if (size > limit) throw new TooManyBytes();
        hash.update(part);
        look(part);
        await file.writeFile(part);
      }
      return this.adopt({ path, size, sha256: hash.digest('hex') });
    });
  }

  /** Takes in what is in memory. */
  hold(content: Buffer): Promise<Upload> {
    return this.receive(oneOf(content), content.length);
  }

  /** Lets `write` fill a file, which is there already for our user alone; nothing is left of it where that fails. */
  async make<T>(write: (path: string) => Promise<T>): Promise<{ file: Upload; info: T }> {
    return this.#fill(async (file, path) => {
      const info = await write(path);
      const hash = createHash('sha256');
      let size = 0;
      for await (const part of file.createReadStream({ autoClose: false })) {
        hash.update(part as Buffer);
        size += (part as Buffer).length;
      }
      return { file: this.adopt({ path, size, sha256: hash.digest('hex') }), info };
    });
  }

  /** A new file for our user alone, of which nothing is left where `work` fails. */
  async #fill<T>(work: (file: FileHandle, path: string) => Promise<T>): Promise<T> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    const path = join(this.dir, randomUUID());
    const file = await open(path, 'wx+', 0o600);
    try {
      return await work(file, path);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  /** Removes what processes that died have left. */
  async sweep(now = Date.now()): Promise<void> {
    const names = await readdir(this.dir).catch(() => []);
    for (const name of names) {
      const path = join(this.dir, name);
      const found = await stat(path).catch(() => null);
      if (found && now - found.mtimeMs > leftoverMs) await rm(path, { force: true });
    }
  }
}

async function* oneOf(content: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(content);
}
