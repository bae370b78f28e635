import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { unknownService } from '../agent/presence.ts';
import type { App } from '../app.ts';
import { urlOf } from '../config.ts';
import { Admission } from './admission.ts';
import { refuse, send } from './answer.ts';
import { internalKey, toldRequestId } from './caller.ts';
import { allowPage, answerPreflight, foreignOriginOf, isPreflight } from './cross-origin.ts';
import { answerDemoMails, demoMailsPath } from './demo-mails.ts';
import { EventStreams } from './event-streams.ts';
import { answerFiles, answerPictures } from './file-transfer.ts';
import { GraphqlHttp } from './graphql-http.ts';
import { Graphql } from './graphql.ts';
import { describeError } from '../log.ts';
import { serviceBySlug, serviceOnceCalled } from '../service/service.service.ts';
import { foreignSite } from '../service/site.service.ts';
import { Metrics } from './metrics.ts';
import { Sockets } from './socket.ts';

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
 * A connection on which nothing is asked is closed after so long: later than proxies give theirs up (nginx after 60 s, Caddy after 120), or
 * one would send a request into a connection that is being closed and answer 502.
 */
const keptAliveMs = 150_000;

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
  const timeouts = { requestTimeout: 180_000, headersTimeout: 30_000, keepAliveTimeout: keptAliveMs };
  const http = createServer(timeouts, (request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    if (isClosing) endConnection(response);
    const requestId = toldRequestId(request) ?? randomUUID();
    response.setHeader('x-request-id', requestId);
    void answer(app, operations, metrics, pages, request, response, requestId).catch((error: unknown) => {
      app.log.error({ ...describeError(error), requestId }, 'a request failed');
      if (!response.headersSent) refuse(response, 500, 'INTERNAL', 'Something went wrong on our side.');
      else response.destroy();
    });
  });
  const admission = new Admission(app.viewers);
  const sockets = new Sockets(app, graphql, admission);
  const streams = new EventStreams(app, graphql, admission);
  const operations = new GraphqlHttp(app, graphql, streams);
  const metrics = await Metrics.of(app, sockets, streams);
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
      await Promise.all([sockets.close(answerWithinMs), streams.close()]);
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
  operations: GraphqlHttp,
  metrics: Metrics | null,
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const isFile = path === '/files' || path.startsWith('/files/');
  const isPicture = path.startsWith('/pictures/');
  const isApi = path === '/graphql' || isFile || isPicture;
  const origin = isApi ? foreignOriginOf(app, request) : undefined;
  if (isApi) {
    allowPage(app, origin, response);
    if (isPreflight(request)) {
      answerPreflight(response);
      return;
    }
  }
  if (path === '/graphql') return operations.answer(request, response, { requestId, origin });
  if (path === '/health') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    return;
  }
  if (path === '/ready') return answerReady(app, response);
  if (path === '/metrics' && metrics) return metrics.answer(request, response);
  const service = /^\/widget\/availability\/([^/]+)$/.exec(path)?.[1];
  if (service !== undefined) return answerAvailability(app, service, request, response);
  if (isFile) return answerFiles(app, path, request, response, origin);
  if (isPicture) return answerPictures(app, path, request, response, origin);
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

/** Whether requests should be sent to this process; for whoever spreads them. */
async function answerReady(app: App, response: ServerResponse): Promise<void> {
  const problems = await app.readiness.problems();
  // Without the bus everything goes on, and news of other processes are late: of that all would be unready at once.
  const isReady = Object.keys(problems).every((name) => name === 'bus' || name === 'hearing');
  response.setHeader('cache-control', 'no-store');
  send(response, isReady ? 200 : 503, 'application/json', JSON.stringify({ ready: isReady, problems }));
}

/** For launchers before their first click: tiny, public, without credentials. */
async function answerAvailability(
  app: App,
  slug: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const head = {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'max-age=2',
    vary: 'Origin',
  };
  const origin = foreignOriginOf(app, request);
  if (origin !== undefined && !app.sites.admitBySlug(slug, origin)) {
    // The launcher stays away, and says why where a developer looks.
    const why = `Damso: ${foreignSite} Service management → Widget has the list of the service “${slug}”.`;
    response.writeHead(200, head).end(JSON.stringify({ state: 'DISABLED', why }));
    return;
  }
  const availability = await app.presence.recentAvailability(
    slug,
    async () => (await serviceBySlug(app.orm.em.fork(), slug))?.id,
  );
  const why =
    availability === unknownService
      ? 'Damso: no service has the slug that this page names. Service management → Widget has the code for it.'
      : undefined;
  response.writeHead(200, head).end(JSON.stringify({ state: availability.state, why }));
}

function notFound(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
}
