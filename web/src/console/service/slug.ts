/** An address name that a name suggests: what of it is Latin letters and digits; empty where that is nothing. */
export function suggestedSlug(name: string): string {
  const latin = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return latin.slice(0, 63).replace(/^-|-$/g, '');
}

/** What the server takes. */
export const isSlug = (slug: string) => /^[a-z0-9-]{1,63}$/.test(slug);
