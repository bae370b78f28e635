import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import sirv from 'sirv';
import type { App } from '../app.ts';
import { pagesFolder } from '../places.ts';
import { callerOf } from './caller.ts';
import type { Pages } from './server.ts';

/**
 * Content security policy of the dialog: only our own scripts run in it, and what stands in its page, which is named by its hash.
 * Which pages may frame it is added by `framedBy`.
 */
function dialogPolicy(page: string): string {
  const hashes = (element: string) =>
    Array.from(
      page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g')),
      ([, text]) => ` 'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
    ).join('');
  return [
    `default-src 'none'`,
    `script-src 'self'${hashes('script')}`,
    `style-src 'self'${hashes('style')}`,
    // What an agent looks like is asked for with the customer's token.
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/**
 * What the policy says of the pages that may show the dialog of a service. Where its service has registered no sites any may, and nothing
 * is said: `*` would leave out pages from files and in the views of apps.
 */
function framedBy(app: App, url: string): string {
  const at = url.indexOf('?');
  // Read as the dialog reads its own address, so both mean the same service.
  const slug = at < 0 ? null : new URLSearchParams(url.slice(at)).get('service');
  const sites = slug === null ? null : app.sites.ofSlug(slug);
  return sites ? `; frame-ancestors 'self' ${[...sites].join(' ')}` : '';
}

/** A form of the help center brings at most five files of ten megabytes, and what was typed. */
const formLimit = 52 * 1024 * 1024;
/** A form past this is held in memory for as long as it takes to come. */
const largeForm = 1024 * 1024;
/** So many large forms at once; others are asked to come again. */
const largeForms = 8;

/** Where the example looks for Damso until it is told another place. */
const defaultUrl = 'http://localhost:4000';

/** `br;q=0` refuses brotli: what reads the header further on looks for the names alone. */
function leaveOutRefused({ headers }: IncomingMessage): void {
  const accepted = headers['accept-encoding'];
  if (accepted?.includes('q=0'))
    headers['accept-encoding'] = accepted
      .split(',')
      .filter((coding) => !/;\s*q=0(\.0*)?\s*$/.test(coding))
      .join(',');
}

/** The built console, help center and widget. Their server-side rendering asks the API at `internalUrl`. */
export async function loadPages(app: App, internalUrl: string, internalKey: string): Promise<Pages> {
  if (!existsSync(join(pagesFolder, 'handler.js'))) throw new Error('The web part is not built. Run: npm run build');
  process.env['DAMSO_INTERNAL_URL'] = internalUrl;
  process.env['DAMSO_INTERNAL_KEY'] = internalKey;
  // SvelteKit reads the caller and the public origin from these headers. Without the true origin it would refuse every form as
  // cross-site.
  process.env['ADDRESS_HEADER'] = 'x-damso-caller';
  process.env['PROTOCOL_HEADER'] = 'x-damso-protocol';
  process.env['HOST_HEADER'] = 'x-damso-host';
  process.env['BODY_SIZE_LIMIT'] = String(formLimit);
  const publicUrl = app.config.publicUrl === undefined ? undefined : new URL(app.config.publicUrl);
  const { handler } = (await import(join(pagesFolder, 'handler.js'))) as { handler: Pages };
  const policy = dialogPolicy(readFileSync(join(pagesFolder, 'widget/index.html'), 'utf8'));
  const widget = sirv(join(pagesFolder, 'widget'), {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      const asset = path.startsWith('/assets/');
      // A proxy that rewrites the dialog's page would make it another than its policy names.
      const kept = asset ? 'max-age=31536000, immutable' : 'max-age=60, no-transform';
      response.setHeader('cache-control', `public, ${kept}`);
      // For pages that are isolated: they take nothing in that does not allow it, and no frame that is not as strict as they are.
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      // `panel.js`, `company.js` and `member.js` are loaded as modules by pages of any origin.
      response.setHeader('access-control-allow-origin', '*');
    },
  });
  const example = readFileSync(join(pagesFolder, 'client/example.html'), 'utf8');
  let largeFormsNow = 0;
  return (request, response) => {
    const url = request.url ?? '/';
    if (request.headers['transfer-encoding'] !== undefined) {
      // A chunked body has no known length and could be endless; browsers always send the length of a form.
      response.writeHead(411, { 'content-type': 'text/plain', connection: 'close' }).end('Length required');
      return;
    }
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > formLimit) {
      // The page itself shows the error after this redirect; the Back button brings back what was typed.
      const { pathname, searchParams } = new URL(url, 'http://page');
      const query = new URLSearchParams({ lang: searchParams.get('lang') ?? '', 'too-large': '' });
      response.writeHead(303, { location: `${pathname}?${query}`, connection: 'close' }).end();
      return;
    }
    if (length > largeForm) {
      if (largeFormsNow === largeForms) {
        response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '30', connection: 'close' });
        response.end('Too many large forms at this moment. Please go back and try again.');
        return;
      }
      largeFormsNow += 1;
      response.once('close', () => (largeFormsNow -= 1));
    }
    leaveOutRefused(request);
    if (/^\/example\.html(\?|$)/.test(url)) {
      const host = request.headers.host ?? '';
      const own = publicUrl?.origin ?? (/^[\w.:[\]-]+$/.test(host) ? `http://${host}` : defaultUrl);
      const page = Buffer.from(example.replaceAll(defaultUrl, own));
      const zips = (request.headers['accept-encoding'] ?? '').includes('gzip');
      response.setHeader('content-type', 'text/html;charset=utf-8');
      response.setHeader('vary', 'Accept-Encoding');
      if (zips) response.setHeader('content-encoding', 'gzip');
      response.end(zips ? gzipSync(page) : page);
    } else if (url.startsWith('/widget.js') || url.startsWith('/widget/')) {
      request.url = url.startsWith('/widget/') ? url.slice('/widget'.length) : url;
      // The dialog’s page is found under several spellings of its address. Where it may stand changes without the file, so it is said with a
      // 304 too, which sirv sends by itself.
      if (!/^\/assets\/|\.js$/.test(request.url.split('?', 1)[0]!)) {
        response.setHeader('content-security-policy', policy + framedBy(app, request.url));
        response.setHeader('cross-origin-embedder-policy', 'require-corp');
      }
      widget(request, response, () => {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      });
    } else {
      request.headers['x-damso-caller'] = callerOf(app, request, undefined).ip;
      request.headers['x-damso-protocol'] = publicUrl?.protocol.slice(0, -1) ?? 'http';
      request.headers['x-damso-host'] = publicUrl?.host ?? request.headers.host;
      handler(request, response);
    }
  };
}
