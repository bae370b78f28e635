import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Files, Place } from './files.ts';
import type { Upload } from './spool.ts';

/** The store does not answer, or refuses to; what it has is there again later. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
  /** Of what it failed in, for the log. */
  readonly code: string | undefined;
  constructor(cause: unknown) {
    const { message, code } = cause as NodeJS.ErrnoException;
    super(`The store of files does not answer: ${message}`, { cause });
    this.code = code;
  }
}

/** Files in a place; whatever that fails in is StoreAway. */
export class FilesIn implements Files {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  put(id: string, upload: Upload): Promise<void> {
    return told(() => this.#place.put(id, upload));
  }

  get(id: string): Promise<Readable | null> {
    return told(() => this.#place.get(id));
  }

  read(id: string): Promise<Buffer | null> {
    return told(async () => {
      const content = await this.#place.get(id);
      return content && (await buffer(content));
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return told(() => this.#place.remove(ids));
  }

  async *ids(): AsyncGenerator<readonly string[]> {
    try {
      yield* this.#place.ids();
    } catch (error) {
      throw new StoreAway(error);
    }
  }

  problem(): Promise<string | null> {
    return this.#place.problem();
  }
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreAway(error);
  }
}
