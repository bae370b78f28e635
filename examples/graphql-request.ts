import { setTimeout as sleep } from 'node:timers/promises';
import { ClientError, GraphQLClient } from 'graphql-request';
import { documents, Refused, type Chat, type Client, type Position, type Variables } from './damso.ts';
import { talk, url } from './talk.ts';

const askAgainAfterMs = 1_000;

/** Requests alone: who cannot listen asks again and again for what changed meanwhile. */
class ByRequests implements Client<string> {
  readonly #client = new GraphQLClient(`${url}/graphql`);

  authorize(token: string): void {
    this.#client.setHeader('authorization', `Bearer ${token}`);
  }

  async query<Data>(document: string, variables?: Variables): Promise<Data> {
    try {
      return await this.#client.request<Data>(document, variables);
    } catch (error) {
      if (error instanceof ClientError && error.response.errors) throw new Refused(error.response.errors);
      throw error;
    }
  }

  mutate<Data>(document: string, variables: Variables): Promise<Data> {
    return this.query(document, variables);
  }

  async *listen<Data extends Chat>(document: string, { chatId, after, epoch }: Position): AsyncGenerator<Data> {
    for (;;) {
      const data = await this.query<Data>(document, { chatId, after, epoch });
      yield data;
      after = data.chatChanges.revision;
      if (!data.chatChanges.hasMore) await sleep(askAgainAfterMs);
    }
  }
}

// The same field is there as a query.
const chatChanges = documents.chatChanges.replace('subscription', 'query');

await talk(new ByRequests(), { ...documents, chatChanges });
