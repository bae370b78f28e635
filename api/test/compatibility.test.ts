import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { breaches, deprecationsOf, rowsOf, sinceOf } from '../../scripts/compatibility.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const landed = read('docs/api/landed.graphql');
const changelog = read('docs/api/changelog.md');

describe('the schema beside the one that landed last', () => {
  test('breaks no client', async () => {
    expect(await breaches(landed, read('schema.graphql'), changelog)).toEqual([]);
  });

  test('has for each deprecation a date, and a row with it in the changelog; and no row without one', () => {
    const deprecated = [...deprecationsOf(buildSchema(read('schema.graphql')))];
    const dated = new Map(deprecated.map(([path, reason]) => [path, sinceOf(reason)]));
    expect(Object.fromEntries(dated)).toEqual(Object.fromEntries(rowsOf(changelog, 'Deprecated')));
  });
});

describe('what breaks a client', () => {
  const old = `type Query { a: String, b(n: Int, s: String): Int, c: C, old: Int @deprecated(reason: "Use \`a\`; deprecated since 2026-01-31.") }
    enum C { X, Y } input I { n: Int } type T { d(i: I): Int } extend type Query { t: T }`;
  const after = (changes: [from: string | RegExp, to: string][], log = '') =>
    breaches(
      old,
      changes.reduce((text, [from, to]) => text.replace(from, to), old),
      log,
    );
  const removed = (date: string) =>
    `# Changes\n\n## Removed\n\n| what | when |\n| --- | --- |\n| \`Query.old\` | ${date} |\n`;

  test.each([
    ['a field that goes', 'a: String, ', ''],
    ['a field of another type', 'a: String', 'a: Int'],
    ['a field that may be null now', 'b(n: Int, s: String): Int', 'b(n: Int, s: String): Float'],
    ['an argument that goes', 'n: Int, s', 's'],
    ['an argument that has to be given', 's: String)', 's: String!)'],
    ['a value that goes', 'X, Y', 'X'],
    ['an input field that has to be given', 'input I { n: Int }', 'input I { n: Int! }'],
  ])('is %s', async (_, from, to) => {
    expect(await after([[from, to]])).toHaveLength(1);
  });

  test('is nothing that is added, said in other words or deprecated', async () => {
    expect(
      await after([
        ['a: String', '"said" a: String, more: Int, gone: Int @deprecated(reason: "since 2026-01-31")'],
        ['X, Y', 'X, Y, Z'],
        ['s: String)', 's: String, t: Int)'],
      ]),
    ).toEqual([]);
  });

  test('goes only once it was deprecated for half a year, and stands in the changelog', async () => {
    const without: [RegExp, string][] = [[/, old: Int @deprecated\(.*\) \}/, ' }']];
    expect(await after(without)).toHaveLength(1);
    expect(await after(without, removed('2026-05-31'))).toHaveLength(1);
    expect(await after(without, removed('2026-08-31'))).toEqual([]);
    expect(await after([['a: String, ', '']], removed('2026-08-31').replace('Query.old', 'Query.a'))).toHaveLength(1);
  });
});
