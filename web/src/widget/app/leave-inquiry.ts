/*
 * What only those need who leave an inquiry.
 */
export { Inquiry } from './inquiry.svelte.ts';
export { default as Screen } from './LeaveInquiry.svelte';
