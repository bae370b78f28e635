import { requireAdmin } from './viewer.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { ChangeLogEntry } from './change-log.entity.ts';

/** One page of the log, newest first; ids are made of the time, so they are its order. */
export function readChangeLog(
  ctx: Context,
  agentId: string | null | undefined,
  { after, before, limit, inverted }: Page,
): Promise<ChangeLogEntry[]> {
  const { serviceId } = requireAdmin(ctx);
  const ofAgent = agentId == null ? undefined : decodeId('Agent', agentId);
  if (ofAgent === null) return Promise.resolve([]);
  const id = {
    ...(after !== undefined && { $lt: entryOf(after) }),
    ...(before !== undefined && { $gt: entryOf(before) }),
  };
  return ctx.em.find(
    ChangeLogEntry,
    {
      serviceId,
      ...(Object.keys(id).length > 0 && { id }),
      ...(ofAgent && { agentId: ofAgent }),
    },
    { orderBy: { id: inverted ? 'asc' : 'desc' }, limit },
  );
}

function entryOf(cursor: string): string {
  const id = decodeId('ChangeLogEntry', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}
