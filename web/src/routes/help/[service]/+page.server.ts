import { error } from '@sveltejs/kit';
import { ask } from '#helpcenter/ask.server.ts';
import { graphql } from '#lib/graphql/generated/help/index.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

const HelpPage = graphql(`
  query HelpPage($service: String!, $language: Language!) {
    helpCenter(service: $service, language: $language) {
      service {
        slug
        name
        languages
        switchedOff
      }
      chatAvailability {
        state
      }
      inquiry
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { params, locals, setHeaders } = event;
  const data = await ask(event, HelpPage, { service: params.service, language: locals.language });
  if (!data) error(503, m.help_unreachable());
  if (!data.helpCenter) error(404, m.help_unknown());
  setHeaders({ 'cache-control': 'no-store', vary: 'accept-language' });
  return { language: locals.language, ...data.helpCenter };
};
