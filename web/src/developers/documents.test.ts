import { describe, expect, test } from 'vitest';
import { inLanguage, linksInLanguage } from './address.ts';
import { documents, entries, examples, overview, reference, schema, summaryOf } from './content.server.ts';
import { Documents, sourceOf } from './documents.ts';

const guide = (slug: string, order: string) =>
  sourceOf(
    'guides',
    `docs/guides/${slug}.md`,
    `---\ntitle: "Guide: ${slug}"\nsummary: About ${slug}: all.\n${order}---\n\nWords.\n`,
  );

describe('a document', () => {
  test('has its title from its front matter, or from its heading', () => {
    expect(guide('bots', 'order: 2\n')).toMatchObject({
      title: 'Guide: bots',
      summary: { en: 'About bots: all.', ko: 'About bots: all.' },
      order: 2,
      text: '\nWords.\n',
    });
    expect(sourceOf('api', 'docs/api/errors.md', '# Errors\n\nTwo sorts.\n')).toMatchObject({
      slug: 'errors',
      title: 'Errors',
      summary: { en: '', ko: '' },
      text: '\nTwo sorts.\n',
    });
    expect(sourceOf('examples', 'examples/README.md', '# Examples\n\n> 예제 `한` 줄.\n\nMore.\n')).toMatchObject({
      slug: '',
      summary: { ko: '예제 한 줄.' },
      text: '\nMore.\n',
    });
    expect(() => sourceOf('api', 'docs/api/x.md', 'Words.')).toThrow('docs/api/x.md has no title');
  });

  test('stands in order between its neighbours, guides before the rest', () => {
    const all = new Documents(
      [
        sourceOf('api', 'docs/api/errors.md', '# Errors\n\nx'),
        guide('second', 'order: 2\n'),
        guide('z', ''),
        guide('first', 'order: 1\n'),
      ],
      { file: () => undefined, code: () => undefined },
    );
    expect(all.sources.map(({ slug }) => slug)).toEqual(['first', 'second', 'z', 'errors']);
    expect(all.read('guides', 'z')).toMatchObject({
      previous: { href: '/developers/guides/second' },
      next: { href: '/developers/api/errors', title: 'Errors' },
    });
    expect(all.read('guides', 'errors')).toBeUndefined();
  });
});

describe('the documents of this product', () => {
  const pages = documents.sources.map(({ section, slug }) => documents.read(section, slug)!);

  test('are summed up in English and in Korean', () => {
    expect(pages.filter(({ summary }) => !summary.en || !/\p{Script=Hangul}/u.test(summary.ko))).toEqual([]);
    for (const type of reference.types.values())
      expect(summaryOf(type.description).length, type.name).toBeGreaterThan(5);
  });

  test('name no file that is not served', () => {
    const words = (html: string) => html.replaceAll(/<[^>]+>/g, '');
    const texts = [
      ...pages.map(({ href, html }) => ({ from: href, text: words(html) })),
      { from: '/developers', text: words(overview) },
      { from: 'schema', text: schema },
      ...examples.names.map((name) => ({ from: name, text: examples.read(name)!.text })),
    ];
    const named = texts.flatMap(({ from, text }) =>
      Array.from(
        text.matchAll(
          /\bREADME\b|ARCHITECTURE|[\w/.-]+\.md\b|\.env\.example|\b(?:docs|api\/src|e2e)\/[\w/]+|npm run \S+|landed\.graphql/g,
        ),
        ([name]) => `${from}: ${name}`,
      ),
    );
    expect(named).toEqual([]);
  });

  test('hold each example with every file that it needs', () => {
    const programs = examples.names.map((name) => examples.read(name)!).filter(({ isProgram }) => isProgram);
    expect(programs.map(({ name }) => name)).toEqual([
      'apollo.ts',
      'graphql-request.ts',
      'graphql-sse.ts',
      'graphql-ws.ts',
      'relay/main.ts',
      'urql.ts',
    ]);
    const files = programs.flatMap(({ files: needed }) => needed);
    expect(files).toContain('relay/__generated__/chatStartMutation.graphql.ts');
    expect(files.filter((name) => examples.hrefOf(name) === undefined)).toEqual([]);
    expect(examples.read('urql.ts')!.files).toEqual([
      'package.json',
      'conversation.ts',
      'damso.ts',
      'socket.ts',
      'talk.ts',
      'terminal.ts',
      'urql.ts',
    ]);
  });

  test('lead only to what is there', () => {
    const targets = [
      ...pages.map(({ html, href }) => ({ html, href })),
      { html: overview, href: '/developers' },
    ].flatMap(({ html, href }) =>
      Array.from(html.matchAll(/<a [^>]*?href="([^"]+)"/g), ([, target]) =>
        target!.startsWith('#') ? href + target! : target!,
      ),
    );
    const isThere = (target: string) => {
      if (
        /^https?:/.test(target) ||
        ['/developers', '/developers#write-a-client', '/developers/schema.graphql'].includes(target)
      )
        return true;
      const [path = '', fragment] = target.split('#');
      const type = /^\/developers\/reference\/(\w+)$/.exec(path)?.[1];
      const example = /^\/developers\/examples\/(.+)$/.exec(path)?.[1];
      if (example) return examples.hrefOf(example) === path;
      if (type) return reference.addressOf(fragment === undefined ? type : `${type}.${fragment}`) === target;
      const page = pages.find(({ href }) => href === path);
      return (
        page !== undefined &&
        (fragment === undefined || page.headings.some(({ id }) => id === decodeURIComponent(fragment)))
      );
    };
    expect(targets.length).toBeGreaterThan(20);
    expect(targets.filter((target) => !isThere(target))).toEqual([]);
  });

  test('tell the limits with their numbers, and every error', () => {
    expect(overview).toContain('2,000 tokens');
    expect(documents.read('api', 'errors')!.html).toContain('EPOCH_CHANGED');
  });

  test('are found by the search, with every type and field at an address of its own', () => {
    const addresses = entries.map(({ href }) => href);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const href of [
      '/developers/api/errors',
      '/developers/reference/Mutation#startChat',
      '/developers/reference/Chat',
    ])
      expect(addresses).toContain(href);
  });
});

describe('a link', () => {
  test('keeps the language that was asked for', () => {
    expect(inLanguage('/developers/reference/Chat#id', 'ko')).toBe('/developers/reference/Chat?lang=ko#id');
    expect(inLanguage('/developers/reference/Chat#id', null)).toBe('/developers/reference/Chat#id');
    expect(linksInLanguage('<a class="x" href="/developers/api/errors">e</a> <a href="#x">x</a>', 'en')).toBe(
      '<a class="x" href="/developers/api/errors?lang=en">e</a> <a href="#x">x</a>',
    );
  });
});
