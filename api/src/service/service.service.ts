import type { EntityManager } from '@mikro-orm/postgresql';
import type { App } from '../app.ts';
import { NotPermitted } from '../errors.ts';
import { Service } from './service.entity.ts';

/** Carries `{ serviceId }`: something that decides on who gets chats there changed: a setting, a right, a wish, a lease, a seat. */
export const gateTopic = 'gate';

/** The service with this slug; null for anything else, however it is spelled. */
export function serviceBySlug(em: EntityManager, slug: string): Promise<Service | null> {
  return /^[a-z0-9-]{1,63}$/.test(slug) ? em.findOne(Service, { slug }) : Promise.resolve(null);
}

/**
 * One transaction that holds the lock of the service's row: whoever gives a chat to an agent, or changes what decides on that, comes
 * one after the other. The lock is taken before any chat, agent or customer, so nobody waits in a circle; rows that refer to the
 * service can be written meanwhile. Within this process the transactions queue before they take a connection, so that a rush does
 * not take every one. With `adminId` only for who is an administrator still, else NotPermitted.
 */
export function underLock<T>(
  { orm, turns }: Pick<App, 'orm' | 'turns'>,
  serviceId: string,
  work: (em: EntityManager, service: Service) => Promise<T>,
  adminId?: string,
): Promise<T> {
  return turns.run(serviceId, () =>
    orm.em.fork().transactional(async (em) => {
      await em.execute('select 1 from service where id = ? for no key update', [serviceId]);
      if (adminId !== undefined) await assertAdmin(em, serviceId, adminId);
      return work(em, await em.findOneOrFail(Service, serviceId));
    }),
  );
}

async function assertAdmin(em: EntityManager, serviceId: string, adminId: string): Promise<void> {
  const admins = await em.execute<unknown[]>(
    `select 1 from agent where id = ? and service_id = ? and role = 'ADMIN' and removed_at is null`,
    [adminId, serviceId],
  );
  if (admins.length === 0) throw new NotPermitted();
}
