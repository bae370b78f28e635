import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Service } from '../service/service.entity.ts';
import { Customer } from './customer.entity.ts';

const CustomerMergeSchema = defineEntity({
  name: 'CustomerMerge',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    fromId: () => p.manyToOne(Customer).mapToPk().fieldName('from_id').index(),
    intoId: () => p.manyToOne(Customer).mapToPk().fieldName('into_id').index(),
    /** Records that were merged into `from` before and came along. */
    movedIds: p.uuid().array(),
    /** The fields of `into` that were empty and got what `from` had, with what they got. */
    filled: p.json<Readonly<Record<string, string>>>().defaultRaw(`'{}'`),
    authorId: () => p.manyToOne(Agent).mapToPk().fieldName('author_id').nullable().index(),
    mergedAt: p.datetime().defaultRaw('now()'),
    undoneAt: p.datetime().nullable(),
  },
});

/** Two records that an agent said are one person. */
export class CustomerMerge extends CustomerMergeSchema.class {}
CustomerMergeSchema.setClass(CustomerMerge);
