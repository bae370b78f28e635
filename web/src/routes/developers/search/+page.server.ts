import { entries } from '#developers/content.server.ts';
import { search } from '#developers/search.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  const typed = (url.searchParams.get('q') ?? '').slice(0, 200);
  return {
    typed,
    found: search(entries, typed).map(({ title, kind, text, href }) => ({
      title,
      kind,
      href,
      text: text.slice(0, 200),
    })),
  };
};
