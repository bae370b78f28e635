import type { Tx } from '../write.ts';
import { advanceChats, lockChats } from './change-chat.ts';
import { ChatState } from './chat.entity.ts';
import { closed } from './transitions.ts';

/** Closes the chats that these agents keep on the desk although their customers ended them. */
export async function closeEndedChats(tx: Tx, agentIds: readonly string[], now: Date): Promise<void> {
  const { rows } = await tx.sql.query<{ id: string }>(
    `select id from chat where agent_id = any($1::uuid[]) and state = 'ENDED_BY_CUSTOMER'`,
    [agentIds],
  );
  const locked = await lockChats(
    tx,
    rows.map(({ id }) => id),
  );
  const kept = locked.filter(
    (chat) => chat.agentId != null && agentIds.includes(chat.agentId) && chat.state === ChatState.ENDED_BY_CUSTOMER,
  );
  await advanceChats(
    tx,
    kept.map((chat) => ({ chat, ...closed(chat, now) })),
  );
}
