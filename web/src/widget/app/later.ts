/*
 * What the dialog wants soon, and not before something is to be seen: what hears news, and what every chat has.
 */
export { createApi } from '#lib/graphql/api.ts';
export { live } from '#lib/graphql/live.svelte.ts';
export { followTranslators } from '#lib/ui/translators.ts';
export { converse } from './converse.ts';
export { default as Sound } from './Sound.svelte';
export { default as Talk } from './Talk.svelte';
