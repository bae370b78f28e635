import { Conversation, type ConversationOptions } from '#lib/chat/conversation.svelte.ts';

type Options = Pick<ConversationOptions, 'api' | 'chatId' | 'storage'> & { token: () => string | undefined };

/** The customer's conversation. */
export const converse = (options: Options): Conversation =>
  new Conversation({
    ...options,
    side: 'CUSTOMER',
    openFiles: async (conversation) => (await import('./files-part.ts')).openFiles(conversation, options),
  });
