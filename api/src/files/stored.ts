import type { Readable } from 'node:stream';
import type { Files } from './files.ts';

/** The store does not answer, or refuses to; what it has is there again later. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/** What the store has under a name, or null where it has nothing; StoreAway where it cannot tell. */
export async function stored(files: Pick<Files, 'get'>, name: string): Promise<Readable | null> {
  try {
    return await files.get(name);
  } catch (cause) {
    throw new StoreAway('The store of files does not answer.', { cause });
  }
}
