import { redirect } from '@sveltejs/kit';
import { askFor, bearer } from '#helpcenter/ask.server.ts';
import { codeName } from '#helpcenter/code.server.ts';
import type { RequestHandler } from './$types';

/** What of the answer is the browser's: how to save it and to run nothing of it. */
const passed = [
  'content-type',
  'content-length',
  'content-disposition',
  'content-security-policy',
  'x-content-type-options',
  'cross-origin-resource-policy',
  'cache-control',
];

/** A file of one of the customer's inquiries, asked for with the code that this browser has. */
export const GET: RequestHandler = async (event) => {
  const { params, cookies, locals } = event;
  // With the version of its content: an address of a former one leads nowhere.
  const address = params.address.split('/').map(encodeURIComponent).join('/');
  const response = await askFor(event, `/files/${address}`, {
    headers: bearer(cookies.get(codeName)),
  }).catch(() => undefined);
  // The list says in words what a file that does not come cannot.
  if (!response?.ok) redirect(303, `/help/${params.service}/inquiries?lang=${locals.language}&file-missing`);
  const headers = new Headers();
  for (const name of passed) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(response.body, { headers });
};
