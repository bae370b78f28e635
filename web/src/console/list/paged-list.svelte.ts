const pageSize = 50;
const largestPage = 100;
/** A list that few nodes are in can come in many short pages; so many at once, then somebody has to want more. */
const asksPerLoad = 20;

interface Page<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Asks for the part of a list that comes after a cursor. */
export type Ask<Node> = (page: { first: number; after: string | null }) => Promise<Page<Node>>;

/** A Relay connection as a growing list: from its beginning as far as somebody wanted to see. */
export class PagedList<Node extends { id: string }> {
  readonly #ask: Ask<Node>;
  #nodes = $state.raw<readonly Node[]>([]);
  #end = $state.raw<string | null>(null);
  #isKnown = $state(false);
  #failed = $state(false);
  #isLoading = $state(false);
  /** Counts the loads; only the answer to the last one counts. */
  #load = 0;

  constructor(ask: Ask<Node>) {
    this.#ask = ask;
  }

  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** The beginning of the list has been seen. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** The last load got no answer; what is known stays. */
  get failed(): boolean {
    return this.#failed;
  }

  get hasMore(): boolean {
    return this.#end !== null;
  }

  /** From the beginning, for another question. */
  restart(): Promise<void> {
    return this.#read([], null, pageSize);
  }

  /** The same stretch anew, because something in it changed. */
  refresh(): Promise<void> {
    return this.#read([], null, Math.max(pageSize, this.#nodes.length));
  }

  /** One of them as another answer has it. */
  put(changed: Node): void {
    this.#nodes = this.#nodes.map((node) => (node.id === changed.id ? changed : node));
  }

  more(): Promise<void> {
    return this.#read(this.#nodes, this.#end, pageSize);
  }

  async #read(before: readonly Node[], after: string | null, count: number): Promise<void> {
    const load = ++this.#load;
    this.#isLoading = true;
    this.#failed = false;
    try {
      const read: Node[] = [];
      let from = after;
      let asks = 0;
      do {
        const { edges, pageInfo } = await this.#ask({ first: Math.min(count - read.length, largestPage), after: from });
        if (load !== this.#load) return;
        read.push(...edges.map(({ node }) => node));
        from = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        asks += 1;
      } while (from !== null && read.length < count && asks < asksPerLoad);
      this.#nodes = [...before, ...read];
      this.#end = from;
      this.#isKnown = true;
    } catch {
      if (load === this.#load) this.#failed = true;
    } finally {
      if (load === this.#load) this.#isLoading = false;
    }
  }
}
