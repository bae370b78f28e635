import { LockMode } from '@mikro-orm/postgresql';
import { requireAgent } from '../access/viewer.ts';
import { isThere } from '../agent/gate.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { writeMoves } from './assignment.service.ts';
import { Chat } from './chat.entity.ts';
import { AgentUnavailable, ChatEnded } from './chat.errors.ts';
import { ChatNote } from './chat-note.entity.ts';
import { noteText } from './note.service.ts';
import { agentChanged } from './system-messages.ts';

export interface TransferChatInput {
  chatId: string;
  agentId: string;
  note?: string | null;
}

/**
 * Gives an open chat to another agent by hand, who may be above their seats by it. The chat's own agent may, and administrators
 * with the chat right. Of two at once the second finds it is no longer theirs.
 */
export async function transferChat(ctx: Context, input: TransferChatInput): Promise<Chat> {
  const viewer = requireAgent(ctx);
  const [chatId, agentId] = [decodeId('Chat', input.chatId), decodeId('Agent', input.agentId)];
  if (!viewer.canChat || !chatId) throw new NotPermitted();
  if (!agentId) throw new AgentUnavailable();
  const note = noteText(input.note);
  const moved = await ctx.app.assignment.within(viewer.serviceId, async (em, service, turn) => {
    turn.holdsChat = true;
    const chat = await em.findOne(
      Chat,
      { id: chatId, serviceId: service.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!chat || (chat.agentId !== viewer.id && viewer.role !== 'ADMIN')) throw new NotPermitted();
    if (chat.isEnded) throw new ChatEnded();
    // Who waits in line goes to whoever has a seat first; there is no agent yet to hand it over.
    if (!chat.agentId) throw new NotPermitted();
    const [target] = await em.execute<{ name: string }[]>(targetText, [agentId, service.id, chat.agentId]);
    if (!target) throw new AgentUnavailable();
    const { lastSeq, revision, language } = chat;
    if (note) {
      em.create(ChatNote, { chatId, revision: revision + 1, authorId: viewer.id, body: note, afterSeq: lastSeq });
      await em.flush();
    }
    const move = { chatId, fromId: chat.agentId, agentId, says: agentChanged('handedOver', language, target.name) };
    turn.moves.push(...(await writeMoves(em, [move])));
    return em.refreshOrFail(chat);
  });
  return moved;
}

/** Another agent who would be given chats, seats aside. */
const targetText = `select a.name from agent a join service s on s.id = a.service_id
  where a.id = ? and a.service_id = ? and a.id <> ? and ${isThere}`;
