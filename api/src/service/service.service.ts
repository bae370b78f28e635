import type { EntityManager } from '@mikro-orm/postgresql';
import type { Tx } from '../write.ts';
import { Service } from './service.entity.ts';

/** Carries `{ serviceId }`: something that the gate depends on changed there: a setting, a right, a wish, a lease or a seat. */
export const gateTopic = 'gate';

/** The service with this slug; null for anything else, however it is spelled. */
export function serviceBySlug(em: EntityManager, slug: string): Promise<Service | null> {
  return /^[a-z0-9-]{1,63}$/.test(slug) ? em.findOne(Service, { slug }) : Promise.resolve(null);
}

/** The service whose lock the transaction took. */
export function lockedService(tx: Tx): Promise<Service> {
  if (tx.serviceId === null) throw new Error('The transaction has not locked a service.');
  return tx.em.findOneOrFail(Service, tx.serviceId);
}
