import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';

const CustomerSchema = defineEntity({
  name: 'Customer',
  indexes: [
    {
      name: 'customer_name_index',
      expression: `create index "customer_name_index" on "customer" using gin ("search_grams"("name"))`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    name: p.text().nullable(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    memo: p.text().nullable(),
    /** Grows with every change an agent makes. */
    infoRevision: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** The person asking; anonymous until told otherwise. */
export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);
