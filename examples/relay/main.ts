import {
  commitMutation,
  Environment,
  fetchQuery,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
  type ConcreteRequest,
  type GraphQLResponse,
  type RequestParameters,
} from 'relay-runtime';
import { Refused, type Client, type Position, type Variables } from '../damso.ts';
import { iterate } from '../iterate.ts';
import { connect } from '../socket.ts';
import { talk, url } from '../talk.ts';
import chatChanges from './__generated__/chatChangesSubscription.graphql.ts';
import epoch from './__generated__/chatEpochQuery.graphql.ts';
import helpCenter from './__generated__/chatHelpCenterQuery.graphql.ts';
import rateChat from './__generated__/chatRateMutation.graphql.ts';
import sendMessage from './__generated__/chatSendMutation.graphql.ts';
import startChat from './__generated__/chatStartMutation.graphql.ts';

/** Relay, without React. */
class ByRelay implements Client<ConcreteRequest> {
  #environment = environmentOf();

  authorize(token: string): void {
    this.#environment = environmentOf(token);
  }

  async query<Data>(query: ConcreteRequest, variables: Variables = {}): Promise<Data> {
    return (await fetchQuery(this.#environment, query, variables).toPromise()) as Data;
  }

  mutate<Data>(mutation: ConcreteRequest, variables: Variables): Promise<Data> {
    return new Promise((resolve, reject) => {
      commitMutation(this.#environment, {
        mutation,
        variables,
        onCompleted: (data) => resolve(data as Data),
        onError: reject,
      });
    });
  }

  listen<Data>(subscription: ConcreteRequest, variables: Position): AsyncGenerator<Data> {
    return iterate<Data>(({ next, error, complete }) => {
      const { dispose } = requestSubscription(this.#environment, {
        subscription,
        variables,
        onNext: (data) => next(data as Data),
        onError: error,
        onCompleted: complete,
      });
      return dispose;
    });
  }
}

function environmentOf(token?: string): Environment {
  const socket = connect(url, token);

  async function ask({ text }: RequestParameters, variables: Variables): Promise<GraphQLResponse> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query: text, variables }),
    });
    return unlessRefused((await response.json()) as GraphQLResponse);
  }

  const listen = ({ text }: RequestParameters, variables: Variables) =>
    Observable.create<GraphQLResponse>((sink) =>
      socket.subscribe(
        { query: text ?? '', variables },
        {
          next: (result) => {
            try {
              sink.next(unlessRefused(result as GraphQLResponse));
            } catch (error) {
              sink.error(error as Error);
            }
          },
          error: (error) => sink.error(error as Error),
          complete: () => sink.complete(),
        },
      ),
    );

  return new Environment({ network: Network.create(ask, listen), store: new Store(new RecordSource()) });
}

/** Relay itself would make one text of all errors, in which no code is to be found. */
function unlessRefused(response: GraphQLResponse): GraphQLResponse {
  const { errors } = response as { errors?: Error[] };
  if (errors) throw new Refused(errors);
  return response;
}

await talk(new ByRelay(), { epoch, helpCenter, startChat, sendMessage, rateChat, chatChanges });
