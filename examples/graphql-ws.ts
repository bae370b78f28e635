import { documents, Refused, type Client, type Variables } from './damso.ts';
import { iterate } from './iterate.ts';
import { connect } from './socket.ts';
import { talk, url } from './talk.ts';

/** Everything over one WebSocket. */
class OverWebSocket implements Client<string> {
  #socket = connect(url);

  authorize(token: string): void {
    // For as long as it is open a socket is whoever opened it.
    void this.#socket.dispose();
    this.#socket = connect(url, token);
  }

  async *listen<Data>(query: string, variables?: Variables): AsyncGenerator<Data> {
    const results = iterate<{ data?: unknown; errors?: readonly Error[] }>((sink) =>
      this.#socket.subscribe({ query, variables }, sink),
    );
    for await (const { data, errors } of results) {
      if (errors) throw new Refused(errors);
      yield data as Data;
    }
  }

  async query<Data>(query: string, variables?: Variables): Promise<Data> {
    for await (const data of this.listen<Data>(query, variables)) return data;
    throw new Error('There was no answer.');
  }

  mutate<Data>(query: string, variables: Variables): Promise<Data> {
    return this.query(query, variables);
  }
}

await talk(new OverWebSocket(), documents);
