import { globSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { isolated, isolatedParts } from './isolated.ts';
import { m } from '#lib/paraglide/messages.js';
import { baseLocale, locales, overwriteGetLocale } from '#lib/paraglide/runtime.js';

afterEach(() => overwriteGetLocale(() => baseLocale));

describe('what a person wrote inside a sentence', () => {
  test('is isolated where it could turn the order, and stays as it is where it cannot', () => {
    for (const name of ['שרה', 'علي 2', 'a\u202egnp.exe', '\u200f1', '𞤀𞤣', '\u2067']) {
      expect(isolated(name)).toMatch(/^\u2068[^\u2066-\u2069]*\u2069$/);
    }
    for (const name of ['김하늘', 'Zoë', '고객 🙂', '010-1234', '', null, 3]) expect(isolated(name)).toBe(name);
  });

  test('cannot end its isolate, nor leave one open', () => {
    expect(isolated('a\u2069\u202eb\u2067c')).toBe('\u2068a\u202ebc\u2069');
    expect(isolatedParts('שרה', null, undefined, '', '010')).toBe('\u2068שרה\u2069 · 010');
  });
});

const folder = new URL('../../../messages/', import.meta.url);
const messages = readdirSync(new URL('en/', folder)).flatMap((area) =>
  Object.entries(JSON.parse(readFileSync(new URL(`en/${area}`, folder), 'utf8')) as Record<string, unknown>),
);

describe.each(locales)('the messages in %s', (locale) => {
  test('isolate whatever is put into them', () => {
    overwriteGetLocale(() => locale);
    const override = 'a\u202eb';
    const say = m as unknown as Record<string, (inputs: object) => string>;
    let told = 0;
    for (const [key, message] of messages) {
      const names = Array.from(JSON.stringify(message).matchAll(/\{(\w+)\}/g), ([, name]) => name!);
      if (names.length === 0) continue;
      const text = say[key]!(Object.fromEntries(names.map((name) => [name, override])));
      expect({ key, text: text.replaceAll(`\u2068${override}\u2069`, '') }).toEqual({
        key,
        text: expect.not.stringContaining('\u202e') as string,
      });
      told += 1;
    }
    expect(told).toBeGreaterThan(150);
  });
});

describe('fields that people type in', () => {
  /** Their opening tags; arrows of handlers are no ends. */
  const fields = globSync('src/**/*.svelte', { cwd: new URL('../../..', import.meta.url).pathname }).flatMap((path) => {
    const source = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    return Array.from(source.matchAll(/<(?:input|textarea|Combobox\.Input)\b(?:=>|[^>])*>/g), ([tag]) => ({
      path,
      tag,
    }));
  });
  const holdsNoText = /type="(?:checkbox|radio|file|hidden|date|password)"|inputmode="numeric"|'password'/;

  test('take the direction of what is typed', () => {
    expect(fields.length).toBeGreaterThan(50);
    const fixed = fields.filter(({ tag }) => !tag.includes('dir="auto"') && !holdsNoText.test(tag));
    expect(fixed).toEqual([]);
  });
});
