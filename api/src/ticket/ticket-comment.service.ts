import { messageId } from '../chat/message.entity.ts';
import { KeyReused } from '../chat/chat.errors.ts';
import { assertKey } from '../chat/message.service.ts';
import { isStaffViewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { mailAnswer } from './ticket-mail.service.ts';
import { batched } from '../loader.ts';
import type { Statements } from '../sql.ts';
import { messageText } from '../text.ts';
import type { Tx } from '../write.ts';
import { attach } from '../attachment/attachment.service.ts';
import { authorOf, changedFields, changeTicket, refuseErasedTicket, type TicketFields } from './change-ticket.ts';
import { TicketCommentKind } from './ticket-comment.entity.ts';
import { TicketStatus } from './ticket.entity.ts';
import { TicketClosed } from './ticket.errors.ts';
import { commentColumns, type CommentRow, type TicketRow } from './ticket.rows.ts';
import { contentLimit, withStatusInStep, ticketById } from './ticket.service.ts';

export interface AddTicketCommentInput {
  ticketId: string;
  key: string;
  text: string;
  kind?: TicketCommentKind | null;
  attachments?: readonly string[] | null;
  status?: TicketStatus | null;
}

/**
 * Says something in a ticket: an agent replies or notes, its customer adds. Nothing is ever stale: whatever happened meanwhile, it is
 * said, unless the ticket is closed. The same key again is the same comment.
 */
export async function addTicketComment(ctx: Context, input: AddTicketCommentInput): Promise<CommentRow> {
  const { viewer } = ctx;
  const ticketId = decodeId('Ticket', input.ticketId);
  if (!viewer || !ticketId || (isStaffViewer(viewer) && !viewer.canTicket)) throw new NotPermitted();
  const kind = kindGiven(isStaffViewer(viewer) ? 'staff' : 'customer', input);
  const body = messageText(input.text, contentLimit);
  const id = messageId(ticketId, viewer.id, `comment ${assertKey(input.key)}`);
  await spend(ctx.app.limits.sends, viewer.id);
  const place = { serviceId: viewer.serviceId, objectId: id, field: 'TicketComment.body' };
  const taken = await ctx.app.intake.take(body, place);
  const rule = async (ticket: TicketRow, { sql }: Tx) => {
    const known = await commentIn(sql, id);
    if (known) {
      const isSame = known.kind === kind && (await ctx.app.intake.isSame(known, body, place, sql));
      if (!isSame) throw new KeyReused();
      return null;
    }
    await refuseErasedTicket(sql, ticket);
    if (ticket.status === TicketStatus.CLOSED && kind !== TicketCommentKind.NOTE) throw new TicketClosed();
    const fields = isStaffViewer(viewer)
      ? byStaff(ticket, kind, input.status, authorOf(viewer).agentId)
      : await byCustomer(sql, ticket);
    return { fields, comment: { id, kind, body: taken.body, masks: taken.masks } };
  };
  await changeTicket(ctx, input.ticketId, rule, {
    also: async (tx, ticket) => {
      await ctx.app.intake.keep(tx.sql, place, { ticketId }, taken);
      await attach(ctx, tx.sql, input.attachments, { ticketId, commentId: id });
      if (kind === TicketCommentKind.REPLY) await mailAnswer(ctx, tx, ticket, id);
    },
  });
  return (await commentIn(ctx.app.sql, id)) as CommentRow;
}

function kindGiven(side: 'staff' | 'customer', { kind, status }: AddTicketCommentInput): TicketCommentKind {
  if (side === 'customer') {
    if (kind != null && kind !== TicketCommentKind.CUSTOMER)
      throw new InvalidInput('kind', 'Only agents choose a kind.');
    if (status != null) throw new InvalidInput('status', 'Only agents set a status.');
    return TicketCommentKind.CUSTOMER;
  }
  if (kind === TicketCommentKind.CUSTOMER) throw new InvalidInput('kind', 'Agents do not speak for the customer.');
  return kind ?? TicketCommentKind.REPLY;
}

/** An agent’s reply to a ticket that nobody has takes it; a program’s does not. */
function byStaff(
  ticket: TicketRow,
  kind: TicketCommentKind,
  status: TicketStatus | null | undefined,
  agentId: string | null,
): Partial<TicketFields> {
  const takes = agentId !== null && kind === TicketCommentKind.REPLY && ticket.assigneeId === null;
  const wanted: Partial<TicketFields> = {
    ...(takes && { assigneeId: agentId }),
    ...(status != null && { status }),
  };
  return changedFields(ticket, wanted).length === 0 ? {} : withStatusInStep(ticket, wanted, agentId);
}

/**
 * A comment by the customer opens a ticket that counted as answered. If its agent was removed from the service, it becomes NEW
 * and waits for another one.
 */
async function byCustomer(sql: Statements, { status, assigneeId }: TicketRow): Promise<Partial<TicketFields>> {
  if (status !== TicketStatus.PENDING && status !== TicketStatus.RESOLVED) return {};
  const { rows } = await sql.query('select from agent where id = $1 and removed_at is null', [assigneeId]);
  return rows.length > 0 ? { status: TicketStatus.OPEN } : { status: TicketStatus.NEW, assigneeId: null };
}

async function commentIn(sql: Statements, id: string): Promise<CommentRow | undefined> {
  const { rows } = await sql.query<CommentRow>(`select ${commentColumns('c')} from ticket_comment c where c.id = $1`, [
    id,
  ]);
  return rows[0];
}

/** A comment by its row id, or null when there is none for this viewer. */
export async function commentById(ctx: Context, id: string): Promise<CommentRow | null> {
  const comment = await commentIn(ctx.app.sql, id);
  if (!comment || !(await ticketById(ctx, comment.ticketId))) return null;
  return isStaffViewer(ctx.viewer) || comment.kind !== TicketCommentKind.NOTE ? comment : null;
}

/** Of one ticket. */
export const mostComments = 200;
/** The number of comments that the complexity of an operation is computed with; few tickets have more. */
export const usualComments = 40;

/** What was said in each ticket, oldest first, of a long one its end; notes for agents only. */
export const ticketComments = batched<string, CommentRow[]>(
  async (ctx, ticketIds) => {
    const { rows } = await ctx.app.sql.query<CommentRow>({
      name: 'ticket-comments',
      text: `select ${commentColumns('c')} from unnest($1::uuid[]) as w (id)
        cross join lateral (
          select * from ticket_comment where ticket_id = w.id and (kind <> 'NOTE' or $2) order by revision desc limit ${mostComments}) c
        order by c.revision`,
      values: [ticketIds, isStaffViewer(ctx.viewer) && ctx.viewer.canTicket],
    });
    const ofTicket = Map.groupBy(rows, ({ ticketId }) => ticketId);
    return ticketIds.map((id) => ofTicket.get(id) ?? []);
  },
  (ticketId) => ticketId,
);
