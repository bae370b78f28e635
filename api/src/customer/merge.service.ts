import { isStaff, requireAgent } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Statements } from '../sql.ts';
import type { Tx } from '../write.ts';
import { infoFields } from './customer-info.ts';
import { MergeFinal } from './customer.errors.ts';
import { isMasked } from './customer-masks.ts';
import type { CustomerRow } from './customer.rows.ts';
import { findRecord, lockGroup, lockRecords, seesCustomers } from './group.service.ts';
import { nameTopic } from './sender-names.ts';

/** A merge can be undone for so long. */
const undoHours = 24;

/** How a record became part of another. */
export interface Merge {
  readonly id: string;
  readonly fromId: string;
  readonly intoId: string;
  readonly authorId: string | null;
  readonly mergedAt: Date;
  /** Null once it is final. */
  readonly undoableUntil: Date | null;
}

/** A merge that was not undone by its row id, or null when there is none for this viewer. */
export async function mergeById(ctx: Context, id: string): Promise<Merge | null> {
  if (!isStaff(ctx)) return null;
  const { rows } = await ctx.app.sql.query<{ fromId: string }>(
    `select from_id as "fromId" from customer_merge where id = $1 and undone_at is null`,
    [id],
  );
  const fromId = rows[0]?.fromId;
  return fromId && (await findRecord(ctx, fromId)) ? ((await mergesOf(ctx, [fromId]))[0] ?? null) : null;
}

/** How each of the records became part of another; null for those that stand for themselves. In one statement. */
export async function mergesOf(ctx: Context, customerIds: readonly string[]): Promise<(Merge | null)[]> {
  const { rows } = await ctx.app.sql.query<Merge>(
    `select m.id, m.from_id as "fromId", m.into_id as "intoId", m.author_id as "authorId", m.merged_at as "mergedAt",
       case when u.erased_at is null and m.merged_at > now() - make_interval(hours => $2)
         then m.merged_at + make_interval(hours => $2) end as "undoableUntil"
     from customer_merge m join customer u on u.id = m.from_id where m.from_id = any($1::uuid[]) and m.undone_at is null`,
    [customerIds, undoHours],
  );
  const found = new Map(rows.map((row) => [row.fromId, row]));
  return customerIds.map((id) => found.get(id) ?? null);
}

/**
 * Says that two records are one person: `into` stands for both from now on, and what it does not know is filled with what `from`
 * knows; not with what is masked. Chats and tickets stay with their own record, so what a customer's token opens stays the same.
 */
export async function mergeCustomers(ctx: Context, fromId: string, intoId: string): Promise<CustomerRow> {
  const viewer = requireAgent(ctx);
  const [from, into] = [decodeId('Customer', fromId), decodeId('Customer', intoId)];
  if (!seesCustomers(viewer) || !from || !into) throw new NotPermitted();
  if (from === into) throw new InvalidInput('intoId', 'A customer cannot be merged with itself.');
  await ctx.write({ customers: viewer.serviceId, to: 'change' }, async (tx) => {
    const moved = await recordsMergedInto(tx.sql, from);
    const locked = await lockRecords(tx, [from, into, ...moved]);
    const there = (id: string, field: string): CustomerRow => {
      const record = locked.get(id);
      if (record?.serviceId !== viewer.serviceId || record.erasedAt) throw new NotPermitted();
      if (record.mergedIntoId) throw new InvalidInput(field, 'This customer was merged into another already.');
      return record;
    };
    await mergeLocked(tx, there(from, 'fromId'), there(into, 'intoId'), moved, viewer.id);
    await ctx.app.chatFeeds.renamed(tx, [...locked.keys()]);
  });
  return afterwards(ctx, into);
}

/** Whoever sent messages as one of these records may be called otherwise now. */
function tellNames(tx: Tx, customerIds: Iterable<string>): void {
  for (const customerId of customerIds) tx.tell(nameTopic, { customerId });
}

async function recordsMergedInto(sql: Statements, id: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>('select id from customer where merged_into_id = $1', [id]);
  return rows.map((row) => row.id);
}

/** Merges two records that stand for themselves, and with `from` those that were merged into it; all of them are locked. */
export async function mergeLocked(
  tx: Tx,
  from: CustomerRow,
  into: CustomerRow,
  moved: readonly string[],
  authorId: string | null,
): Promise<void> {
  const { sql } = tx;
  const filled = Object.fromEntries(
    infoFields
      .filter((name) => into[name] === null && from[name] !== null && !isMasked(from, name))
      .map((name) => [name, from[name]]),
  );
  const after = { ...into, ...filled };
  // A version that neither had, because a form may show either of them.
  const version = Math.max(from.infoRevision, into.infoRevision) + 1;
  await sql.query(
    `update customer set name = $2, email = $3, phone = $4, memo = $5, info_revision = $6, borrowed = borrowed || $7::text[]
     where id = $1`,
    [into.id, ...infoFields.map((name) => after[name]), version, Object.keys(filled)],
  );
  await sql.query('update customer set merged_into_id = $1 where id = any($2::uuid[])', [into.id, [from.id, ...moved]]);
  await sql.query(
    `insert into customer_merge (service_id, from_id, into_id, moved_ids, filled, author_id)
     values ($1, $2, $3, $4, $5, $6)`,
    [into.serviceId, from.id, into.id, moved, JSON.stringify(filled), authorId],
  );
  tellNames(tx, [from.id, into.id, ...moved]);
}

