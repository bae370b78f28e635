import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from './service.entity.ts';

const RefusedSiteSchema = defineEntity({
  name: 'RefusedSite',
  uniques: [{ properties: ['serviceId', 'origin'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').deleteRule('cascade'),
    origin: p.text(),
    /** The last time. */
    refusedAt: p.datetime().defaultRaw('now()'),
  },
});

/** A site that asked for a service and is not on its list. */
export class RefusedSite extends RefusedSiteSchema.class {}
RefusedSiteSchema.setClass(RefusedSite);
