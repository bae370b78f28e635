import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';

const CannedReplySchema = defineEntity({
  name: 'CannedReply',
  uniques: [{ properties: ['serviceId', 'shortcut'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    shortcut: p.text(),
    body: p.text(),
    /** Order in the list, ascending. */
    position: p.integer(),
  },
});

/** A text that agents send often. */
export class CannedReply extends CannedReplySchema.class {}
CannedReplySchema.setClass(CannedReply);
