import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';

const MergeCustomers = graphql(`
  mutation MergeCustomers($fromId: ID!, $intoId: ID!) {
    mergeCustomers(fromId: $fromId, intoId: $intoId) {
      __typename
    }
  }
`);

/** Merges one customer into another; null when it is done, else why not, in words. */
export async function merge(api: Api, fromId: string, intoId: string): Promise<string | null> {
  try {
    const { mergeCustomers } = await api.request(MergeCustomers, { fromId, intoId });
    switch (mergeCustomers.__typename) {
      case 'Customer':
        return null;
      case 'InvalidInput':
        return m.customer_merge_refused();
      case 'NotPermitted':
        return m.customer_merge_not_permitted();
    }
  } catch {
    return m.customer_unreachable();
  }
}
