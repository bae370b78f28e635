import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';
import type { App } from './app.ts';
import type { Pages } from './server.ts';

const build = new URL('../../web/build/', import.meta.url).pathname;

/** The dialog runs in a frame of any page, but nothing runs in it that is not ours. */
const dialogPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors *`,
].join('; ');

/** The built console, help center and widget. Their server-side rendering asks the API at `internalUrl`. */
export async function loadPages(app: App, internalUrl: string): Promise<Pages> {
  if (!existsSync(join(build, 'handler.js'))) throw new Error('The web part is not built. Run: npm run build');
  process.env['DAMSO_INTERNAL_URL'] = internalUrl;
  process.env['ORIGIN'] = app.config.publicUrl ?? internalUrl.replace('127.0.0.1', 'localhost');
  const { handler } = (await import(join(build, 'handler.js'))) as { handler: Pages };
  const widget = sirv(join(build, 'widget'), {
    etag: true,
    setHeaders(response, path) {
      const asset = path.startsWith('/assets/');
      response.setHeader('cache-control', asset ? 'public, max-age=31536000, immutable' : 'public, max-age=60');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      if (path.endsWith('.html') || path === '/') response.setHeader('content-security-policy', dialogPolicy);
    },
  });
  return (request, response) => {
    const url = request.url ?? '/';
    if (url.startsWith('/widget.js') || url.startsWith('/widget/')) {
      request.url = url.startsWith('/widget/') ? url.slice('/widget'.length) : url;
      widget(request, response, () => {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      });
    } else handler(request, response);
  };
}
