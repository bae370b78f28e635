/** The same address in the language that was asked for in this one, if any was. */
export function inLanguage(href: string, language: string | null): string {
  if (language === null || !href.startsWith('/developers')) return href;
  const [path = '', fragment] = href.split('#');
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** The same for all links of what was rendered. */
export const linksInLanguage = (html: string, language: string | null): string =>
  html.replace(/(<a [^>]*?href=")([^"]*)/g, (_, before: string, href: string) => before + inLanguage(href, language));
