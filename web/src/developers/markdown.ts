import { Marked, type Tokens } from 'marked';

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly depth: number;
}

export interface RenderedText {
  readonly html: string;
  /** All but the first level, which is the title. */
  readonly headings: readonly Heading[];
}

export interface Links {
  /** Where a file of the repository stands here, with what follows `#`; undefined for one that is not shown: only its words are. */
  file(path: string): string | undefined;
  /** Where what a piece of code names is described. */
  code(text: string): string | undefined;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

/** As GitHub makes it, so that one link to a heading holds in both places. */
export const headingId = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** The path of a link within the repository, from the file it stands in. */
function pathFrom(file: string, link: string): string {
  const { pathname, hash } = new URL(link, new URL(file, 'file:///'));
  return decodeURIComponent(pathname.slice(1)) + hash;
}

const anchor = (href: string, inner: string): string => `<a href="${escapeHtml(href)}">${inner}</a>`;

/**
 * CommonMark with tables, as HTML. Markup that stands in the text is shown and not obeyed, pictures are their words, and links lead to
 * pages of ours or, over HTTP, elsewhere.
 */
export function renderMarkdown(text: string, file: string, links: Links): RenderedText {
  const headings: Heading[] = [];
  const ids = new Map<string, number>();
  /** Within a link there is no other. */
  let linked = 0;

  const uniqueId = (words: string): string => {
    const id = headingId(words);
    const before = ids.get(id) ?? 0;
    ids.set(id, before + 1);
    return before === 0 ? id : `${id}-${before}`;
  };
  const hrefOf = (href: string): string | undefined => {
    if (/^https?:/i.test(href)) return href;
    if (href.startsWith('#')) return href;
    return /^[a-z][a-z\d+.-]*:|^\/\//i.test(href) ? undefined : links.file(pathFrom(file, href));
  };

  const marked = new Marked({
    renderer: {
      html: ({ text: markup }: Tokens.HTML | Tokens.Tag) => escapeHtml(markup),
      image: ({ text: words }) => escapeHtml(words),
      codespan({ text: code }) {
        const href = linked > 0 ? undefined : links.code(code);
        const element = `<code>${escapeHtml(code)}</code>`;
        return href === undefined ? element : anchor(href, element);
      },
      code({ text: code, lang }) {
        const language = /^[\w-]+/.exec(lang ?? '')?.[0];
        const attribute = language === undefined ? '' : ` data-language="${language}"`;
        // It may be wider than a phone: then it is reached, and moved, by the keyboard.
        return `<div class="code"><pre tabindex="0"${attribute}><code>${escapeHtml(code)}\n</code></pre></div>\n`;
      },
      heading({ tokens, depth }) {
        linked += 1;
        const inner = this.parser.parseInline(tokens);
        linked -= 1;
        const words = this.parser.parseInline(tokens, this.parser.textRenderer).replaceAll('`', '');
        const id = uniqueId(words);
        if (depth > 1) headings.push({ id, text: words, depth });
        return `<h${depth} id="${escapeHtml(id)}"><a class="place" href="#${escapeHtml(id)}">${inner}</a></h${depth}>\n`;
      },
      link({ href, tokens }) {
        const target = hrefOf(href);
        linked += 1;
        const inner = this.parser.parseInline(tokens);
        linked -= 1;
        return target === undefined ? inner : anchor(target, inner);
      },
      table({ header, rows, align }) {
        const cell = (element: 'th' | 'td', { tokens }: Tokens.TableCell, column: number) => {
          const at = align[column] ? ` class="${align[column]}"` : '';
          const scope = element === 'th' ? ' scope="col"' : '';
          return `<${element}${scope}${at}>${this.parser.parseInline(tokens)}</${element}>`;
        };
        const row = (element: 'th' | 'td', cells: Tokens.TableCell[]) =>
          `<tr>${cells.map((each, column) => cell(element, each, column)).join('')}</tr>`;
        const body = rows.map((cells) => row('td', cells)).join('\n');
        return `<div class="table" tabindex="0"><table><thead>${row('th', header)}</thead>\n<tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(text, { async: false });
  return { html, headings };
}

/** One or more paragraphs of a description. */
export const renderDescription = (text: string, links: Links): string =>
  renderMarkdown(text, 'schema.graphql', links).html;
