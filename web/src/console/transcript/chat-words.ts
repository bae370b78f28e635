import type { ChatState } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** Where a chat on the desk stands. */
export function deskStateWord(state: ChatState): string {
  if (state === 'REQUESTED') return m.desk_state_requested();
  return state === 'ENDED_BY_CUSTOMER' ? m.desk_state_ended() : m.desk_state_active();
}

/** Where a chat stands, wherever it lies. */
export function stateWord(state: ChatState): string {
  if (state === 'WAITING') return m.history_state_waiting();
  return state === 'CLOSED' ? m.history_state_closed() : deskStateWord(state);
}

export function processedWord(processed: boolean): string {
  return processed ? m.history_processed() : m.history_unprocessed();
}
