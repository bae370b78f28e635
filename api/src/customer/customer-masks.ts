import type { Mask } from '../chat/message.entity.ts';
import { standing, type Masked } from '../masked.ts';
import type { CustomerField, CustomerMasks } from './customer.entity.ts';
import type { CustomerRow } from './customer.rows.ts';

/** A field of a customer with its masks; empty where nothing is known. */
export function textOfCustomer(customer: Pick<CustomerRow, CustomerField | 'masks'>, field: CustomerField): Masked {
  const body = customer[field] ?? '';
  return { body, masks: standing({ body, masks: customer.masks?.[field] ?? [] }) };
}

/** Whether something of a field is hidden. */
export const isMasked = (customer: Pick<CustomerRow, CustomerField | 'masks'>, field: CustomerField): boolean =>
  textOfCustomer(customer, field).masks.length > 0;

/** The masks of a customer with those of one field replaced; null for none at all. */
export function withMasks(
  masks: CustomerMasks | null | undefined,
  field: CustomerField,
  ofField: readonly Mask[] | null,
): CustomerMasks | null {
  const { [field]: _, ...others } = masks ?? {};
  const all = ofField && ofField.length > 0 ? { ...others, [field]: ofField } : others;
  return Object.keys(all).length === 0 ? null : all;
}

/** A field as the place of a mask. */
export const placeOfField = ({ id, serviceId }: Pick<CustomerRow, 'id' | 'serviceId'>, field: CustomerField) => ({
  serviceId,
  objectId: id,
  field: `Customer.${field}`,
});
