/*
 * What shows, keeps and sends the files of messages: most conversations have none.
 */
import type { Conversation, ConversationOptions } from '#lib/chat/conversation.svelte.ts';
import { OutgoingFiles } from '#lib/chat/outgoing-files.ts';
import { sendBy } from '#lib/files/send-by.ts';

export { default as SendFiles } from '#lib/chat/SendFiles.svelte';
export { default as ChatFiles } from './ChatFiles.svelte';

/** Sent in the name of the customer. */
export function openFiles(
  conversation: Conversation,
  { token, ...options }: Pick<ConversationOptions, 'api' | 'storage'> & { token: () => string | undefined },
): OutgoingFiles {
  const send = sendBy(() => ({ authorization: `Bearer ${token()}` }));
  return (conversation.files ??= new OutgoingFiles({ ...options, conversation, send }));
}
