import { linksInLanguage } from '#developers/address.ts';
import { documents, inOrigin } from '#developers/content.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const document = documents.read('examples', '')!;
  const { asked } = await parent();
  return { document: { ...document, html: inOrigin(linksInLanguage(document.html, asked), url.origin) } };
};
