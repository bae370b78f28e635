import type { AgentPresenceFragment, Availability, ChatState } from '#lib/graphql/generated/console/graphql.ts';
import type { ConnectionState } from '#lib/graphql/connection.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

export const availabilities: readonly Availability[] = ['ONLINE', 'BREAK', 'OFFLINE'];

export function availabilityWord(availability: Availability): string {
  return { ONLINE: m.availability_online, BREAK: m.availability_break, OFFLINE: m.availability_offline }[
    availability
  ]();
}

export function availabilityHint(availability: Availability): string {
  return {
    ONLINE: m.availability_online_hint,
    BREAK: m.availability_break_hint,
    OFFLINE: m.availability_offline_hint,
  }[availability]();
}

/** Where a chat on the desk stands. */
export function deskStateWord(state: ChatState): string {
  if (state === 'REQUESTED') return m.desk_state_requested();
  return state === 'ENDED_BY_CUSTOMER' ? m.desk_state_ended() : m.desk_state_active();
}

/** Why an agent gets chats or not, as the server has it. */
export function presenceWords({ assignable, reason }: AgentPresenceFragment): string {
  if (assignable) return m.presence_assignable();
  switch (reason) {
    case 'BREAK':
      return m.presence_break();
    case 'OFFLINE':
      return m.presence_offline();
    case 'NOT_CONNECTED':
      return m.presence_not_connected();
    case 'NO_CHAT_RIGHT':
      return m.presence_no_chat_right();
    default:
      return m.presence_not_assignable();
  }
}

/** The same about oneself: what the server last said only counts while we hear from it. */
export function myPresenceWords(
  availability: Availability,
  presence: AgentPresenceFragment | undefined,
  connection: ConnectionState,
): string {
  if (availability === 'ONLINE' && (connection !== 'open' || presence?.reason === 'NOT_CONNECTED')) {
    return m.presence_connecting();
  }
  if (availability === 'BREAK') return m.presence_break();
  if (availability === 'OFFLINE') return m.presence_offline();
  return presence ? presenceWords(presence) : m.presence_connecting();
}
