import type { CategoryNodeFragment } from '#lib/graphql/generated/console/graphql.ts';

export type CategoryNode = CategoryNodeFragment;

export const mostLevels = 3;
export const mostCategories = 500;
export const longestName = 100;

/** Those directly below one of them, in order; with null the top. */
export function childrenOf(all: readonly CategoryNode[], parentId: string | null): CategoryNode[] {
  return all.filter((category) => category.parentId === parentId);
}

export function siblingsOf(all: readonly CategoryNode[], { parentId }: CategoryNode): CategoryNode[] {
  return childrenOf(all, parentId);
}

/** The category with everything below it. */
export function branchOf(all: readonly CategoryNode[], id: string): CategoryNode[] {
  const ids = new Set([id]);
  // Parents come before their children.
  for (const category of all) if (category.parentId !== null && ids.has(category.parentId)) ids.add(category.id);
  return all.filter((category) => ids.has(category.id));
}

/** Before which sibling one must be put to go a step up or down; undefined where there is no such step. */
export function stepBefore(
  all: readonly CategoryNode[],
  category: CategoryNode,
  step: 'up' | 'down',
): string | null | undefined {
  const siblings = siblingsOf(all, category);
  const at = siblings.findIndex(({ id }) => id === category.id);
  if (step === 'up') return at > 0 ? siblings[at - 1]!.id : undefined;
  return at < siblings.length - 1 ? (siblings[at + 2]?.id ?? null) : undefined;
}

/** The list after a category, with its branch, was put before a sibling or last. */
export function withMoved(all: readonly CategoryNode[], id: string, before: string | null): readonly CategoryNode[] {
  const category = all.find((each) => each.id === id);
  if (!category) return all;
  const branch = branchOf(all, id);
  const others = all.filter((each) => !branch.includes(each));
  const last = childrenOf(others, category.parentId).at(-1);
  if (!last) return all;
  const end = before ?? branchOf(others, last.id).at(-1)!.id;
  const at = others.findIndex((each) => each.id === end);
  return at < 0 ? all : others.toSpliced(before === null ? at + 1 : at, 0, ...branch);
}

/** What is wrong with a name below `parentId`, for a category that is new or has the id. */
export function nameProblem(
  all: readonly CategoryNode[],
  { id, parentId, name }: { id?: string; parentId: string | null; name: string },
): 'missing' | 'twice' | 'long' | null {
  const settled = name.normalize('NFC').trim();
  if (settled === '') return 'missing';
  if (settled.length > longestName) return 'long';
  const isTaken = childrenOf(all, parentId).some((each) => each.id !== id && each.name === settled);
  return isTaken ? 'twice' : null;
}
