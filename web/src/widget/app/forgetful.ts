/*
 * What those need whose browser keeps nothing of a chat inside another site, and the window of its own in which it goes on.
 */
export { default as Forgetful } from './Forgetful.svelte';
export { takeOver } from './own-window.ts';
