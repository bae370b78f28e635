import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import { execute, GraphQLError, type DocumentNode, type ExecutionArgs } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { sessionDays } from './agent/agent.service.ts';
import type { Viewer } from './access/viewer.ts';
import type { App } from './app.ts';
import { Context, type Caller } from './context.ts';
import { DomainError, NotPermitted } from './errors.ts';
import { describeError } from './log.ts';
import { schema } from './schema.ts';
import { hashToken } from './secrets.ts';
import { serviceBySlug } from './service/service.service.ts';
import { attachSockets } from './socket.ts';

/** A request of GraphQL, variables included, has at most so many bytes. */
const bodyLimit = 256 * 1024;
const cookieName = 'damso_session';

/** Serves whatever is not the API: the console, the help center, the widget's files. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

export type Yoga = YogaServerInstance<{ damso: Context }, object>;

export interface RunningServer {
  readonly http: Server;
  readonly url: string;
  close(): Promise<void>;
}

export function createGraphql(app: App): Yoga {
  return createYoga<{ damso: Context }>({
    schema,
    graphqlEndpoint: '/graphql',
    cors: false,
    graphiql: false,
    landingPage: false,
    healthCheckEndpoint: '/health',
    multipart: false,
    logging: false,
    batching: false,
    maskedErrors: { maskError: (error) => maskError(app, error) },
    plugins: [
      ownContext,
      noSubscriptions,
      clientErrors,
      maxTokensPlugin({ n: 2_000 }),
      // How deep introspection may go is limited by a rule of graphql-js itself.
      maxDepthPlugin({ n: 12, ignoreIntrospection: true }),
      maxAliasesPlugin({ n: 30, allowList: [] }),
    ],
  });
}

/** Yoga copies the context into an object of its own; ours is a class, made by its edge, and goes on as it is. */
const ownContext: Plugin = {
  onExecute({ setExecuteFn }) {
    setExecuteFn((args: ExecutionArgs) =>
      execute({ ...args, contextValue: (args.contextValue as { damso: Context }).damso }),
    );
  },
};

/** Over HTTP they would run past every limit that a socket has. */
const noSubscriptions: Plugin = {
  onSubscribe({ setResultAndStopExecution }) {
    const message = 'Subscriptions run over WebSocket (graphql-transport-ws) only.';
    const extensions = { code: 'NOT_ACCEPTABLE', http: { status: 406 } };
    setResultAndStopExecution({ errors: [new GraphQLError(message, { extensions })] });
  },
};

/** An operation that could not begin is a 4xx, whatever content type the caller reads. */
const clientErrors: Plugin = {
  onResultProcess({ result }) {
    if (Symbol.asyncIterator in result || Array.isArray(result) || result.data !== undefined) return;
    for (const { path, extensions } of result.errors ?? []) {
      if (path || extensions['code'] === 'INTERNAL') continue;
      const { status = 400 } = (extensions['http'] ?? {}) as { status?: number };
      extensions['http'] = { status };
    }
  },
};

/** What of an error a caller sees: mistakes of theirs in words, everything else as nothing but its existence. */
export function maskError(app: App, error: unknown): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && (!original || original instanceof GraphQLError)) {
    return withoutDetails(error, original as GraphQLError | undefined);
  }
  const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  if (original instanceof NotPermitted) {
    return new GraphQLError(original.message, { ...place, extensions: { code: 'FORBIDDEN' } });
  }
  if (original instanceof DomainError) {
    return new GraphQLError(original.message, { ...place, extensions: { code: 'BAD_USER_INPUT' } });
  }
  app.log.error(describeError(original), 'a resolver failed');
  return new GraphQLError('Something went wrong on our side.', { ...place, extensions: { code: 'INTERNAL' } });
}

/**
 * Yoga adds the parser's own error to a malformed body, which quotes the body; and graphql-js quotes the value of a variable that
 * does not fit its type, which may be what a person wrote. Its place and the rule it breaks are enough.
 */
