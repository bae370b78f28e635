/*
 * What the dialog wants soon, and not before something is to be seen.
 */
export { followTranslators } from '#lib/ui/translators.ts';
export { default as Forgetful } from './Forgetful.svelte';
export { takeOver } from './own-window.ts';
export { default as Sound } from './Sound.svelte';
