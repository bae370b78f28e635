import { createContext } from 'svelte';
import { PagedList } from '#console/list/paged-list.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { HistoryRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { addressOf, chatFilter, type Filters } from './filters.ts';

graphql(`
  fragment HistoryRow on Chat {
    id
    state
    title
    requestedAt
    closedAt
    processed
    category {
      id
      path
    }
    agent {
      id
      name
    }
    rating {
      verdict
    }
  }
`);

const ChatHistory = graphql(`
  query ChatHistory($filter: ChatFilter!, $orderBy: ChatOrder!, $first: Int!, $after: String) {
    chats(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      edges {
        node {
          ...HistoryRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** What the list is asked for. */
export interface Question {
  filters: Filters;
  /** Null for chats with any text. */
  text: string | null;
}

/** Where the reader was in the list. */
interface Place {
  scrollTop: number;
  /** The row that was followed. */
  chatId: string | null;
}

const atTop: Place = { scrollTop: 0, chatId: null };

/** The list of past chats, which outlives a look into one of them. */
export class History {
  readonly #api: Api;
  #question: string | undefined;
  #asked = $state.raw<PagedList<HistoryRowFragment>>();
  /** The answer to the question before. */
  #previous = $state.raw<PagedList<HistoryRowFragment>>();
  /** What is typed into the search; no address ever holds it. */
  typed = '';
  address = '/history';
  place = atTop;

  /** What is there to show: the former rows until the new ones have come. */
  readonly list = $derived.by(() => {
    const isAnswered = this.#asked?.isKnown || this.#asked?.failed;
    return isAnswered ? this.#asked : (this.#previous ?? this.#asked);
  });

  constructor(api: Api) {
    this.#api = api;
  }

  /** The rows are not, or not yet, what was asked for. */
  get isAsking(): boolean {
    return this.list !== this.#asked || (this.list !== undefined && !this.list.isKnown && this.list.isLoading);
  }

  /** Asks for the beginning of another list, or once more for as much of the same. */
  ask(question: Question, typed: string): void {
    this.typed = typed;
    this.address = `/history${addressOf(question.filters)}`;
    const key = JSON.stringify(question);
    if (key === this.#question) return void this.#asked?.refresh();
    this.#question = key;
    this.#previous = this.list?.isKnown ? this.list : undefined;
    this.place = atTop;
    this.#asked = new PagedList<HistoryRowFragment>(async (page) => {
      const filter = chatFilter(question.filters, question.text, new Date());
      return (await this.#api.request(ChatHistory, { filter, orderBy: question.filters.order, ...page })).chats;
    });
    void this.#asked.restart();
  }

  /** Has another look at what is shown, unless an answer is awaited anyway. */
  refresh(): void {
    if (this.#asked && !this.#asked.isLoading) void this.#asked.refresh();
  }
}

export const [getHistory, setHistory] = createContext<History>();
