import { linksInLanguage } from '#developers/address.ts';
import { overview } from '#developers/content.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { asked } = await parent();
  return { overview: linksInLanguage(overview, asked), origin: url.origin };
};
