import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Service } from '../service/service.entity.ts';

const ApiClientSchema = defineEntity({
  name: 'ApiClient',
  indexes: [{ properties: ['serviceId', 'id'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** What it is called where it writes: the customer reads it, too. */
    name: p.text(),
    /** Of `keyScopes`. */
    scopes: p.array(),
    /** From where its key counts, as CIDR; empty for everywhere. */
    allowedAddresses: p.array().defaultRaw(`'{}'`),
    /** Null for never. */
    expiresAt: p.datetime().nullable(),
    createdById: () => p.manyToOne(Agent).mapToPk().fieldName('created_by_id').index(),
    createdAt: p.datetime().defaultRaw('now()'),
    revokedAt: p.datetime().nullable(),
    /** Up to a minute late. */
    lastUsedAt: p.datetime().nullable(),
    lastUsedIp: p.text().nullable(),
  },
});

/** A program that may use the API of one service. */
export class ApiClient extends ApiClientSchema.class {}
ApiClientSchema.setClass(ApiClient);

const ApiClientSecretSchema = defineEntity({
  name: 'ApiClientSecret',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    clientId: () => p.manyToOne(ApiClient).mapToPk().fieldName('client_id').index(),
    tokenHash: p.text().unique(),
    /** How it begins, by which people tell it from another. */
    prefix: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** What a program shows to be let in; two of them while one takes the place of the other, none once it is revoked. */
export class ApiClientSecret extends ApiClientSecretSchema.class {}
ApiClientSecretSchema.setClass(ApiClientSecret);
