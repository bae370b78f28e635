import { getLocale } from '#lib/paraglide/runtime.js';

/** Which language messages are in unless a test says otherwise: taken once, before any of them does. */
export const usualLocale = getLocale;
