import type { TextStorage } from '#lib/chat/text-storage.ts';

/** What lets this browser into its chat. */
export interface Session {
  chatId: string;
  token: string;
}

const name = 'session';

export function storedSession(storage: TextStorage): Session | undefined {
  try {
    const { chatId, token } = JSON.parse(storage.get(name) ?? '{}') as Partial<Session>;
    return typeof chatId === 'string' && typeof token === 'string' ? { chatId, token } : undefined;
  } catch {
    return undefined;
  }
}

export function storeSession(storage: TextStorage, session: Session | undefined): void {
  if (session) storage.set(name, JSON.stringify({ chatId: session.chatId, token: session.token }));
  else storage.remove(name);
}
