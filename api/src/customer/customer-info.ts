import { isStaffViewer, type Viewer } from '../access/viewer.ts';
import { optionalEmail, optionalField } from '../text.ts';
import type { CustomerField, VerifiedField } from './customer.entity.ts';
import type { Tx } from '../write.ts';
import type { CustomerRow } from './customer.rows.ts';
import { nameTopic } from './sender-names.ts';

/** What agents note of a person. */
export type CustomerInfo = Pick<CustomerRow, CustomerField>;
export const infoFields: readonly CustomerField[] = ['name', 'email', 'phone', 'memo'];

/** A field as the viewer may read it: a customer is not told what agents learnt from another record. */
export function readable(
  customer: CustomerRow,
  name: 'name' | 'email' | 'phone',
  viewer: Viewer | null,
): string | null {
  return !isStaffViewer(viewer) && customer.borrowed.includes(name) ? null : (customer[name] ?? null);
}

/** Of a caller's input: what was given, in its limits, or InvalidInput. Blank is null, which clears. */
export function customerInfo(input: { readonly [F in keyof CustomerInfo]?: string | null }): Partial<CustomerInfo> {
  return given({
    name: field('name', input.name, 100),
    email: input.email === undefined ? undefined : optionalEmail('email', input.email),
    phone: field('phone', input.phone, 50),
    memo: field('memo', input.memo, 2_000),
  });
}

/** Undefined stays undefined, which is what was not given. */
export function field(name: string, value: string | null | undefined, limit: number): string | null | undefined {
  return value === undefined ? undefined : optionalField(name, value, limit);
}

/** Without what was not given. */
export function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/**
 * Writes what is other than before into a record that is locked, and gives it a new version; true when there was any. `verified`: what
 * of it the company's server vouches for.
 */
export async function writeInfo(
  tx: Tx,
  customer: CustomerRow,
  info: Partial<CustomerInfo>,
  verified: readonly VerifiedField[] = [],
): Promise<boolean> {
  const changed = infoFields.filter((name) => info[name] !== undefined && info[name] !== customer[name]);
  if (changed.length === 0) return false;
  const { sql } = tx;
  if (changed.includes('name')) tx.tell(nameTopic, { customerId: customer.id });
  const after = { ...customer, ...info };
  const others = <Field extends string>(names: readonly Field[]) =>
    names.filter((name) => !changed.some((each) => each === name));
  await sql.query(
    `update customer set name = $2, email = $3, phone = $4, memo = $5, info_revision = $6, borrowed = $7, kept = $8,
       said_name = nullif(said_name, $2), said_email = nullif(said_email, $3), said_phone = nullif(said_phone, $4), verified = $9
     where id = $1`,
    [
      customer.id,
      ...infoFields.map((name) => after[name]),
      customer.infoRevision + 1,
      others(customer.borrowed),
      [...others(customer.kept), ...changed.filter((name) => after[name] !== null)],
      [...others(customer.verified), ...verified],
    ],
  );
  // What a person wrote came from no merge, so no undo takes it back.
  await sql.query('update customer_merge set filled = filled - $2::text[] where into_id = $1 and undone_at is null', [
    customer.id,
    changed,
  ]);
  return true;
}