function withoutDetails(error: GraphQLError, rule: GraphQLError | undefined): GraphQLError {
  const name = /^Variable "\$(\w+)" got invalid value /.exec(error.message)?.[1];
  if (name && rule) {
    const place = / at "[\w.[\]]+"$/.exec(error.message.slice(0, -`; ${rule.message}`.length))?.[0] ?? '';
    const reason = rule.message.replace(/^Value ".*" does/s, 'It does').replace(/ value: .*$/s, ' value.');
    return new GraphQLError(`Variable "$${name}" has an invalid value${place}: ${reason}`, {
      nodes: error.nodes,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  delete error.extensions['originalError'];
  error.extensions['code'] ??= 'BAD_USER_INPUT';
  return error;
}

/**
 * HTTP and WebSocket on one port. Resolves once it listens. `loadPages` is told where this server can be asked from within; without
 * it there is only the API.
 */
export async function serve(
  app: App,
  loadPages: (internalUrl: string) => Promise<Pages> = () => Promise.resolve(notFound),
): Promise<RunningServer> {
  let pages = notFound;
  const yoga = createGraphql(app);
  const http = createServer({ requestTimeout: 30_000 }, (request, response) => {
    void answer(app, yoga, pages, request, response).catch((error: unknown) => {
      app.log.error(describeError(error), 'a request failed');
      if (!response.headersSent) refuse(response, 500, 'INTERNAL', 'Something went wrong on our side.');
      else response.destroy();
    });
  });
  const { parse, validate } = yoga.getEnveloped();
  const sockets = attachSockets(app, schema, {
    identify: (request, authorization) => identify(app, request, authorization),
    isForeign: (request) => isForeign(app, request),
    carriesSession: (request) => sessionTokenOf(request) !== undefined,
    callerOf: (request) => callerOf(app, request),
    parse(query) {
      try {
        return parse(query) as DocumentNode;
      } catch (error) {
        // The code that it has over HTTP.
        if (error instanceof GraphQLError) error.extensions['code'] ??= 'GRAPHQL_PARSE_FAILED';
        throw error;
      }
    },
    validate: (document) => validate(schema, document) as readonly GraphQLError[],
    mask: (error) => maskError(app, error),
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(app.config.port, app.config.host, resolve);
  });
  const { port } = http.address() as { port: number };
  pages = await loadPages(`http://127.0.0.1:${port}`);
  return {
    http,
    url: app.config.publicUrl ?? `http://${app.config.host === '127.0.0.1' ? 'localhost' : app.config.host}:${port}`,
    async close() {
      await sockets.close();
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeIdleConnections();
      setTimeout(() => {
        http.closeAllConnections();
      }, 2_000).unref();
      await closed;
    },
  };
}

async function answer(
  app: App,
  yoga: Yoga,
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin');
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/graphql') return answerGraphql(app, yoga, request, response);
  if (path === '/health') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    return;
  }
  const service = /^\/widget\/availability\/([^/]+)$/.exec(path)?.[1];
  if (service !== undefined) return answerAvailability(app, service, response);
  pages(request, response);
}

async function answerGraphql(app: App, yoga: Yoga, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const problem = problemOf(request);
  if (problem) {
    refuse(response, ...problem);
    return;
  }
  // Event streams would run subscriptions past the limits of sockets, so JSON is all Yoga hears of.
  request.headers.accept = acceptedOf(request) ?? '';
  const { viewer, invalid } = await identify(app, request);
  if (invalid) {
    refuse(response, 401, 'UNAUTHENTICATED', 'The token is not valid or has expired.');
    return;
  }
  if (viewer?.kind === 'agent' && isForeign(app, request)) {
    refuse(response, 403, 'FOREIGN_ORIGIN', 'A page of another origin may not use an agent’s session.');
    return;
  }
  const context = new Context(app, viewer, callerOf(app, request), (token) => {
    response.appendHeader('set-cookie', sessionCookie(app, token));
  });
  await yoga(request, response, { damso: context });
}

function problemOf(request: IncomingMessage): [status: number, code: string, message: string] | null {
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

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    // What is left of the request's body is not read, so the connection cannot go on.
    connection: 'close',
    ...(status === 405 && { allow: 'POST' }),
  });
  response.end(body);
}

/** For launchers before their first click: tiny, public, without credentials. */
async function answerAvailability(app: App, slug: string, response: ServerResponse): Promise<void> {
  const service = await serviceBySlug(app.orm.em.fork(), slug);
  const state = service ? await app.presence.availabilityOf(service.id) : 'DISABLED';
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

export interface Identified {
  readonly viewer: Viewer | null;
  /** A token was shown that is not valid: worth telling, unlike a cookie that has expired. */
  readonly invalid: boolean;
}

/** Who asks: by a bearer token if one is shown, else by the session cookie. */
export async function identify(app: App, request: IncomingMessage, authorization?: string): Promise<Identified> {
  const shown = authorization ?? request.headers.authorization;
  if (shown !== undefined) {
    const token = /^Bearer ([\w-]{20,200})$/i.exec(shown)?.[1];
    const viewer = token ? await app.viewers.find(hashToken(token)) : null;
    return { viewer, invalid: viewer === null };
  }
  const cookie = sessionTokenOf(request);
  return { viewer: cookie ? await app.viewers.find(hashToken(cookie)) : null, invalid: false };
}

export function sessionTokenOf(request: IncomingMessage): string | undefined {
  return new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]{20,200})`).exec(request.headers.cookie ?? '')?.[1];
}

function sessionCookie(app: App, token: string | null): string {
  const secure = app.config.publicUrl?.startsWith('https:') ? '; Secure' : '';
  const age = token === null ? 0 : sessionDays * 86_400;
  return `${cookieName}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** A browser says that the page behind this request is not of our own origin. */
function isForeign(app: App, request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const ours = [host, app.config.publicUrl && new URL(app.config.publicUrl).host];
  return !ours.includes(new URL(origin).host);
}

export function callerOf(app: App, request: IncomingMessage): Caller {
  const userAgent = request.headers['user-agent']?.slice(0, 500) ?? null;
  const direct = request.socket.remoteAddress ?? '';
  const { trustProxy } = app.config;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim());
  const ip = trustProxy > 0 ? (forwarded.at(-trustProxy) ?? direct) : direct;
  return { ip: ip.replace(/^::ffff:/, '').slice(0, 45) || direct, userAgent };
}
