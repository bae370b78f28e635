import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../../messages/', import.meta.url);
const areas = readdirSync(new URL('ko/', folder)).sort();

function messagesOf(language: string, area: string): Map<string, unknown> {
  const file = JSON.parse(readFileSync(new URL(`${language}/${area}`, folder), 'utf8')) as Record<string, unknown>;
  return new Map(Object.entries(file).filter(([key]) => key !== '$schema'));
}

const placeholders = (message: unknown) => [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].sort();

describe('messages', () => {
  test('have the same areas in both languages', () => {
    expect(readdirSync(new URL('en/', folder)).sort()).toEqual(areas);
  });

  test.each(areas)('%s says the same things in both languages', (area) => {
    const [ko, en] = [messagesOf('ko', area), messagesOf('en', area)];
    expect([...en.keys()].sort()).toEqual([...ko.keys()].sort());
    for (const [key, message] of ko) {
      expect(message, key).not.toBe('');
      expect(en.get(key), key).not.toBe('');
      expect(placeholders(en.get(key)), key).toEqual(placeholders(message));
    }
  });

  test('bear a name that only one area uses', () => {
    const keys = areas.flatMap((area) => [...messagesOf('ko', area).keys()]);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
