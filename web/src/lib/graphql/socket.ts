import { createClient, type Client } from 'graphql-ws';
import type { ConnectionState } from './connection.svelte.ts';

/** Credentials are missing or no longer valid: the only close that is not tried again. */
const signedOutCode = 4401;

/** A silent socket is pinged after this long, and given up when the answer takes longer than `pongWithinMs`. */
const pingAfterMs = 10_000;
const pongWithinMs = 5_000;
const openWithinMs = 10_000;

const firstRetryWithinMs = 500;
const retryWithinMs = 10_000;

export interface SocketOptions {
  url: string;
  /** Asked anew for each connection. */
  connectionParams: () => Record<string, unknown> | undefined;
  onState: (state: ConnectionState) => void;
  /** The epoch of the server, told of each connection before anything else comes through it. */
  onEpoch: (epoch: unknown) => void;
  webSocketImpl?: unknown;
}

export interface Socket {
  subscribe: Client['subscribe'];
  /** Waits before the given attempt; shorter when the network comes back. */
  wait(attempt: number): Promise<void>;
  /** Drops the connection; what is subscribed connects again at once, with the credentials of then. */
  reconnect(): void;
  dispose(): void;
}

/** Full jitter: after an outage a thousand clients must not return in the same instant. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(retryWithinMs, firstRetryWithinMs * 2 ** attempt);
}

export function isSignedOut(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && (reason as { code?: unknown }).code === signedOutCode;
}

/** The WebSocket: one for all subscriptions, opened with the first, retried for ever, and never believed when it is silent. */
export function createSocket({ url, connectionParams, onState, onEpoch, webSocketImpl }: SocketOptions): Socket {
  const sleepers = new Set<() => void>();
  let open: WebSocket | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let atOnce = false;

  const expectWithin = (ms: number) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => client.terminate(), ms);
  };

  const wait = (attempt: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, retryDelay(attempt));
      sleepers.add(wake);
    });

  const client = createClient({
    url,
    connectionParams,
    lazyCloseTimeout: 3_000,
    keepAlive: pingAfterMs,
    connectionAckWaitTimeout: openWithinMs,
    retryAttempts: Infinity,
    shouldRetry: (reason) => !isSignedOut(reason),
    retryWait: async (attempt) => {
      if (!atOnce) await wait(attempt);
      atOnce = false;
    },
    webSocketImpl,
    on: {
      connecting: () => expectWithin(openWithinMs),
      opened: (socket) => {
        clearTimeout(watchdog);
        open = socket as WebSocket;
      },
      connected: (_, told) => {
        onEpoch(told?.['epoch']);
        onState('open');
      },
      ping: (received) => {
        if (!received) expectWithin(pongWithinMs);
      },
      pong: (received) => {
        if (received) clearTimeout(watchdog);
      },
      closed: (reason) => {
        clearTimeout(watchdog);
        open = undefined;
        if (isSignedOut(reason)) onState('signed-out');
        else onState((reason as { code?: number }).code === 1000 ? 'connecting' : 'reconnecting');
      },
    },
  });

  const cameOnline = () => {
    for (const wake of [...sleepers]) wake();
    // The socket may have died with the network it was made on: ask now, not at the next ping.
    if (open?.readyState !== WebSocket.OPEN) return;
    open.send('{"type":"ping"}');
    expectWithin(pongWithinMs);
  };
  const browser = typeof window === 'undefined' ? undefined : window;
  browser?.addEventListener('online', cameOnline);

  return {
    subscribe: (payload, sink) => client.subscribe(payload, sink),
    wait,
    reconnect() {
      for (const wake of [...sleepers]) wake();
      if (!open) return;
      atOnce = true;
      client.terminate();
    },
    dispose() {
      browser?.removeEventListener('online', cameOnline);
      clearTimeout(watchdog);
      // Rejects when the connection it waits for never opens, which is as good as closed.
      Promise.resolve(client.dispose()).catch(() => {});
    },
  };
}
