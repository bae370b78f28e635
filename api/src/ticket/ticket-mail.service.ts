import type { Context } from '../context.ts';
import { issueToken } from '../customer/customer.service.ts';
import { MailKind } from '../mail/mail.entity.ts';
import type { Language } from '../service/service.entity.ts';
import type { Tx } from '../write.ts';
import type { TicketRow } from './ticket.rows.ts';

/** By the token in a mail an inquiry can be looked up for so long. */
export const inquiryDays = 365;

/**
 * Tells the customer by mail of an agent's answer. The link in it opens what the customer has with us, so it goes to no address but the
 * customer's: the one an inquiry was left with, or the one the customer has; not one that an agent typed into a ticket, and none that is
 * masked.
 */
export async function mailAnswer(ctx: Context, tx: Tx, ticket: TicketRow, commentId: string): Promise<void> {
  const { outbox } = ctx.app;
  if (!outbox.isOn || !ticket.email || ticket.emailMasks || !ticket.customerId) return;
  const { rows } = await tx.sql.query(
    `select from customer where id = $1 and erased_at is null
       and ($2 or (email = $3 and not coalesce(masks ? 'email', false) and not 'email' = any(borrowed || kept)))`,
    [ticket.customerId, ticket.channel === 'HELP_CENTER', ticket.email],
  );
  if (rows.length === 0) return;
  await outbox.add(tx, {
    kind: MailKind.INQUIRY_ANSWERED,
    serviceId: ticket.serviceId,
    language: ticket.language,
    aboutId: ticket.id,
    partId: commentId,
    token: await issueToken(tx.sql, ticket.customerId, inquiryDays),
  });
}

/** Tells the agent by mail to whom somebody else gave the ticket, unless they want no such mail. */
export async function mailAssignee(ctx: Context, tx: Tx, ticket: TicketRow): Promise<void> {
  const { outbox } = ctx.app;
  const { assigneeId, serviceId } = ticket;
  if (!outbox.isOn || assigneeId === null || assigneeId === ctx.viewer?.id) return;
  const { rows } = await tx.sql.query<{ language: Language }>(
    `select coalesce(c.language, s.languages[1]) as language
     from agent a join account c on c.id = a.account_id join service s on s.id = a.service_id
     where a.id = $1 and c.mails_assigned_tickets`,
    [assigneeId],
  );
  const [told] = rows;
  if (!told) return;
  await outbox.add(tx, {
    kind: MailKind.TICKET_ASSIGNED,
    serviceId,
    language: told.language,
    aboutId: ticket.id,
    partId: assigneeId,
  });
}
