import { isStaff, requireAgent } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import type { App } from '../app.ts';
import { badRequest, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { readForAll } from '../loader.ts';
import { derive, type Stream } from '../realtime/stream.ts';
import { changeChat, mayAct, mayRead } from './change-chat.ts';
import { chatsOf, type ChatChange, type DeskChange } from './chat-feed.ts';
import type { ChatRow } from './chat.rows.ts';
import type { SenderKind } from './message.entity.ts';
import { closed, endedByCustomer, opened } from './transitions.ts';

/** The chat, or null when there is none for this viewer. */
export async function findChat(ctx: Context, chatId: string): Promise<ChatRow | null> {
  const id = decodeId('Chat', chatId);
  return id ? chatById(ctx, id) : null;
}

/** The chat by its row id, or null when there is none for this viewer. */
export async function chatById(ctx: Context, id: string): Promise<ChatRow | null> {
  if (!ctx.viewer) return null;
  const chat = await anyChatById(ctx, id);
  return chat && mayRead(ctx.viewer, chat) ? chat : null;
}

/** The same for several, in one statement. */
export const chatsById = (ctx: Context, ids: readonly string[]): Promise<(ChatRow | null)[]> =>
  Promise.all(ids.map((id) => chatById(ctx, id)));

/** The chat by its row id, whoever asks. */
export const anyChatById = (ctx: Context, id: string): Promise<ChatRow | null> => readChat(ctx.app, id);

const readChat = readForAll<string, ChatRow | null>(
  async ({ sql }, ids) => {
    const found = new Map((await chatsOf(sql, ids)).map((chat) => [chat.id, chat]));
    return ids.map((id) => found.get(id) ?? null);
  },
  500,
  (id) => id,
);

/** The agent picks a requested chat; from now on the customer is being served. */
export async function openChat(ctx: Context, chatId: string): Promise<ChatRow> {
  const agent = requireAgent(ctx);
  await spend(ctx.app.limits.transitions, agent.id);
  return changeChat(ctx, chatId, (chat) => opened(chat, ctx.app.clock.now()));
}

/** The customer's end leaves the chat with the agent; the agent's end closes it. */
export async function endChat(ctx: Context, chatId: string): Promise<ChatRow> {
  if (ctx.viewer) await spend(ctx.app.limits.transitions, ctx.viewer.id);
  const end = isStaff(ctx) ? closed : endedByCustomer;
  return changeChat(ctx, chatId, (chat) => end(chat, ctx.app.clock.now()));
}

/**
 * This side has read everything up to message `seq` and received everything up to `delivered`. Less than before changes nothing.
 * However often a reader says so while the chat is not to be had, it is one change, up to the highest numbers that were said before it
 * begins.
 */
export async function markRead(ctx: Context, chatId: string, seq: number, delivered = seq): Promise<ChatRow> {
  const { app, viewer } = ctx;
  if (!viewer) throw new NotPermitted();
  await spend(app.limits.reads, viewer.id);
  const marks = marksOf(app);
  const key = `${viewer.id} ${chatId}`;
  const present = marks.get(key);
  if (present) {
    present.seq = Math.max(present.seq, seq);
    present.delivered = Math.max(present.delivered, delivered);
    return present.marked;
  }
  const begun = () => {
    if (marks.get(key) === mark) marks.delete(key);
    return mark;
  };
  const mark: Mark = { seq, delivered, marked: writeMark(ctx, chatId, begun) };
  marks.set(key, mark);
  return mark.marked.finally(begun);
}

/** What a reader has read and received of a chat, which is not being written yet. */
interface Mark {
  seq: number;
  delivered: number;
  readonly marked: Promise<ChatRow>;
}

const marks = new WeakMap<App, Map<string, Mark>>();

function marksOf(app: App): Map<string, Mark> {
  const present = marks.get(app) ?? new Map<string, Mark>();
  marks.set(app, present);
  return present;
}

function writeMark(ctx: Context, chatId: string, begun: () => Mark): Promise<ChatRow> {
  const isAgent = ctx.viewer?.kind === 'agent';
  return changeChat(ctx, chatId, async (chat, tx) => {
    const { seq, delivered } = begun();
    const readBefore = isAgent ? chat.agentReadSeq : chat.customerReadSeq;
    const deliveredBefore = isAgent ? chat.agentDeliveredSeq : chat.customerDeliveredSeq;
    const readUpTo = Math.min(seq, chat.lastSeq);
    const deliveredUpTo = Math.max(deliveredBefore, Math.min(Math.max(seq, delivered), chat.lastSeq));
    if (readUpTo <= readBefore) {
      if (deliveredUpTo <= Math.max(deliveredBefore, readBefore)) return null;
      return { set: isAgent ? { agentDeliveredSeq: deliveredUpTo } : { customerDeliveredSeq: deliveredUpTo } };
    }
    const { rows } = await tx.sql.query<{ unread: number }>({
      name: `count-unread-${isAgent}`,
      text: `select count(*)::int as unread from message
        where chat_id = $1 and seq > $2 and sender ${isAgent ? '=' : '<>'} 'CUSTOMER'`,
      values: [chat.id, readUpTo],
    });
    const unread = rows[0]!.unread;
    return {
      set: isAgent
        ? { agentReadSeq: readUpTo, agentDeliveredSeq: deliveredUpTo, agentUnread: unread }
        : { customerReadSeq: readUpTo, customerDeliveredSeq: deliveredUpTo, customerUnread: unread },
    };
  });
}

export interface Typing {
  readonly chatId: string;
  readonly sender: SenderKind;
  readonly senderId: string;
  readonly typing: boolean;
}

/** Tells the other side; nothing is stored. False when there is no such chat to type in. */
export async function setTyping(ctx: Context, chatId: string, typing: boolean): Promise<boolean> {
  const { viewer } = ctx;
  if (!viewer) return false;
  await spend(ctx.app.limits.typing, viewer.id);
  const chat = await findChat(ctx, chatId);
  if (!chat || !mayAct(viewer, chat)) return false;
  const sender = viewer.kind === 'agent' ? 'AGENT' : 'CUSTOMER';
  if (typing) await ctx.app.idle.postpone(chat);
  ctx.app.typing.tell({ chatId: chat.id, sender, senderId: viewer.id, typing });
  return true;
}

/** Who is typing in a chat, without the viewer, for as long as the viewer may read it. */
export async function watchTyping(ctx: Context, chatId: string): Promise<Stream<Typing>> {
  const chat = await existingChat(ctx, chatId);
  return derive(ctx.app.typing.watch(chat.id), {
    map: (typing) => (typing.senderId === ctx.viewer?.id ? undefined : typing),
  });
}

async function existingChat(ctx: Context, chatId: string): Promise<ChatRow> {
  const chat = await findChat(ctx, chatId);
  if (!chat) throw badRequest('NOT_FOUND', 'There is no such chat.');
  return chat;
}

/** Everything that changed in a chat after a revision, then everything that changes, for as long as the viewer may read it. */
export async function watchChat(
  ctx: Context,
  chatId: string,
  after: number,
  epoch = ctx.app.epoch.current,
): Promise<Stream<ChatChange>> {
  const chat = await existingChat(ctx, chatId);
  assertReached(ctx, chat, after, epoch);
  return ctx.app.chatFeeds.watchChat(chat.id, after);
}

/** What changed in a chat after a revision, for whoever asks again and again; null when there is none for the viewer. */
export async function readChatChanges(
  ctx: Context,
  chatId: string,
  after: number,
  epoch = ctx.app.epoch.current,
): Promise<ChatChange | null> {
  const chat = await findChat(ctx, chatId);
  if (!chat) return null;
  assertReached(ctx, chat, after, epoch);
  const change = await ctx.app.chatFeeds.readChat(chat.id, after);
  // It may have gone to somebody else between the two.
  return change && mayRead(ctx.viewer, change.chat) ? change : null;
}

/** That the chat got to the revision, and in the present history. */
function assertReached(ctx: Context, chat: ChatRow, after: number, epoch: string): void {
  if (epoch !== ctx.app.epoch.current)
    throw badRequest('EPOCH_CHANGED', 'The database was restored from a backup: read the chat anew.');
  if (after < 0) throw badRequest('BAD_USER_INPUT', 'after must not be negative.');
  if (after > chat.revision) throw badRequest('REVISION_AHEAD', 'after lies beyond the chat’s present revision.');
}

/** The chats on the agent's desk as they are, then each change. While this is read, the agent's lease lives. */
export async function watchDesk(ctx: Context): Promise<Stream<DeskChange>> {
  const agent = requireAgent(ctx);
  const release = await ctx.app.leases.hold(agent);
  return derive(ctx.app.chatFeeds.watchDesk(agent.id), { map: (change) => change, ended: release });
}
