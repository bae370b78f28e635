import { cacheExchange, Client as Urql, fetchExchange, subscriptionExchange, type OperationResult } from '@urql/core';
import { pipe, toAsyncIterable } from 'wonka';
import { documents, Refused, type Client, type Position, type Variables } from './damso.ts';
import { connect } from './socket.ts';
import { talk, url } from './talk.ts';

/** urql as its documentation sets it up. */
class ByUrql implements Client<string> {
  #urql = create();

  authorize(token: string): void {
    this.#urql = create(token);
  }

  async query<Data>(document: string, variables?: Variables): Promise<Data> {
    return dataOf(await this.#urql.query(document, variables, { requestPolicy: 'network-only' })) as Data;
  }

  async mutate<Data>(document: string, variables: Variables): Promise<Data> {
    return dataOf(await this.#urql.mutation(document, variables)) as Data;
  }

  async *listen<Data>(document: string, variables: Position): AsyncGenerator<Data> {
    const results = pipe(this.#urql.subscription(document, variables), toAsyncIterable);
    for await (const result of results) yield dataOf(result) as Data;
  }
}

function create(token?: string): Urql {
  const socket = connect(url, token);
  return new Urql({
    url: `${url}/graphql`,
    fetchOptions: token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables: variables as Variables }, sink) }),
        }),
      }),
    ],
  });
}

function dataOf({ data, error }: OperationResult): unknown {
  if (error?.networkError) throw error.networkError;
  if (error) throw new Refused(error.graphQLErrors);
  return data;
}

await talk(new ByUrql(), documents);
