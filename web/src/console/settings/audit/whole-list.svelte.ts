interface Page<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** The largest page that the API gives. */
const pageSize = 100;

/** Reads a whole list, page by page: with progress, and a way to stop. */
export class WholeList<Node> {
  readonly #ask: (page: { first: number; after: string | null }) => Promise<Page<Node>>;
  #count = $state(0);
  #isReading = $state(false);
  #failed = $state(false);
  /** Counts what was begun; only the last one counts. */
  #run = 0;

  constructor(ask: (page: { first: number; after: string | null }) => Promise<Page<Node>>) {
    this.#ask = ask;
  }

  /** How many were read. */
  get count(): number {
    return this.#count;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** The last try got no answer. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Everything in the list; null when it was stopped or no answer came. */
  async read(): Promise<Node[] | null> {
    const run = ++this.#run;
    this.#count = 0;
    this.#failed = false;
    this.#isReading = true;
    const nodes: Node[] = [];
    try {
      let after: string | null = null;
      do {
        const { edges, pageInfo }: Page<Node> = await this.#ask({ first: pageSize, after });
        if (run !== this.#run) return null;
        nodes.push(...edges.map(({ node }) => node));
        this.#count = nodes.length;
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      return nodes;
    } catch {
      if (run === this.#run) this.#failed = true;
      return null;
    } finally {
      if (run === this.#run) this.#isReading = false;
    }
  }

  stop(): void {
    this.#run += 1;
    this.#isReading = false;
  }
}
