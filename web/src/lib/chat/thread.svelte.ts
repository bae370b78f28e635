import type { Api } from '#lib/graphql/api.ts';
import type { TypedDocument } from '#lib/graphql/document.ts';
import { graphql } from '#lib/graphql/generated/chat/index.ts';
import type {
  MessagePageFragment,
  MessagePartsFragment,
  NotePartsFragment,
} from '#lib/graphql/generated/chat/graphql.ts';
import { withHeard, withMessages, withNotes } from './merge.ts';

graphql(`
  fragment NoteParts on ChatNote {
    id
    body
    revision
    afterSeq
    createdAt
    author {
      name
    }
    apiClient {
      name
    }
    masks {
      id
      start
      end
      maskedAt
      maskedBy {
        name
      }
      apiClient {
        name
      }
      sealed
    }
    suggestions {
      kind
      start
      end
    }
  }
`);

graphql(`
  fragment MessagePage on MessageConnection {
    edges {
      node {
        ...MessageParts
      }
    }
    pageInfo {
      hasPreviousPage
      startCursor
    }
  }
`);

const OlderMessages = graphql(`
  query OlderMessages($chatId: ID!, $last: Int!, $before: String!, $atDesk: Boolean!) {
    epoch
    chat(id: $chatId) {
      messages(last: $last, before: $before) {
        ...MessagePage
      }
    }
  }
`);

export type ChatMessage = MessagePartsFragment;
export type ChatNote = NotePartsFragment;

const pageSize = 100;
const readAgainWithinMs = 10_000;

const isRestored = 'EPOCH_CHANGED';
const isOutdated = ['NOT_FOUND', 'REVISION_AHEAD', isRestored];

const codesOf = (errors: unknown) =>
  (Array.isArray(errors) ? errors : []).map(
    (error: { extensions?: { code?: string } }) => error.extensions?.code ?? '',
  );

export interface ThreadOptions<C> {
  api: Api;
  chatId: string;
  /** The chat as it stands with its last messages. */
  end: TypedDocument<
    { epoch: string; chat: (C & { messages: MessagePageFragment; notes?: ChatNote[] }) | null },
    { chatId: string; last: number; atDesk: boolean }
  >;
  /** What changes in it after a revision. */
  changes: TypedDocument<
    { chatChanges: { revision: number; chat: C; messages: ChatMessage[]; notes?: ChatNote[] } },
    { chatId: string; after: number; epoch: string; atDesk: boolean }
  >;
  /** Agents alone are told what is noted, masked and likely to be masked. */
  atDesk: boolean;
  /** Told of all messages that come, also of those further up than what is loaded. */
  onMessages?: (messages: readonly ChatMessage[]) => void;
}

/**
 * What was said in one chat: its end first, older messages on demand, and whatever changes in it while it is followed. However long the
 * chat is, opening it costs one page.
 */
export class Thread<C extends { revision: number }> {
  readonly #options: ThreadOptions<C>;
  #chat = $state.raw<C | null>();
  #messages = $state.raw<readonly ChatMessage[]>([]);
  #notes = $state.raw<readonly ChatNote[]>([]);
  /** Where the older messages end; null when there are none. */
  #before = $state.raw<string | null>(null);
  #failed = $state(false);
  #isLoadingOlder = $state(false);
  #olderFailed = $state(false);
  /** The stream is complete up to here; a new connection resumes after it. */
  #revision = 0;
  /** To which history that revision and all that is shown belong. */
  #epoch = '';
  /** What came while a page was on its way: the page may have been read before it, and so be older. */
  #meanwhile: readonly ChatMessage[] = [];
  #isReading = false;
  #failures = 0;
  #againTimer: ReturnType<typeof setTimeout> | undefined;
  #stopListening = () => {};
  #isStopped = true;

  constructor(options: ThreadOptions<C>) {
    this.#options = options;
  }

  /** Undefined until the server told, null when there is no such chat for whoever asks. */
  get chat(): C | null | undefined {
    return this.#chat;
  }

  /** Confirmed messages in the order every reader sees them, up to the last; older ones may be missing. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  /** What agents noted for each other, oldest first. */
  get notes(): readonly ChatNote[] {
    return this.#notes;
  }

  /** No answer came to the first question; it is asked again by itself. */
  get failed(): boolean {
    return this.#failed;
  }

  get hasOlder(): boolean {
    return this.#before !== null;
  }

  get isLoadingOlder(): boolean {
    return this.#isLoadingOlder;
  }

  get olderFailed(): boolean {
    return this.#olderFailed;
  }

