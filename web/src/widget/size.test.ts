import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';

const built = join(import.meta.dirname, '../../build/widget');
const assets = join(built, 'assets');
const read = (path: string) => readFileSync(path, 'utf8');
const zipped = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

describe('the built widget', () => {
  beforeAll(() => {
    if (!existsSync(built)) throw new Error('Build the web part first: npm run build -w web');
  });

  test('has a loader of at most 3 kB', () => {
    expect(zipped(join(built, 'widget.js'))).toBeLessThanOrEqual(3_000);
  });

  const sizeOf = (files: string[]) => files.reduce((sum, file) => sum + zipped(join(assets, file)), 0);
  /** What the dialog loads before anything is to be seen. */
  const atOnce = () =>
    Array.from(
      read(join(built, 'index.html')).matchAll(/(?:src|href)="\/widget\/assets\/([^"]+)"/g),
      ([, file]) => file!,
    );

  test('has a dialog of at most 45 kB, scripts and styles together', () => {
    expect(atOnce().length).toBeGreaterThanOrEqual(2);
    expect(sizeOf(atOnce())).toBeLessThanOrEqual(45_000);
  });

  test('has an inquiry form of at most 8 kB more, for those who need it', () => {
    const later = readdirSync(assets).filter((file) => !atOnce().includes(file) && !links.test(file));
    expect(later.length).toBeGreaterThanOrEqual(2);
    expect(sizeOf(later)).toBeLessThanOrEqual(8_000);
  });

  const links = /^links-/;
  test('has rules for links of at most 2 kB more, for those who are sent one', () => {
    const later = readdirSync(assets).filter((file) => !atOnce().includes(file) && links.test(file));
    expect(later).toHaveLength(1);
    expect(sizeOf(later)).toBeLessThanOrEqual(2_000);
  });

  test('has a loader that reads the same in whatever encoding its page has', () => {
    const text = read(join(built, 'widget.js'));
    expect(Buffer.byteLength(text)).toBe(text.length);
  });

  test('runs under a policy without unsafe-inline and unsafe-eval', () => {
    const html = read(join(built, 'index.html'));
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
    for (const path of [join(built, 'widget.js'), ...readdirSync(assets).map((file) => join(assets, file))]) {
      const text = read(path);
      expect(text, path).not.toMatch(/\beval\s*\(|new Function\s*\(|createElement\(["'`]style["'`]\)/);
      // Markup that Svelte clones is parsed as HTML: a style attribute in it would be inline style.
      expect(text, path).not.toMatch(/<[a-z][^<>]*\sstyle=/i);
    }
  });

  test('loads nothing from anywhere else', () => {
    const html = read(join(built, 'index.html'));
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\/widget\//);
  });
});
