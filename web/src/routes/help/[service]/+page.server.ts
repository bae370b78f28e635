import { error } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/generated/help/index.ts';
import type { HelpPageQuery } from '#lib/graphql/generated/help/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

const HelpPage = graphql(`
  query HelpPage($service: String!, $language: Language!) {
    helpCenter(service: $service, language: $language) {
      service {
        slug
        name
        languages
      }
      chatAvailability {
        state
      }
    }
  }
`);

/** Reads the page's data through the public contract, from the process that serves both. */
export const load: PageServerLoad = async ({ params, locals, url, fetch, setHeaders }) => {
  const endpoint = new URL('/graphql', process.env.DAMSO_INTERNAL_URL ?? url.origin);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    body: JSON.stringify({
      query: HelpPage.toString(),
      variables: { service: params.service, language: locals.language },
    }),
  });
  const { data } = (await response.json()) as { data?: HelpPageQuery | null };
  if (!data) error(503, m.help_unreachable());
  if (!data.helpCenter) error(404, m.help_unknown());
  setHeaders({ 'cache-control': 'no-store', vary: 'accept-language' });
  return { language: locals.language, ...data.helpCenter };
};
