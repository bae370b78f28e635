import { requireStaff } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { customerInfo, field, given, writeInfo } from '../customer/customer-info.ts';
import { lockPerson, refuseErased } from '../customer/group.service.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { columnsOf } from '../sql.ts';
import type { Tx } from '../write.ts';
import { advanceChat, lockChat, mayFile } from './change-chat.ts';
import type { Chat } from './chat.entity.ts';
import { StaleInfo } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';
import type { Mask } from './message.entity.ts';

/** What is known of a chat beside its conversation. */
export interface ChatInfo {
  readonly categoryId: string | null;
  readonly note: string | null;
  readonly noteMasks: readonly Mask[] | null;
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
select c.category_id as "categoryId", c.note, c.note_masks as "noteMasks", c.first_message_at as "firstMessageAt", c.ip, c.user_agent as "userAgent", c.page,
  c.info_revision || '.' || p.info_revision as "infoVersion"
from unnest($1::uuid[]) with ordinality as w (id, n) join chat c on c.id = w.id join customer u on u.id = c.customer_id
  join customer p on p.id = coalesce(u.merged_into_id, u.id)
order by w.n`;

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
 * Customer info, of the person the chat's customer is, and consultation info, into the chat's record. In every state of the chat by
 * its agent; once it is closed by every agent who sees it. What was saved since `infoVersion` is not overwritten. What is masked in the
 * note goes along.
 */
export async function saveChatInfo(ctx: Context, input: SaveChatInfoInput): Promise<ChatRow> {
  const viewer = requireStaff(ctx, 'chats:write');
  const chatId = decodeId('Chat', input.chatId);
  if (!chatId) throw new NotPermitted();
  const ofCustomer = customerInfo(input);
  const note = field('note', input.note, 4_000);
  return ctx.write({ customers: viewer.serviceId, to: 'read' }, async (tx) => {
    const found = await filed(tx, chatId);
    if (found?.serviceId !== viewer.serviceId) throw new NotPermitted();
    // The customer first: a start by the same customer locks in this order too.
    const customer = await lockPerson(tx, found.customerId);
    const chat = await lockChat(tx, chatId);
    if (!chat || !mayFile(viewer, chat)) throw new NotPermitted();
    if (note != null) await refuseErased(tx.sql, { chatId });
    const before = (await filed(tx, chatId)) as Filed;
    if (input.infoVersion != null && input.infoVersion !== `${before.infoRevision}.${customer.infoRevision}`) {
      throw new StaleInfo(chat);
    }
    const edited = await editedNote(ctx, tx, chat, before, note);
    await writeInfo(ctx, tx, customer, ofCustomer);
    const wanted = given({ ...edited, categoryId: await categoryGiven(tx, before, input.categoryId) });
    const isChanged = 'note' in wanted || (wanted.categoryId !== undefined && wanted.categoryId !== before.categoryId);
    return advanceChat(tx, chat, { set: { ...wanted, ...(isChanged && { infoRevision: before.infoRevision + 1 }) } });
  });
}

/** What becomes of the note: nothing when it says the same, also where something was hidden in it since. */
async function editedNote(
  { app, viewer }: Context,
  { sql }: Tx,
  chat: ChatRow,
  before: Filed,
  note: string | null | undefined,
): Promise<Partial<Pick<Chat, 'note' | 'noteMasks' | 'noteRevision'>>> {
  if (note === undefined || note === before.note) return {};
  const place = { serviceId: chat.serviceId, objectId: chat.id, field: 'Chat.note' };
  const present = { body: before.note ?? '', masks: before.noteMasks };
  // Programs may not release what is hidden, so they cannot find it out by trying either.
  const mayTry = viewer?.kind === 'agent' && before.noteMasks !== null;
  if (mayTry && (await app.intake.isSame(present, note ?? '', place, sql))) return {};
  const taken = await app.intake.edit(present, note ?? '', place);
  if (!taken) throw new InvalidInput('note', 'What is masked in it stays where it is: release or seal it before.');
  await app.intake.keep(sql, place, { chatId: chat.id }, taken);
  return {
    note: note === null ? null : taken.body,
    noteRevision: chat.revision + 1,
    ...((taken.masks ?? before.noteMasks) && { noteMasks: taken.masks }),
  };
}

/** What a chat is filed with. */
interface Filed {
  serviceId: string;
  customerId: string;
  categoryId: string | null;
  note: string | null;
  noteMasks: readonly Mask[] | null;
  infoRevision: number;
}

async function filed(tx: Tx, chatId: string): Promise<Filed | undefined> {
  const { rows } = await tx.sql.query<Filed>(
    `select ${columnsOf('c', ['serviceId', 'customerId', 'categoryId', 'note', 'noteMasks', 'infoRevision'])} from chat c where c.id = $1`,
    [chatId],
  );
  return rows[0];
}

/** The row id of the category that was chosen; undefined for what was not given, null for none. */
async function categoryGiven(
  tx: Tx,
  { serviceId, categoryId: present }: Filed,
  categoryId: string | null | undefined,
): Promise<string | null | undefined> {
  if (categoryId == null) return categoryId;
  const id = decodeId('Category', categoryId);
  // What was removed since stays where it is filed already.
  if (id !== null && id === present) return id;
  const { rows } = await tx.sql.query<{ id: string }>(
    'select id from category where id = $1 and service_id = $2 and removed_at is null',
    [id, serviceId],
  );
  if (!rows[0]) throw new InvalidInput('categoryId', 'There is no such category.');
  return rows[0].id;
}
