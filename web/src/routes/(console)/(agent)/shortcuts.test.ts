import { describe, expect, test } from 'vitest';
import { GoKeys, letterOf } from './shortcuts.ts';

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

describe('g and a letter', () => {
  test('lead somewhere only together and soon after each other', () => {
    const keys = new GoKeys();
    expect(keys.hear('d', 0)).toBeNull();
    expect(keys.hear('g', 100)).toBeNull();
    expect(keys.hear('d', 900)).toBe('d');
    expect(keys.hear('d', 1_000)).toBeNull();
    expect(keys.hear('g', 2_000)).toBeNull();
    expect(keys.hear('d', 9_000)).toBeNull();
  });

  test('begin again with another g, and end with any other key', () => {
    const keys = new GoKeys();
    keys.hear('g', 0);
    expect(keys.hear('g', 100)).toBeNull();
    expect(keys.hear('s', 200)).toBe('s');
    keys.hear('g', 300);
    expect(keys.hear(null, 400)).toBeNull();
    expect(keys.hear('s', 500)).toBeNull();
  });
});
