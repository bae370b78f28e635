/** One page of a list, as the Relay arguments of its connection come to; cursors name the rows between which it lies. */
export interface Page {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  /** From the end of the list backwards. */
  readonly inverted: boolean;
}
