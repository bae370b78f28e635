import { describe, expect, test } from 'vitest';
import { branchOf, nameProblem, stepBefore, withMoved, type CategoryNode } from './category-order.ts';

const node = (id: string, parentId: string | null = null): CategoryNode => ({
  id,
  name: `name of ${id}`,
  level: parentId === null ? 1 : 2,
  parentId,
  removed: false,
});

const all = [node('a'), node('a1', 'a'), node('a2', 'a'), node('b'), node('b1', 'b'), node('c')];
const ids = (categories: readonly CategoryNode[]) => categories.map(({ id }) => id).join(' ');
const [a, a1, a2, , b1, c] = all as [
  CategoryNode,
  CategoryNode,
  CategoryNode,
  CategoryNode,
  CategoryNode,
  CategoryNode,
];

describe('the order of categories', () => {
  test('moves a category with everything below it', () => {
    expect(ids(withMoved(all, 'a', 'c'))).toBe('b b1 a a1 a2 c');
    expect(ids(withMoved(all, 'a', null))).toBe('b b1 c a a1 a2');
    expect(ids(withMoved(all, 'c', 'a'))).toBe('c a a1 a2 b b1');
    expect(ids(withMoved(all, 'a1', null))).toBe('a a2 a1 b b1 c');
  });

  test('stays where there is nothing to move, or nowhere to', () => {
    expect(withMoved(all, 'x', null)).toBe(all);
    expect(withMoved(all, 'b1', null)).toBe(all);
    expect(withMoved(all, 'a', 'x')).toBe(all);
  });

  test('knows what a step up or down is, and where there is none', () => {
    expect(stepBefore(all, c, 'up')).toBe('b');
    expect(stepBefore(all, a, 'down')).toBe('c');
    expect(stepBefore(all, a1, 'down')).toBeNull();
    expect(stepBefore(all, a2, 'up')).toBe('a1');
    expect(stepBefore(all, a, 'up')).toBeUndefined();
    expect(stepBefore(all, c, 'down')).toBeUndefined();
    expect(stepBefore(all, b1, 'up')).toBeUndefined();
  });

  test('knows what belongs to a category', () => {
    expect(ids(branchOf(all, 'a'))).toBe('a a1 a2');
    expect(ids(branchOf(all, 'c'))).toBe('c');
  });
});

describe('the name of a category', () => {
  test('is there, is no longer than it may be, and is the only one of its kind in its place', () => {
    expect(nameProblem(all, { parentId: null, name: '  ' })).toBe('missing');
    expect(nameProblem(all, { parentId: null, name: 'x'.repeat(101) })).toBe('long');
    expect(nameProblem(all, { parentId: null, name: ' name of b ' })).toBe('twice');
    expect(nameProblem(all, { parentId: 'a', name: 'name of b' })).toBeNull();
    expect(nameProblem(all, { id: 'b', parentId: null, name: 'name of b' })).toBeNull();
  });
});
