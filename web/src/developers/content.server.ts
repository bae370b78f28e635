import readme from '../../../README.md?raw';
import schema from '../../../schema.graphql?raw';
import { Documents, sourceOf, type Section, type Source } from './documents.ts';
import { renderDescription, type Links } from './markdown.ts';
import { kinds, Reference } from './reference.ts';
import type { SearchEntry } from './search.ts';

/** What the pages for developers show: made of the files of the repository when the first of them is asked for. */
const files: Record<Section, Record<string, string>> = {
  guides: import.meta.glob<string>('../../../docs/guides/*.md', { query: '?raw', import: 'default', eager: true }),
  api: import.meta.glob<string>('../../../docs/api/*.md', { query: '?raw', import: 'default', eager: true }),
};

const sourcesOf = (section: Section): Source[] =>
  Object.entries(files[section]).map(([path, text]) => sourceOf(section, path.replace(/^(\.\.\/)+/, ''), text));

export { schema };

export const reference = new Reference(schema);

const links: Links = {
  code: (text) => reference.addressOf(text),
  file: (path) => ({ 'schema.graphql': '/developers/schema.graphql', 'README.md': '/developers' })[path],
};

export const documents = new Documents([...sourcesOf('guides'), ...sourcesOf('api')], links);

/** Endpoints, credentials and limits, as README tells them. */
const client = /^## Write a client\n([^]*?)(?=^## )/m.exec(readme)?.[1];
if (client === undefined) throw new Error('README.md has no section “Write a client”.');
export const overview = documents.render({ text: client, file: 'README.md' }).html;

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
  ...documents.sources.map(({ section, slug, title, summary, text }) => ({
    title,
    kind: 'document',
    text: `${summary}\n${text}`,
    href: `/developers/${section}/${slug}`,
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
