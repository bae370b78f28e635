import type { RequestEvent } from '@sveltejs/kit';
import type { TypedDocument } from '#lib/graphql/document.ts';

type Event = Pick<RequestEvent, 'url' | 'fetch' | 'request' | 'getClientAddress'>;

/** Asks the process that serves both, in the visitor's name. */
export function askFor(event: Event, path: string, init: RequestInit): Promise<Response> {
  const { url, fetch, request, getClientAddress } = event;
  const { DAMSO_INTERNAL_URL: internalUrl, DAMSO_INTERNAL_KEY: internalKey } = process.env;
  return fetch(new URL(path, internalUrl ?? url.origin), {
    ...init,
    headers: {
      ...(init.headers as Record<string, string>),
      'user-agent': request.headers.get('user-agent') ?? '',
      // The limits are the visitor's, not those of this server.
      ...(internalKey && { 'x-damso-internal': internalKey, 'x-damso-caller': getClientAddress() }),
    },
    credentials: 'omit',
  });
}

/** How a customer's token is shown; nothing without one. */
export const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

/**
 * Asks through the public contract. Undefined when no usable answer came: the operation may have been carried out all the same.
 * `'refused'` when the token that was shown is not valid or not valid any more.
 */
export async function askAs<Data, Variables>(
  event: Event,
  token: string | undefined,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data | 'refused' | undefined> {
  try {
    const response = await askFor(event, '/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(token) },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    if (response.status === 401) return 'refused';
    const { data, errors } = (await response.json()) as { data?: Data | null; errors?: unknown };
    return errors === undefined ? (data ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** The same as nobody in particular. */
export async function ask<Data, Variables>(
  event: Event,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data | undefined> {
  const answer = await askAs(event, undefined, document, variables);
  return answer === 'refused' ? undefined : answer;
}
