import { describe, expect, test } from 'vitest';
import { letterOf } from './keys.ts';

describe('a key', () => {
  test('is the same letter on a Latin and on a Korean keyboard', () => {
    expect(letterOf({ key: 'g', code: 'KeyG' })).toBe('g');
    expect(letterOf({ key: 'G', code: 'KeyG' })).toBe('g');
    expect(letterOf({ key: 'ㅎ', code: 'KeyG' })).toBe('g');
    expect(letterOf({ key: 'Process', code: 'KeyG' })).toBe('g');
  });

  test('follows what a Latin layout writes, not where the key lies', () => {
    expect(letterOf({ key: 'j', code: 'KeyC' })).toBe('j');
  });

  test('is no letter when it is something else', () => {
    expect(letterOf({ key: 'Enter', code: 'Enter' })).toBeNull();
    expect(letterOf({ key: '?', code: 'Slash' })).toBeNull();
    expect(letterOf({ key: 'ArrowDown', code: 'ArrowDown' })).toBeNull();
  });
});
