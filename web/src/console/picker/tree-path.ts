import { isolated } from '#lib/bidi/isolated.ts';

/** What can be chosen from a tree, such as a category. */
export interface Choosable {
  id: string;
  /** Names from the top down to it. */
  path: readonly string[];
}

export const pathWords = (path: readonly string[]): string => path.map(isolated).join(' ▸ ');

/** Whether each word that was typed stands somewhere in the path. */
export function isFound(path: readonly string[], typed: string): boolean {
  const all = path.join(' ').normalize('NFC').toLocaleLowerCase();
  return typed
    .normalize('NFC')
    .replace(/[\u2068\u2069]/g, '')
    .trim()
    .toLocaleLowerCase()
    .split(/[\s▸>/]+/)
    .every((word) => all.includes(word));
}
