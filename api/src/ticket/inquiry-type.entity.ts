import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service, type LocalText } from '../service/service.entity.ts';

const InquiryTypeSchema = defineEntity({
  name: 'InquiryType',
  indexes: [{ properties: ['serviceId', 'position'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** Null at the top. */
    parentId: () => p.manyToOne(InquiryType).mapToPk().fieldName('parent_id').nullable().index(),
    name: p.json<LocalText>(),
    /** Order among those of the same parent, ascending. */
    position: p.integer(),
    /** Customers can choose it; agents can choose every one. */
    inHelpCenter: p.boolean().default(true),
    /** Can no longer be chosen; tickets keep it. */
    removedAt: p.datetime().nullable(),
  },
});

/** What a ticket or an inquiry is about: a tree of at most three levels. */
export class InquiryType extends InquiryTypeSchema.class {}
InquiryTypeSchema.setClass(InquiryType);
