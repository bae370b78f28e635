import type { Statements } from '../sql.ts';
import type { EventKind } from './event.entity.ts';

export interface EventRow {
  readonly position: number;
  readonly kind: EventKind;
  readonly objectId: string;
  readonly chatId: string | null;
  readonly revision: number | null;
  readonly at: Date;
}

/** The next events of a service after a position, oldest first. */
export async function eventsAfter(
  sql: Statements,
  serviceId: string,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  const { rows } = await sql.query<EventRow>({
    name: 'events-after',
    text: `select position::float8 as position, kind, object_id as "objectId", chat_id as "chatId", revision, at
      from event where service_id = $1 and position > $2 order by position limit $3`,
    values: [serviceId, after, limit],
  });
  return rows;
}

/** The position before the oldest event that is kept, and that of the newest; the same where none is. */
export async function endsOfLog(sql: Statements, serviceId: string): Promise<{ before: number; last: number }> {
  const { rows } = await sql.query<{ first: number | null; last: number | null }>({
    name: 'ends-of-events',
    text: `select (select min(position) from event where service_id = $1)::float8 as first,
      (select last from event_head where service_id = $1)::float8 as last`,
    values: [serviceId],
  });
  const last = rows[0]!.last ?? 0;
  const first = rows[0]!.first;
  return { before: first === null ? last : first - 1, last };
}
