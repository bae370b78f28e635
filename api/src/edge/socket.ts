import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createSourceEventStream, GraphQLError, type ExecutionArgs } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context as Connection } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { Context, type Caller } from '../context.ts';
import type { Graphql, Operation } from './graphql.ts';
import { describeError } from '../log.ts';
import { through, type Stream } from '../realtime/stream.ts';

/** A frame from a client has at most so many bytes; past that the socket closes with 1009. */
const frameLimit = 64 * 1024;
const subscriptionLimit = 20;
/** Operations of any kind under way on one socket; past that it closes with 4429. */
const operationLimit = 250;
/** Sockets with one credential, and without any from one address; past that a socket closes with 4429. */
const socketsPerViewer = 100;
const socketsPerAddress = 1_000;
/** A socket is pinged this often and ended when it did not answer by the next time, so half-open ones go within twice that. */
const pingEveryMs = 10_000;
/** Past this much unsent output a stream waits before it takes its next event … */
const slowBytes = 64 * 1024;
/** … and past this much the socket is ended: its client resumes. */
const stalledBytes = 4 * 1024 * 1024;
/** A client that was told to go is cut off after this. */
const closeWithinMs = 2_000;

/** The close codes beyond those of the graphql-transport-ws protocol. */
const closeCodes = { invalidCredential: 4401, rightsChanged: 4205, tooMany: 4429 } as const;

interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly caller: Caller;
  viewer: Viewer | null;
  /** Subscriptions counted in, those that are being opened included. */
  streams: number;
  /** The library keeps one stream per id, and a client may use an id twice; so all that are open are kept here. */
  readonly open: Set<Stream<unknown>>;
  leave: () => void;
}

type Ctx = Connection<Record<string, unknown>, Extra>;

