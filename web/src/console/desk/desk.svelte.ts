import { isBlank } from '@damso/api/blank';
import { createContext } from 'svelte';
import { on } from 'svelte/events';
import { keptAs, typedIn } from '#console/info/info-form.svelte.ts';
import { sendFile } from '#console/tickets/send-file.ts';
import { chosenName, Conversation, draftName } from '#lib/chat/conversation.svelte.ts';
import { Draft, draftsOf, dropDrafts } from '#lib/chat/drafts.ts';
import { dropUnnamedFiles } from '#lib/chat/kept-files.ts';
import { restoreUnsent } from '#lib/chat/outbox.ts';
import { OutgoingFiles } from '#lib/chat/outgoing-files.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import {
  answersIn,
  conversationNextTo,
  fromBefore,
  inDeskOrder,
  unreadIn,
  withChange,
  withoutGone,
  type DeskChat,
} from './desk-chats.ts';
import { InternalNote, internalNoteName } from './internal-note.svelte.ts';

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
    lastSeq
    agentDeliveredSeq
    lastMessage {
      id
      sender
      body
      sentAt
      attachments {
        mediaType
      }
    }
    customer {
      id
      name
      email
      phone
    }
    ...RatingState
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

const MarkReceived = graphql(`
  mutation MarkReceived($chatId: ID!, $deliveredUpTo: Int!) {
    markRead(chatId: $chatId, seq: 0, deliveredUpTo: $deliveredUpTo) {
      __typename
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

const TransferChat = graphql(`
  mutation TransferChat($chatId: ID!, $agentId: ID!, $note: String) {
    transferChat(input: { chatId: $chatId, agentId: $agentId, note: $note }) {
      __typename
      ...DeskChat
    }
  }
`);

const WhereIsChat = graphql(`
  query WhereIsChat($chatId: ID!) {
    chat(id: $chatId) {
      id
      state
      agent {
        id
        name
      }
    }
  }
`);

/**
 * How often the desk is compared with the server. The stream tells of chats that come, but not of those that left while the
 * connection was lost.
 */
const compareEveryMs = 60_000;

/** How often this window notes that it is connected, so that it knows how long it was not. */
const noteConnectionEveryMs = 1_000;
/** Only of chats that nobody reads until then, and of many messages in one the last: reading tells the same. */
const receivedToldAfterMs = 5_000;
/** The service takes a connection for gone only so long after it was lost. */
const leaseLastsMs = 5_000;
/**
 * A chat whose leaving becomes known within this time after a reconnection counts as having left while the connection was lost.
 */
const comparedWithinMs = 10_000;

/** What became of a chat that left the desk without this agent's doing; `returned` came back as a new request. */
type Whereabouts = 'moved' | 'waiting' | 'closed' | 'returned' | 'elsewhere';

/** Why the last step at the desk did not succeed, or what became of a chat. */
export type DeskNotice =
  | { kind: 'unreachable' | 'ended-before' }
  | { kind: 'transferred'; title: string; agent: string }
  | { kind: 'lost'; count: number }
  | {
      kind: 'left';
      title: string;
      where: Whereabouts;
      agent: string | null;
      /** The own connection had been gone for longer than the service waits. */
      wasAbsent: boolean;
    };

/** Why a chat was not given to another agent. */
export type TransferRefusal = 'AgentUnavailable' | 'ChatEnded' | 'InvalidText' | 'NotPermitted' | 'Unreachable';

/** What was written in a chat that has left the desk, and never reached anybody. */
export interface LeftText {
  readonly chatId: string;
  readonly title: string;
  readonly text: string;
}

export interface DeskOptions {
  api: Api;
  /** Whose desk it is. */
  agentId: string;
  /** Keeps drafts, unsent messages and notes. */
  storage: TextStorage;
  /** How long the service waits for an agent whose connection is gone; undefined while unknown. */
  gracePeriods: () => { requestedGraceSeconds: number; activeGraceSeconds: number } | undefined;
}

type StepOutcome = ({ __typename: 'Chat' } & DeskChat) | { __typename: 'ChatEnded' | 'NotPermitted' | 'RateLimited' };

/**
 * The agent's desk: one subscription for all pages of the console, which is also what keeps the agent's lease alive. No normalised
 * cache stands in between: the stream carries whole chats with a revision each, so folding them by id is all the truth there is.
 */
export class Desk {
  readonly #api: Api;
  readonly #agentId: string;
  readonly #storage: TextStorage;
  readonly #gracePeriods: DeskOptions['gracePeriods'];
  readonly #heardAt = new Map<string, number>();
  readonly #internalNotes = new Map<string, InternalNote>();
  readonly #transferNotes = new Map<string, Draft>();
  #chats = $state.raw<ReadonlyMap<string, DeskChat>>(new Map());
  #conversations = $state.raw<ReadonlyMap<string, Conversation>>(new Map());
  #isKnown = $state(false);
  #selectedId = $state<string | null>(null);
  #openingId = $state<string | null>(null);
  /** Could not be opened, for want of a network. */
  #failedId: string | null = null;
  /** The chat whose conversation is on the screen. */
  #shownId = $state<string | null>(null);
  /** Somebody looks at this window, as far as a browser can tell. */
  #isAttended = $state(false);
  readonly #seenId = $derived(this.#isAttended ? this.#shownId : null);
  #notice = $state.raw<DeskNotice | null>(null);
  #leftTexts = $state.raw<readonly LeftText[]>([]);
  /** Chats that this agent is ending or transferring: no notice is shown when they leave the desk. */
  readonly #lettingGo = new Map<string, 'end' | 'transfer'>();
  /** By the wall clock, which goes on while a laptop sleeps. */
  #connectedAt = Date.now();
  #reopenedAt = 0;
  #absentMs = 0;
  #compareTimer: ReturnType<typeof setTimeout> | undefined;
  /** Up to where chats came here, of which the server is to be told. */
  readonly #received = new Map<string, number>();
  #receivedTimer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = true;

  /** In the order of the list. */
  readonly chats = $derived(inDeskOrder(this.#chats.values()));
  /** How many wait to be opened. */
  readonly requests = $derived(this.chats.filter(({ state }) => state === 'REQUESTED').length);
  readonly talking = $derived(this.chats.filter(({ state }) => state === 'ACTIVE').length);
  readonly ended = $derived(this.chats.filter(({ state }) => state === 'ENDED_BY_CUSTOMER').length);
  /** Messages of customers that nobody read, in chats that run here; not in the one that lies open before the agent. */
  readonly unread = $derived(unreadIn(this.chats, this.#seenId));
  /** The chats in which the customer had the last word and it is unread. */
  readonly answers = $derived(answersIn(this.chats, this.#seenId));
  readonly selected = $derived(this.#selectedId === null ? undefined : this.#chats.get(this.#selectedId));
  /** The conversation of the selected chat, once it is opened. */
  readonly conversation = $derived(this.#selectedId === null ? undefined : this.#conversations.get(this.#selectedId));

  constructor({ api, agentId, storage, gracePeriods }: DeskOptions) {
    this.#api = api;
    this.#agentId = agentId;
    this.#storage = storage;
    this.#gracePeriods = gracePeriods;
  }

  /** Whether the present state has arrived, so that an empty list means an empty desk. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get notice(): DeskNotice | null {
    return this.#notice;
  }

  /** Typed text whose chat is no longer here; it stays until the agent drops it. */
  get leftTexts(): readonly LeftText[] {
    return this.#leftTexts;
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
    const noteConnection = () => {
      if (this.#api.connection.state === 'open') this.#connectedAt = Date.now();
    };
    noteConnection();
    const noteAttention = () => (this.#isAttended = document.visibilityState === 'visible' && document.hasFocus());
    noteAttention();
    const timer = setInterval(noteConnection, noteConnectionEveryMs);
    const stops = [
      this.#api.subscribe(DeskChanges, {}, { next: ({ deskChanges }) => this.#take(deskChanges) }),
      this.#api.onRestored(() => (this.#chats = fromBefore(this.#chats))),
      this.#api.onOpen(() => this.#resume()),
      on(window, 'focus', noteAttention),
      on(window, 'blur', noteAttention),
      on(document, 'visibilitychange', noteAttention),
    ];
    return () => {
      this.#isStopped = true;
      clearInterval(timer);
      clearTimeout(this.#compareTimer);
      clearTimeout(this.#receivedTimer);
      this.#receivedTimer = undefined;
      for (const stop of stops) stop();
      for (const conversation of this.#conversations.values()) conversation.close();
      this.#conversations = new Map();
      this.#keepTexts(this.#chats.values());
      this.#chats = new Map();
      this.#isKnown = false;
      this.#selectedId = null;
      this.#notice = null;
    };
  }

  /** Shows a chat; a requested one is opened with it: from now on the customer is being served. */
  async choose(chatId: string): Promise<void> {
    this.#notice = null;
    this.#selectedId = chatId;
    const chat = this.#chats.get(chatId);
    if (chat?.state === 'REQUESTED' && this.#openingId !== chatId) {
      this.#openingId = chatId;
      this.#failedId = null;
      const outcome = await this.#step(async () => (await this.#api.request(OpenChat, { chatId })).openChat);
      if (this.#openingId === chatId) this.#openingId = null;
      if (outcome === 'Unreachable') this.#failedId = chatId;
      else if (outcome === 'NotPermitted') this.#lose(chat);
      else if (outcome === 'ChatEnded') this.#notice = { kind: 'ended-before' };
    }
    this.#converse();
  }

  /** A conversation is on the screen until the returned function is called. */
  show(chatId: string): () => void {
    this.#shownId = chatId;
    return () => {
      if (this.#shownId === chatId) this.#shownId = null;
    };
  }

  /** Back to the list. */
  leave(): void {
    this.#selectedId = null;
    this.#notice = null;
    this.#converse();
  }

  /** Ends the chat for both sides; it leaves the desk. */
  async end(chatId: string): Promise<void> {
    const chat = this.#chats.get(chatId);
    this.#notice = null;
    this.#lettingGo.set(chatId, 'end');
    const outcome = await this.#step(async () => (await this.#api.request(EndChat, { chatId })).endChat);
    this.#lettingGo.delete(chatId);
    if (outcome === 'NotPermitted') this.#lose(chat);
    else if (outcome) this.#notice = { kind: outcome === 'ChatEnded' ? 'ended-before' : 'unreachable' };
    else this.dropText(chatId);
  }

  /** Whether something was written in a chat that ending it would discard. */
  hasTyped(chatId: string): boolean {
    return (this.#conversations.get(chatId)?.left ?? '') !== '' || this.internalNote(chatId).length > 0;
  }

  /**
   * Gives the chat to another agent, with a note for that one; it leaves the desk. With `goOn` the next conversation of the list is
   * shown then; a request is never opened by itself.
   */
  async transfer(
    chatId: string,
    to: { id: string; name: string },
    note: string,
    goOn: boolean,
  ): Promise<TransferRefusal | null> {
    const chat = this.#chats.get(chatId);
    const next = goOn ? conversationNextTo(this.chats, chatId) : undefined;
    this.#notice = null;
    this.#lettingGo.set(chatId, 'transfer');
    try {
      const variables = { chatId, agentId: to.id, note: note === '' ? null : note };
      const { transferChat: outcome } = await this.#api.request(TransferChat, variables);
      if (outcome.__typename !== 'Chat') {
        this.#lettingGo.delete(chatId);
        if (outcome.__typename === 'NotPermitted') this.#compareIn(0);
        if (!this.#chats.has(chatId)) this.#lose(chat);
        return outcome.__typename;
      }
      this.#take({ chat: outcome, removed: true });
    } catch {
      // The answer can get lost where the stream has told already.
      if (this.#chats.has(chatId)) return 'Unreachable';
    } finally {
      this.#lettingGo.delete(chatId);
    }
    this.#transferNote(chatId).sent();
    if (next && this.#selectedId === null) void this.choose(next.id);
    this.#notice = { kind: 'transferred', title: chat?.title ?? '', agent: to.name };
    return null;
  }

  /** The note for the next agent as far as it is written, kept like every other text. */
  noteFor(chatId: string): string {
    return this.#transferNote(chatId).content;
  }

  keepNote(chatId: string, note: string): void {
    this.#transferNote(chatId).write(note);
  }

  #transferNote(chatId: string): Draft {
    const note = this.#transferNotes.get(chatId) ?? new Draft(this.#storage, noteName(chatId));
    this.#transferNotes.set(chatId, note);
    return note;
  }

  /** The note that is being written in a chat, the same one however often the chat is looked at. */
  internalNote(chatId: string): InternalNote {
    const note = this.#internalNotes.get(chatId) ?? new InternalNote(this.#api, chatId, this.#storage);
    this.#internalNotes.set(chatId, note);
    return note;
  }

  /** Gives up what was written in a chat that has left. */
  dropText(chatId: string): void {
    for (const notes of [this.#internalNotes, this.#transferNotes]) {
      notes.get(chatId)?.close();
      notes.delete(chatId);
    }
    for (const name of [...this.#draftNames(chatId), chosenName(chatId)]) dropDrafts(this.#storage, name);
    for (const name of this.#storage.names(unsentPrefix(chatId))) this.#storage.remove(name);
    void dropUnnamedFiles(this.#storage);
    this.#leftTexts = this.#leftTexts.filter((left) => left.chatId !== chatId);
  }

  dismissNotice(): void {
    this.#notice = null;
  }

  async #step(ask: () => Promise<StepOutcome>): Promise<'ChatEnded' | 'NotPermitted' | 'Unreachable' | null> {
    try {
      const outcome = await ask();
      if (outcome.__typename === 'Chat') {
        this.#take({ chat: outcome, removed: false });
        return null;
      }
      this.#compareIn(0);
      return outcome.__typename === 'RateLimited' ? 'Unreachable' : outcome.__typename;
    } catch {
      return 'Unreachable';
    }
  }

  /** After each connection: finds chats that left meanwhile, and opens the chat that could not be opened without a network. */
  #resume(): void {
    this.#absentMs = Date.now() - this.#connectedAt;
    this.#connectedAt = Date.now();
    this.#reopenedAt = performance.now();
    this.#compareIn(0);
    if (this.#notice?.kind === 'unreachable') this.#notice = null;
    if (this.#failedId !== null && this.#failedId === this.#selectedId) void this.choose(this.#failedId);
  }

  #take(change: { chat: DeskChat; removed: boolean }): void {
    if (this.#isStopped) return;
    this.#heardAt.set(change.chat.id, performance.now());
    this.#isKnown = true;
    this.#become(withChange(this.#chats, change));
    this.#noteReceived(change.chat);
  }

  /** What was said in a chat has come to this device, whether or not anybody looks at it. One that is open tells so itself. */
  #noteReceived({ id, lastSeq, unreadCount, agentDeliveredSeq }: DeskChat): void {
    if (unreadCount === 0 || lastSeq <= agentDeliveredSeq) return;
    this.#received.set(id, lastSeq);
    this.#receivedTimer ??= setTimeout(() => {
      this.#receivedTimer = undefined;
      void this.#tellReceived();
    }, receivedToldAfterMs);
  }

  async #tellReceived(): Promise<void> {
    const received = [...this.#received];
    this.#received.clear();
    for (const [chatId, deliveredUpTo] of received) {
      const chat = this.#chats.get(chatId);
      if (!chat || chat.agentDeliveredSeq >= deliveredUpTo || this.#conversations.has(chatId)) continue;
      try {
        await this.#api.request(MarkReceived, { chatId, deliveredUpTo });
      } catch {
        // Told with what comes next, or by reading it.
      }
    }
  }

  /** The server says that the chat is not this agent's, whether or not the stream has said so too. */
  #lose(chat: DeskChat | undefined): void {
    if (!chat) return;
    const chats = new Map(this.#chats);
    if (chats.delete(chat.id)) this.#become(chats);
    else {
      void this.#tellLeft(chat);
      this.#keepTexts([chat]);
    }
  }

  #become(chats: ReadonlyMap<string, DeskChat>): void {
    const shown = this.selected;
    const gone = [...this.#chats.values()].filter(({ id }) => !chats.has(id));
    this.#chats = chats;
    const present = shown && chats.get(shown.id);
    if (shown && (!present || (present.state === 'REQUESTED' && shown.state !== 'REQUESTED'))) {
      this.#selectedId = null;
      if (!this.#lettingGo.has(shown.id)) void this.#tellLeft(shown);
    } else {
      const lost = gone.filter((chat) => !this.#lettingGo.has(chat.id) && this.#wasAbsentFor(chat));
      if (lost.length > 0) this.#notice = { kind: 'lost', count: lost.length };
    }
    this.#converse();
    this.#keepTexts(gone);
  }

  /** The connection was gone for so long that the service no longer waited with this chat. */
  #wasAbsentFor({ state }: DeskChat): boolean {
    const grace = this.#gracePeriods();
    if (!grace || performance.now() - this.#reopenedAt > comparedWithinMs) return false;
    const waits = { REQUESTED: grace.requestedGraceSeconds, ACTIVE: grace.activeGraceSeconds }[state as string];
    return waits !== undefined && this.#absentMs >= waits * 1_000 + leaseLastsMs;
  }

  /** Says where a chat is now that was being looked at. */
  async #tellLeft(left: DeskChat): Promise<void> {
    const { id, title } = left;
    const wasAbsent = this.#wasAbsentFor(left);
    let where: Whereabouts = 'elsewhere';
    let agent: string | null = null;
    try {
      const { chat } = await this.#api.request(WhereIsChat, { chatId: id });
      agent = chat?.agent?.name ?? null;
      if (chat?.state === 'CLOSED') where = 'closed';
      else if (chat?.agent?.id === this.#agentId) where = 'returned';
      else if (chat?.state === 'WAITING') where = 'waiting';
      else if (agent !== null) where = 'moved';
    } catch {
      // The notice is shown even when it is not known where the chat went.
    }
    // The agent has gone on to another step.
    if (this.#isStopped || this.#selectedId !== null) return;
    this.#notice = { kind: 'left', title, where, agent, wasAbsent };
  }

  /** Keeps what was written in chats that are gone within reach; what was ended on purpose leaves nothing behind. */
  #keepTexts(gone: Iterable<DeskChat>): void {
    const left = [...gone].flatMap(({ id: chatId, title }) => {
      const wish = this.#lettingGo.get(chatId);
      if (wish === 'end') return [];
      const unsent = this.#storage
        .names(unsentPrefix(chatId))
        .map((name) => restoreUnsent(name, this.#storage.get(name) ?? '')?.text ?? '');
      const typed = this.#draftNames(chatId)
        // The transfer note reached the next agent with the chat, so it is not a text left behind.
        .filter((name) => wish !== 'transfer' || name !== noteName(chatId))
        .flatMap((name) =>
          draftsOf(this.#storage, name).map((text) => (name === keptAs(chatId) ? typedIn(text) : text)),
        );
      const text = [...unsent, ...typed].filter((each) => !isBlank(each)).join('\n\n');
      return text === '' ? [] : [{ chatId, title, text }];
    });
    const ids = new Set(left.map(({ chatId }) => chatId));
    const kept = this.#leftTexts.filter(({ chatId }) => !ids.has(chatId) && !this.#chats.has(chatId));
    if (left.length > 0 || kept.length !== this.#leftTexts.length) this.#leftTexts = [...kept, ...left];
  }

  /** Files that were chosen for chats of others by now go nowhere from here, and are not to stay in the browser. */
  #dropChosen(mine: ReadonlySet<string>): void {
    const kept = [...mine, ...this.#chats.keys()].map(chosenName);
    const lost = this.#storage.names(chosenName('')).filter((name) => !kept.some((each) => name.startsWith(each)));
    if (lost.length === 0) return;
    for (const name of lost) this.#storage.remove(name);
    void dropUnnamedFiles(this.#storage);
  }

  #draftNames(chatId: string): string[] {
    return [draftName(chatId), noteName(chatId), internalNoteName(chatId), keptAs(chatId)];
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
        : this.#storage.names(unsentPrefix(id)).length > 0;
      if (isShown || isWaiting) next.set(id, present ?? this.#conversationOf(id));
    }
    const gone = [...this.#conversations].filter(([id]) => !next.has(id));
    if (gone.length === 0 && next.size === this.#conversations.size) return;
    this.#conversations = next;
    for (const [, conversation] of gone) conversation.close();
  }

  #conversationOf(chatId: string): Conversation {
    const options = { api: this.#api, storage: this.#storage };
    return new Conversation({
      ...options,
      chatId,
      side: 'AGENT',
      openFiles: (conversation) =>
        Promise.resolve((conversation.files ??= new OutgoingFiles({ ...options, conversation, send: sendFile }))),
    });
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
      if (!chats.pageInfo.hasNextPage) {
        this.#become(withoutGone(this.#chats, mine, heardSince));
        this.#dropChosen(mine);
      }
      if (mine.size === 0) this.#isKnown = true;
    } catch {
      // The next comparison finds it.
    }
    if (!this.#isStopped) this.#compareIn(compareEveryMs);
  }
}

const noteName = (chatId: string) => `note.${chatId}`;
const unsentPrefix = (chatId: string) => `unsent.${chatId}.`;

export const [getDesk, setDesk] = createContext<Desk>();
