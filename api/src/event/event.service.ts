import { isClientWith, requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { derive, type Stream } from '../realtime/stream.ts';
import { endsOfLog, eventsAfter, type EventRow } from './event.rows.ts';

/** An event with the cursor after which reading goes on. */
export interface ServiceEvent extends EventRow {
  readonly cursor: string;
}

export interface ServiceEventPage {
  readonly events: readonly ServiceEvent[];
  readonly cursor: string;
  readonly latest: string;
  readonly hasMore: boolean;
}

const defaultSize = 100;
const maxSize = 200;

/** The service whose events the viewer may read, or NotPermitted: the one rule for the stream, the pages and whatever else tells of them. */
const readableService = (ctx: Context): string =>
  (isClientWith(ctx.viewer, 'events:read') ? ctx.viewer : requireAdmin(ctx)).serviceId;

/** Every event after a cursor that is kept, or every one that is, then each that comes. */
export async function watchEvents(ctx: Context, after: string | null | undefined): Promise<Stream<ServiceEvent>> {
  const serviceId = readableService(ctx);
  const { position } = await placeOf(ctx, serviceId, after);
  return derive(ctx.app.eventLog.watch(serviceId, position), { map: (event) => withCursor(ctx, event) });
}

/** The next page of the same. */
export async function readEvents(
  ctx: Context,
  after: string | null | undefined,
  first: number | null | undefined,
): Promise<ServiceEventPage> {
  const serviceId = readableService(ctx);
  const size = first ?? defaultSize;
  if (size < 1 || size > maxSize) throw badRequest('BAD_USER_INPUT', `first must be from 1 to ${maxSize}.`);
  const { position, last } = await placeOf(ctx, serviceId, after);
  const rows = await eventsAfter(ctx.app.sql, serviceId, position, size + 1);
  const events = rows.slice(0, size).map((event) => withCursor(ctx, event));
  return {
    events,
    cursor: events.at(-1)?.cursor ?? cursorOf(ctx, position),
    latest: cursorOf(ctx, Math.max(last, rows.at(-1)?.position ?? 0)),
    hasMore: rows.length > size,
  };
}

/** A page is at most so many, so an operation costs no more than that. */
export const eventPageSize = (first: number | null | undefined) => Math.min(first ?? defaultSize, maxSize);

const withCursor = (ctx: Context, event: EventRow): ServiceEvent => ({
  ...event,
  cursor: cursorOf(ctx, event.position),
});

/** A position, and the history that it belongs to: in a database that was restored it comes to stand for something else. */
const cursorOf = ({ app }: Context, position: number) =>
  Buffer.from(`${app.epoch.current} ${position}`).toString('base64url');

async function placeOf(
  { app }: Context,
  serviceId: string,
  cursor: string | null | undefined,
): Promise<{ position: number; last: number }> {
  const { before, last } = await endsOfLog(app.sql, serviceId);
  if (cursor == null) return { position: before, last };
  const [, epoch, digits] = /^(\S{36}) (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (epoch === undefined || digits === undefined)
    throw badRequest('BAD_USER_INPUT', 'after is not a cursor of an event.');
  const position = Number(digits);
  if (epoch !== app.epoch.current || position < before || position > last)
    throw badRequest(
      'EVENTS_GONE',
      'What follows this cursor is not kept any more, or was undone by a restored backup: read what you hold anew, then begin without a cursor.',
    );
  return { position, last };
}
