import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { OperationTypeNode, type ExecutionResult } from 'graphql';
import * as v from 'valibot';
import type { Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { Context, type Caller } from '../context.ts';
import { badRequest } from '../errors.ts';
import { refuse, send, type Refusal } from './answer.ts';
import { callerOf, identify, refusalOf, sessionCookie } from './caller.ts';
import { limits } from './costs.ts';
import type { EventStreams } from './event-streams.ts';
import type { Graphql, Operation, PaidCost, Prepared } from './graphql.ts';

/** A request, variables included, has at most so many bytes. */
const bodyLimit = 256 * 1024;
/** An operation that is not here whole after so long never will be. */
const bodyPatienceMs = 30_000;
const mostInBatch = 10;

const graphqlJson = 'application/graphql-response+json';

/** What a caller accepts. */
interface Accepted {
  /** The form of an answer; null for who accepts none but an event stream. */
  readonly json: 'application/json' | typeof graphqlJson | null;
  readonly events: boolean;
}

/** The context of one operation over HTTP. */
class HttpOperation extends Context {
  readonly #answer: { response: ServerResponse | null };

  constructor(app: App, viewer: Viewer | null, caller: Caller, response: ServerResponse) {
    const answer: { response: ServerResponse | null } = { response };
    super(app, viewer, caller, (token) => {
      answer.response?.appendHeader('set-cookie', sessionCookie(app, token));
    });
    this.#answer = answer;
  }

  override get isGone(): boolean {
    return this.#answer.response?.destroyed ?? false;
  }

  override forget(): void {
    super.forget();
    this.#answer.response = null;
  }
}

/** GraphQL over HTTP on /graphql: one operation or a batch by POST, one query or subscription by GET, and event streams. */
export class GraphqlHttp {
  readonly #app: App;
  readonly #graphql: Graphql;
  readonly #streams: EventStreams;

  constructor(app: App, graphql: Graphql, streams: EventStreams) {
    this.#app = app;
    this.#graphql = graphql;
    this.#streams = streams;
  }

  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    { requestId, origin }: { requestId: string; origin: string | undefined },
  ): Promise<void> {
    const isGet = request.method === 'GET';
    if (isGet) response.setHeader('cache-control', 'no-store');
    const accepted = acceptedOf(request);
    const isGuest = isGet && isOfAnotherSite(request.headers) && !isOfRegisteredSite(this.#app, origin);
    const problem = problemOf(request, accepted, isGuest);
    if (problem) {
      refuse(response, ...problem);
      return;
    }
    const app = this.#app;
    const caller = callerOf(app, request, origin, requestId);
    // Whoever holds a body back is who they are once it has come, not who they were.
    const asked = isGet ? askedInAddress(request) : await bodyOf(request);
    // Any page can make a browser ask for an address, and it would send its cookie along.
    const identified = await identify(app, request, caller, { cookieCounts: !isGet });
    const refusal = refusalOf(app, request, identified, origin) ?? (asked === false ? tooLarge : null);
    if (refusal) {
      refuse(response, ...refusal);
      return;
    }
    const operations = typeof asked === 'string' ? operationsIn(asked) : null;
    if (!operations) {
      refuse(response, 400, 'BAD_REQUEST', 'This is no operation with query, variables and operationName.');
      return;
    }
    const context = () => new HttpOperation(app, identified.viewer, caller, response);
    if (!Array.isArray(operations)) await this.#answerOne(operations, context(), accepted, isGet, response);
    else if (accepted.json) await this.#answerBatch(operations, context, accepted.json, response);
    else refuse(response, 406, 'NOT_ACCEPTABLE', 'A batch is answered as JSON.');
  }

  async #answerOne(
    operation: Asked,
    context: HttpOperation,
    { json, events }: Accepted,
    isGet: boolean,
    response: ServerResponse,
  ): Promise<void> {
    const prepared = this.#prepare(operation, context);
    if (isPrepared(prepared)) {
      if (prepared.kind === OperationTypeNode.SUBSCRIPTION) {
        if (events) await this.#streams.run(prepared.args, response);
        else refuse(response, 406, 'NOT_ACCEPTABLE', 'A subscription runs over WebSocket, or as text/event-stream.');
        return;
      }
      if (isGet && prepared.kind === OperationTypeNode.MUTATION) {
        response.setHeader('allow', 'POST');
        refuse(response, 405, 'METHOD_NOT_ALLOWED', 'A mutation is sent by POST.');
        return;
      }
    }
    const result = isPrepared(prepared) ? await this.#graphql.execute(prepared.args) : prepared;
    tellCost(response, result);
    if (!json) {
      this.#streams.answer(response, result);
      return;
    }
    // Without data nothing ran. As application/json that is a 200 all the same: only a whole GraphQL response has a status of its own.
    send(response, json === graphqlJson && !('data' in result) ? 400 : 200, json, JSON.stringify(result));
  }

  /** One after the other, in the order they came; together they may cost as much as one. */
  async #answerBatch(
    operations: readonly Asked[],
    contextOf: () => HttpOperation,
    json: string,
    response: ServerResponse,
  ): Promise<void> {
    const results: ExecutionResult[] = [];
    let left: number = limits.complexity;
    for (const operation of operations) {
      if (response.destroyed) return;
      const prepared = this.#prepare(operation, contextOf());
      if (!isPrepared(prepared)) {
        results.push(prepared);
        continue;
      }
      left -= this.#graphql.complexityOf(prepared.args);
      if (prepared.kind === OperationTypeNode.SUBSCRIPTION) {
        results.push(failed(badRequest('NOT_ACCEPTABLE', 'A subscription is no part of a batch.')));
      } else if (left < 0) {
        results.push(failed(badRequest('TOO_COMPLEX', 'The batch asks for more than one operation may.')));
      } else results.push(await this.#graphql.execute(prepared.args));
    }
    const last = results.findLast(({ extensions }) => extensions?.['cost'] !== undefined);
    if (last) tellCost(response, last);
    send(response, 200, json, JSON.stringify(results));
  }

  #prepare({ query, ...rest }: Asked, context: HttpOperation): Prepared | ExecutionResult {
    // In the words by which clients know that they have to send the whole document.
    if (query == null) return failed(badRequest('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported'));
    const prepared = this.#graphql.prepare({ query, ...rest }, context);
    return 'args' in prepared ? prepared : { errors: prepared };
  }
}

