import { readFileSync } from 'node:fs';
import { isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { errorCodes, isErrorCode } from './error-codes.ts';
import { schema } from './schema.ts';

const document = readFileSync(new URL('../../docs/api/errors.md', import.meta.url), 'utf8');

/** The cells of a section's table, without its head. */
function tableOf(section: string): string[][] {
  const text = document.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('docs/api/errors.md', () => {
  test('has every code, with its status and its meaning', () => {
    const expected = Object.entries(errorCodes).map(([code, { status, meaning }]) => [
      `\`${code}\``,
      String(status ?? ''),
      meaning,
    ]);
    expect(tableOf('Codes')).toEqual(expected);
  });

  test('has every expected outcome of the schema, as the schema describes it', () => {
    const outcomes = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'DomainError'))
      .map(({ name, description }) => [`\`${name}\``, description ?? ''])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    expect(outcomes.length).toBeGreaterThan(25);
    expect(tableOf('Types')).toEqual(outcomes);
  });
});

test('a code is one of the list, and no property that every object has', () => {
  expect(isErrorCode('NOT_FOUND')).toBe(true);
  for (const other of ['toString', 'constructor', 'http', '', null, 5]) expect(isErrorCode(other)).toBe(false);
});
