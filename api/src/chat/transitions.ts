import type { ChatUpdate } from './change-chat.ts';
import { ChatState } from './chat.entity.ts';
import { ChatEnded } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';

type Standing = Pick<ChatRow, 'state' | 'agentId'>;

/** True once a message can no longer be sent. */
export function isEnded({ state }: Pick<ChatRow, 'state'>): boolean {
  return state === ChatState.ENDED_BY_CUSTOMER || state === ChatState.CLOSED;
}

/** True while the customer waits or is being served. */
export function isOpen(chat: Pick<ChatRow, 'state'>): boolean {
  return !isEnded(chat);
}

/** The agent picks the chat. Picking it again changes nothing. */
export function opened(chat: Standing, at: Date): ChatUpdate | null {
  if (isEnded(chat)) throw new ChatEnded();
  return chat.state === ChatState.REQUESTED ? { set: { state: ChatState.ACTIVE, openedAt: at } } : null;
}

/** The customer is done; the conversation stays with the agent, or with nobody if it is on no desk. */
export function endedByCustomer(chat: Standing, at: Date): ChatUpdate {
  if (isEnded(chat)) throw new ChatEnded();
  return chat.agentId
    ? { set: { state: ChatState.ENDED_BY_CUSTOMER, customerEndedAt: at } }
    : { set: { state: ChatState.CLOSED, customerEndedAt: at, closedAt: at } };
}

/** The agent is done; from now on the chat is only in the history. */
export function closed(chat: Standing, at: Date): ChatUpdate {
  if (chat.state === ChatState.CLOSED) throw new ChatEnded();
  return { set: { state: ChatState.CLOSED, closedAt: at } };
}
