import { tabService } from '#console/service/tab-service.ts';
import { isSecondFactorNeeded } from '#console/sign-in/second-factor-state.ts';
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
          switchedOff
        }
      }
    }
    account {
      language
      owner
    }
  }
`);

/** The agent whose console this is, as the agent was when the console opened. */
export type SignedIn = Extract<WhoIsAskingQuery['viewer'], { __typename: 'Agent' }> & {
  /** Looks after the organisation. */
  isOwner: boolean;
};

/** Asks who is signed in; null when no agent is. From then on the tab stays in their service. */
export async function askWhoIsSignedIn(api: Api): Promise<SignedIn | null> {
  const { viewer, account } = await api.request(WhoIsAsking, {});
  if (account?.language) windowLanguage.suggest(account.language);
  if (viewer?.__typename === 'Agent') {
    tabService.set(viewer.service.id);
    return { ...viewer, isOwner: account?.owner ?? false };
  }
  if (tabService.get() === null) return null;
  // They may have a place in another service, and none any more in this one.
  tabService.forget();
  return askWhoIsSignedIn(api);
}

const StandingNow = graphql(`
  query StandingNow {
    viewer {
      __typename
      ... on Agent {
        id
        service {
          id
          switchedOff
        }
      }
    }
    account {
      owner
    }
  }
`);

/**
 * Whether the service was switched on or off since the console opened, the person became an owner or is none any more, or has to set up a
 * second factor first. False for whoever is nobody now, who is told otherwise, and when no answer came.
 */
export async function stoodOtherwise(api: Api, { id, service, isOwner }: SignedIn): Promise<boolean> {
  try {
    const { viewer, account } = await api.request(StandingNow, {});
    if (viewer?.__typename !== 'Agent' || viewer.id !== id) return false;
    return viewer.service.switchedOff !== service.switchedOff || account?.owner !== isOwner;
  } catch (failure) {
    return isSecondFactorNeeded(failure);
  }
}
