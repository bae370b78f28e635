import { encodeId } from '../ids.ts';
import type { EventKind } from './event.entity.ts';

/** The type of the object that an event of each kind is about. */
const objectTypes: Readonly<Record<EventKind, string>> = {
  CHAT_STARTED: 'Chat',
  CHAT_ASSIGNED: 'Chat',
  CHAT_CHANGED: 'Chat',
  CHAT_CLOSED: 'Chat',
  MESSAGE_SENT: 'Message',
  MESSAGE_CHANGED: 'Message',
  CHAT_RATED: 'Chat',
  TICKET_CREATED: 'Ticket',
  TICKET_CHANGED: 'Ticket',
  CUSTOMER_CHANGED: 'Customer',
};

/** The type of the object of an event; undefined for a kind that only a newer program knows. */
export const objectTypeOf = (kind: string) => (objectTypes as Readonly<Record<string, string | undefined>>)[kind];

/** The public id of the object of an event; of a kind that only a newer program knows the bare one. */
export function objectIdOf(kind: string, objectId: string): string {
  const type = objectTypeOf(kind);
  return type === undefined ? objectId : encodeId(type, objectId);
}