/** As the IETF's draft on rate limits has it, for who looks at headers alone. */
function tellCost(response: ServerResponse, { extensions }: ExecutionResult): void {
  const cost = extensions?.['cost'] as PaidCost | undefined;
  if (!cost) return;
  response.setHeader('ratelimit-policy', `"cost";q=${cost.limit};w=60`);
  response.setHeader('ratelimit', `"cost";r=${cost.remaining};t=${cost.resetsIn}`);
}

const failed = (...errors: readonly ReturnType<typeof badRequest>[]): ExecutionResult => ({ errors });

const isPrepared = (prepared: Prepared | ExecutionResult): prepared is Prepared => 'args' in prepared;

const tooLarge: Refusal = [413, 'BODY_TOO_LARGE', `A request has at most ${bodyLimit} bytes.`];

/** The body as text, however it is sent; false when it is too large, null when it is not UTF-8 or did not come whole. */
function bodyOf(request: IncomingMessage): Promise<string | false | null> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => request.destroy(), bodyPatienceMs);
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bodyLimit) chunks.push(chunk);
      else {
        clearTimeout(patience);
        chunks.length = 0;
        request.pause();
        resolve(false);
      }
    });
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

/** What the query of the address asks for, as a body would; null where it asks for nothing or is no text. */
function askedInAddress({ url = '' }: IncomingMessage): string | null {
  const asked = new URLSearchParams(url.split('?', 2)[1] ?? '');
  const partOf = (name: string): unknown => {
    const text = asked.get(name);
    return text === null || text === '' ? undefined : JSON.parse(text);
  };
  try {
    return JSON.stringify({
      query: asked.get('query') ?? undefined,
      variables: partOf('variables'),
      operationName: asked.get('operationName') || undefined,
      extensions: partOf('extensions'),
    });
  } catch {
    return null;
  }
}

function operationsIn(text: string): Asked | Asked[] | null {
  let asked: unknown;
  try {
    asked = JSON.parse(text);
  } catch {
    return null;
  }
  const result = v.safeParse(Array.isArray(asked) ? batchShape : operationShape, asked);
  return result.success ? result.output : null;
}

const map = v.custom<Record<string, unknown>>((value) => typeof value === 'object' && !Array.isArray(value));
const operationShape = v.pipe(
  v.object({
    query: v.nullish(v.string()),
    variables: v.nullish(map),
    operationName: v.nullish(v.string()),
    extensions: v.nullish(map),
  }),
  // Clients with automatic persisted queries try the hash of the document first.
  v.check(({ query, extensions }) => typeof query === 'string' || extensions?.['persistedQuery'] !== undefined),
);
const batchShape = v.pipe(v.array(operationShape), v.minLength(1), v.maxLength(mostInBatch));

/** An operation, or for one with a hash in place of its document, what came. */
type Asked = Omit<Operation, 'query'> & { readonly query?: string | null | undefined };

function problemOf({ method, headers }: IncomingMessage, accepted: Accepted, isGuest: boolean): Refusal | null {
  if (method !== 'POST' && method !== 'GET') {
    return [405, 'METHOD_NOT_ALLOWED', 'Operations are sent by POST, queries by GET too.'];
  }
  const isJson = /^application\/(json|graphql\+json)\s*(;|$)/i.test(headers['content-type'] ?? '');
  if (isGuest) {
    return [403, 'FOREIGN_ORIGIN', 'A page of another site asks by GET only with a credential of its own.'];
  }
  const isPlain = /^(identity)?$/i.test(headers['content-encoding'] ?? '');
  if (method === 'POST' && !(isJson && isPlain)) {
    return [415, 'UNSUPPORTED_MEDIA_TYPE', 'The content type must be application/json, not compressed.'];
  }
  // Told before anything runs: an answer that cannot be given would hide what was done.
  if (!accepted.json && !accepted.events) {
    return [406, 'NOT_ACCEPTABLE', `Answers are application/json, ${graphqlJson} or text/event-stream.`];
  }
  return Number(headers['content-length'] ?? 0) > bodyLimit ? tooLarge : null;
}

/** Any page can have a browser ask for an address, and use up what that browser's network may ask for; none can add a credential unseen. */
function isOfAnotherSite({ authorization, ...headers }: IncomingHttpHeaders): boolean {
  return authorization === undefined && /^(cross|same)-site$/.test(String(headers['sec-fetch-site']));
}

const isOfRegisteredSite = (app: App, origin: string | undefined): boolean =>
  origin !== undefined && app.sites.knows(origin);

function acceptedOf(request: IncomingMessage): Accepted {
  const accept = request.headers.accept ?? '*/*';
  const events = /text\/event-stream/i.test(accept);
  if (/application\/graphql-response\+json/i.test(accept)) return { json: graphqlJson, events };
  return { json: /^\s*$|\*\/\*|application\/(\*|json)/i.test(accept) ? 'application/json' : null, events };
}
