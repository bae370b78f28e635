import type { Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Statements } from '../sql.ts';
import type { TicketCommentKind } from './ticket-comment.entity.ts';
import { ticketColumns, type TicketRow } from './ticket.rows.ts';

/** Who may see a ticket: the service's agents with the ticket right, and the customer whose it is. */
export function mayReadTicket(
  viewer: Viewer | null,
  ticket: Pick<TicketRow, 'serviceId' | 'customerId'> | undefined,
): boolean {
  if (!ticket || viewer?.serviceId !== ticket.serviceId) return false;
  return viewer.kind === 'agent' ? viewer.canTicket : viewer.id === ticket.customerId;
}

/** What of a ticket can change. */
export type TicketFields = Pick<
  TicketRow,
  'status' | 'assigneeId' | 'priority' | 'inquiryTypeId' | 'title' | 'content'
>;

export interface TicketUpdate {
  readonly fields: Partial<TicketFields>;
  readonly comment?: { readonly id: string; readonly kind: TicketCommentKind; readonly body: string };
}

export interface ChangedTicket {
  readonly ticket: TicketRow;
  readonly changed: boolean;
}

/**
 * One change of a ticket: its row lock, the rule, then the row with its history and what was said, then the news to everyone. Null
 * changes nothing. The agent who changes it, and the one who is to get it, are locked before; `held` are those of them who may have
 * tickets. `also` belongs to the same transaction.
 */
export async function changeTicket(
  ctx: Context,
  ticketId: string,
  decide: (ticket: TicketRow, sql: Statements, held: ReadonlySet<string>) => Promise<TicketUpdate | null>,
  { assigneeId = null, also }: { assigneeId?: string | null; also?: (sql: Statements) => Promise<void> } = {},
): Promise<ChangedTicket> {
  const id = decodeId('Ticket', ticketId);
  if (!id) throw new NotPermitted();
  const result = await ctx.app.sql.transaction(async (sql): Promise<ChangedTicket> => {
    const held = await holdAgents(sql, ctx.viewer, assigneeId);
    const { rows } = await sql.query<TicketRow>(
      `select ${ticketColumns('t')} from ticket t where t.id = $1 for no key update`,
      [id],
    );
    const ticket = rows[0];
    if (!ticket || !mayReadTicket(ctx.viewer, ticket)) throw new NotPermitted();
    const update = await decide(ticket, sql, held);
    if (!update) return { ticket, changed: false };
    const after = await write(sql, ticket, update, ctx.viewer?.kind === 'agent' ? ctx.viewer.id : null);
    await also?.(sql);
    return { ticket: after, changed: true };
  });
  if (result.changed) ctx.app.ticketFeeds.poke(result.ticket);
  return result;
}

/**
 * Locks the agent viewing, NotPermitted without the ticket right as it stands, and whom they give a ticket to. Whoever removes an
 * agent or takes a right locks the agent first, too, so nobody has a ticket who is gone. Before any customer, chat or ticket.
 */
export async function holdAgents(
  sql: Statements,
  viewer: Viewer | null,
  assigneeId: string | null,
): Promise<ReadonlySet<string>> {
  if (viewer?.kind !== 'agent') return new Set();
  const { rows } = await sql.query<{ id: string }>(
    `select id from agent where id = any($1::uuid[]) and service_id = $2 and removed_at is null and (can_ticket or role = 'ADMIN')
     order by id for share`,
    [[viewer.id, assigneeId].filter((id) => id !== null), viewer.serviceId],
  );
  const held = new Set(rows.map(({ id }) => id));
  if (!held.has(viewer.id)) throw new NotPermitted();
  return held;
}

/** The fields that are other than before. */
export function changedFields(ticket: TicketRow, wanted: Partial<TicketFields>): (keyof TicketFields)[] {
  return fieldNames.filter((name) => wanted[name] !== undefined && wanted[name] !== ticket[name]);
}

const fieldNames = ['status', 'assigneeId', 'priority', 'inquiryTypeId', 'title', 'content'] as const;

async function write(
  sql: Statements,
  before: TicketRow,
  { fields, comment }: TicketUpdate,
  authorId: string | null,
): Promise<TicketRow> {
  const after = { ...before, ...fields };
  const changed = changedFields(before, fields);
  const { rows } = await sql.query<TicketRow>(writeText, [
    before.id,
    ...fieldNames.map((name) => after[name]),
    authorId,
    changed,
    changed.map((name) => before[name] ?? null),
    changed.map((name) => after[name] ?? null),
    comment?.id,
    comment?.kind,
    comment?.body,
  ]);
  return rows[0] as TicketRow;
}

const writeText = `
with advanced as (
  update ticket set status = $2, assignee_id = $3, priority = $4, inquiry_type_id = $5, title = $6, content = $7,
    revision = revision + 1, changed_at = clock_timestamp()
  where id = $1 returning *
), changed as (
  insert into ticket_change (ticket_id, revision, author_id, field, before, after, changed_at)
  select a.id, a.revision, $8::uuid, c.field, c.before, c.after, a.changed_at
  from advanced a, unnest($9::text[], $10::text[], $11::text[]) as c (field, before, after)
), said as (
  insert into ticket_comment (id, ticket_id, revision, kind, author_id, body, created_at)
  select $12::uuid, id, revision, $13, $8::uuid, $14, changed_at from advanced where $12::uuid is not null
)
select ${ticketColumns('a')} from advanced a`;
