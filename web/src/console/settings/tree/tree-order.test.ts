import { describe, expect, test } from 'vitest';
import { branchOf, firstName, namesProblem, stepBefore, withMoved, type TreeNode } from './tree-order.ts';

const node = (id: string, parentId: string | null = null): TreeNode => ({
  id,
  name: `name of ${id}`,
  names: { ko: `${id}의 이름`, en: `name of ${id}` },
  level: parentId === null ? 1 : 2,
  parentId,
});

const all = [node('a'), node('a1', 'a'), node('a2', 'a'), node('b'), node('b1', 'b'), node('c')];
const ids = (nodes: readonly TreeNode[]) => nodes.map(({ id }) => id).join(' ');
const [a, a1, a2, , b1, c] = all as [TreeNode, TreeNode, TreeNode, TreeNode, TreeNode, TreeNode];

describe('the order of a tree', () => {
  test('moves a node with everything below it', () => {
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

  test('knows what belongs to a node', () => {
    expect(ids(branchOf(all, 'a'))).toBe('a a1 a2');
    expect(ids(branchOf(all, 'c'))).toBe('c');
  });
});

describe('the names of a node', () => {
  const problem = (names: Record<string, string>, place: { id?: string; parentId?: string } = {}) =>
    namesProblem(all, { parentId: null, ...place, names });

  test('are there in one language at least, and are no longer than they may be', () => {
    expect(problem({ ko: '  ', en: '' })).toBe('missing');
    expect(problem({ ko: '', en: 'x' })).toBeNull();
    expect(problem({ ko: 'x', en: 'x'.repeat(101) })).toBe('long');
  });

  test('are the only ones of their language in their place', () => {
    expect(problem({ ko: 'x', en: ' name of b ' })).toBe('twice');
    expect(problem({ ko: 'name of b', en: '' })).toBeNull();
    expect(problem({ en: 'name of b' }, { parentId: 'a' })).toBeNull();
    expect(problem({ en: 'name of b' }, { id: 'b' })).toBeNull();
  });

  test('are called by the first that is there', () => {
    expect(firstName({ ko: ' ', en: ' Delivery ' })).toBe('Delivery');
  });
});
