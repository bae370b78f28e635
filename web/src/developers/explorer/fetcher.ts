import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { parse, type DocumentNode } from 'graphql';
import { createClient } from 'graphql-ws';

/** Who asks: nobody, whoever a token or an API key stands for, or the agent who is signed in to the console of this browser. */
export type Credential = { kind: 'none' } | { kind: 'token'; token: string } | { kind: 'session' };

/**
 * Sends what is tried to this very server: operations by POST, subscriptions over one WebSocket. A cookie goes along only where the
 * session was chosen; sockets carry it whatever a page wants, so without a credential there are none.
 */
export function explorerFetcher(credential: Credential): { fetcher: Fetcher; dispose: () => void } {
  const url = new URL('/graphql', location.href).href;
  const authorization = credential.kind === 'token' ? `Bearer ${credential.token}` : undefined;
  const socket =
    credential.kind === 'none'
      ? undefined
      : createClient({
          url: url.replace(/^http/, 'ws'),
          connectionParams: authorization === undefined ? {} : { authorization },
          retryAttempts: 0,
        });
  const send = createGraphiQLFetcher({
    url,
    ...(authorization !== undefined && { headers: { authorization } }),
    ...(socket && { wsClient: socket }),
    enableIncrementalDelivery: false,
    fetch: (input, init) =>
      fetch(input, { ...init, credentials: credential.kind === 'session' ? 'same-origin' : 'omit' }),
  });
  return {
    // What GraphiQL itself read of the document may be of a moment ago, and says whether it is a subscription.
    fetcher: (params, options) => send(params, { ...options, ...documentIn(params.query) }),
    dispose: () => void socket?.dispose(),
  };
}

/** Nothing of a text that is no document: the server says what is wrong with it. */
function documentIn(query: string): { documentAST?: DocumentNode } {
  try {
    return { documentAST: parse(query) };
  } catch {
    return {};
  }
}
