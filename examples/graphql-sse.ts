import { createClient } from 'graphql-sse';
import { documents, Refused, type Client, type Position, type Variables } from './damso.ts';
import { talk, url } from './talk.ts';

interface Result {
  data?: unknown;
  errors?: readonly Error[];
}

/** Where WebSockets do not get through: plain requests, and one event stream to listen. */
class OverEventStreams implements Client<string> {
  #headers: Record<string, string> = {};
  readonly #streams = createClient({ url: `${url}/graphql`, headers: () => this.#headers, retryAttempts: 0 });

  authorize(token: string): void {
    this.#headers = { authorization: `Bearer ${token}` };
  }

  async query<Data>(query: string, variables?: Variables): Promise<Data> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#headers },
      body: JSON.stringify({ query, variables }),
    });
    return dataOf((await response.json()) as Result) as Data;
  }

  mutate<Data>(query: string, variables: Variables): Promise<Data> {
    return this.query(query, variables);
  }

  async *listen<Data>(query: string, variables: Position): AsyncGenerator<Data> {
    for await (const result of this.#streams.iterate({ query, variables })) yield dataOf(result) as Data;
  }
}

function dataOf({ data, errors }: Result): unknown {
  if (errors) throw new Refused(errors);
  return data;
}

await talk(new OverEventStreams(), documents);
