import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service, type LocalText } from '../service/service.entity.ts';

const InquiryTypeSchema = defineEntity({
  name: 'InquiryType',
  indexes: [{ properties: ['serviceId', 'position'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    name: p.json<LocalText>(),
    /** Order in lists, ascending. */
    position: p.integer(),
  },
});

/** A kind of inquiry a customer can choose. */
export class InquiryType extends InquiryTypeSchema.class {}
InquiryTypeSchema.setClass(InquiryType);
