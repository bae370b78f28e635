/*
 * What shows and sends the files of messages: most conversations have none.
 */
import { sendBy } from '#lib/files/send-by.ts';

export { default as SendFiles } from '#lib/chat/SendFiles.svelte';
export { default as ChatFiles } from './ChatFiles.svelte';

/** In the name of the customer. */
export const sendFile = (token: () => string | undefined) => sendBy(() => ({ authorization: `Bearer ${token()}` }));
