import { defineEntity, p } from '@mikro-orm/postgresql';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';

/** Why the last attempt failed, where there was no answer, or none that counts. */
export const WebhookProblem = {
  /** There is no connection to it. */
  UNREACHABLE: 'UNREACHABLE',
  /** No whole answer within ten seconds. */
  TIMED_OUT: 'TIMED_OUT',
  /** Its name leads to an address that nothing is sent to. */
  REFUSED_ADDRESS: 'REFUSED_ADDRESS',
  /** Its certificate does not hold. */
  BAD_CERTIFICATE: 'BAD_CERTIFICATE',
  /** Another answer than 2xx. */
  BAD_ANSWER: 'BAD_ANSWER',
  /** The key is gone under which its secret is kept. */
  UNREADABLE_SECRET: 'UNREADABLE_SECRET',
} as const;
export type WebhookProblem = (typeof WebhookProblem)[keyof typeof WebhookProblem];

/** The kind of a delivery that an administrator asks for to see whether it arrives. */
export const testKind = 'TEST';

const WebhookDeliverySchema = defineEntity({
  name: 'WebhookDelivery',
  indexes: [
    { properties: ['endpointId', 'id'] },
    {
      name: 'webhook_delivery_due_index',
      expression: `create index "webhook_delivery_due_index" on "webhook_delivery" ("endpoint_id", "due_at") where "due_at" is not null`,
    },
    {
      name: 'webhook_delivery_order_index',
      expression: `create index "webhook_delivery_order_index" on "webhook_delivery" ("endpoint_id", "subject_id", "position") where "due_at" is not null`,
    },
  ],
  properties: {
    /** What the receiver knows it by, however often it is sent. */
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    endpointId: () => p.manyToOne(WebhookEndpoint).mapToPk().fieldName('endpoint_id').deleteRule('cascade'),
    /** Of the event; null for what no order holds for: a test, or what is sent once more. */
    position: p.bigint().nullable(),
    kind: p.text(),
    objectId: p.uuid().nullable(),
    chatId: p.uuid().nullable(),
    revision: p.integer().nullable(),
    /** When it happened. */
    at: p.datetime(),
    /** Whose events follow each other: of chats and messages the chat, else the object. */
    subjectId: p.uuid(),
    /** When it is tried next: now, later, or, while a process is at it, when that process counts as dead. Null once it is over. */
    dueAt: p.datetime().nullable().defaultRaw('now()'),
    /** A process is at it, until then at most. */
    takenUntil: p.datetime().nullable(),
    /** What fails after this is not tried again. */
    giveUpAt: p.datetime().nullable(),
    attempts: p.integer().default(0),
    /** The HTTP status of the last answer; null where there was none. */
    answer: p.integer().nullable(),
    problem: p.enum(() => WebhookProblem).nullable(),
    triedAt: p.datetime().nullable(),
    deliveredAt: p.datetime().nullable(),
    failedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** One event on its way to one endpoint. */
export class WebhookDelivery extends WebhookDeliverySchema.class {}
WebhookDeliverySchema.setClass(WebhookDelivery);
