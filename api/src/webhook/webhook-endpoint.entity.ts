import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';

/**
 * Why nothing is sent to an endpoint. BY_HAND: an administrator paused it. FAILING: for three days nothing was taken. GONE: it answered
 * that it is gone for good (410).
 */
export const WebhookPause = { BY_HAND: 'BY_HAND', FAILING: 'FAILING', GONE: 'GONE' } as const;
export type WebhookPause = (typeof WebhookPause)[keyof typeof WebhookPause];

const WebhookEndpointSchema = defineEntity({
  name: 'WebhookEndpoint',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index().deleteRule('cascade'),
    url: p.text(),
    /** Each an `EventKind`. */
    kinds: p.array((kind) => kind),
    /** Each a `WebhookObject`: of these the body holds fields, as the program may read them when it is sent. */
    objects: p.array((object) => object).defaultRaw(`'{}'`),
    /** The program as which they are read; null where there are none. */
    clientId: p.uuid().nullable(),
    /** Events of the service up to this position were made deliveries. */
    position: p.bigint(),
    pausedAt: p.datetime().nullable(),
    pause: p.enum(() => WebhookPause).nullable(),
    /** Attempts that failed since one succeeded. */
    failures: p.integer().default(0),
    /** Nothing is tried before, because much failed. */
    restUntil: p.datetime().nullable(),
    succeededAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** Where a company's own server is told of events. It reads the log as every other reader does, up to a position of its own. */
export class WebhookEndpoint extends WebhookEndpointSchema.class {}
WebhookEndpointSchema.setClass(WebhookEndpoint);

const WebhookSecretSchema = defineEntity({
  name: 'WebhookSecret',
  properties: {
    id: p.uuid().primary(),
    endpointId: () => p.manyToOne(WebhookEndpoint).mapToPk().fieldName('endpoint_id').index().deleteRule('cascade'),
    /** The key that `box` is encrypted under. */
    keyId: p.text(),
    box: p.blob(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Signs until then, beside the one that follows it; null for the newest. */
    endsAt: p.datetime().nullable(),
  },
});

/** What deliveries to an endpoint are signed with. */
export class WebhookSecret extends WebhookSecretSchema.class {}
WebhookSecretSchema.setClass(WebhookSecret);
