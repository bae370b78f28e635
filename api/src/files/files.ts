import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config.ts';
import { FolderFiles } from './folder-files.ts';
import { S3Files } from './s3-files.ts';
import type { Upload } from './spool.ts';

/**
 * Contents of files, by the ids of their rows. What is kept is never changed, so there is nothing to lock. Whoever calls `put` has a
 * committed row with the id, and keeps it until `remove` is done: so no content is ever left that nobody knows of.
 */
export interface Files {
  /** Keeps an upload; once this resolves its content outlives a cut of the power. */
  put(id: string, upload: Upload): Promise<void>;
  /** The content from its beginning, to be read or destroyed; null when there is none. */
  get(id: string): Promise<Readable | null>;
  /** Removes contents; those that are not there are removed already. */
  remove(ids: readonly string[]): Promise<void>;
  /** Why nothing can be kept or read, in words; null where it can. */
  problem(): Promise<string | null>;
}

/** A bucket where the configuration names one, else a folder. */
export function createFiles({ filesDir, filesS3 }: Config): Files {
  return filesS3 ? new S3Files(filesS3) : new FolderFiles(filesDir);
}

/** Where uploads arrive; beside the folder of what is kept, so that moving one there is a renaming. */
export function spoolDirOf({ filesDir }: Config): string {
  return join(filesDir, 'incoming');
}
