import type { EntityManager } from '@mikro-orm/postgresql';
import { Service } from './service.entity.ts';

/** The service with this slug; null for anything else, however it is spelled. */
export function serviceBySlug(em: EntityManager, slug: string): Promise<Service | null> {
  return /^[a-z0-9-]{1,63}$/.test(slug) ? em.findOne(Service, { slug }) : Promise.resolve(null);
}
