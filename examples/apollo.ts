import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
  type DocumentNode,
} from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { documents, Refused, type Client, type Documents, type Position, type Variables } from './damso.ts';
import { iterate } from './iterate.ts';
import { connect } from './socket.ts';
import { talk, url } from './talk.ts';

/** Apollo Client, without React. */
class ByApollo implements Client<DocumentNode> {
  readonly #apollo = new ApolloClient({ link: linkOf(), cache: new InMemoryCache() });

  authorize(token: string): void {
    this.#apollo.setLink(linkOf(token));
  }

  async query<Data>(query: DocumentNode, variables?: Variables): Promise<Data> {
    const { data } = await this.#apollo.query({ query, variables, fetchPolicy: 'network-only' }).catch(refused);
    return data as Data;
  }

  async mutate<Data>(mutation: DocumentNode, variables: Variables): Promise<Data> {
    const { data } = await this.#apollo.mutate({ mutation, variables }).catch(refused);
    return data as Data;
  }

  async *listen<Data>(query: DocumentNode, variables: Position): AsyncGenerator<Data> {
    const results = iterate<ApolloClient.SubscribeResult>((sink) => {
      const subscribed = this.#apollo.subscribe({ query, variables }).subscribe(sink);
      return () => subscribed.unsubscribe();
    });
    for await (const { data, error } of results) {
      if (error) refused(error);
      yield data as Data;
    }
  }
}

function linkOf(token?: string): ApolloLink {
  return ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(connect(url, token)),
    new HttpLink({
      uri: `${url}/graphql`,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
  );
}

function refused(error: unknown): never {
  throw CombinedGraphQLErrors.is(error) ? new Refused(error.errors) : error;
}

const parsed = Object.fromEntries(
  Object.entries(documents).map(([name, text]) => [name, gql(text)]),
) as Documents<DocumentNode>;

await talk(new ByApollo(), parsed);
