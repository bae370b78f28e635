import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The tests that a text names: a file in backticks, then words of names in “quotation marks”, up to the next file. */
function namedIn(text: string): { file: string; names: string[] }[] {
  return text
    .split(/(?=`[^`\s]+\.test\.ts`)/)
    .slice(1)
    .map((part) => ({
      file: /^`([^`]+)`/.exec(part)![1]!,
      names: Array.from(part.split('\n')[0]!.matchAll(/“([^”]+)”/g), ([, name]) => name!),
    }));
}

describe('docs/requirements.md', () => {
  const named = namedIn(read('docs/requirements.md'));

  test('names files of tests that there are', () => {
    expect(named.length).toBeGreaterThan(50);
    expect(named.map(({ file }) => file).filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
  });

  test('names tests that stand in those files', () => {
    const missing = named.flatMap(({ file, names }) => {
      const source = read(file);
      return names.filter((name) => !source.includes(name)).map((name) => `${file}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('has a line for every requirement', () => {
    const numbers = Array.from(read('docs/requirements.md').matchAll(/^- \*\*(\w+)\*\*/gm), ([, number]) => number);
    const series = (letter: string, last: number) => Array.from({ length: last }, (_, n) => `${letter}${n + 1}`);
    expect(numbers).toEqual([
      ...series('S', 32),
      ...series('O', 5),
      ...series('M', 1),
      ...series('H', 6),
      ...series('N', 5),
      ...series('A', 6),
      ...series('F', 4),
      ...series('R', 5),
      ...series('', 14),
    ]);
  });
});
