import type { TypedDocument } from './document.ts';
import { learnTime } from './server-time.ts';

/** A request that hangs is a request that failed: whoever asked can try again. */
const answerWithinMs = 15_000;

/** Carries one operation to the API and its data back; rejects with RequestFailed when there is none. */
export type Send = (query: string, variables: unknown) => Promise<unknown>;

export interface PostOptions {
  /** Where the API answers; its own origin's `/graphql` when absent. */
  url?: string;
  /** A customer's token, asked anew for each request and connection. Without one the browser's cookie speaks, unless `anonymous`. */
  token?: () => string | undefined;
  /** Never sends a cookie over HTTP: a customer's dialog is not the agent who happens to be signed in next to it. */
  anonymous?: boolean;
}

/** No usable answer came. `refused` when the server understood and will not do it, so that trying again is pointless. */
export class RequestFailed extends Error {
  readonly refused: boolean;

  constructor(cause: unknown, status = 0) {
    super('The API gave no usable answer', { cause });
    this.name = 'RequestFailed';
    this.refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  }
}

/** One operation as POST, always: a query in an address would put personal data into logs and histories. */
export function requestOf(query: string, variables: unknown, { token, anonymous }: PostOptions): RequestInit {
  const bearer = token?.();
  return {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    credentials: anonymous ? 'omit' : 'same-origin',
    body: JSON.stringify({ query, variables }),
    signal: timeout(),
  };
}

/** The data of an answer; rejects with RequestFailed when there is none. */
export async function dataOf(answer: Promise<Response>): Promise<unknown> {
  let status: number | undefined;
  try {
    const response = await answer;
    ({ status } = learnTime(response));
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
    if (errors !== undefined || data == null) throw errors;
    return data;
  } catch (cause) {
    throw new RequestFailed(cause, status);
  }
}

export const post =
  (options: PostOptions): Send =>
  (query, variables) =>
    dataOf(fetch(options.url ?? '/graphql', requestOf(query, variables, options)));

/** Queries and mutations, for whoever hears no news. */
export interface Requests {
  /** One query or mutation; rejects with RequestFailed when no usable answer came. */
  request<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Data>;
}

export const requestsBy = (send: Send): Requests => ({
  request: (document, variables) => send(document.toString(), variables) as Promise<never>,
});

/** Aborts what takes too long. */
export function timeout(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), answerWithinMs);
  return controller.signal;
}
