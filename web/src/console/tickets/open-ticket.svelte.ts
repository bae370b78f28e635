import type { Api } from '#lib/graphql/api.ts';
import type {
  TicketChangeFragment,
  TicketDetailFragment,
  TicketStatus,
} from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { TicketEdit } from './ticket-edit.ts';
import { changesAfter } from './timeline.ts';

graphql(`
  fragment TicketComment on TicketComment {
    id
    kind
    body
    masks {
      ...MaskParts
    }
    suggestions {
      ...SuggestionParts
    }
    createdAt
    revision
    author {
      id
      name
    }
    apiClient {
      id
      name
    }
    attachments {
      ...FileParts
    }
  }

  fragment TicketChange on TicketChange {
    id
    field
    before
    after
    changedAt
    revision
    author {
      id
      name
    }
    apiClient {
      id
      name
    }
  }

  fragment TicketDetail on Ticket {
    ...TicketRow
    content
    titleMasks {
      ...MaskParts
    }
    contentMasks {
      ...MaskParts
    }
    emailMasks {
      ...MaskParts
    }
    titleSuggestions {
      ...SuggestionParts
    }
    contentSuggestions {
      ...SuggestionParts
    }
    language
    tags
    changedAt
    erasedAt
    nextStatuses
    creator {
      id
      name
    }
    apiClient {
      id
      name
    }
    attachments {
      ...FileParts
    }
    comments {
      ...TicketComment
    }
    changes {
      ...TicketChange
    }
  }
`);

const TicketNow = graphql(`
  query TicketNow($ticketId: ID!) {
    ticket(id: $ticketId) {
      ...TicketDetail
    }
  }
`);

const TicketChanges = graphql(`
  subscription TicketChanges($ticketId: ID!) {
    ticketChanges(ticketId: $ticketId) {
      ...TicketDetail
    }
  }
`);

const TakeTicket = graphql(`
  mutation TakeTicket($ticketId: ID!) {
    takeTicket(ticketId: $ticketId) {
      __typename
      ... on Ticket {
        ...TicketDetail
      }
      ... on TicketTaken {
        ticket {
          ...TicketDetail
        }
      }
    }
  }
`);

const UpdateTicket = graphql(`
  mutation UpdateTicket($input: UpdateTicketInput!) {
    updateTicket(input: $input) {
      __typename
      ... on Ticket {
        ...TicketDetail
      }
      ... on StaleTicket {
        fields
        ticket {
          ...TicketDetail
        }
      }
      ... on IllegalTransition {
        from
        to
      }
    }
  }
`);

/** Why something did not come about, with what there is to say about it. */
export type TicketRefusal =
  | { kind: 'StaleTicket'; edit: TicketEdit; changes: readonly TicketChangeFragment[] }
  | { kind: 'TicketTaken'; by: string | null }
  | { kind: 'IllegalTransition'; from: TicketStatus; to: TicketStatus }
  | { kind: 'NotPermitted' | 'TicketClosed' | 'InvalidInput' | 'Masked' }
  | { kind: 'Unreachable'; again: () => Promise<boolean> };

const readAgainWithinMs = 10_000;

/** One ticket as it stands, and what an agent does to it. */
export class OpenTicket {
  readonly #api: Api;
  readonly #ticketId: string;
  #ticket = $state.raw<TicketDetailFragment | null>();
  #failed = $state(false);
  #refusal = $state.raw<TicketRefusal | null>(null);
  #isBusy = $state(false);
  #failures = 0;
  #againTimer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = true;

  constructor(api: Api, ticketId: string) {
    this.#api = api;
    this.#ticketId = ticketId;
  }

  /** Undefined until the server told, null when there is no such ticket for whoever asks. */
  get ticket(): TicketDetailFragment | null | undefined {
    return this.#ticket;
  }

  /** No answer came to the first question; it is asked again by itself. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Why the last change did not come about. */
  get refusal(): TicketRefusal | null {
    return this.#refusal;
  }

