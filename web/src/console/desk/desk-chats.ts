import type { DeskChatFragment } from '#lib/graphql/generated/console/graphql.ts';

export type DeskChat = DeskChatFragment;

const deskStates = ['REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER'] as const;

/** The place a state has in the list; null for a chat that lies on nobody's desk. */
function rankOf({ state }: DeskChat): number | null {
  const rank = (deskStates as readonly string[]).indexOf(state);
  return rank < 0 ? null : rank;
}

/**
 * Requests first, then conversations, then those the customer ended; the longest waiting first in each. Messages do not move a chat:
 * a list that jumps under the pointer opens the wrong conversation.
 */
export function inDeskOrder(chats: Iterable<DeskChat>): DeskChat[] {
  return [...chats].sort(
    (a, b) =>
      (rankOf(a) ?? 0) - (rankOf(b) ?? 0) ||
      Date.parse(a.requestedAt) - Date.parse(b.requestedAt) ||
      a.id.localeCompare(b.id),
  );
}

/** The conversation to go on with when a chat leaves the list: the next below it, else the next above. Requests are left to the agent. */
export function conversationNextTo(inOrder: readonly DeskChat[], chatId: string): DeskChat | undefined {
  const at = inOrder.findIndex(({ id }) => id === chatId);
  const isRunning = ({ state }: DeskChat) => state === 'ACTIVE';
  return inOrder.slice(at + 1).find(isRunning) ?? inOrder.slice(0, Math.max(at, 0)).findLast(isRunning);
}

const isUnread = ({ id, state, unreadCount }: DeskChat, seenId: string | null) =>
  state !== 'REQUESTED' && unreadCount > 0 && id !== seenId;

/** How many messages of customers are unread in chats that were opened; a request waits as a whole. */
export function unreadIn(chats: readonly DeskChat[], seenId: string | null): number {
  return chats.filter((chat) => isUnread(chat, seenId)).reduce((sum, { unreadCount }) => sum + unreadCount, 0);
}

/** An unread message that its customer sent last. */
export interface Answer {
  readonly id: string;
  readonly chatId: string;
}

/** The chats in which the customer had the last word and nobody read it. */
export function answersIn(chats: readonly DeskChat[], seenId: string | null): Answer[] {
  return chats.flatMap((chat) =>
    isUnread(chat, seenId) && chat.lastMessage?.sender === 'CUSTOMER'
      ? [{ id: chat.lastMessage.id, chatId: chat.id }]
      : [],
  );
}

/** The desk after one chat came, changed or left. What is older than what we know changes nothing. */
export function withChange(
  chats: ReadonlyMap<string, DeskChat>,
  { chat, removed }: { chat: DeskChat; removed: boolean },
): ReadonlyMap<string, DeskChat> {
  const known = chats.get(chat.id);
  if (known && known.revision > chat.revision) return chats;
  const next = new Map(chats);
  if (removed || rankOf(chat) === null) next.delete(chat.id);
  else next.set(chat.id, chat);
  return next;
}

/**
 * The desk after the server was asked which chats lie on it: what it did not name has left, unless the stream told of it since the
 * question was asked. What it named and we lack comes with the stream.
 */
export function withoutGone(
  chats: ReadonlyMap<string, DeskChat>,
  named: ReadonlySet<string>,
  heardSince: (id: string) => boolean,
): ReadonlyMap<string, DeskChat> {
  const stays = ([id]: [string, DeskChat]) => named.has(id) || heardSince(id);
  return [...chats].every(stays) ? chats : new Map([...chats].filter(stays));
}

/** The desk as it was before the database was restored: whatever is told now is newer. What nobody tells of is found to have left. */
export function fromBefore(chats: ReadonlyMap<string, DeskChat>): ReadonlyMap<string, DeskChat> {
  return new Map([...chats].map(([id, chat]) => [id, { ...chat, revision: 0 }]));
}
