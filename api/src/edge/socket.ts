import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { OperationTypeNode, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql';
import {
  CloseCode,
  handleProtocols,
  makeServer,
  MessageType,
  type Context as ProtocolContext,
  type Server,
  type WebSocket as ProtocolSocket,
} from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { Context, type Caller } from '../context.ts';
import { badRequest } from '../errors.ts';
import { askedFor, callerOf, identify, isHijack } from './caller.ts';
import type { Graphql, Operation } from './graphql.ts';
import { eventsOf } from './subscription.ts';
import { describeError } from '../log.ts';
import type { Repeated } from '../periodic.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Admission } from './admission.ts';
import { foreignOriginOf, siteRefusal } from './cross-origin.ts';

/** A frame from a client has at most so many bytes; past that the socket closes with 1009. */
const frameLimit = 64 * 1024;
const subscriptionLimit = 20;
/** Operations of any kind under way on one socket; past that it closes with 4429. */
const operationLimit = 250;
/** A client that does not say hello so long is closed with 4408. */
const helloWithinMs = 10_000;
/** A socket is pinged this often and ended when it did not answer by the next time, so half-open ones go within twice that. */
const pingEveryMs = 10_000;
/** Past this much unsent output a stream waits before it takes its next event … */
const slowBytes = 64 * 1024;
/** … and past this much the socket is ended: its client resumes. */
const stalledBytes = 4 * 1024 * 1024;
/** A client that was told to go is cut off after this. */
const closeWithinMs = 2_000;
/** When the process goes down its sockets close over so long, but no slower than one in so long: their clients come back elsewhere at once. */
const spreadMs = 5_000;
const mostApartMs = 5;
/** How often a socket with an operation under way is looked at again then. */
const lookAgainMs = 50;

/** The close codes beyond those of the graphql-transport-ws protocol. */
const closeCodes = { invalidCredential: 4401, foreignSite: 4403, rightsChanged: 4205, tooMany: 4429 } as const;

const nothing = () => undefined;
const unheard = () => Promise.resolve();

/** One socket, as the protocol knows it too: who is behind it and what it has under way. What it holds, it holds for as long as it idles. */
class Client implements ProtocolSocket {
  readonly socket: WebSocket;
  /** What the socket was opened with. Forgotten once it told who the socket is, because it would stay as long as the socket does. */
  request: IncomingMessage | null;
  readonly caller: Caller;
  viewer: Viewer | null = null;
  /** Subscriptions counted in, those that are being opened included. */
  streams = 0;
  /** The library keeps one stream per id, and a client may use an id twice; so all that are open are kept here. */
  open: readonly Stream<unknown>[] = [];
  /** What the protocol has under way, by the ids of the client. */
  operations: Connection['subscriptions'] = {};
  /** Counts the socket out, once it was counted in. */
  leave: () => void = nothing;
  /** The protocol takes a frame of the client. */
  handle: (frame: string) => Promise<void> = unheard;
  #hello: NodeJS.Timeout | undefined;
  readonly #transport: Duplex;
  #corked = false;

  constructor(socket: WebSocket, request: IncomingMessage, caller: Caller) {
    this.socket = socket;
    this.request = request;
    this.caller = caller;
    this.#transport = request.socket;
    this.#hello = setTimeout(() => {
      socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    }, helloWithinMs);
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  onMessage(handle: (frame: string) => Promise<void>): void {
    this.handle = handle;
  }

  close(code?: number, reason?: string): void {
    this.socket.close(code, reason);
  }

  /** It said hello, or is closed: nothing of how it began is kept. */
  begun(): void {
    this.request = null;
    clearTimeout(this.#hello);
    this.#hello = undefined;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** A query or mutation is under way. */
  get isBusy(): boolean {
    return Object.keys(this.operations).length > this.streams;
  }

  /** Resolves when the next event may come: at once, or for a client that reads slowly when this one is out. */
  send(data: string): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    if (this.socket.bufferedAmount > stalledBytes) {
      this.socket.terminate();
      return Promise.resolve();
    }
    this.#cork();
    if (this.socket.bufferedAmount < slowBytes) {
      this.socket.send(data);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.socket.send(data, () => {
        resolve();
      });
    });
  }

  /** Frames of one turn leave in one write. */
  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#transport.cork();
    setImmediate(() => {
      this.#corked = false;
      this.#transport.uncork();
    });
  }

  /** Nothing of this socket counts from now on, also when its client does not answer the close. */
  shut(code: number, reason: string): void {
    this.socket.close(code, reason);
    this.endStreams();
    setTimeout(() => {
      this.socket.terminate();
    }, closeWithinMs).unref();
  }

  endStreams(): void {
    for (const stream of this.open) void stream.return();
  }
}

