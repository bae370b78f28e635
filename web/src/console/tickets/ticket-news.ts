import { createContext } from 'svelte';
import type { Api } from '#lib/graphql/api.ts';
import type { TicketRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment TicketRow on Ticket {
    id
    number
    title
    status
    priority
    channel
    email
    emailMasks {
      id
    }
    revision
    createdAt
    inquiryType {
      id
      path
      removed
    }
    customer {
      id
      name
    }
    assignee {
      id
      name
    }
    chat {
      id
    }
  }
`);

const TicketListChanges = graphql(`
  subscription TicketListChanges {
    ticketListChanges {
      ...TicketRow
    }
  }
`);

type Listener = (ticket: TicketRowFragment) => void;

/** Each ticket of the service after it changed, told to every part of the screen that asks: one stream for all of them. */
export class TicketNews {
  readonly #api: Api;
  readonly #listeners = new Set<Listener>();
  #stop = () => {};

  constructor(api: Api) {
    this.#api = api;
  }

  /** Tells until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      const next = ({ ticketListChanges: ticket }: { ticketListChanges: TicketRowFragment }) => {
        for (const each of [...this.#listeners]) each(ticket);
      };
      this.#stop = this.#api.subscribe(TicketListChanges, {}, { next });
    }
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#stop();
    };
  }
}

export const [getTicketNews, setTicketNews] = createContext<TicketNews>();
