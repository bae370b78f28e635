import { createContext } from 'svelte';
import { PagedList } from '#console/list/paged-list.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { TicketCountsFragment, TicketRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { addressOf, belongs, ticketFilter, type Filters } from './filters.ts';
import type { TicketNews } from './ticket-news.ts';

const TicketList = graphql(`
  query TicketList($filter: TicketFilter!, $orderBy: TicketOrder!, $first: Int!, $after: String) {
    tickets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      edges {
        node {
          ...TicketRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const TicketCountsNow = graphql(`
  query TicketCountsNow {
    ticketCounts {
      ...TicketCounts
    }
  }

  fragment TicketCounts on TicketCounts {
    unassigned
    open
    pending
  }
`);

/** Many tickets that change at once are looked at once. */
const lookAfterMs = 400;
/** News can get lost. */
const refreshEveryMs = 60_000;
/** A longer list would cost more than its news are worth: there somebody has to want them. */
const refreshUpTo = 100;

/** What the list is asked for. */
export interface Question {
  filters: Filters;
  /** Null for tickets with any text. */
  text: string | null;
}

/** Where the reader was in the list. */
interface Place {
  scrollTop: number;
  /** The row that was followed. */
  ticketId: string | null;
}

const atTop: Place = { scrollTop: 0, ticketId: null };

/** The list of tickets, which outlives a look into one of them and follows what happens to them. */
export class Tickets {
  readonly #api: Api;
  readonly #news: TicketNews;
  readonly #myId: string;
  #key: string | undefined;
  #question: Question | undefined;
  #asked = $state.raw<PagedList<TicketRowFragment>>();
  /** The answer to the question before. */
  #previous = $state.raw<PagedList<TicketRowFragment>>();
  #counts = $state.raw<TicketCountsFragment>();
  #hasMissed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #needsRefresh = false;
  /** What is typed into the search; no address ever holds it. */
  typed = '';
  address = '/tickets';
  place = atTop;

  /** What is there to show: the former rows until the new ones have come. */
  readonly list = $derived.by(() => {
    const isAnswered = this.#asked?.isKnown || this.#asked?.failed;
    return isAnswered ? this.#asked : (this.#previous ?? this.#asked);
  });

  constructor(options: { api: Api; news: TicketNews; myId: string }) {
    this.#api = options.api;
    this.#news = options.news;
    this.#myId = options.myId;
  }

  /** Undefined until the server told. */
  get counts(): TicketCountsFragment | undefined {
    return this.#counts;
  }

  /** The rows are not, or not yet, what was asked for. */
  get isAsking(): boolean {
    return this.list !== this.#asked || (this.list !== undefined && !this.list.isKnown && this.list.isLoading);
  }

  /** There are tickets that belong here and do not show, because so long a list is not read anew by itself. */
  get hasMissed(): boolean {
    return this.#hasMissed;
  }

  /** Follows what happens until the returned function is called. */
  start(): () => void {
    void this.#count();
    const stops = [this.#news.listen((ticket) => this.#hear(ticket)), this.#api.onOpen(() => this.refresh())];
    const timer = setInterval(() => {
      if (!document.hidden && (this.#asked?.nodes.length ?? 0) <= refreshUpTo) this.refresh();
    }, refreshEveryMs);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#timer);
      this.#timer = undefined;
      for (const stop of stops) stop();
    };
  }

  /** Asks for the beginning of another list, or once more for as much of the same. */
  ask(question: Question, typed: string): void {
    this.typed = typed;
    this.address = `/tickets${addressOf(question.filters)}`;
    const key = JSON.stringify(question);
    if (key === this.#key) return void this.#asked?.refresh();
    this.#key = key;
    this.#question = question;
    this.#previous = this.list?.isKnown ? this.list : undefined;
    this.#hasMissed = false;
    this.place = atTop;
    this.#asked = new PagedList<TicketRowFragment>(async (page) => {
      const filter = ticketFilter(question.filters, question.text, new Date());
      return (await this.#api.request(TicketList, { filter, orderBy: question.filters.order, ...page })).tickets;
    });
    void this.#asked.restart();
  }

  /** Has another look at what is shown, unless an answer is awaited anyway. */
  refresh(): void {
    void this.#count();
    if (!this.#asked || this.#asked.isLoading) return;
    this.#hasMissed = false;
    void this.#asked.refresh();
  }

  /** A row changes at once; one that no longer belongs here stays where it is until the reader wants another list. */
  #hear(ticket: TicketRowFragment): void {
    const shown = this.#asked?.nodes.find(({ id }) => id === ticket.id);
    if (shown && shown.revision <= ticket.revision) this.#asked?.put(ticket);
    if (!shown && this.#question && belongs(ticket, this.#question.filters, this.#myId)) this.#needsRefresh = true;
    this.#timer ??= setTimeout(() => this.#look(), lookAfterMs);
  }

  #look(): void {
    this.#timer = undefined;
    const isLong = (this.#asked?.nodes.length ?? 0) > refreshUpTo;
    if (this.#needsRefresh && isLong) this.#hasMissed = true;
    if (this.#needsRefresh && !isLong) this.refresh();
    else void this.#count();
    this.#needsRefresh = false;
  }

  async #count(): Promise<void> {
    try {
      this.#counts = (await this.#api.request(TicketCountsNow, {})).ticketCounts;
    } catch {
      // Counted again with the next change or connection.
    }
  }
}

export const [getTickets, setTickets] = createContext<Tickets>();
