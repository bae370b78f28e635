import { LRUCache } from 'lru-cache';
import type { ChatRow } from './chat.rows.ts';

/** Chats as this process last saw them. Others may have changed them since, so what is done with one states its revision. */
export class KnownChats {
  readonly #rows = new LRUCache<string, ChatRow>({ max: 10_000 });

  get(id: string): ChatRow | undefined {
    return this.#rows.get(id);
  }

  see(chat: ChatRow): void {
    if (chat.revision > (this.#rows.get(chat.id)?.revision ?? 0)) this.#rows.set(chat.id, chat);
  }
}
