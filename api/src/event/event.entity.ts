import { defineEntity, p } from '@mikro-orm/postgresql';

/** What happened to a chat, a message, a ticket or a customer. */
export const EventKind = {
  CHAT_STARTED: 'CHAT_STARTED',
  CHAT_ASSIGNED: 'CHAT_ASSIGNED',
  CHAT_CHANGED: 'CHAT_CHANGED',
  CHAT_CLOSED: 'CHAT_CLOSED',
  MESSAGE_SENT: 'MESSAGE_SENT',
  MESSAGE_CHANGED: 'MESSAGE_CHANGED',
  CHAT_RATED: 'CHAT_RATED',
  TICKET_CREATED: 'TICKET_CREATED',
  TICKET_CHANGED: 'TICKET_CHANGED',
  CUSTOMER_CHANGED: 'CUSTOMER_CHANGED',
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

const EventSchema = defineEntity({
  name: 'Event',
  uniques: [{ properties: ['serviceId', 'position'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** No foreign key, here and below: checking it would lock the service's row for each event. */
    serviceId: p.uuid(),
    /** 1, 2, 3 … within the service, in the order of the commits. */
    position: p.bigint(),
    /** An `EventKind`, or one of a newer program that runs beside this one. */
    kind: p.text(),
    /** Of which table its kind says. */
    objectId: p.uuid(),
    /** Of a message: the chat it is in. */
    chatId: p.uuid().nullable(),
    revision: p.integer().nullable(),
    at: p.datetime().defaultRaw('clock_timestamp()'),
  },
});

/** What happened in a service, ids only: what the object says is read from it. */
export class Event extends EventSchema.class {}
EventSchema.setClass(Event);

const EventHeadSchema = defineEntity({
  name: 'EventHead',
  properties: {
    serviceId: p.uuid().primary(),
    /** The position that was given out last. Whoever writes events keeps this row locked until they are committed. */
    last: p.bigint().defaultRaw('0'),
  },
});

/** The end of each service's events. */
export class EventHead extends EventHeadSchema.class {}
EventHeadSchema.setClass(EventHead);

const EventToldSchema = defineEntity({
  name: 'EventTold',
  indexes: [
    {
      name: 'event_told_watched_index',
      expression: `create index "event_told_watched_index" on "event_told" ("kind", "object_id") where "watched"`,
    },
  ],
  properties: {
    objectId: p.uuid().primary(),
    /** CHAT, TICKET or CUSTOMER. */
    kind: p.text(),
    serviceId: p.uuid(),
    /** The revision up to which events tell of it. */
    revision: p.integer(),
    /** Of a chat: its last message then. */
    lastSeq: p.integer().default(0),
    /** Of a chat: what of its own fields makes an event, as the function `event_chat_state` has it. */
    state: p.json<Record<string, unknown>>().nullable(),
    /** Whether it may move on without a trigger that says so: of chats, those that are not closed. */
    watched: p.boolean().default(true),
    toldAt: p.datetime().defaultRaw('now()'),
  },
});

/** How far events tell of an object. What does not change any more has no row; a trigger makes one of how it was, once it does. */
export class EventTold extends EventToldSchema.class {}
EventToldSchema.setClass(EventTold);

const EventLookSchema = defineEntity({
  name: 'EventLook',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** When the last whole comparison began. */
    comparedAt: p.datetime().defaultRaw('now()'),
  },
});

/** One row: up to when events are complete, whatever news were lost. */
export class EventLook extends EventLookSchema.class {}
EventLookSchema.setClass(EventLook);
