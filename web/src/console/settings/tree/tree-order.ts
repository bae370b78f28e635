import { tidied } from '@damso/api/blank';
import { beforeByKey } from '../reorder/order.ts';

/** What an administrator typed or the server told, by the key of the field: one for each language, or a single one. */
export type Names = Readonly<Record<string, string>>;

/** One of a tree, such as a category or an inquiry type. */
export interface TreeNode {
  id: string;
  /** As it is read here. */
  name: string;
  names: Names;
  level: number;
  parentId: string | null;
}

export const mostLevels = 3;
export const mostNodes = 500;
export const longestName = 100;

/** Those directly below one of them, in order; with null the top. */
export function childrenOf<N extends TreeNode>(all: readonly N[], parentId: string | null): N[] {
  return all.filter((node) => node.parentId === parentId);
}

export function siblingsOf<N extends TreeNode>(all: readonly N[], { parentId }: TreeNode): N[] {
  return childrenOf(all, parentId);
}

/** The node with everything below it. */
export function branchOf<N extends TreeNode>(all: readonly N[], id: string): N[] {
  const ids = new Set([id]);
  // Parents come before their children.
  for (const node of all) if (node.parentId !== null && ids.has(node.parentId)) ids.add(node.id);
  return all.filter((node) => ids.has(node.id));
}

/** Before which sibling one must be put to go a step up or down; undefined where there is no such step. */
export function stepBefore(all: readonly TreeNode[], node: TreeNode, step: 'up' | 'down'): string | null | undefined {
  return beforeByKey(siblingsOf(all, node), node.id, step === 'up' ? 'ArrowUp' : 'ArrowDown');
}

/** The list after a node, with its branch, was put before a sibling or last. */
export function withMoved<N extends TreeNode>(all: readonly N[], id: string, before: string | null): readonly N[] {
  const node = all.find((each) => each.id === id);
  if (!node) return all;
  const branch = branchOf(all, id);
  const others = all.filter((each) => !branch.includes(each));
  const last = childrenOf(others, node.parentId).at(-1);
  if (!last) return all;
  const end = before ?? branchOf(others, last.id).at(-1)!.id;
  const at = others.findIndex((each) => each.id === end);
  return at < 0 ? all : others.toSpliced(before === null ? at + 1 : at, 0, ...branch);
}

/** What is wrong with the names of a node below `parentId`, which is new or has the id. One of them is enough. */
export function namesProblem(
  all: readonly TreeNode[],
  { id, parentId, names }: { id?: string; parentId: string | null; names: Names },
): 'missing' | 'twice' | 'long' | null {
  const normalised = Object.entries(normalisedNames(names)).filter(([, name]) => name !== '');
  if (normalised.length === 0) return 'missing';
  if (normalised.some(([, name]) => name.length > longestName)) return 'long';
  const others = childrenOf(all, parentId).filter((each) => each.id !== id);
  return others.some((each) => normalised.some(([key, name]) => each.names[key] === name)) ? 'twice' : null;
}

/** As the server keeps them. */
export function normalisedNames(names: Names): Names {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, tidied(name)]));
}

/** What to call one of these names. */
export function firstName(names: Names): string {
  return Object.values(normalisedNames(names)).find((name) => name !== '') ?? '';
}
