import type { ConnectionState } from '#lib/graphql/connection.svelte.ts';
import type { AgentPresenceFragment, Availability } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { ago } from '#lib/ui/durations.ts';
import type { Refusal } from './team.svelte.ts';

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

/** When and where something is said. */
export interface Saying {
  now: Date;
  language: string;
}

/** What a seat count says: chats that are open of those that may be. */
export interface Seats {
  openChats: number | undefined;
  seats: number | undefined;
}

/** Why an agent gets chats or not, since when, and who is behind it. */
export function presenceWords(presence: AgentPresenceFragment, seats: Seats, saying: Saying): string {
  const { availability, reason, since, setBy } = presence;
  const set = setBy ? m.presence_set_by({ name: setBy.name, availability: availabilityWord(availability) }) : null;
  switch (reason) {
    case 'OFFLINE':
      return withTime(set ?? (since ? m.presence_chose_offline() : m.presence_offline()), since, saying);
    case 'BREAK':
      return withTime(set ?? (since ? m.presence_chose_break() : m.presence_break()), since, saying);
    default:
      return [reasonWords(presence, seats, saying), set].filter((words) => words !== null).join(' · ');
  }
}

function reasonWords({ assignable, reason, since }: AgentPresenceFragment, seats: Seats, saying: Saying): string {
  if (assignable) return m.presence_assignable();
  switch (reason) {
    case 'LOCKED':
      return m.presence_locked();
    case 'CHAT_DISABLED':
      return m.presence_chat_disabled();
    case 'INVITED':
      return m.presence_invited();
    case 'NO_CHAT_RIGHT':
      return m.presence_no_chat_right();
    case 'NOT_IN_ASSIGNMENT':
      return m.presence_not_in_assignment();
    case 'NOT_CONNECTED': {
      if (!since) return m.presence_never_connected();
      const time = ago(new Date(since), saying.now, saying.language);
      return time === null ? m.presence_lost_just_now() : m.presence_lost({ ago: time });
    }
    case 'NO_SEAT':
      return seatWords(seats);
    default:
      return m.presence_not_assignable();
  }
}

/** All seats taken; by a hand transfer even more chats than seats. */
function seatWords({ openChats = 0, seats }: Seats): string {
  if (seats === undefined) return m.presence_no_seat();
  return m.presence_no_seat_of({ open: Math.max(openChats, seats), seats });
}

function withTime(what: string, since: string | null | undefined, { now, language }: Saying): string {
  if (!since) return what;
  return `${what} · ${ago(new Date(since), now, language) ?? m.time_just_now()}`;
}

/** The same about oneself, and what to do about it: what the server last said only counts while we hear from it. */
export function myPresenceWords(
  availability: Availability,
  presence: AgentPresenceFragment | undefined,
  connection: ConnectionState,
  seats: Seats,
  saying: Saying,
): string {
  const isLost = connection !== 'open' || presence?.reason === 'NOT_CONNECTED';
  if (availability === 'ONLINE' && (isLost || !presence)) return m.presence_connecting();
  // Until the server confirms a fresh choice, what it says belongs to the choice before.
  const setBy = presence?.availability === availability ? presence.setBy : null;
  if (presence && setBy) return presenceWords(presence, seats, saying);
  if (availability === 'BREAK') return m.presence_break();
  if (availability === 'OFFLINE') return m.presence_offline();
  switch (presence?.reason) {
    case 'CHAT_DISABLED':
      return m.presence_my_chat_disabled();
    case 'NOT_IN_ASSIGNMENT':
      return m.presence_my_not_in_assignment();
    default:
      return presence ? presenceWords(presence, seats, saying) : m.presence_connecting();
  }
}

/** Why a choice did not come about, and what to do. */
export function refusalWords(refusal: Refusal): string {
  return refusal === 'NotPermitted' ? m.availability_not_permitted() : m.availability_failed();
}
