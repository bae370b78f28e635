import { recordChanges } from '../access/change-log.service.ts';
import { requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { NoMailServer } from './mail.errors.ts';

/**
 * Makes a dead mail of the service due again, or all of them, as if it were new: for two days. How many; of two administrators who do
 * it at once the second finds none left.
 */
export function retryMails(ctx: Context, mailId: string | null | undefined): Promise<number> {
  const admin = requireAdmin(ctx);
  const id = mailId == null ? null : decodeId('Mail', mailId);
  if (mailId != null && id === null) throw new NotPermitted();
  if (!ctx.app.outbox.isOn) throw new NoMailServer();
  const { serviceId } = admin;
  return ctx.write({ service: serviceId, adminId: admin.id }, async (tx) => {
    // Attempts go on being counted: by their number an attempt of before knows that it is over.
    const { rows } = await tx.sql.query<{ count: number }>(
      `with again as (
         update mail set due_at = now(), give_up_at = now() + interval '2 days', failed_at = null, problem = null, answer = null
         where service_id = $1 and due_at is null and ($2::uuid is null or id = $2) returning id
       )
       select count(*)::int as count from again`,
      [serviceId, id],
    );
    const { count } = rows[0]!;
    if (count === 0) return 0;
    recordChanges(tx.em, { serviceId, authorId: admin.id }, {}, { retriedMails: count });
    tx.afterCommit(() => ctx.app.mailSender?.resume());
    return count;
  });
}
