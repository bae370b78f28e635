import { createContext } from 'svelte';
import { KeptList, refreshUpTo } from '#console/list/kept-list.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { TicketCountsFragment, TicketRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { belongs, ticketFilter, type Filters } from './filters.ts';
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
/** What the list is asked for. */
export interface Question {
  filters: Filters;
  /** Null for tickets with any text. */
  text: string | null;
}

/** The list of tickets, which outlives a look into one of them and follows what happens to them. */
export class Tickets extends KeptList<Question, TicketRowFragment> {
  readonly #api: Api;
  readonly #news: TicketNews;
  readonly #myId: string;
  #question: Question | undefined;
  #counts = $state.raw<TicketCountsFragment>();
  #hasMissed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #needsRefresh = false;

  constructor({ api, news, myId }: { api: Api; news: TicketNews; myId: string }) {
    super('/tickets', async ({ filters, text }, page) => {
      const filter = ticketFilter(filters, text, new Date());
      return (await api.request(TicketList, { filter, orderBy: filters.order, ...page })).tickets;
    });
    this.#api = api;
    this.#news = news;
    this.#myId = myId;
  }

  /** Undefined until the server told. */
  get counts(): TicketCountsFragment | undefined {
    return this.#counts;
  }

  /** There are tickets that belong here and do not show, because so long a list is not read anew by itself. */
  get hasMissed(): boolean {
    return this.#hasMissed;
  }

  /** Follows what happens until the returned function is called. */
  start(): () => void {
    void this.#count();
    const stops = [this.#news.listen((ticket) => this.#hear(ticket)), this.follow(this.#api, refreshEveryMs)];
    return () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      for (const stop of stops) stop();
    };
  }

  protected override begin(question: Question): void {
    this.#question = question;
    this.#hasMissed = false;
  }

  /** Has another look at what is shown, unless an answer is awaited anyway, and counts anew. */
  override refresh(): void {
    void this.#count();
    if (!this.asked?.isLoading) this.#hasMissed = false;
    super.refresh();
  }

  /** A row changes at once; one that no longer belongs here stays where it is until the reader wants another list. */
  #hear(ticket: TicketRowFragment): void {
    const shown = this.asked?.nodes.find(({ id }) => id === ticket.id);
    if (shown && shown.revision <= ticket.revision) this.asked?.put(ticket);
    if (!shown && this.#question && belongs(ticket, this.#question.filters, this.#myId)) this.#needsRefresh = true;
    this.#timer ??= setTimeout(() => this.#look(), lookAfterMs);
  }

  #look(): void {
    this.#timer = undefined;
    const isLong = (this.asked?.nodes.length ?? 0) > refreshUpTo;
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
