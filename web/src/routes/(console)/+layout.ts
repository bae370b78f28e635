import { serviceHeader, tabService } from '#console/service/tab-service.ts';
import { createApi } from '#lib/graphql/api.ts';
import { createUrql, through } from '#lib/graphql/urql.ts';
import { windowLanguage } from '#lib/ui/language.svelte.ts';

// Everything here is behind a sign-in and lives on subscriptions: rendering it on the server would show nothing sooner.
export const ssr = false;

export function load() {
  windowLanguage.restore();
  return { api: createApi({ send: through(createUrql({ headers: serviceHeader })), service: () => tabService.get() }) };
}
