import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { foreignSite } from '../service/site.service.ts';
import { refuse, type Refusal } from './answer.ts';

/** The most for which any browser keeps the answer to a preflight; what it allows is asked anew with each request. */
const preflightSeconds = '7200';
const methods = 'GET, HEAD, POST';
const requestHeaders = 'authorization, content-type, x-file-name, x-request-id, x-service';
const responseHeaders = 'content-disposition, ratelimit, ratelimit-policy, retry-after, x-request-id';

/** The origin of the page behind a request, where a browser says that it is not our own. Looked at once, and handed on as `origin`. */
export function foreignOriginOf(app: App, { headers }: IncomingMessage): string | undefined {
  const { origin, host } = headers;
  // As browsers write both, which needs no look at what they hold.
  if (origin === undefined || origin.endsWith(`://${host}`)) return undefined;
  if (!URL.canParse(origin)) return origin;
  const ours = [host, app.config.publicUrl && new URL(app.config.publicUrl).host];
  return ours.includes(new URL(origin).host) ? undefined : origin;
}

/**
 * Lets pages of registered sites read the answer, refusals included, never with the cookies of a browser: `Access-Control-Allow-Credentials`
 * is said to nobody. Of which service the site is cannot be seen yet; whoever knows the service asks `siteRefusal` or `assertSite`.
 */
export function allowPage(app: App, origin: string | undefined, response: ServerResponse): void {
  response.setHeader('vary', 'Origin');
  if (origin === undefined || !app.sites.knows(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', responseHeaders);
}

export const isPreflight = ({ method, headers }: IncomingMessage) =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** Whether the page may ask at all. A browser says no more than its origin, so a site of any service will do. */
export function answerPreflight(response: ServerResponse): void {
  if (!response.hasHeader('access-control-allow-origin')) {
    refuse(response, 403, 'FOREIGN_SITE', 'No service has registered the site of this page.');
    return;
  }
  response.writeHead(204, {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': requestHeaders,
    'access-control-max-age': preflightSeconds,
  });
  response.end();
}

/** What refuses a page that shows the credential of a service which is not at home on its site. */
export function siteRefusal(app: App, viewer: Viewer | null, origin: string | undefined): Refusal | null {
  if (origin === undefined || (viewer?.kind !== 'customer' && viewer?.kind !== 'client')) return null;
  return app.sites.admit(viewer.serviceId, origin) ? null : [403, 'FOREIGN_SITE', foreignSite];
}
