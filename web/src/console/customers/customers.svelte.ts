import { createContext } from 'svelte';
import { KeptList } from '#console/list/kept-list.svelte.ts';
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

/** The list of customers, which outlives a look at one of them. It is asked for by a text; null for all. */
export class Customers extends KeptList<string | null, CustomerRowFragment> {
  constructor(api: Api) {
    super(
      '/customers',
      async (text, page) => (await api.request(CustomerList, { filter: { text }, ...page })).customers,
    );
  }
}

export const [getCustomers, setCustomers] = createContext<Customers>();
