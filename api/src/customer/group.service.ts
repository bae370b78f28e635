import { isClientWith, isOwnRecord, isStaffViewer, type Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { readForAll, rowsById } from '../loader.ts';
import type { Statements } from '../sql.ts';
import type { Tx } from '../write.ts';
import { Customer } from './customer.entity.ts';
import { customerColumns, groupOf, type CustomerRow } from './customer.rows.ts';

/** The record by its row id, whoever asks. */
export const customerById: (ctx: Context, id: string) => Promise<CustomerRow> = rowsById(Customer);

/** Who the viewer takes the person of a record for: agents see the record it was merged into, customers their own. */
export async function personOf(ctx: Context, customerId: string): Promise<CustomerRow> {
  const own = await customerById(ctx, customerId);
  return isStaffViewer(ctx.viewer) && own.mergedIntoId ? customerById(ctx, own.mergedIntoId) : own;
}

/** Who sees every customer of the service: administrators, who has the ticket right, who sees all chats, and programs by their scope. */
export function seesCustomers(viewer: Viewer | null): boolean {
  if (viewer?.kind !== 'agent') return isClientWith(viewer, 'customers:read');
  return viewer.canTicket || (viewer.canChat && viewer.seesAllChats);
}

/** The record by its row id, or null when there is none for this viewer. */
export async function findRecord(ctx: Context, id: string): Promise<CustomerRow | null> {
  const { viewer } = ctx;
  if (!viewer || (viewer.kind === 'customer' && !isOwnRecord(viewer, id))) return null;
  const found = await readRecord(ctx.app, id);
  if (found?.serviceId !== viewer.serviceId) return null;
  return viewer.kind === 'customer' || (await seesRecord(ctx.app.sql, viewer, found)) ? found : null;
}

/** Whether agents and programs see a record: with all of the service, or because one of the agent's chats is with the person. */
export async function seesRecord(
  sql: Statements,
  viewer: Viewer,
  { id, serviceId }: Pick<CustomerRow, 'id' | 'serviceId'>,
): Promise<boolean> {
  if (viewer.serviceId !== serviceId) return false;
  return (
    seesCustomers(viewer) || (viewer.kind === 'agent' && viewer.canChat && (await hasChatWith(sql, viewer.id, id)))
  );
}

/** The record that stands for the person of a record, or null when there is none for this viewer. */
export async function findPerson(ctx: Context, customerId: string): Promise<CustomerRow | null> {
  const id = decodeId('Customer', customerId);
  const found = id && (await findRecord(ctx, id));
  return found ? personOf(ctx, found.id) : null;
}

const readRecord = readForAll<string, CustomerRow | null>(
  async ({ sql }, ids) => {
    const { rows } = await sql.query<CustomerRow>({ name: 'customers-by-id', text: recordsText, values: [ids] });
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  },
  500,
  (id) => id,
);

const recordsText = `select ${customerColumns('u')} from customer u where u.id = any($1::uuid[])`;

/** The ids of all records of the person that a customer is for the viewer. */
export async function recordsOf({ app, viewer }: Context, customerId: string): Promise<(string | null)[]> {
  const id = decodeId('Customer', customerId);
  if (id === null || !isStaffViewer(viewer)) return [id];
  const { rows } = await app.sql.query<{ id: string }>(groupOf('$1::uuid'), [id]);
  return rows.map((row) => row.id);
}

/** Whether one of the agent's chats is with this person. */
async function hasChatWith(sql: Statements, agentId: string, customerId: string): Promise<boolean> {
  const { rows } = await sql.query(
    `select from (${groupOf('$1')}) g join chat c on c.customer_id = g.id where c.agent_id = $2 limit 1`,
    [customerId, agentId],
  );
  return rows.length > 0;
}

/**
 * Locks the record that stands for the person of a record, in a transaction that relies on who is one person; NotPermitted where
 * everything of it was erased.
 */
export async function lockPerson(tx: Tx, customerId: string): Promise<CustomerRow> {
  const { rows } = await tx.sql.query<{ id: string }>(
    'select coalesce(merged_into_id, id) as id from customer where id = $1',
    [customerId],
  );
  const person = rows[0] && (await lockRecords(tx, [rows[0].id])).get(rows[0].id);
  if (!person || person.erasedAt) throw new NotPermitted();
  return person;
}

/** Locks records in the order of their ids. */
export async function lockRecords(tx: Tx, ids: readonly string[]): Promise<Map<string, CustomerRow>> {
  tx.willLock('customer', ids);
  const { rows } = await tx.sql.query<CustomerRow>(
    `select ${customerColumns('u')} from customer u where u.id = any($1::uuid[]) order by u.id for no key update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Locks all records of the person of a record, in a transaction that changes who is one person. */
export async function lockGroup(tx: Tx, customerId: string): Promise<Map<string, CustomerRow>> {
  const { rows } = await tx.sql.query<{ id: string }>(groupOf('$1::uuid'), [customerId]);
  return lockRecords(
    tx,
    rows.map(({ id }) => id),
  );
}

/**
 * Nothing more is written about somebody who was erased, nor into a chat that was. In the transaction that writes it, under
 * a lock that erasing takes too.
 */
export async function refuseErased(
  sql: Statements,
  { customerId, chatId }: { customerId?: string | null; chatId?: string },
): Promise<void> {
  const { rows } = await sql.query(
    `select from customer where id = $1 and erased_at is not null
     union all select from chat where id = $2 and erased_at is not null`,
    [customerId ?? null, chatId ?? null],
  );
  if (rows.length > 0) throw new NotPermitted();
}
