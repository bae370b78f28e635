import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import type { App } from '../app.ts';
import type { Viewer } from '../access/viewer.ts';
import { urlOf } from '../config.ts';
import { Context, type Caller } from '../context.ts';
import { refuse, send, type Refusal } from './answer.ts';
import { callerOf, identify, internalKey, refusalOf, sessionCookie, toldRequestId } from './caller.ts';
import { answerDemoMails, demoMailsPath } from './demo-mails.ts';
import { answerFiles, answerPictures } from './file-transfer.ts';
import { Graphql, type Operation } from './graphql.ts';
import { describeError } from '../log.ts';
import { serviceBySlug, serviceOnceCalled } from '../service/service.service.ts';
import { Metrics } from './metrics.ts';
import { Sockets } from './socket.ts';

/** A request of GraphQL, variables included, has at most so many bytes. */
const bodyLimit = 256 * 1024;
/** An operation that is not here whole after so long never will be. */
const bodyPatienceMs = 30_000;
/** Requests under way when the server closes have so long; a statement waits 10 s at most for a lock. */
const answerWithinMs = 11_000;
/** How often it is looked then whether they are answered. */
const lookAgainMs = 50;

/** Serves whatever is not the API: the console, the help center, the widget's files. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

export interface RunningServer {
  readonly http: Server;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * HTTP and WebSocket on one port. Resolves once it listens. `loadPages` is told where this server can be asked from within; without
 * it there is only the API.
 */
export async function serve(
  app: App,
  loadPages: (internalUrl: string, internalKey: string) => Promise<Pages> = () => Promise.resolve(notFound),
): Promise<RunningServer> {
  let pages = notFound;
  let isClosing = false;
  /** Answers that are not out yet. */
  const underWay = new Set<ServerResponse>();
  const graphql = new Graphql(app.log);
  // A file of ten megabytes from a slow phone needs minutes to arrive; headers do not.
  const http = createServer({ requestTimeout: 180_000, headersTimeout: 30_000 }, (request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    if (isClosing) endConnection(response);
    const requestId = toldRequestId(request) ?? randomUUID();
    response.setHeader('x-request-id', requestId);
    void answer(app, graphql, metrics, pages, request, response, requestId).catch((error: unknown) => {
      app.log.error({ ...describeError(error), requestId }, 'a request failed');
      if (!response.headersSent) refuse(response, 500, 'INTERNAL', 'Something went wrong on our side.');
      else response.destroy();
    });
  });
  const sockets = new Sockets(app, graphql);
  const metrics = await Metrics.of(app, sockets);
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(app.config.port, app.config.host, resolve);
  });
  const { port } = http.address() as { port: number };
  const isEverywhere = ['0.0.0.0', '::'].includes(app.config.host);
  pages = await loadPages(`http://${isEverywhere ? '127.0.0.1' : app.config.host}:${port}`, internalKey);
  return {
    http,
    url: urlOf(app.config, port),
    async close() {
      await app.readiness.leave();
      isClosing = true;
      // Before the consoles lose their connections: that they do is no sign that anybody is gone.
      app.leases.handOver();
      // Stop accepting connections before closing sockets, or the closed clients would reconnect to this process.
      const closed = new Promise((resolve) => http.close(resolve));
      for (const response of underWay) endConnection(response);
      const deadline = performance.now() + answerWithinMs;
      await sockets.close(answerWithinMs);
      while (underWay.size > 0 && performance.now() < deadline) await delay(lookAgainMs);
      // Those that nobody has asked anything on are as open to Node as those that wait for an answer.
      http.closeAllConnections();
      await closed;
    },
  };
}

/** After this answer the client is to use another connection. */
function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

async function answer(
  app: App,
  graphql: Graphql,
  metrics: Metrics | null,
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/graphql') return answerGraphql(app, graphql, request, response, requestId);
  if (path === '/health') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    return;
  }
  if (path === '/ready') return answerReady(app, response);
  if (path === '/metrics' && metrics) return metrics.answer(request, response);
  const service = /^\/widget\/availability\/([^/]+)$/.exec(path)?.[1];
  if (service !== undefined) return answerAvailability(app, service, response);
  if (path === '/files' || path.startsWith('/files/')) return answerFiles(app, path, request, response);
  if (path.startsWith('/pictures/')) return answerPictures(app, path, request, response);
  if (app.demoMailbox && (path === demoMailsPath || path.startsWith(`${demoMailsPath}/`))) {
    answerDemoMails(app.demoMailbox, path, request, response);
    return;
  }
  const page = /^\/help\/([^/?]+)(.*)$/.exec(request.url ?? '');
  if (page && (await leadOn(app, response, page[1]!, page[2]!))) return;
  pages(request, response);
}

