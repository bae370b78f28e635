import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chunkFor, type Chunk } from './chunks.ts';

const shell = '(console)/(agent)/+layout';
const desk = '(console)/(agent)/desk/+page';
const consent = '(console)/(agent)/service/consent/+page';
const accounts = '(console)/(agent)/organisation/accounts/+page';
const signIn = '(console)/sign-in/+page';
const setUp = '(console)/set-up/+page';
const help = 'help/[service]/inquiry/+page';
const explorer = 'developers/explorer/+page';

describe('a module goes', () => {
  test.each<[string, string[], Chunk | null]>([
    ['with one page that needs it alone', [desk], null],
    ['with one page, also where pages without scripts show the like', [desk, help, 'developers/guides/+page'], null],
    ['where every page finds it, if it is of all', ['+layout', desk], 'start'],
    ['where the console begins, if it is of that', ['(console)/+layout', desk], 'console'],
    ['where the console begins, if signing in and the frame of every page need it', [signIn, shell], 'console'],
    ['apart from both, if it is about an account', [setUp, consent], 'account'],
    ['with what agents need on every page', [shell], 'agent'],
    ['with what agents need, if it is of two of their pages', [desk, consent], 'agent'],
    ['with the settings, if it is of these alone', [consent, accounts], 'settings'],
    ['apart from what agents need, if the explorer needs it too', [shell, explorer], 'explorer'],
  ])('%s', (_, pages, chunk) => {
    expect(chunkFor(new Set(pages))).toBe(chunk);
  });
});

const built = join(import.meta.dirname, 'build/client/_app/immutable');

describe('the built pages', () => {
  beforeAll(() => {
    if (!existsSync(built)) throw new Error('Build the web part first: npm run build -w web');
  });

  const read = (file: string) => readFileSync(file, 'utf8');
  const called = (pattern: string) => globSync(join(built, pattern));
  const importsOf = (file: string, pattern: RegExp) =>
    Array.from(read(file).matchAll(pattern), ([, path]) => join(file, '..', path!));
  const atOnce = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
  const later = /import\(\s*["'`](\.[^"'`]+\.js)["'`]/g;

  /** These files with all that they import; `lazily` also with what they ask for afterwards. */
  function withImports(files: string[], lazily = false): Set<string> {
    const all = new Set(files);
    for (const file of all) {
      for (const one of importsOf(file, atOnce)) all.add(one);
      if (lazily) for (const one of importsOf(file, later)) all.add(one);
    }
    return all;
  }

  /** The parts of each page, as SvelteKit's router knows them. */
  function nodesOf(page: string): string[] {
    const dictionary = /"(\/[^"]*)":\[~?(\d+)(?:,\[([\d,]*)\])?/g;
    for (const [, name, own, layouts] of read(called('entry/app.*.js')[0]!).matchAll(dictionary))
      if (name === page) return ['0', '1', ...(layouts?.split(',').filter(Boolean) ?? []), own!];
    throw new Error(`There is no page ${page}.`);
  }

  const nodeFiles = (page: string) => nodesOf(page).flatMap((node) => called(`nodes/${node}.*.js`));
  const start = () => called('entry/start.*.js');
  /** What a page loads before it shows. */
  const scriptsOf = (page: string) =>
    withImports([
      ...start(),
      ...start().flatMap((file) => importsOf(file, later)),
      ...called('entry/app.*.js'),
      ...nodeFiles(page),
    ]);
  const sent = (files: Iterable<string>) =>
    Array.from(files).reduce((sum, file) => sum + (statSync(`${file}.br`, { throwIfNoEntry: false })?.size ?? 0), 0);

  test.each([
    ['/(console)/sign-in', 85_000],
    ['/(console)/(agent)', 230_000],
    ['/(console)/(agent)/desk', 230_000],
    ['/(console)/(agent)/tickets', 230_000],
    ['/(console)/(agent)/history', 230_000],
    ['/(console)/(agent)/service/chat', 260_000],
  ])('come in few files that hold little of others: %s', (page, size) => {
    const scripts = scriptsOf(page);
    expect(scripts.size).toBeLessThanOrEqual(20);
    expect(scripts.size).toBeGreaterThan(5);
    expect(sent(scripts)).toBeLessThanOrEqual(size);
  });

  test('of the console are all there after few more', () => {
    const names = Array.from(
      read(called('entry/app.*.js')[0]!).matchAll(/"(\/\(console\)[^"]*)":\[/g),
      ([, name]) => name!,
    );
    expect(names.length).toBeGreaterThan(30);
    const all = new Set(names.flatMap((name) => [...scriptsOf(name)]));
    expect(all.size).toBeLessThanOrEqual(names.length + 25);
  });

  test('run SvelteKit’s client only once its payload is set', () => {
    const first = withImports(start());
    expect(Array.from(first, read).join('').length).toBeLessThan(5_000);
    expect(importsOf(start()[0]!, later)).toHaveLength(1);
  });

  test('of the explorer hold next to nothing that only agents need, also later', () => {
    const agents = scriptsOf('/(console)/(agent)/desk').difference(scriptsOf('/(console)/sign-in'));
    expect(sent(agents)).toBeGreaterThan(100_000);
    const all = withImports(nodeFiles('/developers/explorer'), true);
    expect(sent(all)).toBeGreaterThan(300_000);
    expect(sent(all.intersection(agents))).toBeLessThanOrEqual(30_000);
  });
});
