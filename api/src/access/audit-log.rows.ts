import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { AuditEntry, type AuditAction } from './audit-entry.entity.ts';
import { requireAdmin } from './viewer.ts';

export interface AuditFilter {
  agentId?: string | null;
  chatId?: string | null;
  actions?: readonly AuditAction[] | null;
  from?: Date | null;
  to?: Date | null;
}

/** One page of the log, newest first; ids are made of the time, so they are its order. */
export function readAuditLog(
  ctx: Context,
  filter: AuditFilter,
  { after, before, limit, inverted }: Page,
): Promise<AuditEntry[]> {
  const { serviceId } = requireAdmin(ctx);
  const agentId = filter.agentId == null ? undefined : decodeId('Agent', filter.agentId);
  const chatId = filter.chatId == null ? undefined : decodeId('Chat', filter.chatId);
  if (agentId === null || chatId === null) return Promise.resolve([]);
  const id = {
    ...(after !== undefined && { $lt: entryOf(after) }),
    ...(before !== undefined && { $gt: entryOf(before) }),
  };
  const at = { ...(filter.from && { $gte: filter.from }), ...(filter.to && { $lt: filter.to }) };
  return ctx.em.find(
    AuditEntry,
    {
      serviceId,
      ...(Object.keys(id).length > 0 && { id }),
      ...(Object.keys(at).length > 0 && { at }),
      ...(agentId && { agentId }),
      ...(chatId && { chatId }),
      ...(filter.actions && { action: { $in: [...filter.actions] } }),
    },
    { orderBy: { id: inverted ? 'asc' : 'desc' }, limit },
  );
}

function entryOf(cursor: string): string {
  const id = decodeId('AuditEntry', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}
