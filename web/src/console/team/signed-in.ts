import { tabService } from '#console/service/tab-service.ts';
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
          id
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

/**
 * Whose place in this tab's service has ended and who has another one stands there from now on; false for everybody else, who stay where
 * they were when they sign in again.
 */
export async function movesElsewhere(api: Api): Promise<boolean> {
  const former = tabService.get();
  tabService.forget();
  const { viewer } = await api.request(WhoIsAsking, {}).catch(() => ({ viewer: null }));
  if (viewer?.__typename === 'Agent' && viewer.service.id !== former) {
    tabService.set(viewer.service.id);
    return true;
  }
  if (former !== null) tabService.set(former);
  return false;
}

/** Asks who is signed in; null when no agent is. From then on the tab stays in their service. */
export async function askWhoIsSignedIn(api: Api): Promise<SignedIn | null> {
  const { viewer, account } = await api.request(WhoIsAsking, {});
  if (account?.language) windowLanguage.suggest(account.language);
  if (viewer?.__typename === 'Agent') {
    tabService.set(viewer.service.id);
    return viewer;
  }
  if (tabService.get() === null) return null;
  // They may have a place in another service, and none any more in this one.
  tabService.forget();
  return askWhoIsSignedIn(api);
}
