import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import type { Tx } from '../write.ts';
import { InvalidInput } from '../errors.ts';
import { SlugTaken } from './service.errors.ts';
import { ServiceSlug } from './service-slug.entity.ts';
import { Service } from './service.entity.ts';

/** Carries `{ serviceId }`: something that the gate depends on changed there: a setting, a right, a wish, a lease or a seat. */
export const gateTopic = 'gate';

/** Names that would read as pages of Damso itself, where addresses are shortened or services get hosts of their own. */
const reservedSlugs = new Set([
  ...[
    'account',
    'admin',
    'api',
    'app',
    'assets',
    'console',
    'damso',
    'docs',
    'files',
    'graphql',
    'health',
    'help',
    'localhost',
  ],
  ...['mail', 'metrics', 'ready', 'set-up', 'setup', 'sign-in', 'static', 'status', 'support', 'widget', 'www'],
]);

/** A slug as a service may choose it, or InvalidInput. */
export function assertSlug(field: string, slug: string): string {
  if (!isSlug(slug)) {
    throw new InvalidInput(field, `${field} must be 1 to 63 small letters (a to z), digits and hyphens.`);
  }
  if (reservedSlugs.has(slug)) throw new InvalidInput(field, `${field} is a name that Damso keeps for itself.`);
  return slug;
}

/** Whether a service can have this slug; anything else is nobody's, however it is spelled. */
export const isSlug = (slug: string) => /^[a-z0-9-]{1,63}$/.test(slug);

/** The viewer's service, another one in which they have a place or, for owners of the organisation, any; else null. */
export async function ownService({ viewer, person, app, em }: Context, id: string): Promise<Service | null> {
  if (viewer?.serviceId !== id && !person?.isOwner) {
    if (!person) return null;
    const { rows } = await app.sql.query(
      'select from agent where account_id = $1 and service_id = $2 and removed_at is null',
      [person.accountId, id],
    );
    if (rows.length === 0) return null;
  }
  return em.findOne(Service, { id });
}

/** Said where somebody means a service that there is not, or not for them. */
export const unknownSlug = 'No service has the slug that `service` names.';

/** The service that has this slug, or had it; null where there is none. */
export async function serviceBySlug(em: EntityManager, slug: string): Promise<Service | null> {
  if (!isSlug(slug)) return null;
  return (await em.findOne(Service, { slug })) ?? serviceOnceCalled(em, slug);
}

/** The service that has or had this slug: it may stand on pages that nobody changes with the service, so it leads there for ever. */
export async function serviceOnceCalled(em: EntityManager, slug: string): Promise<Service | null> {
  const kept = isSlug(slug) ? await em.findOne(ServiceSlug, slug) : null;
  return kept && em.findOne(Service, kept.serviceId);
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

/** What to throw in place of what the database threw: SlugTaken where the slug is, or was, another service's. */
export function slugRefusal(error: unknown): unknown {
  const { constraint } = error as { constraint?: unknown };
  return constraint === 'service_slug_pkey' || constraint === 'service_slug_unique' ? new SlugTaken() : error;
}
