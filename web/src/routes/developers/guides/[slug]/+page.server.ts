import { error } from '@sveltejs/kit';
import { linksInLanguage } from '#developers/address.ts';
import { documents } from '#developers/content.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** Where guides find Damso, unless they are read where it is. */
const printed = 'http://localhost:4000';

export const load: PageServerLoad = async ({ params, parent, url }) => {
  const document = documents.read('guides', params.slug);
  if (!document) error(404, m.developers_missing());
  const { asked } = await parent();
  const html = linksInLanguage(document.html, asked).replaceAll(printed, url.origin);
  return { document: { ...document, html } };
};
