import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from './service.entity.ts';

const ServiceSlugSchema = defineEntity({
  name: 'ServiceSlug',
  properties: {
    slug: p.text().primary(),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
  },
});

/** Every slug that a service has or had: addresses that stand elsewhere lead to it for ever. Written by a trigger of `service`. */
export class ServiceSlug extends ServiceSlugSchema.class {}
ServiceSlugSchema.setClass(ServiceSlug);
