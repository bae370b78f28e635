import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Customer } from '../customer/customer.entity.ts';
import { Category } from '../service/category.entity.ts';
import { Language, Service } from '../service/service.entity.ts';
import type { Mask } from './message.entity.ts';

export const ChatState = {
  WAITING: 'WAITING',
  REQUESTED: 'REQUESTED',
  ACTIVE: 'ACTIVE',
  ENDED_BY_CUSTOMER: 'ENDED_BY_CUSTOMER',
  CLOSED: 'CLOSED',
} as const;
export type ChatState = (typeof ChatState)[keyof typeof ChatState];

/** What the customer found of a chat. */
export const RatingVerdict = { SATISFIED: 'SATISFIED', UNSATISFIED: 'UNSATISFIED' } as const;
export type RatingVerdict = (typeof RatingVerdict)[keyof typeof RatingVerdict];

/** States in which a chat lies on its agent's desk. */
export const deskStates: readonly ChatState[] = [ChatState.REQUESTED, ChatState.ACTIVE, ChatState.ENDED_BY_CUSTOMER];

const ChatSchema = defineEntity({
  name: 'Chat',
  indexes: [
    { properties: ['serviceId', 'requestedAt', 'id'] },
    { properties: ['customerId', 'requestedAt', 'id'] },
    { properties: ['agentId', 'requestedAt', 'id'] },
    { properties: ['categoryId', 'requestedAt', 'id'] },
    {
      name: 'chat_desk_index',
      expression: `create index "chat_desk_index" on "chat" ("agent_id") where "state" in ('REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER')`,
    },
    {
      name: 'chat_line_index',
      expression: `create index "chat_line_index" on "chat" ("service_id", "requested_at", "id") where "state" = 'WAITING'`,
    },
    {
      name: 'chat_open_index',
      expression: `create index "chat_open_index" on "chat" ("service_id", "requested_at", "id") where "state" <> 'CLOSED'`,
    },
    {
      name: 'chat_unprocessed_index',
      expression: `create index "chat_unprocessed_index" on "chat" ("service_id", "requested_at", "id") where "answered_at" is null`,
    },
    {
      name: 'chat_closed_index',
      expression: `create index "chat_closed_index" on "chat" ("service_id", "closed_at", "id") where "closed_at" is not null`,
    },
    {
      name: 'chat_rated_index',
      expression: `create index "chat_rated_index" on "chat" ("service_id", "requested_at", "id") where "rating_verdict" is not null`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id'),
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').nullable(),
    state: p.enum(() => ChatState),
    revision: p.integer().default(1),
    lastSeq: p.integer().default(0),
    customerReadSeq: p.integer().default(0),
    agentReadSeq: p.integer().default(0),
    /** What reached a device of theirs; what was read did, even if it is not noted here. */
    customerDeliveredSeq: p.integer().default(0),
    agentDeliveredSeq: p.integer().default(0),
    customerUnread: p.integer().default(0),
    agentUnread: p.integer().default(0),
    language: p.enum(() => Language),
    /** Address of the page the chat was started from, without its query. */
    page: p.text().nullable(),
    ip: p.text().nullable(),
    userAgent: p.text().nullable(),
    /** SHA-256 of the starter's `attempt`, so that a repeated start finds the chat instead of making a second. */
    attemptHash: p.text().nullable().unique(),
    /** What was asked for with it (`attemptDigest`); null without one, and where a former version began the chat. */
    attemptDigest: p.text().nullable(),
    /** The clock when the row was written, not when its transaction began: starts are put in line one after the other. */
    requestedAt: p.datetime().defaultRaw('clock_timestamp()'),
    /** First given to an agent. */
    assignedAt: p.datetime().nullable(),
    firstMessageAt: p.datetime().nullable(),
    openedAt: p.datetime().nullable(),
    answeredAt: p.datetime().nullable(),
    customerEndedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    /** An agent asked for a rating. */
    ratingRequestedAt: p.datetime().nullable(),
    ratingVerdict: p.enum(() => RatingVerdict).nullable(),
    /** First rated; the comment is the message with the event RATING. */
    ratedAt: p.datetime().nullable(),
    /** What the agent filed the chat under. */
    categoryId: () => p.manyToOne(Category).mapToPk().fieldName('category_id').nullable(),
    /** The agent's note of the consultation. */
    note: p.text().nullable(),
    /** What of it is hidden, as in messages. */
    noteMasks: p.json<readonly Mask[]>().nullable(),
    /** The chat's revision at which it, or a mask of it, last changed; null when none did since there are masks of it. */
    noteRevision: p.integer().nullable(),
    /** Grows with every change of the consultation info. */
    infoRevision: p.integer().default(0),
    /** Somebody was typing, where chats end by themselves: what is being typed is waited for. Not part of a revision. */
    typedAt: p.datetime().nullable(),
    /** Everything personal in it was destroyed. */
    erasedAt: p.datetime().nullable(),
  },
});

/** One conversation. Whoever changes it, or anything in it, does so through `advanceChat` or, for messages people send, `appendMessages`. */
export class Chat extends ChatSchema.class {}
ChatSchema.setClass(Chat);
