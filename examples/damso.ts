/** Three ways to ask, and whose credential goes along: what each client of this folder is made to do. */
export interface Client<Document> {
  query<Data>(document: Document, variables?: Variables): Promise<Data>;
  mutate<Data>(document: Document, variables: Variables): Promise<Data>;
  /** Ends or throws when the connection is lost; trying again is up to who listens, and knows where to go on. */
  listen<Data extends Chat>(document: Document, variables: Position): AsyncIterable<Data>;
  /** From now on as the customer whose token this is. */
  authorize(token: string): void;
}

export type Variables = Record<string, unknown>;

/** What stands in `errors`: nothing that a person at a screen could act on. “Errors” of the documentation lists the codes. */
export class Refused extends Error {
  readonly code: string;

  constructor(errors: readonly { message: string; extensions?: unknown }[]) {
    super(errors[0]?.message);
    this.code = String((errors[0]?.extensions as { code?: unknown } | undefined)?.code);
  }
}

/** Where one is in the history of a chat. */
export interface Position extends Variables {
  chatId: string;
  after: number;
  epoch: string;
}

export interface Epoch {
  epoch: string;
}

export interface HelpCenter extends Epoch {
  helpCenter: {
    service: { name: string };
    chatAvailability: { state: string };
    consentNotice: Record<'version' | 'language' | 'purpose' | 'items' | 'retention' | 'refusal', string>;
  } | null;
}

/** One of the types that a mutation's field names beside what was wished for; some day there may be more. */
interface Outcome {
  __typename: '%other';
  message: string;
}

export interface StartChat {
  startChat: { __typename: 'StartedChat'; token: string; chat: { id: string } } | Outcome;
}

export interface SendMessage {
  sendMessage: { __typename: 'Message'; seq: number } | Outcome;
}

export interface RateChat {
  rateChat: { __typename: 'Rating'; verdict: string } | Outcome;
}

export interface Chat {
  chatChanges: {
    revision: number;
    hasMore: boolean;
    chat: { state: string; ratingRequestedAt: string | null; tickets: readonly { number: string; title: string }[] };
    messages: readonly { id: string; sender: string; senderName: string | null; body: string }[];
  };
}

/** What is asked for. Relay has its own, in relay/chat.ts. */
export const documents = {
  epoch: `query Epoch { epoch }`,

  helpCenter: `
    query HelpCenter($service: String!) {
      epoch
      helpCenter(service: $service) {
        service { id name }
        chatAvailability { state }
        consentNotice { version language purpose items retention refusal }
      }
    }
  `,

  startChat: `
    mutation StartChat($input: StartChatInput!) {
      startChat(input: $input) {
        __typename
        ... on StartedChat { token chat { id } }
        ... on DomainError { message }
      }
    }
  `,

  sendMessage: `
    mutation SendMessage($input: SendMessageInput!) {
      sendMessage(input: $input) {
        __typename
        ... on Message { id seq }
        ... on DomainError { message }
      }
    }
  `,

  rateChat: `
    mutation RateChat($input: RateChatInput!) {
      rateChat(input: $input) {
        __typename
        ... on Rating { verdict }
        ... on DomainError { message }
      }
    }
  `,

  chatChanges: `
    subscription ChatChanges($chatId: ID!, $after: Int, $epoch: String) {
      chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {
        revision
        hasMore
        chat { id state ratingRequestedAt tickets { id number title } }
        messages { id sender senderName body }
      }
    }
  `,
};

export type Documents<Document> = Record<keyof typeof documents, Document>;
