import type { Api } from '#lib/graphql/api.ts';
import type { WhoIsAskingQuery } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { windowLanguage } from '#lib/ui/language.svelte.ts';

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
    account {
      language
    }
  }
`);

/** The agent whose console this is, as the agent was when the console opened. */
export type SignedIn = Extract<WhoIsAskingQuery['viewer'], { __typename: 'Agent' }>;

/** Asks who is signed in; null when no agent is. */
export async function askWhoIsSignedIn(api: Api): Promise<SignedIn | null> {
  const { viewer, account } = await api.request(WhoIsAsking, {});
  if (account?.language) windowLanguage.suggest(account.language);
  return viewer?.__typename === 'Agent' ? viewer : null;
}
