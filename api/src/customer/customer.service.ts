import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { hashToken, newToken } from '../secrets.ts';
import type { Service } from '../service/service.entity.ts';
import { Customer } from './customer.entity.ts';
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

/**
 * Who asks: the customer viewing, locked so that two calls of one customer follow each other, or someone new. What they say of
 * themselves is kept.
 */
export async function asker(
  em: EntityManager,
  { viewer }: Context,
  service: Service,
  said: { name?: string | null; email?: string | null },
): Promise<Customer> {
  const known =
    viewer?.kind === 'customer' && viewer.serviceId === service.id
      ? await em.findOneOrFail(Customer, viewer.id, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null;
  if (!known) {
    const { name = null, email = null } = said;
    const created = em.create(Customer, { serviceId: service.id, name, email });
    await em.flush();
    return created;
  }
  if (said.name) known.name = said.name;
  if (said.email) known.email = said.email;
  return known;
}
