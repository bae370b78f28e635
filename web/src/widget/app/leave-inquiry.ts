/*
 * What only those need who leave an inquiry.
 */
export { Inquiry } from './inquiry.svelte.ts';
export { default as LeaveInquiry } from './LeaveInquiry.svelte';
