import { resolveCursorConnection } from '@pothos/plugin-relay';

/** One page of a list, as the Relay arguments of its connection come to; cursors name the rows between which it lies. */
export interface Page {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  /** From the end of the list backwards. */
  readonly inverted: boolean;
}

const defaultSize = 20;
const maxSize = 100;

/** The Relay arguments of a connection. */
export interface PageArgs {
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
}

/** What every connection says of its pages, and what one costs of an operation's complexity. */
export const page = (description: string) => ({
  description: `${description} A page is at most ${maxSize}, ${defaultSize} without \`first\` or \`last\`.`,
  complexity: ({ first, last }: PageArgs) => ({
    field: 1,
    multiplier: Math.min(first ?? last ?? defaultSize, maxSize),
  }),
});

/** The connection that `read` gives the rows of; it is asked for one more than the page holds, which tells whether there are more. */
export const connectionOf = <Row>(
  args: PageArgs,
  toCursor: (row: Row) => string,
  read: (page: Page) => Promise<readonly Row[]>,
) => resolveCursorConnection({ args, defaultSize, maxSize, toCursor }, read);
