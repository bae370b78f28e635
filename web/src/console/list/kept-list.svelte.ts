import type { Api } from '#lib/graphql/api.ts';
import { PagedList, type Ask } from './paged-list.svelte.ts';

/** A list with more rows than this is not refreshed by itself, because that would cost too much. */
export const refreshUpTo = 100;

/** Where the reader was in a list. */
interface ScrollPosition {
  top: number;
  /** The row that was followed. */
  rowId: string | null;
}

const atTop: ScrollPosition = { top: 0, rowId: null };

/** Where a list is found again. */
export interface ListAddress {
  /** Path and query; filters are a part of it. */
  address: string;
  /** What is typed into the search; no address ever holds it. */
  typed: string;
}

/** A list with a search and filters, which outlives a look at one of its rows. */
export class KeptList<Question, Node extends { id: string }> {
  readonly #ask: (question: Question, page: Parameters<Ask<Node>>[0]) => ReturnType<Ask<Node>>;
  #key: string | undefined;
  #asked = $state.raw<PagedList<Node>>();
  /** The answer to the question before. */
  #previous = $state.raw<PagedList<Node>>();
  at: ListAddress;
  scroll = atTop;

  /** What is there to show: the former rows until the new ones have come. */
  readonly list = $derived.by(() => {
    const isAnswered = this.#asked?.isKnown || this.#asked?.failed;
    return isAnswered ? this.#asked : (this.#previous ?? this.#asked);
  });

  /** `address` is the list's own without filters. */
  constructor(address: string, ask: (question: Question, page: Parameters<Ask<Node>>[0]) => ReturnType<Ask<Node>>) {
    this.at = { address, typed: '' };
    this.#ask = ask;
  }

  /** The rows are not, or not yet, what was asked for. */
  get isAsking(): boolean {
    return this.list !== this.#asked || (this.list !== undefined && !this.list.isKnown && this.list.isLoading);
  }

  /** What was asked for last, whether it shows already or not. */
  protected get asked(): PagedList<Node> | undefined {
    return this.#asked;
  }

  /** Asks for the beginning of another list, or once more for as much of the same. */
  ask(question: Question, at: ListAddress): void {
    this.at = at;
    const key = JSON.stringify(question);
    if (key === this.#key) return void this.#asked?.refresh();
    this.#key = key;
    this.#previous = this.list?.isKnown ? this.list : undefined;
    this.scroll = atTop;
    this.#asked = new PagedList<Node>((page) => this.#ask(question, page));
    this.begin(question);
    void this.#asked.restart();
  }

  /** Called when the question changes, for a subclass that keeps more than the list. */
  protected begin(_question: Question): void {
    // Only what keeps more than the list has something to do.
  }

  /** Has another look at what is shown, unless an answer is awaited anyway. */
  refresh(): void {
    if (this.#asked && !this.#asked.isLoading) void this.#asked.refresh();
  }

  /** Has another look with every new connection, and every `everyMs` while the list is short, until the returned function is called. */
  follow(api: Api, everyMs?: number): () => void {
    const stop = api.onOpen(() => this.refresh());
    if (everyMs === undefined) return stop;
    const timer = setInterval(() => {
      if (!document.hidden && (this.#asked?.nodes.length ?? 0) <= refreshUpTo) this.refresh();
    }, everyMs);
    return () => {
      clearInterval(timer);
      stop();
    };
  }
}