export interface Edge {
  identify(request: IncomingMessage, authorization?: string): Promise<{ viewer: Viewer | null; invalid: boolean }>;
  /** Whether the page behind the request is of another origin. */
  isForeign(request: IncomingMessage): boolean;
  carriesSession(request: IncomingMessage): boolean;
  callerOf(request: IncomingMessage): Caller;
}

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** GraphQL over WebSocket, subprotocol graphql-transport-ws, on the path /graphql. */
export function attachSockets(app: App, graphql: Graphql, edge: Edge): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: frameLimit,
    handleProtocols,
    perMessageDeflate: false,
  });
  const anonymous = new Map<string, number>();
  const alive = new WeakSet<WebSocket>();

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: 10_000,
    async onConnect(ctx) {
      const { extra, connectionParams } = ctx;
      const authorization = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
      const { viewer, invalid } = await edge.identify(
        extra.request,
        // What is no text is no token, and told so.
        authorization == null ? undefined : typeof authorization === 'string' ? authorization : '',
      );
      // It closed while its credential was looked up: counted in now, it would never be counted out.
      if (extra.socket.readyState !== extra.socket.OPEN) return false;
      if (invalid) return refuse(extra, closeCodes.invalidCredential, 'Invalid credential');
      const leave = admit(extra, viewer);
      if (!leave) return refuse(extra, closeCodes.tooMany, 'Too many sockets');
      extra.viewer = viewer;
      extra.leave = leave;
      return true;
    },
    onSubscribe(ctx, _id, { query, variables, operationName }) {
      return prepare(ctx, { query, variables, operationName });
    },
    execute: (args) => graphql.execute(args),
    subscribe: (args) => subscribe(args),
  });

  /** Counts the socket in; null when there are too many already. */
  function admit(extra: Extra, viewer: Viewer | null): (() => void) | null {
    if (viewer) {
      if (app.viewers.countOf(viewer) >= socketsPerViewer) return null;
      return app.viewers.watch(viewer, (why) => {
        if (why === 'ended') shut(extra, closeCodes.invalidCredential, 'Signed out');
        else shut(extra, closeCodes.rightsChanged, 'Rights changed');
      });
    }
    const { ip } = extra.caller;
    const count = anonymous.get(ip) ?? 0;
    if (count >= socketsPerAddress) return null;
    anonymous.set(ip, count + 1);
    return () => {
      const left = (anonymous.get(ip) ?? 1) - 1;
      if (left > 0) anonymous.set(ip, left);
      else anonymous.delete(ip);
    };
  }

  function refuse(extra: Extra, code: number, reason: string): false {
    shut(extra, code, reason);
    return false;
  }

  /** Nothing of this socket counts from now on, also when its client does not answer the close. */
  function shut({ socket, open }: Extra, code: number, reason: string): void {
    socket.close(code, reason);
    for (const stream of open) void stream.return();
    setTimeout(() => {
      socket.terminate();
    }, closeWithinMs).unref();
  }

  function prepare(ctx: Ctx, operation: Operation): ExecutionArgs | readonly GraphQLError[] {
    const { extra } = ctx;
    if (Object.keys(ctx.subscriptions).length > operationLimit) {
      shut(extra, closeCodes.tooMany, 'Too many operations');
      return [new GraphQLError('Too many operations.', { extensions: { code: 'TOO_MANY_OPERATIONS' } })];
    }
    const prepared = graphql.prepare(operation, new SocketOperation(app, extra));
    if (!('args' in prepared)) return prepared;
    if (prepared.isSubscription) {
      if (extra.streams >= subscriptionLimit) {
        const message = `A socket carries at most ${subscriptionLimit} subscriptions.`;
        return [new GraphQLError(message, { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } })];
      }
      // Counted here and not in `subscribe`, because frames that arrive together all pass this check first.
      extra.streams += 1;
    }
    return prepared.args;
  }

  async function subscribe(args: ExecutionArgs) {
    const context = args.contextValue as SocketOperation;
    const { extra } = context;
    const result = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in result)) {
      extra.streams -= 1;
      return graphql.masked(result);
    }
    const source = result as Stream<unknown>;
    const events = through(source, {
      // Each event runs with a context of its own, so nothing it read is shown again with the next.
      async map(rootValue) {
        const event = await graphql.execute({ ...args, rootValue, contextValue: context.fresh() });
        // What could not be told is not skipped: the stream ends, and its client resumes where it stood.
        if (!event.data || event.errors?.some(({ extensions }) => extensions['code'] === 'INTERNAL')) {
          void source.return();
        }
        return event;
      },
      failed: (error) => ({ errors: [graphql.mask(error)] }),
      ended() {
        extra.streams -= 1;
        extra.open.delete(events);
        void source.return();
      },
    });
    extra.open.add(events);
    // It closed while the stream was being opened.
    if (extra.socket.readyState !== extra.socket.OPEN) void events.return();
    return events;
  }

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const extra: Extra = {
      socket,
      request,
      caller: edge.callerOf(request),
      viewer: null,
      streams: 0,
      open: new Set(),
      leave: () => undefined,
    };
    let corked = false;
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send(data) {
          if (socket.readyState !== socket.OPEN) return Promise.resolve();
          if (socket.bufferedAmount > stalledBytes) {
            socket.terminate();
            return Promise.resolve();
          }
          if (!corked) {
            // Frames of one turn leave in one write.
            corked = true;
            request.socket.cork();
            setImmediate(() => {
              corked = false;
              request.socket.uncork();
            });
          }
          if (socket.bufferedAmount < slowBytes) {
            socket.send(data);
            return Promise.resolve();
          }
          return new Promise((resolve) => {
            socket.send(data, () => {
              resolve();
            });
          });
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage(handle) {
          socket.on('message', (data: Buffer) => {
            // A closing socket still hands on what comes.
            if (socket.readyState !== socket.OPEN) return;
            handle(data.toString()).catch((error: unknown) => {
              app.log.error(describeError(error), 'a socket message failed');
              socket.close(CloseCode.InternalServerError, 'Internal error');
            });
          });
        },
      },
      extra,
    );
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // A frame too large or malformed: ws closes the socket with the fitting code by itself.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      extra.leave();
      for (const stream of extra.open) void stream.return();
      closed(code, reason.toString()).catch((error: unknown) => {
        app.log.error(describeError(error), 'a socket did not close cleanly');
      });
    });
  });

  const ping = setInterval(() => {
    for (const socket of sockets.clients) {
      if (alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, pingEveryMs);

  let isClosing = false;

  return {
    upgrade(request, socket, head) {
      const path = (request.url ?? '').split('?', 1)[0];
      const refusal = isClosing
        ? '503 Service Unavailable'
        : path !== '/graphql'
          ? '404 Not Found'
          : isHijack(request)
            ? '403 Forbidden'
            : null;
      if (refusal) {
        // Nobody else listens for the errors of a socket that is being upgraded, and a reset must not end the process.
        socket.on('error', () => undefined);
        socket.once('finish', () => socket.destroy());
        socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (upgraded) => sockets.emit('connection', upgraded, request));
    },
    async close() {
      isClosing = true;
      clearInterval(ping);
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, 1_000).unref();
      await Promise.all([...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
      sockets.close();
    },
  };

  /** Browsers send cookies with sockets that any page opens, and no other origin may use an agent's session. */
  function isHijack(request: IncomingMessage): boolean {
    return edge.carriesSession(request) && edge.isForeign(request);
  }
}

/** The context of one operation on a socket. */
class SocketOperation extends Context {
  readonly extra: Extra;
  constructor(app: App, extra: Extra) {
    super(app, extra.viewer, extra.caller);
    this.extra = extra;
  }
}
