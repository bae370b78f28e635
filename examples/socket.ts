import { createClient, type Client } from 'graphql-ws';
import { Refused } from './damso.ts';

const pingAfterMs = 10_000;
const pongWithinMs = 5_000;

/** The WebSocket of all who have one. It does not retry by itself: that would begin anew where the chat was first listened to. */
export function connect(url: string, token?: string): Client {
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${url}/graphql`.replace('http', 'ws'),
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    // A connection that was lost without a goodbye is noticed by its silence alone.
    keepAlive: pingAfterMs,
    on: {
      ping: (received) => {
        if (!received) watchdog = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong: () => clearTimeout(watchdog),
      closed: () => clearTimeout(watchdog),
    },
  });
  return {
    ...client,
    subscribe: (payload, sink) =>
      client.subscribe(payload, {
        ...sink,
        next: (result) => sink.next(result as never),
        error: (error) => sink.error(isSignedOut(error) ? signedOut : error),
      }),
  };
}

const signedOut = new Refused([{ message: 'Signed out.', extensions: { code: 'UNAUTHENTICATED' } }]);

/** 4401 is the one close after which coming back is of no use. */
const isSignedOut = (error: unknown) => (error as { code?: unknown } | null)?.code === 4401;
