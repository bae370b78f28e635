import { isClientWith, isOwnRecord, isStaffViewer, type Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import type { TakenText } from '../chat/append-messages.ts';
import { refuseErased } from '../customer/group.service.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { only } from '../only.ts';
import { columnOf, columnValues, type Statements } from '../sql.ts';
import type { Tx } from '../write.ts';
import type { TicketCommentKind } from './ticket-comment.entity.ts';
import { ticketListTopic, ticketTopic } from './ticket-feed.ts';
import type { Ticket } from './ticket.entity.ts';
import { ticketColumns, type TicketRow } from './ticket.rows.ts';

/** Who may see a ticket: the service's agents with the ticket right, and the customer whose it is. */
export function mayReadTicket(
  viewer: Viewer | null,
  ticket: Pick<TicketRow, 'serviceId' | 'customerId'> | undefined,
): boolean {
  if (!ticket || viewer?.serviceId !== ticket.serviceId) return false;
  return isStaffViewer(viewer) ? viewer.canTicket : isOwnRecord(viewer, ticket.customerId);
}

/** Who changes a ticket: an agent or a program; neither for the customer. */
export interface TicketAuthor {
  readonly agentId: string | null;
  readonly clientId: string | null;
}

export const authorOf = (viewer: Viewer | null): TicketAuthor => ({
  agentId: viewer?.kind === 'agent' ? viewer.id : null,
  clientId: viewer?.kind === 'client' ? viewer.id : null,
});

/** What of a ticket can change. */
export type TicketFields = Pick<
  TicketRow,
  'status' | 'assigneeId' | 'priority' | 'inquiryTypeId' | 'title' | 'content'
>;

/** What becomes of a ticket: fields that get another value and stand in its history, and what is said to it. */
export interface TicketUpdate {
  readonly fields?: Partial<TicketFields>;
  readonly comment?: {
    readonly id: string;
    readonly kind: TicketCommentKind;
    readonly body: string;
    readonly masks?: TakenText['masks'];
  };
  /** What gets another value and leaves no trace of the one before. */
  readonly erased?: Partial<
    Pick<
      Ticket,
      'title' | 'content' | 'email' | 'attemptHash' | 'attemptDigest' | 'erasedAt' | (typeof maskFields)[number]
    >
  >;
}

/**
 * One change of a ticket by its public id: its row lock, the rule, then the news to everyone. Null changes nothing. The agent who
 * changes it, and the one who is to get it, are locked before; `held` are those of them who may have tickets.
 */
export async function changeTicket(
  ctx: Context,
  ticketId: string,
  rule: (ticket: TicketRow, tx: Tx, held: ReadonlySet<string>) => Promise<TicketUpdate | null>,
  {
    assigneeId = null,
    also,
  }: { assigneeId?: string | null; also?: (tx: Tx, after: TicketRow, before: TicketRow) => Promise<void> } = {},
): Promise<TicketRow> {
  const id = decodeId('Ticket', ticketId);
  if (!id) throw new NotPermitted();
  return ctx.write(null, async (tx) => {
    const held = await holdAgents(tx, ctx.viewer, assigneeId);
    const [ticket] = await lockTickets(tx, [id]);
    if (!ticket || !mayReadTicket(ctx.viewer, ticket)) throw new NotPermitted();
    const update = await rule(ticket, tx, held);
    if (!update) return ticket;
    const after = await advanceTicket(tx, ticket, update, authorOf(ctx.viewer));
    await also?.(tx, after, ticket);
    return after;
  });
}

/**
 * Locks the agent viewing, NotPermitted without the ticket right as it stands, and whom they give a ticket to. Whoever removes an
 * agent or takes a right locks the agent first, too, so nobody has a ticket who is gone. Before any customer, chat or ticket.
 */
export async function holdAgents(
  tx: Tx,
  viewer: Viewer | null,
  assigneeId: string | null,
): Promise<ReadonlySet<string>> {
  if (!isStaffViewer(viewer)) return new Set();
  const ids = [viewer.kind === 'agent' ? viewer.id : null, assigneeId].filter((id) => id !== null);
  tx.willLock('agent', ids);
  const { rows } = await tx.sql.query<{ id: string }>(
    `select id from agent where id = any($1::uuid[]) and service_id = $2 and removed_at is null and (can_ticket or role = 'ADMIN')
     order by id for share`,
    [ids, viewer.serviceId],
  );
  const held = new Set(rows.map(({ id }) => id));
  if (viewer.kind === 'agent' ? !held.has(viewer.id) : !isClientWith(viewer, 'tickets:write')) throw new NotPermitted();
  return held;
}

/** The fields that are other than before. */
export function changedFields(ticket: TicketRow, wanted: Partial<TicketFields>): (keyof TicketFields)[] {
  return fieldNames.filter((name) => wanted[name] !== undefined && wanted[name] !== ticket[name]);
}

const fieldNames = ['status', 'assigneeId', 'priority', 'inquiryTypeId', 'title', 'content'] as const;

/** Locks tickets in the order of their ids, in which they are answered. */
export async function lockTickets(tx: Tx, ids: readonly string[]): Promise<TicketRow[]> {
  tx.willLock('ticket', ids);
  const { rows } = await tx.sql.query<TicketRow>(lockText, [ids]);
  return rows;
}

const lockText = `select ${ticketColumns('t')} from ticket t where t.id = any($1::uuid[]) order by t.id for no key update`;

/**
 * Moves a ticket that is locked on by one revision: the row, its history by its author and what is said, in
 * one statement. Tells whoever it concerns.
 */
async function advanceTicket(
  tx: Tx,
  ticket: TicketRow,
  update: TicketUpdate,
  author: TicketAuthor,
): Promise<TicketRow> {
  const fields = only(changedFields(ticket, update.fields ?? {}), update.fields ?? {});
  return (await advanceTickets(tx, [{ ticket, ...update, fields }], author))[0] as TicketRow;
}

/** The same for several tickets whose `fields` all are other than before; answered in the order in which they came. */
export async function advanceTickets(
  tx: Tx,
  updates: readonly (TicketUpdate & { readonly ticket: TicketRow })[],
  { agentId, clientId }: TicketAuthor,
): Promise<TicketRow[]> {
  if (updates.length === 0) return [];
  const given = updates.map(({ ticket, fields = {}, erased = {}, comment }) => ({
    id: ticket.id,
    set: columnValues({ ...fields, ...erased }),
    changes: Object.entries(fields).map(([field, after]) => ({
      field,
      before: ticket[field as keyof TicketFields],
      after,
    })),
    comment: comment ?? null,
  }));
  const { rows } = await tx.sql.query<TicketRow>(advanceText, [JSON.stringify(given), agentId, clientId]);
  if (clientId !== null) await noteProgram(tx, rows, clientId);
  const after = new Map(rows.map((row) => [row.id, row]));
  return updates.map(({ ticket }) => {
    const row = after.get(ticket.id) as TicketRow;
    tellTicket(tx, row);
    return row;
  });
}

/** Beside the history and not in it: what people change costs no byte for what programs do. */
async function noteProgram(tx: Tx, tickets: readonly TicketRow[], clientId: string): Promise<void> {
  await tx.sql.query(
    `insert into program_step (ticket_id, revision, client_id) select id, revision, $3 from unnest($1::uuid[], $2::int[]) as t (id, revision)`,
    [tickets.map(({ id }) => id), tickets.map(({ revision }) => revision), clientId],
  );
}

/** As `refuseErased`, of a ticket that is locked. */
export async function refuseErasedTicket(sql: Statements, { customerId, erasedAt }: TicketRow): Promise<void> {
  if (erasedAt) throw new NotPermitted();
  if (customerId) await refuseErased(sql, { customerId });
}

const maskFields = [
  'titleMasks',
  'contentMasks',
  'emailMasks',
  'titleRevision',
  'contentRevision',
  'emailRevision',
] as const;
const settable = [...fieldNames, 'email', 'attemptHash', 'attemptDigest', 'erasedAt', ...maskFields].map(columnOf);

/** `jsonb_populate_record` leaves every column as it is that `set` does not name. */
const advanceText = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g (id uuid, set jsonb, changes jsonb, comment jsonb)
), advanced as (
  update ticket t set revision = t.revision + 1, changed_at = clock_timestamp(), (${settable.join(', ')}) = (
    select ${settable.map((column) => `r.${column}`).join(', ')} from jsonb_populate_record(t, g.set) r)
  from given g where t.id = g.id returning t.*, g.changes, g.comment
), changed as (
  insert into ticket_change (ticket_id, revision, author_id, field, before, after, changed_at)
  select a.id, a.revision, $2::uuid, c.field, c.before, c.after, a.changed_at
  from advanced a, jsonb_to_recordset(a.changes) as c (field text, before text, after text)
), said as (
  insert into ticket_comment (id, ticket_id, revision, kind, author_id, client_id, body, masks, created_at)
  select c.id, a.id, a.revision, c.kind, $2::uuid, $3::uuid, c.body, c.masks, a.changed_at
  from advanced a, jsonb_to_record(a.comment) as c (id uuid, kind text, body text, masks jsonb) where a.comment <> 'null'::jsonb
)
select ${ticketColumns('a')} from advanced a`;

/** Tells the ticket's readers and its service's lists, once the change is committed. */
export function tellTicket(tx: Tx, { id, serviceId }: Pick<TicketRow, 'id' | 'serviceId'>): void {
  tx.tell(ticketTopic(id), {});
  tx.tell(ticketListTopic(serviceId), { ticketId: id });
}
