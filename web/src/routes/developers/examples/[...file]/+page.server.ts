import { error } from '@sveltejs/kit';
import { examples } from '#developers/content.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, url }) => {
  const example = examples.read(params.file);
  if (!example) error(404, m.developers_missing());
  return { example, origin: url.origin };
};
