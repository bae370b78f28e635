import type { APIRequestContext } from 'playwright-core';
import type { Answer } from '../api/test/kit.ts';

/** Who asks: whoever is signed in in a browser, of which a page or its context tells, somebody with a token, or nobody. */
type Asker = { readonly request: APIRequestContext } | { readonly token: string } | null;

/** What the API says to one operation, as any client sends it, besides what pages do. */
export async function answerOf(
  url: string,
  by: Asker,
  query: string,
  variables: object = {},
): Promise<{ status: number; body: Answer }> {
  const address = new URL('/graphql', url).href;
  const data = { query, variables };
  if (by && 'request' in by) {
    const response = await by.request.post(address, { data });
    return { status: response.status(), body: await response.json() };
  }
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(by && { authorization: `Bearer ${by.token}` }) },
    body: JSON.stringify(data),
  });
  return { status: response.status, body: await response.json() };
}

/** What it answers; throws when there are errors. */
export async function ask<Data = Answer>(url: string, by: Asker, query: string, variables?: object): Promise<Data> {
  const { body } = await answerOf(url, by, query, variables);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}
