import { error } from '@sveltejs/kit';
import { linksInLanguage } from '#developers/address.ts';
import { documents } from '#developers/content.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
  const document = documents.read('api', params.slug);
  if (!document) error(404, m.developers_missing());
  const { asked } = await parent();
  return { document: { ...document, html: linksInLanguage(document.html, asked) } };
};
