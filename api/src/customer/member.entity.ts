import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Service } from '../service/service.entity.ts';
import { Customer } from './customer.entity.ts';

const MemberSchema = defineEntity({
  name: 'Member',
  uniques: [{ properties: ['serviceId', 'subject'] }],
  properties: {
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').primary().deleteRule('cascade'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** Who it is to the company: `sub` of its tokens. */
    subject: p.text(),
    /** What the last token said of the person: only what is other than that is news. */
    told: p.json<Readonly<Record<string, string>>>().defaultRaw(`'{}'`),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** A customer whom the company's own server vouches for. */
export class Member extends MemberSchema.class {
  override [PrimaryKeyProp]?: 'customerId';
}
MemberSchema.setClass(Member);

const MemberJoinSchema = defineEntity({
  name: 'MemberJoin',
  properties: {
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').primary().deleteRule('cascade'),
    memberId: () => p.manyToOne(Customer).mapToPk().fieldName('member_id').index().deleteRule('cascade'),
    joinedAt: p.datetime().defaultRaw('now()'),
  },
});

/**
 * Whom the member was before signing in, in the same browser: the member reads and answers the chats and inquiries of that record, and
 * tokens of that record open what they opened before.
 */
export class MemberJoin extends MemberJoinSchema.class {
  override [PrimaryKeyProp]?: 'customerId';
}
MemberJoinSchema.setClass(MemberJoin);

/** What tokens may be signed with. */
export const MemberAlgorithm = { HS256: 'HS256', RS256: 'RS256', ES256: 'ES256', EdDSA: 'EdDSA' } as const;
export type MemberAlgorithm = (typeof MemberAlgorithm)[keyof typeof MemberAlgorithm];

const MemberKeySchema = defineEntity({
  name: 'MemberKey',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    algorithm: p.enum(() => MemberAlgorithm),
    /** What it is told apart by: the last characters of a secret, or the first of a public key's fingerprint. */
    hint: p.text(),
    /** The mask key under which the secret is encrypted; null for a public key. */
    keyId: p.text().nullable(),
    /** The secret, see `Vault`; null for a public key. */
    box: p.blob().nullable(),
    /** As PEM; null for a secret. */
    publicKey: p.text().nullable(),
    createdById: () => p.manyToOne(Agent).mapToPk().fieldName('created_by_id').nullable().index(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** What the company's server signs with: a secret it shares with Damso, or the public half of a key of its own. */
export class MemberKey extends MemberKeySchema.class {}
MemberKeySchema.setClass(MemberKey);

const MemberLinkUseSchema = defineEntity({
  name: 'MemberLinkUse',
  properties: {
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').primary().deleteRule('cascade'),
    acceptedAt: p.datetime().nullable(),
    refusedAt: p.datetime().nullable(),
    /** Why, of the last one that was refused. */
    refusal: p.text().nullable(),
  },
});

/** When a token was last accepted and last refused, and nothing of what it said. */
export class MemberLinkUse extends MemberLinkUseSchema.class {
  override [PrimaryKeyProp]?: 'serviceId';
}
MemberLinkUseSchema.setClass(MemberLinkUse);

const MemberTokenSchema = defineEntity({
  name: 'MemberToken',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    tokenHash: p.text().unique(),
    /** Made of the token, the network and the browser, so that nobody reads an address from it. */
    usedBy: p.text(),
    expiresAt: p.datetime(),
  },
});

/** A token that was used, until it runs out: by whom, as far as a second use tells another browser by it. */
export class MemberToken extends MemberTokenSchema.class {}
MemberTokenSchema.setClass(MemberToken);
