import { isBlank, tidied } from '@damso/api/blank';
import { RequestFailed, type Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/chat/index.ts';
import type { ConversationPartsFragment, SenderKind } from '#lib/graphql/generated/chat/graphql.ts';
import { Draft } from './drafts.ts';
import * as outbox from './outbox.ts';
import type { OutgoingFiles } from './outgoing-files.ts';
import { randomId } from './random-id.ts';
import type { TextStorage } from './text-storage.ts';
import { Thread, type ChatMessage } from './thread.svelte.ts';

const ConversationEnd = graphql(`
  query ConversationEnd($chatId: ID!, $last: Int!, $atDesk: Boolean!) {
    epoch
    chat(id: $chatId) {
      ...ConversationParts
      notes @include(if: $atDesk) {
        ...NoteParts
      }
      messages(last: $last) {
        ...MessagePage
      }
    }
  }
`);

const ChatChanges = graphql(`
  subscription ChatChanges($chatId: ID!, $after: Int!, $epoch: String!, $atDesk: Boolean!) {
    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {
      revision
      chat {
        ...ConversationParts
      }
      messages {
        ...MessageParts
      }
      notes @include(if: $atDesk) {
        ...NoteParts
      }
    }
  }
`);

graphql(`
  fragment ConversationParts on Chat {
    id
    state
    revision
    title
    queuePosition
    agent {
      id
      name
    }
    unreadCount
    takesFiles
    lastSeq
    customerReadSeq
    agentReadSeq
    customerDeliveredSeq
    agentDeliveredSeq
    ratable
    ratingRequestedAt
    ratingClosesAt
    rating {
      verdict
      canChangeUntil
    }
  }
`);

const TypingChanges = graphql(`
  subscription TypingChanges($chatId: ID!) {
    typing(chatId: $chatId) {
      sender
      name
      typing
    }
  }
`);

const SendMessage = graphql(`
  mutation SendMessage($chatId: ID!, $key: ID!, $text: String!, $attachments: [String!], $atDesk: Boolean!) {
    sendMessage(input: { chatId: $chatId, key: $key, text: $text, attachments: $attachments }) {
      __typename
      ... on Message {
        ...MessageParts
      }
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

const MarkRead = graphql(`
  mutation MarkRead($chatId: ID!, $seq: Int!, $deliveredUpTo: Int) {
    markRead(chatId: $chatId, seq: $seq, deliveredUpTo: $deliveredUpTo) {
      __typename
    }
  }
`);

const SetTyping = graphql(`
  mutation SetTyping($chatId: ID!, $typing: Boolean!) {
    setTyping(chatId: $chatId, typing: $typing)
  }
`);

const EndChat = graphql(`
  mutation EndChat($chatId: ID!) {
    endChat(chatId: $chatId) {
      __typename
    }
  }
`);

/** The longest text the server takes, in UTF-16 units after normalisation to NFC. */
export const maxTextLength = 4_000;

const typingAgainAfterMs = 3_000;
const typingForgottenAfterMs = 6_000;
const resendWithinMs = 10_000;
/** What comes is mostly read at once, and told with that; and of many messages the last is told. */
const deliveredToldAfterMs = 1_000;

/** Where the text that is being typed in a chat is kept. */
export const draftName = (chatId: string) => `draft.${chatId}`;
/** Where what is chosen to go with it is kept. */
export const chosenName = (chatId: string) => `files.${chatId}`;

export type Side = Extract<SenderKind, 'CUSTOMER' | 'AGENT'>;

export interface ConversationOptions {
  api: Api;
  chatId: string;
  /** Whose screen this is. */
  side: Side;
  /** Keeps draft and unsent messages; its owner is the person at the screen. */
  storage: TextStorage;
  /** Loads what keeps and uploads files, once. */
  openFiles: (conversation: Conversation) => Promise<OutgoingFiles>;
}

/**
 * One chat as one side sees it, live until `close()`: what was said, what is being said, what has been read, and what is not sent yet.
 * Nothing typed is lost: the draft and every unconfirmed message are stored, and unconfirmed ones are sent again by themselves.
 */
export class Conversation {
  readonly chatId: string;
  readonly side: Side;

  /** What was said. */
  readonly thread: Thread<ConversationPartsFragment>;

  readonly #api: Api;
  readonly #storage: TextStorage;

  /** What goes with the next message; absent until files can be chosen. */
  files = $state.raw<OutgoingFiles>();
  /** Makes that present. */
  readonly openFiles: () => Promise<OutgoingFiles>;

  #unsent = $state.raw<outbox.Outbox>([]);
  readonly #kept: Draft;
  #draft = $state('');
  #typing = $state.raw<{ name: string | null }>();

  #readWanted = 0;
  #readSent = 0;
  /** The last message of the other side that came here. */
  #received = 0;
  #receivedSent = 0;
  #receivedTimer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #pumping = false;
  #wake: () => void = () => {};
  #typingSince = 0;
  #typingSaid = Promise.resolve();
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  readonly #stops: (() => void)[];

  constructor({ api, chatId, side, storage, openFiles }: ConversationOptions) {
    this.openFiles = () => openFiles(this);
    this.chatId = chatId;
    this.side = side;
    this.#api = api;
    this.#storage = storage;
    this.#kept = new Draft(storage, draftName(chatId), (text) => (this.#draft = text));
    this.#draft = this.#kept.content;
    this.#unsent = this.#restoreUnsent();
    this.thread = new Thread({
      api,
      chatId,
      end: ConversationEnd,
      changes: ChatChanges,
      atDesk: side === 'AGENT',
      onMessages: (messages) => this.#hear(messages),
    });
    this.#stops = [
      this.thread.start(),
      api.subscribe(TypingChanges, { chatId }, { next: ({ typing }) => this.#hearTyping(typing) }),
      // Messages are numbered anew, so what was read of the former ones says nothing.
      api.onRestored(() => (this.#readWanted = this.#readSent = this.#received = this.#receivedSent = 0)),
      api.onOpen(() => {
        this.#wake();
        void this.#sendRead();
      }),
    ];
    void this.#pump();
  }

  /** The chat as it stands; undefined until the server told. */
  get chat(): ConversationPartsFragment | undefined {
    return this.thread.chat ?? undefined;
  }

  /** Confirmed messages in the order every reader sees them, up to the last; older ones may not be loaded. */
  get messages(): readonly ChatMessage[] {
    return this.thread.messages;
  }

  /** What this side has written and the server has not confirmed; shown beneath the confirmed messages. */
  get unsent(): outbox.Outbox {
    return this.#unsent;
  }

  /** Nobody can write any more. */
  get ended(): boolean {
    return this.chat?.state === 'ENDED_BY_CUSTOMER' || this.chat?.state === 'CLOSED';
  }

  /** Who of the other side is typing. */
  get typing(): { name: string | null } | undefined {
    return this.#typing;
  }

  /** The other side has read up to this seq. */
  get readByOther(): number {
    return this.#upTo('Read', false);
  }

  /** A device of the other side has received up to this seq. */
  get deliveredToOther(): number {
    return this.#upTo('Delivered', false);
  }

  /** This side has read up to this seq. */
  get readByMe(): number {
    return this.#upTo('Read', true);
  }

  /** Messages of the other side that this side has not read, loaded or not. */
  get unread(): number {
    return this.chat?.unreadCount ?? 0;
  }

  /** What is being typed, kept over reload and crash, and gone in every tab once it is sent. */
  get draft(): string {
    return this.#draft;
  }

  set draft(text: string) {
    this.#draft = text;
    this.#kept.write(text);
    this.#sayTyping(!isBlank(text));
  }

  /** Puts texts from elsewhere behind what was typed here. */
  bringIn(texts: readonly string[]): void {
    const typed = this.#kept.isFollowed ? '' : this.#draft;
    const text = [typed, ...texts].filter(Boolean).join('\n');
    if (text !== typed) this.draft = text;
  }

  /** There is something to send, and all of it is here. */
  get canSend(): boolean {
    const { length } = tidied(this.#draft);
    return length <= maxTextLength && !this.files?.isHeld && !!(length || this.files?.chosen.length);
  }

  /** Sends the draft. Returns whether there was something that could be sent; if not, the draft stays. */
  send(): boolean {
    if (!this.canSend || this.ended) return false;
    const text = tidied(this.#draft);
    const files = this.files?.chosen ?? [];
    // The same words with files are another message.
    const key = files.length ? randomId() : this.#kept.key;
    // Another tab may have sent the same words this moment, and its message may be here already.
    if (!this.#unsent.some((unsent) => unsent.key === key) && !this.messages.some((message) => message.key === key))
      this.#change(outbox.withUnsent(this.#unsent, key, text, new Date().toISOString(), files));
    this.#kept.sent();
    this.#draft = '';
    this.files?.clear();
    this.#sayTyping(false);
    void this.#pump();
    return true;
  }

  /** What was written here and reaches nobody any more, once the chat has ended. */
  get left(): string {
    const refused = this.#unsent.flatMap(({ text, state }) => (state === 'refused' ? [text] : []));
    return [...refused, this.#draft].filter((text) => !isBlank(text)).join('\n\n');
  }

  /** Gives that up. */
  dropLeft(): void {
    for (const { key, state } of this.#unsent) if (state === 'refused') this.discard(key);
    this.#kept.sent();
    this.#draft = '';
  }

  /** Sends an unsent message again, now. */
  retry(key: string): void {
    this.#change(outbox.retried(this.#unsent, key, randomId));
    this.#wake();
    void this.#pump();
  }

  /** Gives an unsent message up. */
  discard(key: string): void {
    this.#change(outbox.without(this.#unsent, new Set([key])));
    this.#wake();
  }

  /** This side has seen everything there is: for when the conversation is visible, focused and scrolled to its end. */
  markRead(): void {
    const last = this.messages.at(-1)?.seq ?? 0;
    if (last <= Math.max(this.#readWanted, this.readByMe)) return;
    this.#readWanted = last;
    void this.#sendRead();
  }

  /** The field lost the focus, so the writer no longer counts as typing. */
  stopTyping(): void {
    this.#sayTyping(false);
  }

  /** Ends the chat. Rejects with RequestFailed when no answer came. */
  async end(): Promise<'ended' | 'not-permitted'> {
    const { endChat } = await this.#api.request(EndChat, { chatId: this.chatId });
    if (endChat.__typename === 'RateLimited') throw new RequestFailed(endChat.__typename, 429);
    return endChat.__typename === 'NotPermitted' ? 'not-permitted' : 'ended';
  }

  /** Stops listening. Unsent messages stay stored and are sent when the chat is opened again. */
  close(): void {
    this.#closed = true;
    this.#kept.close();
    this.files?.close();
    this.#sayTyping(false);
    clearTimeout(this.#typingTimer);
    for (const stop of this.#stops) stop();
    this.#wake();
  }

  #upTo(what: 'Read' | 'Delivered', isMine: boolean): number {
    return this.chat?.[`${isMine === (this.side === 'CUSTOMER') ? 'customer' : 'agent'}${what}Seq` as const] ?? 0;
  }

  /** Each unsent message is an entry of its own: two tabs of one person must not overwrite each other's. */
  get #unsentPrefix(): string {
    return `unsent.${this.chatId}.`;
  }

  /** Removes messages from the outbox that the server has confirmed, also those outside the loaded part of the chat. */
  #hear(messages: readonly ChatMessage[]): void {
    const keys = new Set(messages.flatMap(({ key, sender }) => (key != null && sender === this.side ? [key] : [])));
    this.#change(outbox.without(this.#unsent, keys));
    for (const { seq, sender } of messages)
      if (sender !== this.side && sender !== 'SYSTEM') this.#received = Math.max(this.#received, seq);
    clearTimeout(this.#receivedTimer);
    this.#receivedTimer = setTimeout(() => void this.#sendRead(), deliveredToldAfterMs);
    const last = this.messages.at(-1);
    if (last && last.sender !== this.side && messages.includes(last)) this.#typing = undefined;
    // What was chosen and not sent goes nowhere any more, and is not to stay in the browser.
    if (this.ended && this.#storage.names(chosenName(this.chatId))[0])
      void this.openFiles().then((files) => files.drop());
  }

  #change(to: outbox.Outbox): void {
    const before = this.#unsent;
    if (to === before) return;
    this.#unsent = to;
    const kept = new Set(to.map(({ key }) => key));
    for (const unsent of to)
      if (!before.includes(unsent)) this.#storage.set(this.#unsentPrefix + unsent.key, outbox.storeUnsent(unsent));
    for (const { key, files } of before) {
      if (kept.has(key)) continue;
      this.#storage.remove(this.#unsentPrefix + key);
      if (files?.length) this.files?.dropUnnamed();
    }
  }

  #restoreUnsent(): outbox.Outbox {
    return this.#storage
      .names(this.#unsentPrefix)
      .flatMap(
        (name) => outbox.restoreUnsent(name.slice(this.#unsentPrefix.length), this.#storage.get(name) ?? '') ?? [],
      )
      .sort((a, b) => a.writtenAt.localeCompare(b.writtenAt));
  }

  /** Sends what is unsent, one at a time and in order; what got no answer is sent again until it has one. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    let failures = 0;
    for (let unsent; !this.#closed && (unsent = outbox.nextToSend(this.#unsent));) {
      const { key, text, files } = unsent;
      this.#change(outbox.sending(this.#unsent, key));
      try {
        const { chatId, side } = this;
        const send = (attachments: string[]) =>
          this.#api
            .request(SendMessage, { chatId, key, text, attachments, atDesk: side === 'AGENT' })
            .then(({ sendMessage }) => sendMessage);
        const sendMessage = await (files?.length ? (await this.openFiles()).sendWith(unsent, send) : send([]));
        failures = 0;
        if (sendMessage.__typename === 'Message') this.thread.hear([sendMessage]);
        else if (sendMessage.__typename === 'RateLimited') {
          this.#change(outbox.waiting(this.#unsent, key));
          await this.#sleep(sendMessage.retryAfter * 1_000);
        } else this.#change(outbox.refused(this.#unsent, key, sendMessage.__typename));
      } catch (error) {
        if (error instanceof RequestFailed && error.refused) {
          this.#change(outbox.refused(this.#unsent, key, 'Refused'));
          continue;
        }
        this.#change(outbox.waiting(this.#unsent, key));
        await this.#sleep(Math.random() * Math.min(resendWithinMs, 500 * 2 ** ++failures));
      }
    }
    this.#pumping = false;
  }

  /** Until the time is over, or something happened that makes another try worth it. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #sendRead(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (
        !this.#closed &&
        (this.#readWanted > this.#readSent ||
          this.#received > Math.max(this.#receivedSent, this.#upTo('Delivered', true)))
      ) {
        const seq = this.#readWanted;
        const deliveredUpTo = this.#received;
        const { markRead } = await this.#api.request(MarkRead, { chatId: this.chatId, seq, deliveredUpTo });
        if (markRead.__typename === 'RateLimited') break;
        this.#readSent = seq;
        this.#receivedSent = deliveredUpTo;
      }
    } catch {
      // Sent again with the next message or connection.
    }
    this.#reading = false;
  }

  #sayTyping(typing: boolean): void {
    const now = Date.now();
    // Without a connection, "typing" would arrive late, when it may no longer be true.
    if (typing && this.#api.connection.state !== 'open') return;
    if (typing ? now - this.#typingSince < typingAgainAfterMs : this.#typingSince === 0) return;
    this.#typingSince = typing ? now : 0;
    // One after the other, or an overtaken "typing" would stand after the "not typing".
    this.#typingSaid = this.#typingSaid
      .then(() => this.#api.request(SetTyping, { chatId: this.chatId, typing }))
      .then(
        () => {},
        () => {},
      );
  }

  #hearTyping({ sender, name, typing }: { sender: SenderKind; name?: string | null; typing: boolean }): void {
    if (sender === this.side) return;
    clearTimeout(this.#typingTimer);
    this.#typing = typing ? { name: name ?? null } : undefined;
    if (typing) this.#typingTimer = setTimeout(() => (this.#typing = undefined), typingForgottenAfterMs);
  }
}
