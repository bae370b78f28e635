/*
 * What those need who rate: many chats are over before anybody may.
 */
export { Rating } from './rating.svelte.ts';
export { default as RatingForm } from './RatingForm.svelte';
