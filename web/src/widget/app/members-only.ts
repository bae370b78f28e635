/*
 * What only strangers see of a service that knows its members.
 */
export { default as Screen } from './MembersOnly.svelte';
