import { randomUUID } from 'node:crypto';
import { requireStaff } from '../access/viewer.ts';
import { isThere } from '../agent/gate.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { advanceChat, lockChat } from './change-chat.ts';
import { ChatState } from './chat.entity.ts';
import { AgentUnavailable, ChatEnded } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';
import { noteText, takeNote, writeNote } from './note.service.ts';
import { agentChanged } from './system-messages.ts';
import { isEnded } from './transitions.ts';

export interface TransferChatInput {
  chatId: string;
  agentId: string;
  note?: string | null;
}

/**
 * Gives an open chat to another agent by hand, who may be above their seats by it. The chat's own agent may, administrators
 * with the chat right, and programs. Of two at once the second finds it is no longer theirs.
 */
export async function transferChat(ctx: Context, input: TransferChatInput): Promise<ChatRow> {
  const viewer = requireStaff(ctx, 'chats:write');
  const [chatId, agentId] = [decodeId('Chat', input.chatId), decodeId('Agent', input.agentId)];
  if (!viewer.canChat || !chatId) throw new NotPermitted();
  if (!agentId) throw new AgentUnavailable();
  const note = noteText(input.note);
  const noteId = randomUUID();
  const taken = note === null ? null : await takeNote(ctx, viewer.serviceId, noteId, note);
  return ctx.write({ service: viewer.serviceId }, async (tx) => {
    const chat = await lockChat(tx, chatId);
    const isTheirs = viewer.kind === 'client' || chat?.agentId === viewer.id || viewer.role === 'ADMIN';
    if (chat?.serviceId !== viewer.serviceId || !isTheirs) throw new NotPermitted();
    if (isEnded(chat)) throw new ChatEnded();
    // Who waits in line goes to whoever has a seat first; there is no agent yet to hand it over.
    if (!chat.agentId) throw new NotPermitted();
    const { rows } = await tx.sql.query<{ name: string }>(targetText, [agentId, viewer.serviceId, chat.agentId]);
    if (!rows[0]) throw new AgentUnavailable();
    const says = agentChanged('handedOver', chat.language, rows[0].name);
    const moved = await advanceChat(tx, chat, { set: { agentId, state: ChatState.REQUESTED }, says });
    // What was noted belongs before the news of the handover.
    if (taken) {
      const noted = { ...moved, lastSeq: moved.lastSeq - 1 };
      await writeNote(ctx, tx, noted, { id: noteId, author: viewer, taken });
    }
    return moved;
  });
}

/** Another agent who would be given chats, seats aside. */
const targetText = `select a.name from agent a join service s on s.id = a.service_id
  where a.id = $1 and a.service_id = $2 and a.id <> $3 and ${isThere}`;
