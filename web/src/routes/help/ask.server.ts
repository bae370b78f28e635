import type { RequestEvent } from '@sveltejs/kit';
import type { TypedDocument } from '#lib/graphql/document.ts';

/**
 * Asks through the public contract, in the visitor's name, the process that serves both. Undefined when no usable answer came: the
 * operation may have been carried out all the same.
 */
export async function ask<Data, Variables>(
  { url, fetch, request, getClientAddress }: Pick<RequestEvent, 'url' | 'fetch' | 'request' | 'getClientAddress'>,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data | undefined> {
  const { DAMSO_INTERNAL_URL: internalUrl, DAMSO_INTERNAL_KEY: internalKey } = process.env;
  try {
    const response = await fetch(new URL('/graphql', internalUrl ?? url.origin), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': request.headers.get('user-agent') ?? '',
        // The limits are the visitor's, not those of this server.
        ...(internalKey && { 'x-damso-internal': internalKey, 'x-damso-caller': getClientAddress() }),
      },
      credentials: 'omit',
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Data | null; errors?: unknown };
    return errors === undefined ? (data ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}
