import examplesPackage from '../../../examples/package.json?raw';
import readme from '../../../README.md?raw';
import schema from '../../../schema.graphql?raw';
import { Documents, hrefOf, sourceOf, type Section, type Source } from './documents.ts';
import { Examples } from './examples.ts';
import { renderDescription, type Links } from './markdown.ts';
import { kinds, Reference } from './reference.ts';
import type { SearchEntry } from './search.ts';

/** What the pages for developers show: made of the files of the repository when the first of them is asked for. */
const files: Record<Section, Record<string, string>> = {
  guides: import.meta.glob<string>('../../../docs/guides/*.md', { query: '?raw', import: 'default', eager: true }),
  examples: import.meta.glob<string>('../../../examples/README.md', { query: '?raw', import: 'default', eager: true }),
  api: import.meta.glob<string>('../../../docs/api/*.md', { query: '?raw', import: 'default', eager: true }),
};

/** Of a path from here, the one in the repository. */
const inRepository = (path: string): string => path.replace(/^(\.\.\/)+/, '');

const sourcesOf = (section: Section): Source[] =>
  Object.entries(files[section]).map(([path, text]) => sourceOf(section, inRepository(path), text));

const programs = import.meta.glob<string>(
  ['../../../examples/**/*.ts', '../../../examples/relay/*.json', '!**/*.test.ts', '!**/node_modules/**'],
  { query: '?raw', import: 'default', eager: true },
);

export const examples = new Examples(
  [...Object.entries(programs), ['../../../examples/package.json', examplesPackage] as const].map(([path, text]) => [
    inRepository(path).slice('examples/'.length),
    text,
  ]),
);

export { schema };

export const reference = new Reference(schema);

const links: Links = {
  code: (text) => reference.addressOf(text),
  file: (path) =>
    ({ 'schema.graphql': '/developers/schema.graphql', 'README.md': '/developers' })[path] ??
    (path.startsWith('examples/') ? examples.hrefOf(path.slice('examples/'.length)) : undefined),
};

export const documents = new Documents([...sourcesOf('guides'), ...sourcesOf('examples'), ...sourcesOf('api')], links);

/** What is printed in documents finds Damso on the reader's own machine; read where one is, it finds that one. */
export const inOrigin = (html: string, origin: string): string => html.replaceAll('http://localhost:4000', origin);

/** Endpoints, credentials and limits, as README tells them. */
const client = /^## Write a client\n([^]*?)(?=^## )/m.exec(readme)?.[1];
if (client === undefined) throw new Error('README.md has no section “Write a client”.');
export const overview = documents.render({ text: client, file: 'README.md' }).html;

/** The first sentence of a description, without markup. */
export const summaryOf = (text: string): string => (/^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text).replaceAll('`', '');

const rendered = new Map<string, string>([['', '']]);

/** A description of the schema as HTML; nothing of nothing. */
export function descriptionOf(text: string): string {
  const known = rendered.get(text);
  if (known !== undefined) return known;
  const html = renderDescription(text, links);
  rendered.set(text, html);
  return html;
}

export const entries: readonly SearchEntry[] = [
  ...documents.sources.map((source) => ({
    title: source.title,
    kind: 'document',
    text: `${source.summary.en}\n${source.summary.ko}\n${source.text}`,
    href: hrefOf(source),
  })),
  ...examples.names.map((name) => ({
    title: name,
    kind: 'example',
    text: examples.read(name)!.text,
    href: examples.hrefOf(name)!,
  })),
  ...kinds.flatMap((kind) =>
    reference.of(kind).flatMap(({ name, description, fields, inputs, values }) => {
      const href = `/developers/reference/${name}`;
      return [
        { title: name, kind, text: description, href },
        ...[...fields, ...inputs, ...values].map((part) => ({
          title: `${name}.${part.name}`,
          kind: kind === 'operations' ? name.toLowerCase() : 'field',
          text: part.description,
          href: `${href}#${part.name}`,
        })),
      ];
    }),
  ),
];
