import { requireAdmin } from '../access/viewer.ts';
import type { ChatPoke } from '../chat/chat-feed.ts';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customer/customer.rows.ts';
import { changeGroups, findPerson, findRecord, lockGroup } from '../customer/group.service.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Statements } from '../sql.ts';
import { letGo } from '../ticket/loose-attachments.ts';
import { ChatOpen } from './privacy.errors.ts';

/**
 * Destroys everything personal of a person, in all of their records: what is known of them, what was said and noted in their chats,
 * what their tickets say, their files, where they were. What happened stays as figures: how many chats and messages, when, in which
 * state, how they were rated and filed. Cannot be undone; done twice it is done once.
 */
export async function eraseCustomer(ctx: Context, customerId: string): Promise<CustomerRow> {
  const admin = requireAdmin(ctx);
  const id = decodeId('Customer', customerId);
  if (!id || !(await findRecord(ctx, id))) throw new NotPermitted();
  const { chats, tickets } = await changeGroups(ctx, admin.serviceId, async (sql): Promise<Erased> => {
    // Viewers are looked at every few seconds; what cannot be taken back is decided by the right as it stands.
    const { rows } = await sql.query(
      `select from agent where id = $1 and role = 'ADMIN' and removed_at is null for share`,
      [admin.id],
    );
    if (rows.length === 0) throw new NotPermitted();
    const group = [...(await lockGroup(sql, id)).values()];
    const person = group.find(({ mergedIntoId }) => !mergedIntoId);
    if (!person || person.erasedAt) return { chats: [], tickets: [] };
    return erase(
      sql,
      group.map((record) => record.id),
      { personId: person.id, serviceId: admin.serviceId, adminId: admin.id },
    );
  });
  for (const poke of chats) ctx.app.chatFeeds.poke(poke);
  for (const ticketId of tickets) ctx.app.ticketFeeds.poke({ id: ticketId, serviceId: admin.serviceId });
  ctx.app.erasure.soon('person');
  // Their files can no longer be reached; should this fail, the next look removes them.
  void ctx.app.looseAttachments.look().catch(() => undefined);
  return (await findPerson(ctx, customerId)) as CustomerRow;
}

/** Whose pages have to be told. */
interface Erased {
  readonly chats: readonly ChatPoke[];
  readonly tickets: readonly string[];
}

interface Erasing {
  readonly personId: string;
  readonly serviceId: string;
  readonly adminId: string;
}

/** The customers are locked; then, as everywhere, their chats in the order of their ids, then their tickets. */
async function erase(
  sql: Statements,
  customerIds: readonly string[],
  { personId, serviceId, adminId }: Erasing,
): Promise<Erased> {
  const { rows: chats } = await sql.query<{ id: string; isOpen: boolean }>(
    `select id, state in ('WAITING', 'REQUESTED', 'ACTIVE') as "isOpen" from chat where customer_id = any($1::uuid[])
     order by id for no key update`,
    [customerIds],
  );
  if (chats.some(({ isOpen }) => isOpen)) throw new ChatOpen();
  const chatIds = chats.map((chat) => chat.id);
  const { rows: tickets } = await sql.query<{ id: string }>(
    `select id from ticket where customer_id = any($1::uuid[]) or chat_id = any($2::uuid[]) order by id for no key update`,
    [customerIds, chatIds],
  );
  await eraseRecords(sql, customerIds);
  const pokes = await eraseChats(sql, chatIds);
  const ticketIds = tickets.map((ticket) => ticket.id);
  await eraseTickets(sql, ticketIds);
  await letGo(sql, ticketIds);
  await sql.query(`insert into audit_entry (service_id, agent_id, action, customer_id) values ($1, $2, 'ERASED', $3)`, [
    serviceId,
    adminId,
    personId,
  ]);
  return { chats: pokes, tickets: ticketIds };
}

async function eraseRecords(sql: Statements, customerIds: readonly string[]): Promise<void> {
  await sql.query(
    `update customer set name = null, email = null, phone = null, memo = null, borrowed = '{}', erased_at = now(),
       info_revision = info_revision + 1 where id = any($1::uuid[])`,
    [customerIds],
  );
  await sql.query(
    `update customer_merge set filled = '{}' where from_id = any($1::uuid[]) or into_id = any($1::uuid[])`,
    [customerIds],
  );
  await sql.query('update consent set ip = null, user_agent = null where customer_id = any($1::uuid[])', [customerIds]);
  // Their pages are told what became of the chats before the next look at viewers ends them.
  await sql.query('delete from visitor_token where customer_id = any($1::uuid[])', [customerIds]);
}

/** Every row of a chat comes with its new revision, so that every page that shows it is told. */
async function eraseChats(sql: Statements, chatIds: readonly string[]): Promise<ChatPoke[]> {
  const { rows } = await sql.query<{ id: string; revision: number; agentId: string | null }>(
    `update chat set revision = revision + 1, info_revision = info_revision + 1, note = null, ip = null, user_agent = null,
       page = null, attempt_hash = null where id = any($1::uuid[]) returning id, revision, agent_id as "agentId"`,
    [chatIds],
  );
  await sql.query(
    `update message m set body = case m.sender when 'SYSTEM' then m.body else '' end, masks = null, key = null,
       revision = c.revision from chat c where c.id = m.chat_id and m.chat_id = any($1::uuid[])`,
    [chatIds],
  );
  await sql.query('delete from mask_original where chat_id = any($1::uuid[])', [chatIds]);
  // Why somebody looked under a mask can name whose it was.
  await sql.query('update audit_entry set reason = null where chat_id = any($1::uuid[])', [chatIds]);
  await sql.query(
    `update chat_note n set body = '', revision = c.revision from chat c
     where c.id = n.chat_id and n.chat_id = any($1::uuid[])`,
    [chatIds],
  );
  return rows.map(({ id, revision, agentId }) => ({ chatId: id, revision, agentIds: [agentId] }));
}

/** What a change of these fields tells is whose row or which word it was; of every other it may be somebody's. */
const plainFields = ['status', 'priority', 'assigneeId', 'inquiryTypeId'];

async function eraseTickets(sql: Statements, ticketIds: readonly string[]): Promise<void> {
  await sql.query(
    `update ticket set revision = revision + 1, title = '', content = '', email = null, attempt_hash = null,
       changed_at = now() where id = any($1::uuid[])`,
    [ticketIds],
  );
  await sql.query(`update ticket_comment set body = '' where ticket_id = any($1::uuid[])`, [ticketIds]);
  await sql.query(
    `update ticket_change set before = null, after = null
     where ticket_id = any($1::uuid[]) and not field = any($2::text[])`,
    [ticketIds, plainFields],
  );
}
