import { requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { badRequest, InvalidInput } from '../errors.ts';
import type { RefusedSite } from './refused-site.entity.ts';
import { TooManySites } from './service.errors.ts';
import type { Service } from './service.entity.ts';
import { serviceBySlug } from './service.service.ts';
import { changeSettings } from './settings.service.ts';
import { formsOf, readSite, type SiteProblem } from '../site.ts';

const mostSites = 50;
/** All of them stand in a header of the dialog's page, and proxies take only so much of those. */
const mostCharacters = 3_000;

const sentences: Record<SiteProblem, string> = {
  NO_SCHEME: 'A site begins with https://.',
  NOT_HTTPS: 'A site begins with https://; http:// is for localhost and 127.0.0.1.',
  HAS_PATH: 'A site has no path, query or fragment: every page of it counts.',
  HAS_CREDENTIALS: 'A site has no user name and no password.',
  WRONG_WILDCARD:
    'A wildcard stands for sub-domains, in front of a domain of two parts at least: https://*.shop.example.',
  IS_ADDRESS: 'A site has a name; the only address that counts is 127.0.0.1.',
  NO_NAME: 'There is no such host name.',
};

function requiredSite(text: string): string {
  const site = readSite(text);
  if ('origin' in site) return site.origin;
  throw new InvalidInput('origin', sentences[site.problem]);
}

/** Registers a site of the service; one that is there already stays. The first one ends that every site counts. */
export function addSite(ctx: Context, text: string): Promise<Service> {
  requireAdmin(ctx);
  const origin = requiredSite(text);
  return changeSettings(ctx, ({ sites }) => {
    if (sites.includes(origin)) return {};
    const after = [...sites, origin];
    if (after.length > mostSites || after.join(' ').length > mostCharacters) throw new TooManySites(mostSites);
    return { sites: after };
  });
}

/** Takes a site from the list; one that is not there is none. Without any left every site counts. */
export function removeSite(ctx: Context, text: string): Promise<Service> {
  requireAdmin(ctx);
  const origin = requiredSite(text);
  return changeSettings(ctx, ({ sites }) => ({ sites: sites.filter((site) => site !== origin) }));
}

export type ToldSite = Pick<RefusedSite, 'origin' | 'refusedAt'>;

/** The sites that asked for the service last and are not on its list. */
export async function refusedSites(ctx: Context): Promise<ToldSite[]> {
  const { rows } = await ctx.app.sql.query<ToldSite & { sites: string[] }>({
    name: 'refused-sites',
    text: `select r.origin, r.refused_at as "refusedAt", s.sites from refused_site r join service s on s.id = r.service_id
      where r.service_id = $1 order by r.refused_at desc, r.id desc`,
    values: [requireAdmin(ctx).serviceId],
  });
  return rows.filter(({ origin, sites }) => sites.length > 0 && !formsOf(origin).some((form) => sites.includes(form)));
}

/** Refuses what a page asks of a service that is not at home on its site. */
export function assertSite({ app, caller }: Context, serviceId: string): void {
  if (caller.origin === undefined || app.sites.admit(serviceId, caller.origin)) return;
  throw badRequest('FOREIGN_SITE', foreignSite);
}

export const foreignSite = 'The service has not registered the site of this page.';

/** The service that somebody means by a slug it has or had, for pages of its sites. */
export async function serviceAsked(ctx: Context, slug: string): Promise<Service | null> {
  const service = await serviceBySlug(ctx.em, slug);
  if (service) assertSite(ctx, service.id);
  return service;
}
