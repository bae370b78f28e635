import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { requireAgent } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { hashToken, newToken } from '../secrets.ts';
import type { Service } from '../service/service.entity.ts';
import type { Tx } from '../write.ts';
import { customerInfo, writeInfo } from './customer-info.ts';
import { nameTopic } from './sender-names.ts';
import { Customer } from './customer.entity.ts';
import { StaleCustomer } from './customer.errors.ts';
import type { CustomerRow } from './customer.rows.ts';
import { findRecord, lockPerson, seesCustomers } from './group.service.ts';
import { VisitorToken } from './visitor-token.entity.ts';

/** The token of a chat lasts so long after it was given. */
const tokenDays = 30;

/** A new token for the customer, which lasts for `days`; only its hash is kept. */
export function issueToken(em: EntityManager, customerId: string, days = tokenDays): string {
  const token = newToken();
  em.create(VisitorToken, {
    customerId,
    tokenHash: hashToken(token),
    expiresAt: new Date(Date.now() + days * 86_400_000),
  });
  return token;
}

/** What people say of themselves. */
interface Said {
  name?: string | null;
  email?: string | null;
}

/**
 * The customer who asks: the viewer's record, locked so that two calls of one customer follow each other, or a new record. Saves the
 * name and e-mail that they give; those in `unlessKnown` only where they gave none before. An erased customer gets a new record, even
 * if a process still remembers their token as valid.
 */
export async function asker(
  tx: Tx,
  { viewer }: Context,
  service: Service,
  said: Said,
  unlessKnown: Said = {},
): Promise<Customer> {
  const { em } = tx;
  const known = viewer?.kind === 'customer' && viewer.serviceId === service.id ? await lockAsker(tx, viewer.id) : null;
  if (!known || known.erasedAt) {
    const { name = null, email = null } = { ...unlessKnown, ...said };
    const created = em.create(Customer, { serviceId: service.id, name, email });
    await em.flush();
    return created;
  }
  const words: Said = { ...said };
  // A field that a merge filled counts as never said by the customer.
  for (const name of ['name', 'email'] as const) {
    if (!known[name] || known.borrowed.includes(name)) words[name] ??= unlessKnown[name] ?? null;
  }
  const fields = (['name', 'email'] as const).filter((name) => words[name]);
  if (fields.length > 0) {
    if (words.name) known.name = words.name;
    tx.tell(nameTopic, { customerId: known.id });
    if (words.email) known.email = words.email;
    known.borrowed = known.borrowed.filter((name) => !words[name as keyof Said]);
    known.infoRevision += 1;
    // Their own words came from no merge, so no undo takes them back.
    await tx.sql.query('update customer_merge set filled = filled - $2::text[] where into_id = $1', [known.id, fields]);
  }
  return known;
}

function lockAsker(tx: Tx, id: string): Promise<Customer> {
  tx.willLock('customer', [id]);
  return tx.em.findOneOrFail(Customer, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

export interface SaveCustomerInput {
  customerId: string;
  infoVersion?: string | null;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  memo?: string | null;
}

/** What is known of a person. What was saved since `infoVersion`, by whichever way, is not overwritten. */
export async function saveCustomer(ctx: Context, input: SaveCustomerInput): Promise<CustomerRow> {
  const viewer = requireAgent(ctx);
  const id = decodeId('Customer', input.customerId);
  if (!seesCustomers(viewer) || !id || !(await findRecord(ctx, id))) throw new NotPermitted();
  const info = customerInfo(input);
  const person = await ctx.app.write({ customers: viewer.serviceId, to: 'read' }, async (tx) => {
    const locked = await lockPerson(tx, id);
    const isStale = input.infoVersion != null && input.infoVersion !== String(locked.infoRevision);
    if (isStale || locked.id !== id) throw new StaleCustomer(locked);
    if (await writeInfo(tx, locked, info)) await ctx.app.chatFeeds.renamed(tx, [locked.id]);
    return locked;
  });
  return (await findRecord(ctx, person.id)) as CustomerRow;
}
