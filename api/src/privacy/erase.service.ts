import { requireAdmin } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { advanceChats, lockChats } from '../chat/change-chat.ts';
import type { ChatRow } from '../chat/chat.rows.ts';
import { isOpen } from '../chat/transitions.ts';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customer/customer.rows.ts';
import { findPerson, findRecord, lockGroup } from '../customer/group.service.ts';
import { nameTopic } from '../customer/sender-names.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { advanceTickets, authorOf, lockTickets } from '../ticket/change-ticket.ts';
import { letGo } from '../attachment/loose-attachments.ts';
import type { TicketRow } from '../ticket/ticket.rows.ts';
import type { Tx } from '../write.ts';
import { ChatOpen, ErasureHeld } from './privacy.errors.ts';

/**
 * Destroys everything personal of a person, in all of their records: what is known of them, what was said and noted in their chats,
 * what their tickets say, their files, where they were. What happened stays as figures: how many chats and messages, when, in which
 * state, how they were rated and filed. Cannot be undone; done twice it is done once.
 */
export async function eraseCustomer(ctx: Context, customerId: string): Promise<CustomerRow> {
  const admin = requireAdmin(ctx);
  const id = decodeId('Customer', customerId);
  if (!id || !(await findRecord(ctx, id))) throw new NotPermitted();
  await ctx.write({ customers: admin.serviceId, to: 'change' }, async (tx) => {
    // The viewer's rights may be a few seconds old; what cannot be undone is decided by the right as the database has it now.
    tx.willLock('agent', [admin.id]);
    const { rows } = await tx.sql.query(
      `select from agent where id = $1 and role = 'ADMIN' and removed_at is null for share`,
      [admin.id],
    );
    if (rows.length === 0) throw new NotPermitted();
    const group = [...(await lockGroup(tx, id)).values()];
    const person = group.find(({ mergedIntoId }) => !mergedIntoId);
    if (!person || person.erasedAt) return;
    await erase(tx, group, admin.id);
    tx.afterCommit(() => {
      tidy(ctx.app);
    });
  });
  return (await findPerson(ctx, customerId)) as CustomerRow;
}

/** What is left of what was erased goes, too: dead rows, and files that can no longer be reached. */
export function tidy({ vacuum, looseAttachments }: Pick<App, 'vacuum' | 'looseAttachments'>): void {
  vacuum.soon('person');
  // Should this fail, the next look removes them.
  void looseAttachments.look().catch(() => undefined);
}

/** The customers are locked; then, as everywhere, their chats in the order of their ids, then their tickets. */
async function erase(tx: Tx, group: readonly CustomerRow[], adminId: string): Promise<void> {
  const { sql } = tx;
  const customerIds = group.map(({ id }) => id);
  const idsOf = async (text: string, values: unknown[]) => {
    const { rows } = await sql.query<{ id: string }>(text, values);
    return rows.map((row) => row.id);
  };
  const chats = await lockChats(
    tx,
    await idsOf('select id from chat where customer_id = any($1::uuid[])', [customerIds]),
  );
  if (chats.some((chat) => isOpen(chat))) throw new ChatOpen();
  const chatIds = chats.map((chat) => chat.id);
  const tickets = await lockTickets(
    tx,
    await idsOf('select id from ticket where customer_id = any($1::uuid[]) or chat_id = any($2::uuid[])', [
      customerIds,
      chatIds,
    ]),
  );
  // Whoever holds something has locked it, so nothing is held from here on.
  const held = [...customerIds, ...chatIds, ...tickets.map(({ id }) => id)];
  if ((await sql.query('select from hold where object_id = any($1::uuid[]) limit 1', [held])).rows.length > 0) {
    throw new ErasureHeld();
  }
  await eraseChats(tx, chats);
  await eraseTickets(tx, tickets);
  await eraseRecords(tx, group, adminId);
}

/** Everything that is known of a person whose records are locked and whose chats and tickets are erased; `adminId` null by a setting. */
export async function eraseRecords(tx: Tx, group: readonly CustomerRow[], adminId: string | null): Promise<void> {
  const person = group.find(({ mergedIntoId }) => !mergedIntoId) as CustomerRow;
  await emptyRecords(
    tx,
    group.map(({ id }) => id),
  );
  await tx.sql.query(
    `insert into audit_entry (service_id, agent_id, action, customer_id) values ($1, $2, 'ERASED', $3)`,
    [person.serviceId, adminId, person.id],
  );
}

