import { error, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { LayoutLoad } from './$types';

const WhoIsAsking = graphql(`
  query WhoIsAsking {
    viewer {
      __typename
      ... on Agent {
        id
        name
        email
        role
        availability
        canChat
        canTicket
        seesAllChats
        mayReveal
        maySeal
        service {
          name
        }
      }
    }
  }
`);

/** Every page of the console knows its agent; whoever is nobody signs in first and comes back to where they wanted to go. */
export const load: LayoutLoad = async ({ parent, untrack, url }) => {
  const { api } = await parent();
  const answer = await api.request(WhoIsAsking, {}).catch(() => error(503, 'Unreachable'));
  const { viewer } = answer;
  // Untracked, or every step from page to page would ask again, and fail without a network.
  const here = untrack(() => url.pathname + url.search);
  if (viewer?.__typename !== 'Agent') redirect(307, `/sign-in?to=${encodeURIComponent(here)}`);
  return { agent: viewer };
};
