import { requireAdmin, requireOwner } from './viewer.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { ChangeLogEntry } from './change-log.entity.ts';

/** One page of the log, newest first; ids are made of the time, so they are its order. */
export function readChangeLog(ctx: Context, agentId: string | null | undefined, page: Page): Promise<ChangeLogEntry[]> {
  const { serviceId } = requireAdmin(ctx);
  const ofAgent = agentId == null ? undefined : decodeId('Agent', agentId);
  if (ofAgent === null) return Promise.resolve([]);
  return readEntries(ctx, { serviceId, ...(ofAgent && { agentId: ofAgent }) }, page);
}

/** The same of the organisation, for its owners. */
export function readOrganisationChanges(ctx: Context, page: Page): Promise<ChangeLogEntry[]> {
  requireOwner(ctx);
  return readEntries(ctx, { serviceId: null }, page);
}

function readEntries(
  ctx: Context,
  of: { serviceId: string | null; agentId?: string },
  { after, before, limit, inverted }: Page,
): Promise<ChangeLogEntry[]> {
  const id = {
    ...(after !== undefined && { $lt: entryOf(after) }),
    ...(before !== undefined && { $gt: entryOf(before) }),
  };
  return ctx.em.find(
    ChangeLogEntry,
    { ...of, ...(Object.keys(id).length > 0 && { id }) },
    { orderBy: { id: inverted ? 'asc' : 'desc' }, limit },
  );
}

function entryOf(cursor: string): string {
  const id = decodeId('ChangeLogEntry', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}
