import type { Handle } from '@sveltejs/kit/hooks';
import { AsyncLocalStorage } from 'node:async_hooks';
import { baseLocale, overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';
import { acceptedLanguages, pickLanguage } from '#lib/ui/language.ts';

const requestLanguage = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => requestLanguage.getStore() ?? baseLocale);

/** Answers in the language of `?lang`, else the browser's; stores nothing. */
export const handle: Handle = ({ event, resolve }) => {
  const language = pickLanguage([
    event.url.searchParams.get('lang'),
    ...acceptedLanguages(event.request.headers.get('accept-language')),
  ]);
  event.locals.language = language;
  return requestLanguage.run(language, () =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%damso.language%', language) }),
  );
};
