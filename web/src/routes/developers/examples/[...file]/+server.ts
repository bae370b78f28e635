import { error } from '@sveltejs/kit';
import { examples } from '#developers/content.server.ts';
import type { RequestHandler } from './$types';

/** The file as it is, for who is no browser: a browser asks for HTML, and is answered with the page. */
export const GET: RequestHandler = ({ params }) => {
  const example = examples.read(params.file);
  if (!example) error(404);
  return new Response(example.text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache', vary: 'accept' },
  });
};
