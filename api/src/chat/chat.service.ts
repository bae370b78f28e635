import { LockMode } from '@mikro-orm/postgresql';
import { requireAgent, type Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { badRequest, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { through, type Stream } from '../realtime/stream.ts';
import { Chat } from './chat.entity.ts';
import { chatsOf, type ChatChange, type DeskChange } from './chat-feed.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';
import type { SenderKind } from './message.entity.ts';

/** Who may read a chat: its customer, and the service's agents with the chat right, either to all chats or to their own. */
export function mayRead(viewer: Viewer | null, chat: Pick<ChatRow, 'serviceId' | 'customerId' | 'agentId'>): boolean {
  if (viewer?.serviceId !== chat.serviceId) return false;
  if (viewer.kind === 'customer') return viewer.id === chat.customerId;
  return viewer.canChat && (viewer.seesAllChats || viewer.id === chat.agentId);
}

/** Who may act in a chat: its customer and the agent it is assigned to. */
export function mayAct(viewer: Viewer | null, chat: Pick<ChatRow, 'serviceId' | 'customerId' | 'agentId'>): boolean {
  return mayRead(viewer, chat) && (viewer?.kind === 'customer' || viewer?.id === chat.agentId);
}

/** The chat, or null when there is none for this viewer. */
export async function findChat(ctx: Context, chatId: string): Promise<ChatRow | null> {
  const id = decodeId('Chat', chatId);
  return id ? chatById(ctx, id) : null;
}

const chatByIdText = `select ${chatColumns('c')} from chat c where c.id = $1`;

/** The chat by its row id, or null when there is none for this viewer. */
export async function chatById(ctx: Context, id: string): Promise<ChatRow | null> {
  if (!ctx.viewer) return null;
  const chat = await anyChatById(ctx, id);
  return chat && mayRead(ctx.viewer, chat) ? chat : null;
}

/** The same for several, in one statement. */
export async function chatsById(ctx: Context, ids: readonly string[]): Promise<(ChatRow | null)[]> {
  const chats = await chatsOf(ctx.app.sql, ids);
  const found = new Map(chats.filter((chat) => mayRead(ctx.viewer, chat)).map((chat) => [chat.id, chat]));
  return ids.map((id) => found.get(id) ?? null);
}

/** The chat by its row id, whoever asks. */
export async function anyChatById(ctx: Context, id: string): Promise<ChatRow | null> {
  const { rows } = await ctx.app.sql.query<ChatRow>({ name: 'chat-by-id', text: chatByIdText, values: [id] });
  return rows[0] ?? null;
}

/** The agent picks a requested chat; from now on the customer is being served. */
export function openChat(ctx: Context, chatId: string): Promise<Chat> {
  requireAgent(ctx);
  return change(ctx, chatId, (chat) => {
    chat.open(new Date());
  });
}

/** The customer's end leaves the chat with the agent; the agent's end closes it. */
export async function endChat(ctx: Context, chatId: string): Promise<Chat> {
  const ended = await change(ctx, chatId, (chat) => {
    if (ctx.viewer?.kind === 'agent') chat.close(new Date());
    else chat.endByCustomer(new Date());
  });
  // A seat is free now, or a place in the line.
  ctx.app.assignment.settleSoon(ended.serviceId);
  ctx.app.chatFeeds.line.moved(ended.serviceId);
  return ended;
}

/** This side has read everything up to message `seq`. Reading less than before changes nothing. */
export function markRead(ctx: Context, chatId: string, seq: number): Promise<Chat> {
  return change(ctx, chatId, async (chat, em) => {
    const upTo = Math.min(seq, chat.lastSeq);
    const isAgent = ctx.viewer?.kind === 'agent';
    if (upTo <= (isAgent ? chat.agentReadSeq : chat.customerReadSeq)) return;
    const [counted] = await em.execute<{ unread: number }[]>(
      `select count(*)::int as unread from message where chat_id = ? and seq > ? and sender ${
        isAgent ? '=' : '<>'
      } 'CUSTOMER'`,
      [chat.id, upTo],
    );
    const unread = counted?.unread ?? 0;
    if (isAgent) Object.assign(chat, { agentReadSeq: upTo, agentUnread: unread });
    else Object.assign(chat, { customerReadSeq: upTo, customerUnread: unread });
    chat.advance();
  });
}

/** One transition: the chat's row lock, the rule, then the news to everyone, if there is any. */
async function change(
  ctx: Context,
  chatId: string,
  transition: (chat: Chat, em: Context['em']) => void | Promise<void>,
): Promise<Chat> {
  const id = decodeId('Chat', chatId);
  if (!id) throw new NotPermitted();
  const { chat, changed } = await ctx.em.fork().transactional(async (em) => {
    const locked = await em.findOne(Chat, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!locked || !mayAct(ctx.viewer, locked)) throw new NotPermitted();
    const before = locked.revision;
    await transition(locked, em);
    return { chat: locked, changed: locked.revision !== before };
  });
  if (changed) ctx.app.chatFeeds.poke({ chatId: chat.id, revision: chat.revision, agentIds: [chat.agentId] });
  return chat;
}

export interface Typing {
  readonly chatId: string;
  readonly sender: SenderKind;
  readonly senderId: string;
  readonly typing: boolean;
}

/** Tells the other side; nothing is stored. False when there is no such chat to type in. */
export async function setTyping(ctx: Context, chatId: string, typing: boolean): Promise<boolean> {
  const chat = await findChat(ctx, chatId);
  const { viewer } = ctx;
  if (!chat || !viewer || !mayAct(viewer, chat)) return false;
  const sender = viewer.kind === 'agent' ? 'AGENT' : 'CUSTOMER';
  if (typing) await ctx.app.idle.postpone(chat);
  ctx.app.typing.tell({ chatId: chat.id, sender, senderId: viewer.id, typing });
  return true;
}

/** Who is typing in a chat, without the viewer, for as long as the viewer may read it. */
export async function watchTyping(ctx: Context, chatId: string): Promise<Stream<Typing>> {
  const chat = await existingChat(ctx, chatId);
  return through(ctx.app.typing.watch(chat.id), {
    map: (typing) => (typing.senderId === ctx.viewer?.id ? undefined : typing),
  });
}

async function existingChat(ctx: Context, chatId: string): Promise<ChatRow> {
  const chat = await findChat(ctx, chatId);
  if (!chat) throw badRequest('NOT_FOUND', 'There is no such chat.');
  return chat;
}

/** Everything that changed in a chat after a revision, then everything that changes, for as long as the viewer may read it. */
export async function watchChat(ctx: Context, chatId: string, after: number): Promise<Stream<ChatChange>> {
  const chat = await existingChat(ctx, chatId);
  if (after < 0) throw badRequest('BAD_USER_INPUT', 'after must not be negative.');
  if (after > chat.revision) throw badRequest('REVISION_AHEAD', 'after lies beyond the chat’s present revision.');
  return ctx.app.chatFeeds.watchChat(chat.id, after);
}

/** The chats on the agent's desk as they are, then each change. While this is read, the agent's lease lives. */
export async function watchDesk(ctx: Context): Promise<Stream<DeskChange>> {
  const agent = requireAgent(ctx);
  const release = await ctx.app.leases.hold(agent);
  return through(ctx.app.chatFeeds.watchDesk(agent.id), { map: (change) => change, ended: release });
}
