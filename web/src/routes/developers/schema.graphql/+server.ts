import { schema } from '#developers/content.server.ts';
import type { RequestHandler } from './$types';

/** The whole contract as a file, for whoever generates code from it. */
export const GET: RequestHandler = () =>
  new Response(schema, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' } });
