import { tidied } from '@damso/api/blank';
import type { Conversation } from '#lib/chat/conversation.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import { RequestFailed, type Requests } from '#lib/graphql/post.ts';
import { graphql } from '#lib/graphql/generated/widget/index.ts';
import type { RatingClosedReason, RatingVerdict } from '#lib/graphql/generated/widget/graphql.ts';
import { serverNow } from '#lib/graphql/server-time.ts';
import { ratingName } from './kept-names.ts';

const RateChat = graphql(`
  mutation RateChat($input: RateChatInput!) {
    rateChat(input: $input) {
      __typename
      ... on Rating {
        verdict
        canChangeUntil
      }
      ... on RatingClosed {
        reason
      }
    }
  }
`);

/** In UTF-16 units after normalisation to NFC. */
export const commentLimit = 1_000;

/** What the customer thinks of one chat: chosen, written and sent. What is not sent stays, also over a reload. */
export class Rating {
  /** Chosen and not sent yet. */
  verdict = $state<RatingVerdict>();

  readonly #api: Requests;
  readonly #conversation: Conversation;
  readonly #storage: TextStorage;
  /** Undefined until something is typed: then the comment is left as it is. */
  #typed = $state<string>();
  #isSending = $state(false);
  #problem = $state<RatingClosedReason | 'failed'>();
  /** As the answer said it, until the chat says so. */
  #answered = $state.raw<{ verdict: RatingVerdict; canChangeUntil: string }>();

  constructor(api: Requests, conversation: Conversation, storage: TextStorage) {
    this.#api = api;
    this.#conversation = conversation;
    this.#storage = storage;
    this.#typed = storage.get(this.#name);
  }

  /** What the server has of it. */
  get given() {
    return this.#conversation.chat?.rating ?? this.#answered;
  }

  /** Why it can be neither given nor changed now. */
  get closed(): RatingClosedReason | undefined {
    const { ratable, ratingClosesAt } = this.#conversation.chat ?? {};
    if (this.given) return isOver(this.given.canChangeUntil) ? 'FINAL' : undefined;
    if (!ratable) return 'NOT_ANSWERED';
    return ratingClosesAt && isOver(ratingClosesAt) ? 'TOO_LATE' : undefined;
  }

  get comment(): string {
    return this.#typed ?? this.#conversation.messages.find(({ event }) => event === 'RATING')?.body ?? '';
  }

  set comment(text: string) {
    this.#typed = text;
    this.#storage.set(this.#name, text);
  }

  get length(): number {
    return tidied(this.comment).length;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  /** Why it did not arrive. */
  get problem(): RatingClosedReason | 'failed' | undefined {
    return this.#problem;
  }

  /** Sends it; whether it has arrived. */
  async send(): Promise<boolean> {
    const { verdict } = this;
    if (!verdict || this.#isSending || this.length > commentLimit) return false;
    this.#isSending = true;
    this.#problem = undefined;
    try {
      const { rateChat } = await this.#api.request(RateChat, {
        input: { chatId: this.#conversation.chatId, verdict, comment: this.#typed },
      });
      if (rateChat.__typename === 'Rating') {
        this.#answered = rateChat;
        this.verdict = undefined;
        this.drop();
      } else this.#problem = rateChat.__typename === 'RatingClosed' ? rateChat.reason : 'failed';
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.#problem = 'failed';
    }
    this.#isSending = false;
    return !this.#problem;
  }

  /** Gives up what was typed. */
  drop(): void {
    this.#typed = undefined;
    this.#storage.remove(this.#name);
  }

  get #name(): string {
    return ratingName(this.#conversation.chatId);
  }
}

const isOver = (at: string) => serverNow() >= new Date(at);
