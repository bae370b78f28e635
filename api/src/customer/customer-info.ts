import { isStaffViewer, type Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import type { Context } from '../context.ts';
import { InvalidInput } from '../errors.ts';
import type { Statements } from '../sql.ts';
import { optionalEmail, optionalField } from '../text.ts';
import { placeOfField, textOfCustomer, withMasks } from './customer-masks.ts';
import type { CustomerField, CustomerMasks, VerifiedField } from './customer.entity.ts';
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
    // A form may send back what is masked as it shows it.
    email: input.email === undefined || isAsterisks(input.email) ? input.email : optionalEmail('email', input.email),
    phone: field('phone', input.phone, 50),
    memo: field('memo', input.memo, 2_000),
  });
}

const isAsterisks = (value: string | null | undefined) => value != null && /^\*+$/.test(value);

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
 * of it the company's server vouches for. What is masked goes along, or InvalidInput where it would be lost.
 */
export async function writeInfo(
  ctx: Context,
  tx: Tx,
  customer: CustomerRow,
  info: Partial<CustomerInfo>,
  verified: readonly VerifiedField[] = [],
): Promise<boolean> {
  const { values, masks } = await edited(ctx, tx, customer, info);
  const changed = infoFields.filter((name) => values[name] !== undefined);
  if (changed.length === 0) return false;
  const { sql } = tx;
  if (changed.includes('name')) tx.tell(nameTopic, { customerId: customer.id });
  const after = { ...customer, ...values };
  const others = <Field extends string>(names: readonly Field[]) =>
    names.filter((name) => !changed.some((each) => each === name));
  await sql.query(
    `update customer set name = $2, email = $3, phone = $4, memo = $5, info_revision = $6, borrowed = $7, kept = $8,
       said_name = nullif(said_name, $2), said_email = nullif(said_email, $3), said_phone = nullif(said_phone, $4), verified = $9,
       masks = $10::jsonb
     where id = $1`,
    [
      customer.id,
      ...infoFields.map((name) => after[name]),
      customer.infoRevision + 1,
      others(customer.borrowed),
      [...others(customer.kept), ...changed.filter((name) => after[name] !== null)],
      [...others(customer.verified), ...verified],
      masks && JSON.stringify(masks),
    ],
  );
  // What a person wrote came from no merge, so no undo takes it back.
  await sql.query('update customer_merge set filled = filled - $2::text[] where into_id = $1 and undone_at is null', [
    customer.id,
    changed,
  ]);
  return true;
}

/** Whether a text is what a field says under its masks; one of which something was destroyed is taken for another, as it may be. */
export async function isHidden(
  { intake }: Pick<App, 'intake'>,
  sql: Statements,
  customer: CustomerRow,
  field: CustomerField,
  text: string,
): Promise<boolean> {
  const present = textOfCustomer(customer, field);
  if (present.masks.length === 0 || present.masks.some(({ sealed }) => sealed)) return false;
  return intake.isSame(present, text, placeOfField(customer, field), sql);
}

/** What becomes of fields that are given, and of the masks on them: what says the same as before, also under a mask, is left out. */
async function edited(
  { app, viewer }: Context,
  { sql }: Tx,
  customer: CustomerRow,
  info: Partial<CustomerInfo>,
): Promise<{ values: Partial<CustomerInfo>; masks: CustomerMasks | null }> {
  const values: Partial<CustomerInfo> = {};
  let masks = customer.masks ?? null;
  for (const name of infoFields) {
    const value = info[name];
    if (value === undefined || value === customer[name]) continue;
    const text = value ?? '';
    if (name === 'email' && isAsterisks(value)) throw new InvalidInput('email', 'email is not an e-mail address.');
    const present = textOfCustomer(customer, name);
    const place = placeOfField(customer, name);
    // Programs may not release what is hidden, so they cannot find it out by trying either.
    if (viewer?.kind === 'agent' && (await isHidden(app, sql, customer, name, text))) continue;
    // What is a name, an address or a number by its field is not looked for in it.
    const taken = name === 'memo' ? await app.intake.edit(present, text, place) : app.intake.carry(present, text);
    if (!taken) throw new InvalidInput(name, 'What is masked in it stays where it is: release or seal it before.');
    await app.intake.keep(sql, place, { customerId: customer.id }, taken);
    values[name] = value === null ? null : taken.body;
    masks = withMasks(masks, name, taken.masks ?? null);
  }
  return { values, masks };
}
