import type { EntityManager } from '@mikro-orm/postgresql';
import type { Tx } from '../write.ts';
import { Service } from './service.entity.ts';

/** Carries `{ serviceId }`: something that the gate depends on changed there: a setting, a right, a wish, a lease or a seat. */
export const gateTopic = 'gate';

/** Whether a service can have this slug; anything else is nobody's, however it is spelled. */
export const isSlug = (slug: string) => /^[a-z0-9-]{1,63}$/.test(slug);

/** The service with this slug; null where there is none. */
export function serviceBySlug(em: EntityManager, slug: string): Promise<Service | null> {
  return isSlug(slug) ? em.findOne(Service, { slug }) : Promise.resolve(null);
}

/** From here to its end the transaction alone makes services; taken before any other lock. */
export async function lockServices(tx: Tx): Promise<void> {
  tx.willLock('installation', ['1']);
  await tx.sql.query('select from installation where id = 1 for no key update', []);
}

/** The service whose lock the transaction took. */
export function lockedService(tx: Tx): Promise<Service> {
  if (tx.serviceId === null) throw new Error('The transaction has not locked a service.');
  return tx.em.findOneOrFail(Service, tx.serviceId);
}
