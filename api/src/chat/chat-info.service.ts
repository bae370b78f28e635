import { LockMode } from '@mikro-orm/postgresql';
import Bowser from 'bowser';
import { requireAgent } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { customerInfo, field, given, writeInfo } from '../customer/customer-info.ts';
import { holdGroups, lockPerson } from '../customer/group.service.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { Category } from '../service/category.entity.ts';
import { statementsOf } from '../sql.ts';
import { Chat } from './chat.entity.ts';
import { StaleInfo } from './chat.errors.ts';
import { mayAct, mayRead } from './chat.service.ts';

/** What is known of a chat beside its conversation. */
export interface ChatInfo {
  readonly categoryId: string | null;
  readonly note: string | null;
  readonly infoVersion: string;
  readonly firstMessageAt: Date | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly page: string | null;
}

/** The info of each of the chats, in one statement. */
export async function chatInfos(ctx: Context, chatIds: readonly string[]): Promise<ChatInfo[]> {
  const { rows } = await ctx.app.sql.query<ChatInfo>({ name: 'chat-infos', text: infosText, values: [chatIds] });
  return rows;
}

const infosText = `
select c.category_id as "categoryId", c.note, c.first_message_at as "firstMessageAt", c.ip, c.user_agent as "userAgent", c.page,
  c.info_revision || '.' || p.info_revision as "infoVersion"
from unnest($1::uuid[]) with ordinality as w (id, n) join chat c on c.id = w.id join customer u on u.id = c.customer_id
  join customer p on p.id = coalesce(u.merged_into_id, u.id)
order by w.n`;

/** Names of what the customer's browser said it is; null where it is unknown. */
export interface Device {
  readonly device: string | null;
  readonly browser: string | null;
  readonly os: string | null;
}

export function deviceOf({ userAgent }: ChatInfo): Device {
  if (!userAgent) return { device: null, browser: null, os: null };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const named = (name: string | undefined, version: string | undefined) =>
    name ? [name, version?.split('.')[0]].filter(Boolean).join(' ') : null;
  const kinds: Record<string, string> = { desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet' };
  return {
    device: platform.model ?? kinds[platform.type ?? ''] ?? null,
    browser: named(browser.name, browser.version),
    os: named(os.name, os.versionName ?? os.version),
  };
}

export interface SaveChatInfoInput {
  chatId: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  memo?: string | null;
  categoryId?: string | null;
  note?: string | null;
  infoVersion?: string | null;
}

/**
 * Customer info, of the person the chat's customer is, and consultation info, into the chat's record. In every state of the chat by its agent; once it is closed by
 * every agent who sees it. What was saved since `infoVersion` is not overwritten.
 */
export async function saveChatInfo(ctx: Context, input: SaveChatInfoInput): Promise<Chat> {
  requireAgent(ctx);
  const chatId = decodeId('Chat', input.chatId);
  if (!chatId) throw new NotPermitted();
  const ofCustomer = customerInfo(input);
  const ofChat = given({ note: field('note', input.note, 4_000) });
  const saved = await ctx.em.fork().transactional(async (em) => {
    const found = await em.findOne(Chat, chatId);
    if (!found) throw new NotPermitted();
    const sql = statementsOf(em);
    // The customer first: a start by the same customer locks in this order too.
    await holdGroups(sql, found.serviceId, 'look');
    const customer = await lockPerson(sql, found.customerId);
    const chat = await em.findOneOrFail(Chat, chatId, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    const isFiled = chat.state === 'CLOSED' && mayRead(ctx.viewer, chat);
    if (!mayAct(ctx.viewer, chat) && !isFiled) throw new NotPermitted();
    if (input.infoVersion != null && input.infoVersion !== `${chat.infoRevision}.${customer.infoRevision}`) {
      throw new StaleInfo(chat);
    }
    await writeInfo(sql, customer, ofCustomer);
    if (change(chat, { ...ofChat, ...(await categoryGiven(em, chat, input.categoryId)) })) chat.infoRevision += 1;
    chat.advance();
    return chat;
  });
  ctx.app.chatFeeds.poke({ chatId, revision: saved.revision, agentIds: [saved.agentId] });
  return saved;
}

async function categoryGiven(
  em: Context['em'],
  chat: Chat,
  categoryId: string | null | undefined,
): Promise<Partial<Chat>> {
  if (categoryId === undefined) return {};
  if (categoryId === null) return { categoryId: null };
  const id = decodeId('Category', categoryId);
  if (id !== null && id === chat.categoryId) return {};
  const category = id && (await em.findOne(Category, { id, serviceId: chat.serviceId, removedAt: null }));
  if (!category) throw new InvalidInput('categoryId', 'There is no such category.');
  return { categoryId: category.id };
}

/** Assigns what is other than before; true when there was any. */
function change<T extends object>(target: T, values: Partial<T>): boolean {
  const present = new Map<string, unknown>(Object.entries(target));
  const isChanged = Object.entries(values).some(([name, value]) => present.get(name) !== value);
  Object.assign(target, values);
  return isChanged;
}
