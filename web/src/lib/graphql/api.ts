import { Connection } from './connection.svelte.ts';
import type { TypedDocument } from './document.ts';
import { post, requestsBy, type PostOptions, type Requests, type Send } from './post.ts';
import { createSocket, isSignedOut } from './socket.ts';

export { RequestFailed, timeout, type Send } from './post.ts';

export interface ApiOptions extends PostOptions {
  /** The server said that the credentials are no longer valid (close code 4401). Subscriptions rest until `reconnect()`. */
  onSignedOut?: () => void;
  /** Another way for queries and mutations than a plain POST, such as the console's urql client. */
  send?: Send;
  /** The service that the socket is opened in, for who has places in several; asked anew for each connection. */
  service?: () => string | null;
  webSocketImpl?: unknown;
}

interface LiveSink<Data> {
  next(data: Data): void;
  /** The server answered the subscription with errors; it is tried again all the same. */
  error?(errors: unknown): void;
}

/**
 * The way to the API. Queries and mutations go over HTTP, where a failure is known and a time-out is simple; only subscriptions use
 * the WebSocket. Order between mutations is the caller's: wait for one before sending the next.
 */
export interface Api extends Requests {
  readonly connection: Connection;
  /**
   * A subscription that lasts until the returned function is called, over every loss of connection. Variables given as a function are
   * asked anew for each connection: that is how a stream resumes where it stopped.
   */
  subscribe<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables | (() => Variables),
    sink: LiveSink<Data>,
  ): () => void;
  /** Calls back whenever the WebSocket has opened: the moment to try again what failed for want of a network. */
  onOpen(listener: () => void): () => void;
  /**
   * Calls back when the connection leads to a database that was restored from a backup since the last one: what is shown may not have
   * happened, and revisions count anew. It comes before whatever the subscriptions tell from then on.
   */
  onRestored(listener: () => void): () => void;
  /** The credentials changed (signed in or out): connects anew with the present ones. */
  reconnect(): void;
  dispose(): void;
}

export function createApi(options: ApiOptions = {}): Api {
  const url = options.url ?? new URL('/graphql', location.href).href;
  const connection = new Connection();
  const connectionParams = () => {
    const [token, service] = [options.token?.(), options.service?.() ?? undefined];
    if (token === undefined && service === undefined) return undefined;
    return {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(service !== undefined && { service }),
    };
  };

  const send = options.send ?? post(options);
  const openListeners = new Set<() => void>();
  const restoredListeners = new Set<() => void>();
  let epoch: unknown;
  const socket = createSocket({
    url: url.replace(/^http/, 'ws'),
    connectionParams,
    onState: (state) => {
      connection.become(state);
      if (state === 'open') for (const listener of [...openListeners]) listener();
      if (state === 'signed-out') options.onSignedOut?.();
    },
    onEpoch: (told) => {
      const isRestored = epoch !== undefined && told !== epoch;
      epoch = told;
      if (isRestored) for (const listener of [...restoredListeners]) listener();
    },
    webSocketImpl: options.webSocketImpl,
  });
  /** Counts the changes of credentials. */
  let signIns = 0;
  /** Subscriptions that wait for new credentials. */
  const signedOut = new Set<() => void>();

  return {
    connection,

    ...requestsBy(send),

    subscribe(document, variables, sink) {
      type Data = Parameters<typeof sink.next>[0];
      let disposed = false;
      let failures = 0;
      let stop = () => {};

      const start = () => {
        signedOut.delete(start);
        if (disposed) return;
        const startedIn = signIns;
        stop = socket.subscribe<Data>(
          {
            query: document.toString(),
            // Read when the message is written, so after every reconnect again.
            get variables() {
              return (typeof variables === 'function' ? (variables as () => object)() : variables) as Record<
                string,
                unknown
              >;
            },
          },
          {
            next: ({ data, errors }) => {
              failures = 0;
              if (errors?.length) sink.error?.(errors);
              else if (data) sink.next(data);
            },
            error: (reason) => {
              if (!isSignedOut(reason)) startAgain(Array.isArray(reason) ? reason : undefined);
              // New credentials may have come while this news was on its way.
              else if (startedIn === signIns) signedOut.add(start);
              else start();
            },
            complete: () => {
              startAgain();
            },
          },
        );
      };
      // graphql-ws gives up on some close codes (4500, 1011 …) that a restarting server or a proxy sends, and a server may complete a
      // stream to shed load. None of it is the end of what the screen shows.
      const startAgain = (errors?: readonly unknown[]) => {
        if (disposed) return;
        if (errors) sink.error?.(errors);
        void socket.wait(++failures).then(start);
      };

      start();
      return () => {
        disposed = true;
        signedOut.delete(start);
        stop();
      };
    },

    onOpen(listener) {
      openListeners.add(listener);
      return () => openListeners.delete(listener);
    },

    onRestored(listener) {
      restoredListeners.add(listener);
      return () => restoredListeners.delete(listener);
    },

    reconnect() {
      signIns += 1;
      if (connection.state === 'signed-out') connection.become('connecting');
      socket.reconnect();
      for (const start of [...signedOut]) start();
    },

    dispose() {
      socket.dispose();
    },
  };
}
