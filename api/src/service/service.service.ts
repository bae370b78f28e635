import type { EntityManager } from '@mikro-orm/postgresql';
import { NotPermitted } from '../errors.ts';
import { Service } from './service.entity.ts';

/** Carries `{ serviceId }`: something that decides on who gets chats there changed: a setting, a right, a wish, a lease, a seat. */
export const gateTopic = 'gate';

/** The service with this slug; null for anything else, however it is spelled. */
export function serviceBySlug(em: EntityManager, slug: string): Promise<Service | null> {
  return /^[a-z0-9-]{1,63}$/.test(slug) ? em.findOne(Service, { slug }) : Promise.resolve(null);
}

/**
 * The service as it is, its row locked until the transaction ends: whoever gives a chat to an agent, or changes what decides on
 * that, comes one after the other. It is taken before any chat, agent or customer, so nobody waits in a circle. Rows that refer
 * to the service can be written meanwhile. With `adminId` only for who is an administrator still, else NotPermitted.
 */
export async function lockService(em: EntityManager, serviceId: string, adminId?: string): Promise<Service> {
  await em.execute('select 1 from service where id = ? for no key update', [serviceId]);
  if (adminId !== undefined) {
    const admins = await em.execute<unknown[]>(
      `select 1 from agent where id = ? and service_id = ? and role = 'ADMIN' and removed_at is null`,
      [adminId, serviceId],
    );
    if (admins.length === 0) throw new NotPermitted();
  }
  return em.findOneOrFail(Service, serviceId, { refresh: true });
}
