import { open, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { problemOfFolder } from '../folders.ts';
import { idsAtOnce, isId, type Place } from './files.ts';
import type { Upload } from './spool.ts';

/** Files in a folder of this machine, for its user alone. */
export class FolderFiles implements Place {
  readonly #dir: string;

  /** The uploads to put here must be on the same file system. */
  constructor(dir: string) {
    this.#dir = dir;
  }

  async put(id: string, { path }: Upload): Promise<void> {
    // Here and not where it arrived: of pictures and of what goes to a bucket that is removed again, and commits wait for the disk.
    await sync(path, 'r+');
    await rename(path, join(this.#dir, id));
    // The name is durable only with the folder that holds it.
    await sync(this.#dir, 'r');
  }

  async get(id: string): Promise<Readable | null> {
    try {
      const file = await open(join(this.#dir, id), 'r');
      return file.createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await rm(join(this.#dir, id), { force: true });
  }

  async *ids(): AsyncGenerator<readonly string[]> {
    let ids: string[] = [];
    for await (const { name } of await opendir(this.#dir)) {
      if (isId(name)) ids.push(name);
      if (ids.length === idsAtOnce) {
        yield ids;
        ids = [];
      }
    }
    yield ids;
  }

  problem(): Promise<string | null> {
    return problemOfFolder(this.#dir, 0o700);
  }
}

async function sync(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
