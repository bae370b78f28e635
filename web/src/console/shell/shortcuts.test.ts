import { describe, expect, test } from 'vitest';
import { GoKeys } from './shortcuts.ts';

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