async function emptyRecords(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const { sql } = tx;
  for (const customerId of customerIds) tx.tell(nameTopic, { customerId });
  // What they sent and did not submit.
  await letGo(sql, { customerIds });
  await sql.query(
    `update customer set name = null, email = null, phone = null, memo = null, masks = null, borrowed = '{}', kept = '{}', said_name = null,
       said_email = null, said_phone = null, verified = '{}', erased_at = now(), info_revision = info_revision + 1 where id = any($1::uuid[])`,
    [customerIds],
  );
  await sql.query(
    `update customer_merge set filled = '{}' where from_id = any($1::uuid[]) or into_id = any($1::uuid[])`,
    [customerIds],
  );
  await sql.query('delete from mask_original where object_id is not null and object_id = any($1::uuid[])', [
    customerIds,
  ]);
  // The reason that an agent gave for revealing a mask can name the person.
  await sql.query('update audit_entry set reason = null where customer_id = any($1::uuid[]) and reason is not null', [
    customerIds,
  ]);
  await sql.query('delete from member where customer_id = any($1::uuid[])', [customerIds]);
  await sql.query('delete from member_join where customer_id = any($1::uuid[]) or member_id = any($1::uuid[])', [
    customerIds,
  ]);
  await sql.query('update consent set ip = null, user_agent = null where customer_id = any($1::uuid[])', [customerIds]);
  // Open pages of the person still get the erased chats: their sockets close only at the next look at viewers.
  await sql.query('delete from visitor_token where customer_id = any($1::uuid[])', [customerIds]);
}

/** Everything personal in chats that are locked. Every row of a chat comes with its new revision, so that every page that shows it is told. */
export async function eraseChats(tx: Tx, chats: readonly ChatRow[]): Promise<void> {
  const { sql } = tx;
  const chatIds = chats.map(({ id }) => id);
  // Before the messages forget which files they bear.
  await letGo(sql, { chatIds });
  // With a new info version, whoever has the old info open for editing cannot save it over the erased one.
  const { rows } = await sql.query<{ id: string; infoRevision: number }>(
    'select id, info_revision as "infoRevision" from chat where id = any($1::uuid[])',
    [chatIds],
  );
  const infoRevisions = new Map(rows.map(({ id, infoRevision }) => [id, infoRevision]));
  const nothing = {
    note: null,
    noteMasks: null,
    ip: null,
    userAgent: null,
    page: null,
    attemptHash: null,
    attemptDigest: null,
  };
  await advanceChats(
    tx,
    chats.map((chat) => ({ chat, set: { ...nothing, infoRevision: (infoRevisions.get(chat.id) ?? 0) + 1 } })),
  );
  await sql.query(
    `update message m set body = case m.sender when 'SYSTEM' then m.body else '' end, masks = null, key = null,
       attachment_ids = null, revision = c.revision from chat c where c.id = m.chat_id and m.chat_id = any($1::uuid[])`,
    [chatIds],
  );
  await sql.query(
    `delete from mask_original where chat_id = any($1::uuid[])
       or object_id in (select unnest($1::uuid[]) union all select id from chat_note where chat_id = any($1::uuid[]))`,
    [chatIds],
  );
  // The reason that an agent gave for revealing a mask can name the person.
  await sql.query('update audit_entry set reason = null where chat_id = any($1::uuid[])', [chatIds]);
  await sql.query(
    `update chat_note n set body = '', masks = null, revision = c.revision from chat c
     where c.id = n.chat_id and n.chat_id = any($1::uuid[])`,
    [chatIds],
  );
  await sql.query('delete from mail where about_id = any($1::uuid[])', [chatIds]);
  await sql.query('update chat set erased_at = now() where id = any($1::uuid[]) and erased_at is null', [chatIds]);
}

/** Fields whose history holds only row ids and fixed words. The history of every other field may hold personal data. */
const plainFields = ['status', 'priority', 'assigneeId', 'inquiryTypeId'];

/** Everything personal in tickets that are locked. */
export async function eraseTickets(tx: Tx, tickets: readonly TicketRow[]): Promise<void> {
  const nothing = {
    title: '',
    content: '',
    titleMasks: null,
    contentMasks: null,
    email: null,
    emailMasks: null,
    attemptHash: null,
    attemptDigest: null,
  };
  await advanceTickets(
    tx,
    tickets.map((ticket) => ({ ticket, erased: { ...nothing, erasedAt: ticket.erasedAt ?? new Date() } })),
    authorOf(null),
  );
  const ticketIds = tickets.map(({ id }) => id);
  await tx.sql.query(`update ticket_comment set body = '', masks = null where ticket_id = any($1::uuid[])`, [
    ticketIds,
  ]);
  await tx.sql.query(
    `delete from mask_original where object_id in (
       select unnest($1::uuid[]) union all select id from ticket_comment where ticket_id = any($1::uuid[]))`,
    [ticketIds],
  );
  await tx.sql.query('update audit_entry set reason = null where ticket_id = any($1::uuid[])', [ticketIds]);
  await tx.sql.query(
    `update ticket_change set before = null, after = null
     where ticket_id = any($1::uuid[]) and not field = any($2::text[])`,
    [ticketIds, plainFields],
  );
  await letGo(tx.sql, { ticketIds });
  await tx.sql.query('delete from mail where about_id = any($1::uuid[])', [ticketIds]);
}
