import { defineEntity, p } from '@mikro-orm/postgresql';
import { Customer } from './customer.entity.ts';

const VisitorTokenSchema = defineEntity({
  name: 'VisitorToken',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').index().deleteRule('cascade'),
    tokenHash: p.text().unique().hidden(),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime(),
  },
});

/** What a customer's browser proves itself with: 256 random bits, here only as their hash. */
export class VisitorToken extends VisitorTokenSchema.class {}
VisitorTokenSchema.setClass(VisitorToken);
