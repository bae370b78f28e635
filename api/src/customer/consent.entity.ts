import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Language, Service, type LocalText } from '../service/service.entity.ts';
import { Customer } from './customer.entity.ts';

const ConsentNoticeSchema = defineEntity({
  name: 'ConsentNotice',
  properties: {
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').primary(),
    version: p.text().primary(),
    language: p.enum(() => Language).primary(),
    purpose: p.text(),
    items: p.text(),
    retention: p.text(),
    refusal: p.text(),
    /** Null for a version that came with the service, or from before this was written down. */
    publishedById: () => p.manyToOne(Agent).mapToPk().fieldName('published_by_id').nullable().index(),
    /** Null for one from before this was written down. */
    publishedAt: p.datetime().nullable().defaultRaw('now()'),
  },
});

/** What a customer is asked to agree to. A version is never edited once it was shown; a new text is a new version. */
export class ConsentNotice extends ConsentNoticeSchema.class {
  override [PrimaryKeyProp]?: ['serviceId', 'version', 'language'];
}
ConsentNoticeSchema.setClass(ConsentNotice);

/** The four points a notice must have. */
export const noticePoints = ['purpose', 'items', 'retention', 'refusal'] as const;
export type NoticePoint = (typeof noticePoints)[number];

const ConsentDraftSchema = defineEntity({
  name: 'ConsentDraft',
  properties: {
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').primary(),
    /** Grows with every save and with every publication. */
    revision: p.integer(),
    points: p.json<Readonly<Record<NoticePoint, LocalText>>>(),
    authorId: () => p.manyToOne(Agent).mapToPk().fieldName('author_id').index(),
    changedAt: p.datetime(),
  },
});

/** The next notice as administrators are writing it; there is one per service, and none until somebody wrote in it. */
export class ConsentDraft extends ConsentDraftSchema.class {
  override [PrimaryKeyProp]?: 'serviceId';
}
ConsentDraftSchema.setClass(ConsentDraft);

const ConsentSchema = defineEntity({
  name: 'Consent',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').index(),
    noticeVersion: p.text(),
    /** SHA-256 of the notice's text as it was shown, hexadecimal. */
    noticeHash: p.text(),
    language: p.enum(() => Language),
    ip: p.text().nullable(),
    userAgent: p.text().nullable(),
    agreedAt: p.datetime().defaultRaw('now()'),
  },
});

/** A recorded yes to one version of the notice. */
export class Consent extends ConsentSchema.class {}
ConsentSchema.setClass(Consent);