/**
 * Parts what one merge put together, whatever was merged before or since: `from` stands for itself again and for what was merged into
 * it, and what it filled elsewhere goes, unless somebody saved something else there. Undone twice is undone once.
 */
export async function undoMerge(ctx: Context, mergeId: string): Promise<CustomerRow> {
  const viewer = requireAgent(ctx);
  const id = decodeId('CustomerMerge', mergeId);
  if (!seesCustomers(viewer) || !id) throw new NotPermitted();
  const fromId = await ctx.write({ customers: viewer.serviceId, to: 'change' }, async (tx) => {
    const { rows } = await tx.sql.query<UndoneMerge>(undoText, [id, viewer.serviceId, undoHours]);
    const found = rows[0];
    if (!found) throw new NotPermitted();
    if (found.isUndone) return found.fromId;
    const group = await lockGroup(tx, found.fromId);
    if (found.isFinal || group.get(found.fromId)?.erasedAt) throw new MergeFinal();
    await part(tx.sql, found, group);
    tellNames(tx, group.keys());
    await ctx.app.chatFeeds.renamed(tx, [...group.keys()]);
    return found.fromId;
  });
  return afterwards(ctx, fromId);
}

interface UndoneMerge {
  readonly id: string;
  readonly fromId: string;
  readonly intoId: string;
  readonly filled: Readonly<Record<string, string>>;
  readonly isUndone: boolean;
  readonly isFinal: boolean;
}

const undoText = `select id, from_id as "fromId", into_id as "intoId", filled, undone_at is not null as "isUndone",
    merged_at <= now() - make_interval(hours => $3) as "isFinal"
  from customer_merge where id = $1 and service_id = $2`;

async function part(sql: Statements, undone: UndoneMerge, group: ReadonlyMap<string, CustomerRow>): Promise<void> {
  await sql.query('update customer_merge set undone_at = now() where id = $1', [undone.id]);
  await takeBack(sql, undone.intoId, Object.keys(undone.filled));
  // What was merged into `from`, by merges that stand, goes with it.
  await sql.query(
    `with recursive below as (
       select $1::uuid as id
       union all select m.from_id from customer_merge m join below on m.into_id = below.id where m.undone_at is null)
     update customer set merged_into_id = nullif($1::uuid, id) where id in (select id from below)`,
    [undone.fromId],
  );
  const roots = [...group.values()].filter(({ id, mergedIntoId }) => !mergedIntoId || id === undone.fromId);
  await sql.query('update customer set info_revision = $2 where id = any($1::uuid[])', [
    roots.map(({ id }) => id),
    Math.max(...roots.map(({ infoRevision }) => infoRevision)) + 1,
  ]);
}

/** Clears fields that a merge filled, also where further merges handed them on. */
async function takeBack(sql: Statements, id: string, fields: readonly string[]): Promise<void> {
  const gone = infoFields.filter((name) => fields.includes(name));
  if (gone.length === 0) return;
  await sql.query(
    `update customer set ${gone.map((name) => `${name} = null`).join(', ')},
       borrowed = array(select unnest(borrowed) except select unnest($2::text[])), masks = masks - $2::text[] where id = $1`,
    [id, gone],
  );
  // What was hidden of a copy goes with it; of the record that it came from it stays.
  await sql.query(
    'delete from mask_original where object_id is not null and object_id = $1 and field = any($2::text[])',
    [id, gone.map((name) => `Customer.${name}`)],
  );
  const { rows } = await sql.query<{ intoId: string; handed: string[] }>(
    `update customer_merge m set filled = m.filled - $2::text[]
     from (select id, array(select jsonb_object_keys(filled) intersect select unnest($2::text[])) as handed
       from customer_merge where from_id = $1 and undone_at is null) before
     where m.id = before.id returning m.into_id as "intoId", before.handed`,
    [id, gone],
  );
  for (const { intoId, handed } of rows) await takeBack(sql, intoId, handed);
}

async function afterwards(ctx: Context, id: string): Promise<CustomerRow> {
  const found = await findRecord(ctx, id);
  if (!found) throw new NotPermitted();
  return found;
}
