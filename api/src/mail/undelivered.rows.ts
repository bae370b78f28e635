import { isAdministrator, requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import type { Page } from '../keyset.ts';
import { MailKind, type MailProblem } from './mail.entity.ts';

/** What is told of a dead mail. */
export interface UndeliveredMail {
  readonly id: string;
  readonly kind: MailKind;
  /** Null where the address is gone or masked. */
  readonly email: string | null;
  readonly failedAt: Date;
  readonly problem: MailProblem;
  readonly answer: string | null;
  /** `failedAt` in microseconds, as exact as the database has it: a row that is gone still has its place in the list. */
  readonly at: string;
}

/** SQL: dead mails, as what they are read with. */
const selected = `select m.id, m.kind, m.failed_at as "failedAt", m.problem, m.answer,
    coalesce(m.email, c.email, case when t.email_masks is null then t.email end) as email, (extract(epoch from m.failed_at) * 1000000)::bigint::text as at
  from mail m left join ticket t on t.id = m.about_id left join agent a on a.id = any(array[m.about_id, m.part_id])
    left join account c on c.id = a.account_id`;

/** A dead mail by its row id, or null when there is none for this viewer. */
export async function undeliveredById({ viewer, app }: Context, id: string): Promise<UndeliveredMail | null> {
  if (!isAdministrator(viewer)) return null;
  const { rows } = await app.sql.query<UndeliveredMail>(
    `${selected} where m.id = $1 and m.service_id = $2 and m.due_at is null and m.kind = any($3::text[])`,
    [id, viewer.serviceId, Object.values(MailKind)],
  );
  return rows[0] ?? null;
}

/** One page of the service's dead mails, those that died last first. The receiver is an address of the mail, an agent's or a ticket's. */
export async function readUndelivered(
  ctx: Context,
  { after, before, limit, inverted }: Page,
): Promise<UndeliveredMail[]> {
  const { serviceId } = requireAdmin(ctx);
  const values: unknown[] = [serviceId, limit, Object.values(MailKind)];
  const beside = (operator: '<' | '>', cursor: string | undefined) => {
    if (cursor === undefined) return '';
    const { at, id } = placeOf(cursor);
    values.push(at, id);
    return ` and (m.failed_at, m.id) ${operator} ('epoch'::timestamptz + $${values.length - 1}::bigint * interval '1 microsecond', $${values.length}::uuid)`;
  };
  const order = inverted ? 'asc' : 'desc';
  const { rows } = await ctx.app.sql.query<UndeliveredMail>(
    `${selected} where m.service_id = $1 and m.due_at is null and m.kind = any($3::text[])${beside('<', after)}${beside('>', before)}
     order by m.failed_at ${order}, m.id ${order} limit $2`,
    values,
  );
  return rows;
}

/** A cursor names the place of its row and not the row, which is gone once its mail is sent after all. */
export const cursorOf = ({ at, id }: Pick<UndeliveredMail, 'at' | 'id'>) => `${at}.${id}`;

function placeOf(cursor: string): { at: string; id: string } {
  const [, at, id] = /^(\d{1,18})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return { at, id };
}

/** Enough of an address for whoever knows it, and nothing for whoever does not. */
export const hiddenEmail = (email: string) => email.replace(/^(.)[^@]*/u, '$1***');
