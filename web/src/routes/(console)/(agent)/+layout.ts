import { error, redirect } from '@sveltejs/kit';
import { tabService } from '#console/service/tab-service.ts';
import { isSecondFactorNeeded } from '#console/sign-in/second-factor-state.ts';
import { askWhoIsSignedIn } from '#console/team/signed-in.ts';
import type { LayoutLoad } from './$types';

/** Every page of the console knows its agent; whoever is nobody signs in first and comes back to where they wanted to go. */
export const load: LayoutLoad = async ({ parent, untrack, url }) => {
  const { api } = await parent();
  // A link in a mail says in which service it is good. Whoever has no place there stands in another of theirs.
  const service = untrack(() => url.searchParams.get('service'));
  if (service !== null) tabService.set(service);
  // Untracked, or every step from page to page would ask again, and fail without a network.
  const here = untrack(() => url.pathname + url.search);
  const agent = await askWhoIsSignedIn(api).catch((failure: unknown) =>
    isSecondFactorNeeded(failure)
      ? redirect(307, `/second-factor?to=${encodeURIComponent(here)}`)
      : error(503, 'Unreachable'),
  );
  if (!agent) redirect(307, `/sign-in?to=${encodeURIComponent(here)}`);
  return { agent };
};
