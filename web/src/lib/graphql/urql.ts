import { Client, fetchExchange } from '@urql/core';
import { RequestFailed, timeout, type Send } from './api.ts';
import { learnTime } from './server-time.ts';

/** The client behind the console, which keeps no answers. (The dialog does without: it would be a fifth of its size.) */
export function createUrql({
  url = '/graphql',
  headers = () => ({}),
}: { url?: string; headers?: () => Record<string, string> } = {}): Client {
  return new Client({
    url,
    // Its default puts short queries, and with them personal data, into addresses.
    preferGetMethod: false,
    // By itself it also asks for event streams and multipart answers: our streams run over the WebSocket.
    fetchOptions: () => ({ headers: { accept: 'application/graphql-response+json, application/json', ...headers() } }),
    exchanges: [fetchExchange],
    fetch: (input, init) => {
      const signal = timeout();
      if (!init?.signal) return fetch(input, { ...init, signal }).then(learnTime);
      const controller = new AbortController();
      for (const source of [init.signal, signal]) source.addEventListener('abort', () => controller.abort());
      return fetch(input, { ...init, signal: controller.signal }).then(learnTime);
    },
  });
}

/** Sends the API's requests through the client, each one over the network. */
export function through(urql: Client): Send {
  return async (query, variables) => {
    const context = { requestPolicy: 'network-only' } as const;
    const named = variables as Record<string, unknown>;
    const { data, error } = await (/^\s*mutation\b/.test(query)
      ? urql.mutation<unknown>(query, named, context)
      : urql.query<unknown>(query, named, context));
    if (error || data == null) throw new RequestFailed(error, (error?.response as Response | undefined)?.status);
    return data;
  };
}
