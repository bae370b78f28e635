/** One page of a list, as the Relay arguments of its connection come to; cursors name the rows between which it lies. */
export interface Page {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  /** From the end of the list backwards. */
  readonly inverted: boolean;
}

/** Page info of a page that ends where a search paused: there is more beyond. */
export const pausedPage = (cursor: string, { inverted }: Pick<Page, 'inverted'>) =>
  inverted ? { startCursor: cursor, hasPreviousPage: true } : { endCursor: cursor, hasNextPage: true };
