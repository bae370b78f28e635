import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const built = join(import.meta.dirname, '../../build/widget');
const assets = join(built, 'assets');
const read = (path: string) => readFileSync(path, 'utf8');
/** What goes over the wire: `static-files.test.ts` holds that it does. */
const sent = (path: string) => statSync(`${path}.br`).size;

describe('the built widget', () => {
  beforeAll(() => {
    if (!existsSync(built)) throw new Error('Build the web part first: npm run build -w web');
  });

  test('has a loader of at most 3 kB', () => {
    expect(sent(join(built, 'widget.js'))).toBeLessThanOrEqual(3_000);
  });

  test('has, for whoever opens the dialog, at most 2 kB more beside it', () => {
    expect(sent(join(built, 'panel.js'))).toBeLessThanOrEqual(2_000);
  });

  test('has, for whoever chats, at most 1 kB more to tell of answers on every page', () => {
    expect(sent(join(built, 'company.js'))).toBeLessThanOrEqual(1_000);
  });

  const sizeOf = (files: string[]) => files.reduce((sum, file) => sum + sent(join(assets, file)), 0);
  const page = () => sent(join(built, 'index.html'));
  /** What the dialog loads before anything is to be seen, beside its page. */
  const atOnce = () =>
    Array.from(
      read(join(built, 'index.html')).matchAll(/(?:src|href)="\/widget\/assets\/([^"]+)"/g),
      ([, file]) => file!,
    );

  test('has a first screen of at most 26 kB, page, scripts and styles together', () => {
    // Every file more is a request more, and on a new connection a slow one.
    expect(atOnce().map((file) => file.replace(/-[\w-]{8}\./, '.'))).toEqual(['start.js']);
    expect(page() + sizeOf(atOnce())).toBeLessThanOrEqual(26_000);
  });

  const later = (name: string) =>
    readdirSync(assets).filter((file) => file.startsWith(`${name}-`) && /\.(js|css)$/.test(file));

  test('has all of a chat in at most 45 kB, the talk included', () => {
    const talk = later('later');
    expect(talk.length).toBeGreaterThanOrEqual(2);
    // With what it cannot begin without.
    for (const file of talk.filter((name) => name.endsWith('.js')))
      for (const [, part] of read(join(assets, file)).matchAll(/\bfrom[`"]\.\/([^`"]+)[`"]/g))
        if (!talk.includes(part!) && !atOnce().includes(part!)) talk.push(part!);
    expect(atOnce().filter((file) => talk.includes(file))).toEqual([]);
    expect(page() + sizeOf([...atOnce(), ...talk])).toBeLessThanOrEqual(45_000);
  });

  test('has an inquiry form of at most 8 kB more, for those who need it', () => {
    const form = later('leave-inquiry');
    expect(form.length).toBeGreaterThanOrEqual(1);
    expect(sizeOf(form)).toBeLessThanOrEqual(8_000);
  });

  test('has rules for links of at most 2 kB more, for those who are sent one', () => {
    const links = later('links');
    expect(links).toHaveLength(1);
    expect(atOnce()).not.toContain(links[0]);
    expect(sizeOf(links)).toBeLessThanOrEqual(2_000);
  });

  test('has a loader that reads the same in whatever encoding its page has', () => {
    const text = read(join(built, 'widget.js'));
    expect(Buffer.byteLength(text)).toBe(text.length);
  });

  test('runs under a policy without unsafe-inline and unsafe-eval', () => {
    const html = read(join(built, 'index.html'));
    // Beside one script and one sheet that the policy names by their hashes: `static-files.test.ts` holds that it does.
    const named = html.replace(/<script>[^<]+<\/script>/, '').replace(/<style>[^<]+<\/style>/, '');
    expect(named).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
    for (const path of globSync(join(built, '**/*.{js,css}'))) {
      const text = read(path);
      expect(text, path).not.toMatch(/\beval\s*\(|new Function\s*\(|createElement\(["'`]style["'`]\)/);
      // Markup that Svelte clones is parsed as HTML: a style attribute in it would be inline style.
      expect(text, path).not.toMatch(/<[a-z][^<>]*\sstyle=/i);
    }
  });

  test('has every token that its styles take without another one to fall back on', () => {
    const styles = [join(built, 'index.html'), ...globSync(join(assets, '*.css'))].map(read).join('');
    const named = (pattern: RegExp) => new Set(Array.from(styles.matchAll(pattern), ([, name]) => name));
    const there = named(/(--[\w-]+):/g);
    expect(there.size).toBeGreaterThan(10);
    expect(Array.from(named(/var\((--[\w-]+)\)/g)).filter((name) => !there.has(name))).toEqual([]);
  });

  test('loads nothing from anywhere else', () => {
    const html = read(join(built, 'index.html'));
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\/widget\//);
  });
});
