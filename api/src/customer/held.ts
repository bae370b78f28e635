import { groupOf } from './customer.rows.ts';

/** SQL: object `id` is held, or the person of record `customerId` is. */
export const held = (id: string, customerId: string) => `(
  exists (select from hold h where h.object_id = ${id})
  or exists (select from (${groupOf(customerId)}) g join hold h on h.object_id = g.id))`;
