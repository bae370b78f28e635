import { createContext } from 'svelte';
import { PagedList } from '#console/list/paged-list.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { CustomerRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment CustomerRow on Customer {
    id
    name
    email
    phone
    createdAt
    chats(first: 1) {
      edges {
        node {
          id
          requestedAt
        }
      }
    }
  }
`);

export const CustomerList = graphql(`
  query CustomerList($filter: CustomerFilter!, $first: Int!, $after: String) {
    customers(filter: $filter, first: $first, after: $after) {
      edges {
        node {
          ...CustomerRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Where the reader was in the list. */
interface Place {
  scrollTop: number;
  /** The row that was followed. */
  customerId: string | null;
}

const atTop: Place = { scrollTop: 0, customerId: null };

/** The list of customers, which outlives a look at one of them. */
export class Customers {
  readonly #api: Api;
  /** What was searched for; undefined before the first question, null for nothing. */
  #text: string | null | undefined;
  #asked = $state.raw<PagedList<CustomerRowFragment>>();
  /** The answer to the question before. */
  #previous = $state.raw<PagedList<CustomerRowFragment>>();
  /** What is typed into the search; no address ever holds it. */
  typed = '';
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
  ask(text: string | null): void {
    if (text === this.#text) return void this.#asked?.refresh();
    this.#text = text;
    this.#previous = this.list?.isKnown ? this.list : undefined;
    this.place = atTop;
    this.#asked = new PagedList<CustomerRowFragment>(
      async (page) => (await this.#api.request(CustomerList, { filter: { text }, ...page })).customers,
    );
    void this.#asked.restart();
  }

  /** Has another look at what is shown, unless an answer is awaited anyway. */
  refresh(): void {
    if (this.#asked && !this.#asked.isLoading) void this.#asked.refresh();
  }
}

export const [getCustomers, setCustomers] = createContext<Customers>();
