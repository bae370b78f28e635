import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import { Language, Service } from '../service/service.entity.ts';
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
  },
});

/** What a customer is asked to agree to. A version is never edited once it was shown; a new text is a new version. */
export class ConsentNotice extends ConsentNoticeSchema.class {
  override [PrimaryKeyProp]?: ['serviceId', 'version', 'language'];
}
ConsentNoticeSchema.setClass(ConsentNotice);

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
