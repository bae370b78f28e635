/*
 * What only strangers see of a service that knows its members.
 */
export { default as MembersOnly } from './MembersOnly.svelte';
