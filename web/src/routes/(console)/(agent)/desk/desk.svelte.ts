import { createContext } from 'svelte';
import { Conversation } from '#lib/chat/conversation.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { inDeskOrder, withChange, withoutGone, type DeskChat } from './desk-chats.ts';

graphql(`
  fragment DeskChat on Chat {
    id
    revision
    state
    title
    language
    requestedAt
    openedAt
    customerEndedAt
    unreadCount
    lastMessage {
      id
      sender
      body
      sentAt
    }
    customer {
      id
      name
      email
      phone
    }
  }
`);

const DeskChanges = graphql(`
  subscription DeskChanges {
    deskChanges {
      removed
      chat {
        ...DeskChat
      }
    }
  }
`);

const ChatsOfMine = graphql(`
  query ChatsOfMine {
    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

const OpenChat = graphql(`
  mutation OpenChat($chatId: ID!) {
    openChat(chatId: $chatId) {
      __typename
      ...DeskChat
    }
  }
`);

const EndChat = graphql(`
  mutation EndChatAtDesk($chatId: ID!) {
    endChat(chatId: $chatId) {
      __typename
      ...DeskChat
    }
  }
`);

/** The stream tells of everything that comes; what silently left while nobody listened is found by comparing. */
const compareEveryMs = 60_000;

/** Why the last step at the desk did not succeed, or what became of the chat that was shown. */
export type DeskNotice = 'unreachable' | 'not-permitted' | 'ended-before' | 'left';

/**
 * The agent's desk: one subscription for all pages of the console, which is also what keeps the agent's lease alive. No normalised
 * cache stands in between: the stream carries whole chats with a revision each, so folding them by id is all the truth there is.
 */
export class Desk {
  readonly #api: Api;
  readonly #storage: TextStorage;
  readonly #heardAt = new Map<string, number>();
  #chats = $state.raw<ReadonlyMap<string, DeskChat>>(new Map());
  #conversations = $state.raw<ReadonlyMap<string, Conversation>>(new Map());
  #isKnown = $state(false);
  #selectedId = $state<string | null>(null);
  #openingId = $state<string | null>(null);
  #notice = $state<DeskNotice | null>(null);
  #endingId: string | null = null;
  #compareTimer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = true;

  /** In the order of the list. */
  readonly chats = $derived(inDeskOrder(this.#chats.values()));
  /** How many wait to be opened. */
  readonly requests = $derived(this.chats.filter(({ state }) => state === 'REQUESTED').length);
  readonly talking = $derived(this.chats.filter(({ state }) => state === 'ACTIVE').length);
  readonly ended = $derived(this.chats.filter(({ state }) => state === 'ENDED_BY_CUSTOMER').length);
  readonly selected = $derived(this.#selectedId === null ? undefined : this.#chats.get(this.#selectedId));
  /** The conversation of the selected chat, once it is opened. */
  readonly conversation = $derived(this.#selectedId === null ? undefined : this.#conversations.get(this.#selectedId));

  constructor(api: Api, storage: TextStorage) {
    this.#api = api;
    this.#storage = storage;
  }

  /** Whether the present state has arrived, so that an empty list means an empty desk. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get notice(): DeskNotice | null {
    return this.#notice;
  }

  /** The selected chat is on its way from requested to opened. */
  get isOpening(): boolean {
    return this.#openingId !== null && this.#openingId === this.#selectedId;
  }

  /** Whether something written in this chat has not been taken by the server. */
  hasUnsent(chatId: string): boolean {
    return (this.#conversations.get(chatId)?.unsent.length ?? 0) > 0;
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    this.#compareIn(0);
    const stops = [
      this.#api.subscribe(DeskChanges, {}, { next: ({ deskChanges }) => this.#take(deskChanges) }),
      this.#api.onOpen(() => this.#resume()),
    ];
    return () => {
      this.#isStopped = true;
      clearTimeout(this.#compareTimer);
      for (const stop of stops) stop();
      for (const conversation of this.#conversations.values()) conversation.close();
      this.#conversations = new Map();
    };
  }

  /** Shows a chat; a requested one is opened with it: from now on the customer is being served. */
  async choose(chatId: string): Promise<void> {
    this.#notice = null;
    this.#selectedId = chatId;
    if (this.#chats.get(chatId)?.state === 'REQUESTED' && this.#openingId !== chatId) {
      this.#openingId = chatId;
      const outcome = await this.#step(async () => (await this.#api.request(OpenChat, { chatId })).openChat);
      if (this.#openingId === chatId) this.#openingId = null;
      // The pane says itself that it could not be opened; it is tried again with the next connection.
      if (outcome !== 'unreachable') this.#notice = outcome;
    }
    this.#converse();
  }

  /** Back to the list. */
  leave(): void {
    this.#selectedId = null;
    this.#notice = null;
    this.#converse();
  }

  /** Ends the chat for both sides; it leaves the desk. */
  async end(chatId: string): Promise<void> {
    this.#notice = null;
    this.#endingId = chatId;
    this.#notice = await this.#step(async () => (await this.#api.request(EndChat, { chatId })).endChat);
    this.#endingId = null;
  }

  dismissNotice(): void {
    this.#notice = null;
  }

  async #step(
    ask: () => Promise<({ __typename: 'Chat' } & DeskChat) | { __typename: 'ChatEnded' | 'NotPermitted' }>,
  ): Promise<DeskNotice | null> {
    try {
      const outcome = await ask();
      if (outcome.__typename === 'Chat') {
        this.#take({ chat: outcome, removed: false });
        return null;
      }
      this.#compareIn(0);
      return outcome.__typename === 'ChatEnded' ? 'ended-before' : 'not-permitted';
    } catch {
      return 'unreachable';
    }
  }

  /** After each connection: what left meanwhile is dropped, and what could not be done is done. */
  #resume(): void {
    this.#compareIn(0);
    if (this.#notice === 'unreachable') this.#notice = null;
    if (this.selected?.state === 'REQUESTED') void this.choose(this.selected.id);
  }

  #take(change: { chat: DeskChat; removed: boolean }): void {
    this.#heardAt.set(change.chat.id, performance.now());
    this.#isKnown = true;
    this.#become(withChange(this.#chats, change));
  }

  #become(chats: ReadonlyMap<string, DeskChat>): void {
    const shown = this.selected;
    this.#chats = chats;
    if (shown && !chats.has(shown.id)) {
      this.#selectedId = null;
      // The agent's own end is no news; a chat that went elsewhere is.
      if (this.#endingId !== shown.id) this.#notice ??= 'left';
    }
    this.#converse();
  }

  /**
   * A conversation is live while it is shown, and as long as something written in it waits to be sent: turning to the next customer, or
   * reloading, must not keep words from the last one.
   */
  #converse(): void {
    if (this.#isStopped) return;
    const next = new Map<string, Conversation>();
    for (const { id, state } of this.#chats.values()) {
      const present = this.#conversations.get(id);
      const isShown = id === this.#selectedId && state !== 'REQUESTED';
      const isWaiting = present
        ? present.unsent.some((unsent) => unsent.state !== 'refused')
        : this.#storage.names(`unsent.${id}.`).length > 0;
      if (isShown || isWaiting) next.set(id, present ?? this.#conversationOf(id));
    }
    const gone = [...this.#conversations].filter(([id]) => !next.has(id));
    if (gone.length === 0 && next.size === this.#conversations.size) return;
    this.#conversations = next;
    for (const [, conversation] of gone) conversation.close();
  }

  #conversationOf(chatId: string): Conversation {
    return new Conversation({ api: this.#api, chatId, side: 'AGENT', storage: this.#storage });
  }

  #compareIn(ms: number): void {
    clearTimeout(this.#compareTimer);
    this.#compareTimer = setTimeout(() => void this.#compare(), ms);
  }

  async #compare(): Promise<void> {
    const asked = performance.now();
    try {
      const { chats } = await this.#api.request(ChatsOfMine, {});
      if (this.#isStopped) return;
      const mine = new Set(chats.edges.map(({ node }) => node.id));
      const heardSince = (id: string) => (this.#heardAt.get(id) ?? -1) >= asked;
      if (!chats.pageInfo.hasNextPage) this.#become(withoutGone(this.#chats, mine, heardSince));
      if (mine.size === 0) this.#isKnown = true;
    } catch {
      // The next comparison tells.
    }
    if (!this.#isStopped) this.#compareIn(compareEveryMs);
  }
}

export const [getDesk, setDesk] = createContext<Desk>();
