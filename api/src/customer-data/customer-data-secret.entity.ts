import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';

const CustomerDataSecretSchema = defineEntity({
  name: 'CustomerDataSecret',
  properties: {
    id: p.uuid().primary(),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index().deleteRule('cascade'),
    /** The key that `box` is encrypted under. */
    keyId: p.text(),
    box: p.blob(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Signs until then, beside the one that follows it; null for the newest. */
    endsAt: p.datetime().nullable(),
  },
});

/** What questions to the company's own system are signed with. */
export class CustomerDataSecret extends CustomerDataSecretSchema.class {}
CustomerDataSecretSchema.setClass(CustomerDataSecret);
