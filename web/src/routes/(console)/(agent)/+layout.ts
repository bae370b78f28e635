import { error, redirect } from '@sveltejs/kit';
import { askWhoIsSignedIn } from '#console/team/signed-in.ts';
import type { LayoutLoad } from './$types';

/** Every page of the console knows its agent; whoever is nobody signs in first and comes back to where they wanted to go. */
export const load: LayoutLoad = async ({ parent, untrack, url }) => {
  const { api } = await parent();
  const agent = await askWhoIsSignedIn(api).catch(() => error(503, 'Unreachable'));
  // Untracked, or every step from page to page would ask again, and fail without a network.
  const here = untrack(() => url.pathname + url.search);
  if (!agent) redirect(307, `/sign-in?to=${encodeURIComponent(here)}`);
  return { agent };
};
