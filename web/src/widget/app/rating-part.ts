/*
 * What those need who rate, or want the conversation by mail: many chats are over before anybody may.
 */
export { Rating } from './rating.svelte.ts';
export { default as RatingForm } from './RatingForm.svelte';
export { default as Transcript } from './Transcript.svelte';
