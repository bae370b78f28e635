import { columnsOf } from '../sql.ts';
import type { Customer } from './customer.entity.ts';

/** A customer's columns, without the unit of work around them. */
export type CustomerRow = Pick<Customer, (typeof customerFields)[number]>;

const customerFields = [
  'id',
  'serviceId',
  'name',
  'email',
  'phone',
  'memo',
  'masks',
  'infoRevision',
  'mergedIntoId',
  'borrowed',
  'kept',
  'saidName',
  'saidEmail',
  'saidPhone',
  'verified',
  'erasedAt',
  'createdAt',
] as const;

/** SQL: the columns of a customer row from `alias`. */
export const customerColumns = (alias: string) => columnsOf(alias, customerFields);

/** SQL: the id of the record that stands for the person of record `id`, itself included. */
const rootOf = (id: string) => `(select coalesce(o.merged_into_id, o.id) from customer o where o.id = ${id})`;

/** SQL: ids of all records of the person of record `id`: one table `id`. */
export const groupOf = (id: string) => `
  select root.id from (select ${rootOf(id)} as id) root
  union all
  select g.id from customer g where g.merged_into_id = ${rootOf(id)}`;