/** From an address with a former slug of a service to the present one, forms included; false where there is nothing to lead to. */
async function leadOn(app: App, response: ServerResponse, slug: string, rest: string): Promise<boolean> {
  const service = await serviceOnceCalled(app.orm.em.fork(), slug);
  if (!service || service.slug === slug) return false;
  // Kept by nobody: a slug that is changed back would otherwise lead in a circle.
  response.writeHead(308, { location: `/help/${service.slug}${rest}`, 'cache-control': 'no-store' }).end();
  return true;
}

/** The context of one operation over HTTP. */
class HttpOperation extends Context {
  readonly #response: ServerResponse;

  constructor(app: App, viewer: Viewer | null, caller: Caller, response: ServerResponse) {
    super(app, viewer, caller, (token) => {
      response.appendHeader('set-cookie', sessionCookie(app, token));
    });
    this.#response = response;
  }

  override get isGone(): boolean {
    return this.#response.destroyed;
  }
}

async function answerGraphql(
  app: App,
  graphql: Graphql,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const problem = problemOf(request);
  if (problem) {
    refuse(response, ...problem);
    return;
  }
  const [body, identified] = await Promise.all([bodyOf(request), identify(app, request)]);
  const refusal = refusalOf(app, request, identified);
  if (refusal) {
    refuse(response, ...refusal);
    return;
  }
  const operation = body === null ? null : operationOf(body);
  if (!operation) {
    refuse(response, 400, 'BAD_REQUEST', 'The body must be a JSON object with query, variables and operationName.');
    return;
  }
  const context = new HttpOperation(app, identified.viewer, callerOf(app, request, requestId), response);
  const prepared = graphql.prepare(operation, context);
  if ('args' in prepared && prepared.isSubscription) {
    // Over HTTP they would run past every limit that a socket has.
    refuse(response, 406, 'NOT_ACCEPTABLE', 'Subscriptions run over WebSocket (graphql-transport-ws) only.');
    return;
  }
  const result = 'args' in prepared ? await graphql.execute(prepared.args) : { errors: prepared };
  // An operation that could not begin is a 4xx, whatever content type the caller reads.
  send(response, 'data' in result ? 200 : 400, acceptedOf(request) ?? 'application/json', JSON.stringify(result));
}

/** The body as text; null when it is not UTF-8 or did not come whole. Its length was checked before. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => request.destroy(), bodyPatienceMs);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks);
      resolve(isUtf8(body) ? body.toString() : null);
    });
    request.once('close', () => {
      clearTimeout(patience);
      resolve(null);
    });
  });
}

function operationOf(body: string): Operation | null {
  const result = v.safeParse(operationShape, body);
  return result.success ? result.output : null;
}

const map = v.custom<Record<string, unknown>>((value) => typeof value === 'object' && !Array.isArray(value));
const operationShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    query: v.string(),
    variables: v.nullish(map),
    operationName: v.nullish(v.string()),
    extensions: v.nullish(map),
  }),
);

function problemOf(request: IncomingMessage): Refusal | null {
  const length = request.headers['content-length'];
  if (request.method !== 'POST') return [405, 'METHOD_NOT_ALLOWED', 'Operations are sent by POST.'];
  if (!/^application\/(json|graphql\+json)\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return [415, 'UNSUPPORTED_MEDIA_TYPE', 'The content type must be application/json.'];
  }
  // Told before anything runs: an answer that cannot be given would hide what was done.
  if (!acceptedOf(request)) {
    return [406, 'NOT_ACCEPTABLE', 'Answers are application/json or application/graphql-response+json.'];
  }
  if (length === undefined) return [411, 'LENGTH_REQUIRED', 'The request must state its content-length.'];
  if (Number(length) > bodyLimit) return [413, 'TOO_LARGE', `A request has at most ${bodyLimit} bytes.`];
  return null;
}

/** The form of answer to give, of those the caller accepts. */
function acceptedOf(request: IncomingMessage): string | undefined {
  const accept = request.headers.accept ?? '*/*';
  if (/application\/graphql-response\+json/i.test(accept)) return 'application/graphql-response+json';
  return /^\s*$|\*\/\*|application\/(\*|json)/i.test(accept) ? 'application/json' : undefined;
}

/** Whether requests should be sent to this process; for whoever spreads them. */
async function answerReady(app: App, response: ServerResponse): Promise<void> {
  const problems = await app.readiness.problems();
  // Without the bus everything goes on, and news of other processes are late: of that all would be unready at once.
  const isReady = Object.keys(problems).every((name) => name === 'bus' || name === 'hearing');
  response.setHeader('cache-control', 'no-store');
  send(response, isReady ? 200 : 503, 'application/json', JSON.stringify({ ready: isReady, problems }));
}

/** For launchers before their first click: tiny, public, without credentials. */
async function answerAvailability(app: App, slug: string, response: ServerResponse): Promise<void> {
  const { state } = await app.presence.recentAvailability(
    slug,
    async () => (await serviceBySlug(app.orm.em.fork(), slug))?.id,
  );
  response.writeHead(200, {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'max-age=2',
  });
  response.end(JSON.stringify({ state }));
}

function notFound(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
}