  /** Follows the chat until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    void this.#read();
    const stop = this.#options.api.onOpen(() => {
      if (!this.#chat || this.#failed) void this.#read();
      if (this.#olderFailed) void this.loadOlder();
    });
    return () => {
      this.#isStopped = true;
      clearTimeout(this.#againTimer);
      this.#stopListening();
      stop();
    };
  }

  /** Asks again, now. */
  retry(): void {
    this.#failed = false;
    void this.#read();
  }

  async loadOlder(): Promise<void> {
    const before = this.#before;
    if (before === null || this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    this.#olderFailed = false;
    try {
      const { api, chatId, atDesk } = this.#options;
      const { epoch, chat } = await api.request(OlderMessages, { chatId, last: pageSize, before, atDesk });
      // The database was restored meanwhile: these messages do not belong to those that are shown.
      if (epoch !== this.#epoch) void this.#read();
      else if (!chat) this.#forget();
      // Read anew meanwhile, the messages may end elsewhere.
      else if (this.#before === before) this.#put(chat.messages);
    } catch {
      this.#olderFailed = true;
    }
    this.#isLoadingOlder = false;
    this.#settle();
  }

  /** Takes up what was told elsewhere, such as in the answer to a message's sender. */
  hear(messages: readonly ChatMessage[], notes: readonly ChatNote[] = []): void {
    this.#notes = withNotes(this.#notes, notes);
    if (this.#isReading || this.#isLoadingOlder || !this.#chat)
      this.#meanwhile = withMessages(this.#meanwhile, messages);
    if (this.#chat) this.#messages = withHeard(this.#messages, messages, this.hasOlder);
    this.#options.onMessages?.(messages);
  }

  /** Reads the present state; whatever was shown of an earlier one is gone then. */
  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    clearTimeout(this.#againTimer);
    try {
      const { api, chatId, end, atDesk } = this.#options;
      const { epoch, chat } = await api.request(end, { chatId, last: pageSize, atDesk });
      this.#failures = 0;
      this.#failed = false;
      if (!this.#isStopped) {
        if (chat) this.#begin(chat, epoch);
        else this.#forget();
      }
    } catch {
      this.#failed = true;
      const wait = Math.random() * Math.min(readAgainWithinMs, 500 * 2 ** ++this.#failures);
      if (!this.#isStopped) this.#againTimer = setTimeout(() => void this.#read(), wait);
    }
    this.#isReading = false;
    this.#settle();
  }

  #begin(chat: C & { messages: MessagePageFragment; notes?: ChatNote[] }, epoch: string): void {
    // What was told of another history may not have happened in this one.
    if (epoch !== this.#epoch) this.#meanwhile = [];
    this.#epoch = epoch;
    this.#chat = chat;
    // Messages and notes were read after the chat was: what changed between the two comes with the stream.
    this.#revision = chat.revision;
    this.#notes = chat.notes ?? [];
    this.#messages = [];
    this.#put(chat.messages);
    this.#listen();
  }

  #put({ edges, pageInfo }: MessagePageFragment): void {
    const page = edges.map(({ node }) => node);
    this.#before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
    this.#messages = withHeard(withMessages(this.#messages, page), this.#meanwhile, this.hasOlder);
    this.#options.onMessages?.(page);
  }

  #settle(): void {
    if (this.#chat && !this.#isReading && !this.#isLoadingOlder) this.#meanwhile = [];
  }

  /** Empties the thread when the reader may no longer see the chat. */
  #forget(): void {
    this.#stopListening();
    this.#chat = null;
    this.#empty();
  }

  #empty(): void {
    this.#messages = [];
    this.#notes = [];
    this.#before = null;
  }

  #listen(): void {
    this.#stopListening();
    const { api, chatId, changes, atDesk } = this.#options;
    this.#stopListening = api.subscribe(
      changes,
      () => ({ chatId, after: this.#revision, epoch: this.#epoch, atDesk }),
      {
        next: ({ chatChanges: { chat, revision, messages, notes = [] } }) => {
          // The same revision again can tell something new: the place in the waiting line belongs to no revision.
          if (!this.#chat || chat.revision >= this.#chat.revision) this.#chat = chat;
          this.#revision = Math.max(this.#revision, revision);
          this.hear(messages, notes);
        },
        // No longer this reader's to see, or a database that was restored: the question tells which.
        error: (errors) => {
          const codes = codesOf(errors);
          if (!codes.some((code) => isOutdated.includes(code))) return;
          // These were said in a history that is no longer; what was said in this one comes with the answer.
          if (codes.includes(isRestored)) this.#empty();
          this.#stopListening();
          void this.#read();
        },
      },
    );
  }
}
