import { documents } from '#developers/content.server.ts';
import { isLocale } from '#lib/paraglide/runtime.js';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-cache', vary: 'accept-language' });
  const asked = url.searchParams.get('lang');
  return {
    language: locals.language,
    /** Said in the address: then the links of the page say it too. */
    asked: isLocale(asked) ? asked : null,
    guides: [...documents.pages('guides'), ...documents.pages('examples')],
    texts: documents.pages('api'),
  };
};
