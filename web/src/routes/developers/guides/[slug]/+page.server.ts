import { error } from '@sveltejs/kit';
import { linksInLanguage } from '#developers/address.ts';
import { documents, inOrigin } from '#developers/content.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent, url }) => {
  const document = documents.read('guides', params.slug);
  if (!document) error(404, m.developers_missing());
  const { asked } = await parent();
  return { document: { ...document, html: inOrigin(linksInLanguage(document.html, asked), url.origin) } };
};
