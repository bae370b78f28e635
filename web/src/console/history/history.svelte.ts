import { createContext } from 'svelte';
import { KeptList } from '#console/list/kept-list.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { HistoryRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { chatFilter, type Filters } from './filters.ts';

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

/** The list of chats, which outlives a look into one of them. */
export class History extends KeptList<Question, HistoryRowFragment> {
  constructor(api: Api) {
    super('/history', async ({ filters, text }, page) => {
      const filter = chatFilter(filters, text, new Date());
      return (await api.request(ChatHistory, { filter, orderBy: filters.order, ...page })).chats;
    });
  }
}

export const [getHistory, setHistory] = createContext<History>();
