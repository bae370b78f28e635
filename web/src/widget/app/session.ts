import type { TextStorage } from '#lib/chat/text-storage.ts';

/** What makes this browser the same customer again and lets it into the last chat, if there was one. */
export interface Session {
  token: string;
  chatId?: string;
}

const name = 'session';

/** What tells other tabs that everything was forgotten; that it is there says nothing of anybody. */
export const leftAs = 'left';

export function storedSession(storage: TextStorage): Session | undefined {
  try {
    const { chatId, token } = JSON.parse(storage.get(name) ?? '{}') as Partial<Session>;
    if (typeof token !== 'string') return undefined;
    return typeof chatId === 'string' ? { token, chatId } : { token };
  } catch {
    return undefined;
  }
}

export function storeSession(storage: TextStorage, session: Session | undefined): void {
  if (session) storage.set(name, JSON.stringify({ chatId: session.chatId, token: session.token }));
  else storage.remove(name);
}
