import { createStore, delMany, get, keys, set } from 'idb-keyval';
import type { FileKeeper } from '#lib/files/uploads.svelte.ts';
import { randomId } from './random-id.ts';
import type { TextStorage } from './text-storage.ts';

/*
 * Files that somebody chose, kept in this browser until the server has what they go with. A file is kept as long as a text that is kept
 * names it by its id; so whatever drops the text lets the file go, too. Where the browser keeps no files they live as long as the page.
 */

/** With the token under which the server has it, if it was sent anew since its text was written. */
export interface KeptFile {
  readonly file: File;
  readonly token?: string;
}

const store = createStore('damso', 'files');
const ofThisPage = new Map<string, KeptFile>();

/** What a browser without such a store, a blocked one or a full one answers. */
async function attempt<T>(use: () => Promise<T>): Promise<T | undefined> {
  try {
    return await use();
  } catch {
    return undefined;
  }
}

/** To be called once a text that is kept names the file. */
export async function keepFile(id: string, kept: KeptFile): Promise<void> {
  ofThisPage.set(id, kept);
  await attempt(() => set(id, kept, store));
}

export async function keptFile(id: string): Promise<KeptFile | undefined> {
  return ofThisPage.get(id) ?? (await attempt(() => get<KeptFile>(id, store)));
}

/** Lets go of what no text names any more, neither of this page's nor of anybody's who uses this browser. */
export async function dropUnnamedFiles(storage: TextStorage): Promise<void> {
  const kept = await attempt(() => keys<string>(store));
  const texts = [...storage.names('').map((name) => storage.get(name) ?? ''), ...textsOfBrowser()];
  const unnamed = [...new Set([...ofThisPage.keys(), ...(kept ?? [])])].filter(
    (id) => !texts.some((text) => text.includes(id)),
  );
  for (const id of unnamed) ofThisPage.delete(id);
  if (unnamed.length > 0) await attempt(() => delMany(unnamed, store));
}

/** Keeps what is chosen and named in texts of a storage. */
export const keeperOf = (storage: TextStorage): FileKeeper => ({
  newId: randomId,
  keep: (id, file) => void keepFile(id, { file }),
  get: async (id) => (await keptFile(id))?.file,
  drop: () => void dropUnnamedFiles(storage),
});

function textsOfBrowser(): string[] {
  try {
    return Object.entries(localStorage).flatMap(([name, text]) => (name.startsWith('damso.') ? [String(text)] : []));
  } catch {
    return [];
  }
}
