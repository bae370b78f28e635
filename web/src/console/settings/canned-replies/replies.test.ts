import { describe, expect, test } from 'vitest';
import { beforeByKey, withMoved } from '../reorder/order.ts';
import { cleaned, shortcutProblem } from './reply-draft.ts';

const list = (ids: string) => Array.from(ids).map((id) => ({ id }));
const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id).join('');

describe('the order of canned replies', () => {
  test('takes one before another, or last', () => {
    expect(ids(withMoved(list('abcd'), 'd', 'b'))).toBe('adbc');
    expect(ids(withMoved(list('abcd'), 'a', 'c'))).toBe('bacd');
    expect(ids(withMoved(list('abcd'), 'b', null))).toBe('acdb');
  });

  test('stays where one is put before itself, and where there is no such one', () => {
    expect(ids(withMoved(list('abc'), 'b', 'b'))).toBe('abc');
    expect(ids(withMoved(list('abc'), 'x', 'a'))).toBe('abc');
  });

  test('moves by one key, and not past its ends', () => {
    const by = (id: string, key: string) => {
      const before = beforeByKey(list('abcd'), id, key);
      return before === undefined ? undefined : ids(withMoved(list('abcd'), id, before));
    };
    expect(by('b', 'ArrowDown')).toBe('acbd');
    expect(by('c', 'ArrowDown')).toBe('abdc');
    expect(by('b', 'ArrowUp')).toBe('bacd');
    expect(by('c', 'Home')).toBe('cabd');
    expect(by('b', 'End')).toBe('acdb');
    expect(by('a', 'ArrowUp')).toBeUndefined();
    expect(by('d', 'ArrowDown')).toBeUndefined();
    expect(by('b', 'Enter')).toBeUndefined();
  });
});

describe('a shortcut', () => {
  const problem = (shortcut: string) => shortcutProblem({ shortcut, body: '' }, [{ shortcut: '인사' }]);

  test('may be typed with the slash that calls it', () => {
    expect(cleaned({ shortcut: ' /인사 ', body: ' 안녕하세요\n' })).toEqual({ shortcut: '인사', body: '안녕하세요' });
  });

  test('is there, without blanks, not too long and the only one', () => {
    expect(problem(' / ')).toBe('missing');
    expect(problem('두 단어')).toBe('blank');
    expect(problem('a'.repeat(51))).toBe('long');
    expect(problem('/인사'.normalize('NFD'))).toBe('twice');
    expect(problem('a'.repeat(50))).toBeNull();
  });
});
