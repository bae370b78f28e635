import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Mask } from '../chat/message.entity.ts';
import { Service } from '../service/service.entity.ts';

export type CustomerField = 'name' | 'email' | 'phone' | 'memo';
/** What is hidden of the fields of a customer. */
export type CustomerMasks = Readonly<Partial<Record<CustomerField, readonly Mask[]>>>;
/** What a company's server says of a customer. */
export type VerifiedField = 'name' | 'email' | 'phone' | 'saidName' | 'saidEmail' | 'saidPhone';

const CustomerSchema = defineEntity({
  name: 'Customer',
  indexes: [
    {
      name: 'customer_text_index',
      expression: `create index "customer_text_index" on "customer" using gin ("search_grams"("found_by"))`,
    },
    { properties: ['serviceId', 'id'] },
    { properties: ['serviceId', 'email'] },
    {
      name: 'customer_due_index',
      expression: `create index "customer_due_index" on "customer" ("service_id", "due_at", "id") where "due_at" is not null`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    name: p.text().nullable(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    /**
     * Name, or what the screen says where there is none, e-mail and phone, in small letters; phone numbers also as they are dialled here
     * and from abroad. Made by the database, so it goes when they go.
     */
    foundBy: p.text().nullable().generated(`("customer_found_by"("id", "name", "email", "phone")) stored`).lazy(),
    memo: p.text().nullable(),
    /** What of these four is hidden. */
    masks: p.json<CustomerMasks>().nullable(),
    /** Grows with every change an agent makes. */
    infoRevision: p.integer().default(0),
    /** The record that stands for the same person; that one is merged into none. Chats and tickets keep pointing here. */
    mergedIntoId: () => p.manyToOne(Customer).mapToPk().fieldName('merged_into_id').nullable().index(),
    /** Fields that a merge filled from another record: for agents, because this record's customer never said them. */
    borrowed: p.array<CustomerField>((field) => field as CustomerField).defaultRaw(`'{}'`),
    /** Fields whose value an agent saved by hand: what the customer says of them later stands beside it until an agent decides. */
    kept: p.array<CustomerField>((field) => field as CustomerField).defaultRaw(`'{}'`),
    /** What the customer says the name is, where an agent saved another one. */
    saidName: p.text().nullable(),
    /** The same of the e-mail. */
    saidEmail: p.text().nullable(),
    /** The same of the phone number. */
    saidPhone: p.text().nullable(),
    /** Fields whose present value the company's own server vouched for. */
    verified: p.array<VerifiedField>((field) => field as VerifiedField).defaultRaw(`'{}'`),
    /** Everything personal was destroyed, here and in the chats and tickets. */
    erasedAt: p.datetime().nullable(),
    /** Found to be without contact for as long as the service keeps them: erased then, if that is still so. */
    dueAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** The person asking; anonymous until told otherwise. */
export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);
