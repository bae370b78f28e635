import { randomUUID } from 'node:crypto';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Ids of the public API: the type's name and the row's id. Callers treat them as opaque. */
export function encodeId(type: string, id: string): string {
  return `${type}_${id}`;
}

export function parseId(id: string): { typename: string; id: string } | null {
  const split = id.indexOf('_');
  const row = id.slice(split + 1);
  return split > 0 && uuid.test(row) ? { typename: id.slice(0, split), id: row } : null;
}

/** The row's id, or null for an id of another type or no id at all: to the caller such an object does not exist. */
export function decodeId(type: string, id: string): string | null {
  const parsed = parseId(id);
  return parsed?.typename === type ? parsed.id : null;
}

/** A UUID of version 7 of that time: what is listed in the order of ids stands where it would stand. */
export function timedId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
