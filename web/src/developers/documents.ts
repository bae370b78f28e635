import { renderMarkdown, type Heading, type Links } from './markdown.ts';

/** Where the documents are kept, and where they are shown. */
const sections = ['guides', 'examples', 'api'] as const;
export type Section = (typeof sections)[number];

export interface Source {
  readonly section: Section;
  /** Empty for the one that stands for its whole section. */
  readonly slug: string;
  /** Its path in the repository. */
  readonly file: string;
  readonly title: string;
  readonly summary: Summary;
  readonly order: number;
  /** Without front matter, title and what is said in Korean. */
  readonly text: string;
}

/** What a document is about, without markup. The documents themselves are in English. */
interface Summary {
  readonly en: string;
  readonly ko: string;
}

export interface Page {
  readonly href: string;
  readonly title: string;
  readonly summary: Summary;
}

export interface Document extends Page {
  readonly section: Section;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly previous: Page | undefined;
  readonly next: Page | undefined;
}

/** `key: value` on each line: a value may hold what YAML would have in quotes. */
function frontMatter(text: string): Map<string, string> {
  const lines = Array.from(text.matchAll(/^(\w+):[ \t]*(.*?)[ \t]*$/gm), ([, key, value]): [string, string] => [
    key!,
    value!.replace(/^(["'])(.*)\1$/, '$2'),
  ]);
  return new Map(lines);
}

/** A document without front matter, as those that are read in the repository are, has its title as a heading. */
export function sourceOf(section: Section, file: string, written: string): Source {
  const front = /^---\n([^]*?)\n---\n/.exec(written);
  const rest = written.slice(front?.[0].length ?? 0);
  const matter = frontMatter(front?.[1] ?? '');
  const [heading, headline] = /^\s*# (.+)\n/.exec(rest) ?? [''];
  const title = matter.get('title') ?? headline;
  if (title === undefined) throw new Error(`${file} has no title`);
  const text = matter.has('title') ? rest : rest.slice(heading.length);
  // Where a document begins with a quotation in Korean, that is its summary for who reads Korean.
  const [quotation, korean] = /^\s*> (.*\p{Script=Hangul}.*)\n/u.exec(text) ?? [''];
  const summary = matter.get('summary') ?? '';
  const slug = file.slice(file.lastIndexOf('/') + 1, -'.md'.length);
  return {
    section,
    file,
    slug: slug === 'README' ? '' : slug,
    title,
    summary: { en: plain(summary), ko: plain(korean ?? summary) },
    order: Number(matter.get('order') ?? Infinity),
    text: text.slice(quotation.length),
  };
}

const plain = (text: string): string => text.replaceAll('`', '');

/** Where a document stands. */
export const hrefOf = ({ section, slug }: Source): string => `/developers/${section}${slug && `/${slug}`}`;

const pageOf = (source: Source): Page => ({ href: hrefOf(source), title: source.title, summary: source.summary });

/** All documents of the API, in the order in which they are read. */
export class Documents {
  readonly sources: readonly Source[];
  readonly #links: Links;

  constructor(sources: Source[], links: Links) {
    this.sources = sources.sort(
      (one, other) =>
        sections.indexOf(one.section) - sections.indexOf(other.section) ||
        // What has no order of its own stands behind, by its name.
        (one.order === other.order ? one.slug.localeCompare(other.slug) : one.order - other.order),
    );
    this.#links = {
      code: (text) => links.code(text),
      file: (path) => {
        const [file = '', fragment] = path.split('#');
        const source = this.sources.find((each) => each.file === file);
        const href = source ? hrefOf(source) : links.file(file);
        return href && fragment !== undefined ? `${href}#${fragment}` : href;
      },
    };
  }

  pages(section: Section): Page[] {
    return this.sources.filter((source) => source.section === section).map(pageOf);
  }

  /** Undefined where there is none. */
  read(section: Section, slug: string): Document | undefined {
    const index = this.sources.findIndex((source) => source.section === section && source.slug === slug);
    const source = this.sources[index];
    if (!source) return undefined;
    const [previous, next] = [this.sources[index - 1], this.sources[index + 1]];
    return {
      ...pageOf(source),
      section,
      ...this.render(source),
      previous: previous && pageOf(previous),
      next: next && pageOf(next),
    };
  }

  render({ text, file }: Pick<Source, 'text' | 'file'>): Pick<Document, 'html' | 'headings'> {
    return renderMarkdown(text, file, this.#links);
  }
}
