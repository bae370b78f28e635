import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config.ts';
import { makeFolder } from '../folders.ts';
import { FolderFiles } from './folder-files.ts';
import { S3Files } from './s3-files.ts';
import type { Upload } from './spool.ts';
import { FilesIn } from './store-away.ts';

/** Where contents are kept, under names that are ids. */
export interface Place {
  /** Keeps an upload; once this resolves its content outlives a cut of the power. */
  put(id: string, upload: Upload): Promise<void>;
  /** The content from its beginning, to be read or destroyed; null when there is none. */
  get(id: string): Promise<Readable | null>;
  /** Removes contents; those that are not there are removed already. */
  remove(ids: readonly string[]): Promise<void>;
  /** The ids of everything that is kept, by the thousand at most. */
  ids(): AsyncIterable<readonly string[]>;
  /** Why nothing can be kept or read, in words; null where it can. */
  problem(): Promise<string | null>;
}

/**
 * Contents of files, by the ids of their rows; StoreAway while their place does not answer. What is kept is never changed, so there is
 * nothing to lock. Whoever calls `put` has a committed row with the id, and keeps it until `remove` is done: so no content is ever left
 * that nobody knows of.
 */
export interface Files extends Place {
  /** The whole content, in memory; null when there is none. */
  read(id: string): Promise<Buffer | null>;
}

/** Names that are ids; whatever else lies in a store is not ours. */
export const isId = (name: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(name);
/** So many ids at once. */
export const idsAtOnce = 1_000;

/** A bucket where the configuration names one, else a folder. */
export function createFiles({ filesDir, filesS3 }: Config): Files {
  return new FilesIn(filesS3 ? new S3Files(filesS3) : new FolderFiles(filesDir));
}

/** Where files are kept: the same text for all processes that share the folder or bucket, by whatever path they reach the folder. */
export async function placeOfFiles({ filesDir, filesS3 }: Config): Promise<string> {
  if (filesS3) return `${filesS3.endpoint}/${filesS3.bucket}/${filesS3.prefix}`;
  await makeFolder(filesDir, 0o700);
  const file = join(filesDir, '.damso');
  const unfinished = `${file}-${randomUUID()}`;
  await writeFile(unfinished, randomUUID(), { mode: 0o600, flag: 'wx' });
  try {
    // Of two processes that name a folder at once one wins.
    await link(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(unfinished);
  }
  return readFile(file, 'utf8');
}

/** Where uploads arrive; beside the folder of what is kept, so that moving one there is a renaming. */
export function spoolDirOf({ filesDir }: Config): string {
  return join(filesDir, 'incoming');
}