const ofServer: unknown[] = [MessageType.ConnectionAck, MessageType.Next, MessageType.Error];

/** A frame, valid but for who sends it, that the protocol knows from servers only. The library throws at these. */
const isOfServer = (frame: string) => ofServer.includes((JSON.parse(frame) as { type: unknown }).type);

/** The context of one operation on a socket. */
class SocketOperation extends Context {
  readonly client: Client;
  constructor(app: App, client: Client) {
    super(app, client.viewer, client.caller);
    this.client = client;
  }

  override get isGone(): boolean {
    return !this.client.isOpen;
  }
}

type Connection = ProtocolContext<Record<string, unknown>, Client>;

/** GraphQL over WebSocket, subprotocol graphql-transport-ws, on the path /graphql. */
export class Sockets {
  readonly #app: App;
  readonly #graphql: Graphql;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: frameLimit,
    handleProtocols,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #protocol: Server<Client>;
  readonly #admission: Admission;
  readonly #clients = new Set<Client>();
  /** The sockets that answered the last ping. */
  readonly #alive = new WeakSet<WebSocket>();
  readonly #pings: Repeated;
  readonly #leaveSites: () => void;
  #isClosing = false;

  constructor(app: App, graphql: Graphql, admission: Admission) {
    this.#app = app;
    this.#graphql = graphql;
    this.#admission = admission;
    this.#protocol = makeServer<Record<string, unknown>, Client>({
      // `Client` does it: the library would keep its timer for as long as the socket.
      connectionInitWaitTimeout: 0,
      onConnect: (connection) => this.#connect(connection),
      onSubscribe: (connection, _id, { query, variables, operationName }) =>
        this.#prepare(connection, { query, variables, operationName }),
      execute: (args) => graphql.execute(args),
      subscribe: (args) => this.#subscribe(args),
    });
    this.#leaveSites = app.sites.watch(() => {
      for (const client of this.#clients) {
        if (siteRefusal(app, client.viewer, client.caller.origin)) client.shut(closeCodes.foreignSite, 'Foreign site');
      }
    });
    this.#pings = app.periodic.every(pingEveryMs, 'sockets could not be pinged; tried again soon', () => {
      for (const { socket } of this.#clients) {
        if (this.#alive.delete(socket)) socket.ping();
        else socket.terminate();
      }
    });
  }

  get count(): number {
    return this.#clients.size;
  }

  get subscriptions(): number {
    let total = 0;
    for (const { streams } of this.#clients) total += streams;
    return total;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const origin = foreignOriginOf(this.#app, request);
    const refusal = this.#refusalOf(request, origin);
    if (refusal) {
      // Nobody else listens for the errors of a socket that is being upgraded, and a reset must not end the process.
      socket.on('error', () => undefined);
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (upgraded) => {
      this.#opened(upgraded, request, callerOf(this.#app, request, origin));
    });
  }

  /**
   * Closes every socket with 1001, one after the other: thousands that come back to another process in the same moment would slow down
   * everybody there. One with an operation under way waits for its answer, within the patience.
   */
  async close(patienceMs: number): Promise<void> {
    this.#isClosing = true;
    this.#leaveSites();
    await this.#pings.close();
    const deadline = performance.now() + patienceMs;
    const apartMs = Math.min(mostApartMs, spreadMs / this.#clients.size);
    await Promise.all(
      [...this.#clients].map(async (client, index) => {
        const closed = new Promise((resolve) => client.socket.once('close', resolve));
        await delay(index * apartMs);
        while (client.isBusy && client.isOpen && performance.now() < deadline) await delay(lookAgainMs);
        client.shut(1001, 'Going away');
        await closed;
      }),
    );
    this.#server.close();
  }

  #refusalOf(request: IncomingMessage, origin: string | undefined): string | null {
    if (this.#isClosing) return '503 Service Unavailable';
    if ((request.url ?? '').split('?', 1)[0] !== '/graphql') return '404 Not Found';
    return isHijack(this.#app, request, origin) ? '403 Forbidden' : null;
  }

  /** A socket was upgraded; it says hello next. */
  #opened(socket: WebSocket, request: IncomingMessage, caller: Caller): void {
    const { log } = this.#app;
    const client = new Client(socket, request, caller);
    const closed = this.#protocol.opened(client, client);
    socket.on('message', (data: Buffer) => {
      // `ws` still emits messages while a socket is closing; they are ignored.
      if (!client.isOpen) return;
      const text = data.toString();
      client.handle(text).catch((error: unknown) => {
        if (isOfServer(text)) {
          socket.close(CloseCode.BadRequest, 'Only a server says that');
          return;
        }
        log.error(describeError(error), 'a socket message failed');
        socket.close(CloseCode.InternalServerError, 'Internal error');
      });
    });
    this.#clients.add(client);
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    // A frame too large or malformed: ws closes the socket with the fitting code by itself.
    socket.on('error', nothing);
    // It closes once; `once` would keep a function more.
    socket.on('close', (code, reason) => {
      this.#clients.delete(client);
      client.begun();
      client.leave();
      client.endStreams();
      closed(code, reason.toString()).catch((error: unknown) => {
        log.error(describeError(error), 'a socket did not close cleanly');
      });
    });
  }

  /** The socket says hello, and with it who it is. It is told the epoch, so that its client knows when to begin anew. */
  async #connect({ extra: client, connectionParams, subscriptions }: Connection): Promise<boolean | { epoch: string }> {
    const authorization = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
    const service = connectionParams?.['service'];
    const { request } = client;
    // It says hello only once.
    if (!request) return false;
    client.begun();
    client.operations = subscriptions;
    const { viewer, problem } = await identify(this.#app, request, client.caller, {
      // Anything but a string becomes an empty token, which is refused as invalid.
      authorization: authorization == null ? undefined : typeof authorization === 'string' ? authorization : '',
      asked: service == null ? undefined : askedFor(service),
      cookieCounts: client.caller.origin === undefined,
    });
    // It closed while its credential was looked up: counted in now, it would never be counted out.
    if (!client.isOpen) return false;
    if (problem === 'INVALID') {
      client.shut(closeCodes.invalidCredential, 'Invalid credential');
      return false;
    }
    if (problem === 'TOO_MANY') {
      client.shut(closeCodes.tooMany, 'Too many credentials that are none');
      return false;
    }
    if (siteRefusal(this.#app, viewer, client.caller.origin)) {
      client.shut(closeCodes.foreignSite, 'Foreign site');
      return false;
    }
    const leave = this.#admission.admit(viewer, client.caller.ip, (why) => {
      if (why === 'ended') client.shut(closeCodes.invalidCredential, 'Signed out');
      else client.shut(closeCodes.rightsChanged, 'Rights changed');
    });
    if (!leave) {
      client.shut(closeCodes.tooMany, 'Too many sockets');
      return false;
    }
    client.viewer = viewer;
    client.leave = leave;
    return { epoch: this.#app.epoch.current };
  }

  #prepare(
    { extra: client, subscriptions }: Connection,
    operation: Operation,
  ): ExecutionArgs | readonly GraphQLError[] {
    if (Object.keys(subscriptions).length > operationLimit) {
      client.shut(closeCodes.tooMany, 'Too many operations');
      return [badRequest('TOO_MANY_OPERATIONS', 'Too many operations.')];
    }
    const prepared = this.#graphql.prepare(operation, new SocketOperation(this.#app, client));
    if (!('args' in prepared)) return prepared;
    if (prepared.kind === OperationTypeNode.SUBSCRIPTION) {
      if (client.streams >= subscriptionLimit) {
        return [badRequest('TOO_MANY_SUBSCRIPTIONS', `A socket carries at most ${subscriptionLimit} subscriptions.`)];
      }
      // Counted here and not in `#subscribe`, because frames that arrive together all pass this check first.
      client.streams += 1;
    }
    return prepared.args;
  }

  async #subscribe(args: ExecutionArgs): Promise<Stream<ExecutionResult> | ExecutionResult> {
    const { client } = args.contextValue as SocketOperation;
    const events = await eventsOf(this.#graphql, args, (over) => {
      client.streams -= 1;
      client.open = client.open.filter((events) => events !== over);
    });
    if (!(Symbol.asyncIterator in events)) {
      client.streams -= 1;
      return events;
    }
    client.open = client.open.concat(events);
    // It closed while the stream was being opened.
    if (!client.isOpen) void events.return();
    return events;
  }
}
