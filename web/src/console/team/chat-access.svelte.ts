import { createContext } from 'svelte';
import type { Settings } from '#console/service/settings.svelte.ts';
import type { Team } from './team.svelte.ts';

/** Why there is no chat for this agent at all. */
export type Shut = 'contract' | 'right';

/** What the service and the agent's rights allow in the console now, as it changes. */
export class ChatAccess {
  readonly #team: Team;
  readonly #settings: Settings;

  constructor(team: Team, settings: Settings) {
    this.#team = team;
    this.#settings = settings;
  }

  /** Null while the agent can use chat. What the server has not told yet counts as it usually is. */
  readonly shut = $derived.by((): Shut | null => {
    if (!this.#settings.holds('chat')) return 'contract';
    return this.#team.canChat ? null : 'right';
  });

  /** Customers can start chats: off, only those that lie on the desk go on. */
  readonly takesNew = $derived.by(() => this.#settings.current?.helpCenter.chat ?? true);
}

export const [getChatAccess, setChatAccess] = createContext<ChatAccess>();