  /** A change is on its way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Follows the ticket until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    void this.#read();
    const stops = [
      this.#api.subscribe(
        TicketChanges,
        { ticketId: this.#ticketId },
        {
          next: ({ ticketChanges: ticket }) => this.hear(ticket),
          // No longer this reader's to see, say: the question tells.
          error: () => void this.#read(),
        },
      ),
      // Revisions count anew, so whatever is told next is newer; and perhaps there is no such ticket any more.
      this.#api.onRestored(() => {
        if (this.#ticket) this.#ticket = { ...this.#ticket, revision: 0 };
        void this.#read();
      }),
      this.#api.onOpen(() => {
        if (!this.#ticket) void this.#read();
      }),
    ];
    return () => {
      this.#isStopped = true;
      clearTimeout(this.#againTimer);
      for (const stop of stops) stop();
    };
  }

  /** Asks again, now. */
  retry(): void {
    this.#failed = false;
    void this.#read();
  }

  /** Reads it anew, because something changed in it from here. */
  reread(): Promise<void> {
    return this.#read();
  }

  /** Takes up what was told elsewhere; never what is older than what is known. */
  hear(ticket: TicketDetailFragment): void {
    if (this.#ticket && ticket.revision < this.#ticket.revision) return;
    this.#ticket = ticket;
    this.#failed = false;
  }

  dismiss(): void {
    this.#refusal = null;
  }

  /** Makes the ticket one's own, if nobody else was quicker. */
  take(): Promise<boolean> {
    return this.#do(
      async () => {
        const { takeTicket: outcome } = await this.#api.request(TakeTicket, { ticketId: this.#ticketId });
        switch (outcome.__typename) {
          case 'Ticket':
            this.hear(outcome);
            return null;
          case 'TicketTaken':
            this.hear(outcome.ticket);
            return { kind: 'TicketTaken', by: outcome.ticket.assignee?.name ?? null };
          case 'NotPermitted':
            return { kind: 'NotPermitted' };
        }
      },
      () => this.take(),
    );
  }

  /** Changes the ticket, unless it is no longer as it stood at `revision`, the present one when absent. */
  change(edit: TicketEdit, revision = this.#ticket?.revision ?? 0): Promise<boolean> {
    return this.#do(
      async () => {
        const input = { ticketId: this.#ticketId, revision, ...edit };
        const { updateTicket: outcome } = await this.#api.request(UpdateTicket, { input });
        switch (outcome.__typename) {
          case 'Ticket':
            this.hear(outcome);
            return null;
          case 'StaleTicket':
            this.hear(outcome.ticket);
            return {
              kind: 'StaleTicket',
              edit,
              changes: changesAfter(outcome.ticket.changes, revision, outcome.fields),
            };
          case 'IllegalTransition':
            return { kind: 'IllegalTransition', from: outcome.from, to: outcome.to };
          case 'InvalidInput':
            return { kind: this.#isMasked(edit) ? 'Masked' : 'InvalidInput' };
          case 'TicketClosed':
          case 'NotPermitted':
            return { kind: outcome.__typename };
        }
      },
      () => this.change(edit, revision),
    );
  }

  /** Whether something is hidden in a text that was to be changed. */
  #isMasked({ title, content }: TicketEdit): boolean {
    const { titleMasks = [], contentMasks = [] } = this.#ticket ?? {};
    return (title !== undefined && titleMasks.length > 0) || (content !== undefined && contentMasks.length > 0);
  }

  async #do(work: () => Promise<TicketRefusal | null>, again: () => Promise<boolean>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    this.#refusal = null;
    try {
      this.#refusal = await work();
    } catch {
      this.#refusal = { kind: 'Unreachable', again };
    } finally {
      this.#isBusy = false;
    }
    return this.#refusal === null;
  }

  async #read(): Promise<void> {
    clearTimeout(this.#againTimer);
    try {
      const { ticket } = await this.#api.request(TicketNow, { ticketId: this.#ticketId });
      this.#failures = 0;
      this.#failed = false;
      if (ticket) this.hear(ticket);
      else this.#ticket = null;
    } catch {
      this.#failed = true;
      const wait = Math.random() * Math.min(readAgainWithinMs, 500 * 2 ** ++this.#failures);
      if (!this.#isStopped) this.#againTimer = setTimeout(() => void this.#read(), wait);
    }
  }
}
