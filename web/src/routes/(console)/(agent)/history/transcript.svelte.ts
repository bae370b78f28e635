import { withMessages, withNotes } from '#lib/chat/thread.ts';
import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type {
  TranscriptChatFragment,
  TranscriptMessageFragment,
  TranscriptNoteFragment,
} from '#lib/graphql/generated/console/graphql.ts';
import { withHeard } from './stretch.ts';

graphql(`
  fragment TranscriptChat on Chat {
    id
    revision
    state
    title
    processed
    requestedAt
    openedAt
    answeredAt
    customerEndedAt
    closedAt
    agent {
      id
      name
    }
  }
`);

graphql(`
  fragment TranscriptMessage on Message {
    id
    seq
    revision
    sender
    senderName
    event
    body
    sentAt
  }
`);

graphql(`
  fragment TranscriptNote on ChatNote {
    id
    body
    afterSeq
    createdAt
    author {
      name
    }
  }
`);

graphql(`
  fragment TranscriptMessages on MessageConnection {
    edges {
      node {
        ...TranscriptMessage
      }
    }
    pageInfo {
      hasPreviousPage
      startCursor
    }
  }
`);

const TranscriptEnd = graphql(`
  query TranscriptEnd($chatId: ID!, $last: Int!) {
    chat(id: $chatId) {
      ...TranscriptChat
      notes {
        ...TranscriptNote
      }
      messages(last: $last) {
        ...TranscriptMessages
      }
    }
  }
`);

const OlderMessages = graphql(`
  query OlderMessages($chatId: ID!, $last: Int!, $before: String!) {
    chat(id: $chatId) {
      messages(last: $last, before: $before) {
        ...TranscriptMessages
      }
    }
  }
`);

const TranscriptChanges = graphql(`
  subscription TranscriptChanges($chatId: ID!, $after: Int!) {
    chatChanges(chatId: $chatId, after: $after) {
      revision
      chat {
        ...TranscriptChat
      }
      messages {
        ...TranscriptMessage
      }
      notes {
        ...TranscriptNote
      }
    }
  }
`);

const pageSize = 100;

const isOutdated = (error: unknown) =>
  ['NOT_FOUND', 'REVISION_AHEAD'].includes((error as { extensions?: { code?: string } }).extensions?.code ?? '');

type Page = {
  edges: { node: TranscriptMessageFragment }[];
  pageInfo: { hasPreviousPage: boolean; startCursor: string | null };
};

/** One chat as it is read afterwards: its end first, older messages on demand, and whatever still changes in it. */
export class Transcript {
  readonly chatId: string;
  readonly #api: Api;
  #chat = $state.raw<TranscriptChatFragment | null>();
  #messages = $state.raw<readonly TranscriptMessageFragment[]>([]);
  #notes = $state.raw<readonly TranscriptNoteFragment[]>([]);
  /** Where the older messages end; null when there are none. */
  #before = $state.raw<string | null>(null);
  #failed = $state(false);
  #isLoadingOlder = $state(false);
  #olderFailed = $state(false);
  #news = $state.raw<TranscriptMessageFragment>();
  /** The stream is complete up to here. */
  #revision = 0;
  #stopListening: (() => void) | undefined;
  #isStopped = true;
  #isLoading = false;

  constructor(api: Api, chatId: string) {
    this.#api = api;
    this.chatId = chatId;
  }

  /** Undefined until the server told, null when there is no such chat for this agent. */
  get chat(): TranscriptChatFragment | null | undefined {
    return this.#chat;
  }

  /** In the order every reader sees them, without a hole; older ones may be missing. */
  get messages(): readonly TranscriptMessageFragment[] {
    return this.#messages;
  }

  /** What agents noted for each other, as far as it stands among or below the messages. */
  get notes(): readonly TranscriptNoteFragment[] {
    return this.#notes;
  }

  /** No answer came to the first question. */
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

  /** The last message that came while somebody was reading. */
  get news(): TranscriptMessageFragment | undefined {
    return this.#news;
  }

  /** Follows the chat until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    void this.load();
    const stop = this.#api.onOpen(() => {
      if (this.#failed) void this.load();
    });
    return () => {
      this.#isStopped = true;
      this.#stopListening?.();
      stop();
    };
  }

  async load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#failed = false;
    try {
      const { chat } = await this.#api.request(TranscriptEnd, { chatId: this.chatId, last: pageSize });
      if (this.#isStopped) return;
      if (!chat) {
        this.#forget();
        return;
      }
      this.#chat = chat;
      // What changed since these were read comes with the stream.
      this.#revision = chat.revision;
      this.#notes = chat.notes;
      this.#messages = [];
      this.#put(chat.messages);
      this.#listen();
    } catch {
      this.#failed = true;
    } finally {
      this.#isLoading = false;
    }
  }

  async loadOlder(): Promise<void> {
    const before = this.#before;
    if (before === null || this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    this.#olderFailed = false;
    try {
      const { chat } = await this.#api.request(OlderMessages, {
        chatId: this.chatId,
        last: pageSize,
        before,
      });
      if (!chat) this.#forget();
      // Read anew meanwhile, the messages may end elsewhere.
      else if (this.#before === before) this.#put(chat.messages);
    } catch {
      this.#olderFailed = true;
    }
    this.#isLoadingOlder = false;
  }

  #put({ edges, pageInfo }: Page): void {
    this.#messages = withMessages(
      this.#messages,
      edges.map(({ node }) => node),
    );
    this.#before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
  }

  /** What may no longer be seen is no longer shown. */
  #forget(): void {
    this.#chat = null;
    this.#messages = [];
    this.#notes = [];
    this.#before = null;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  #listen(): void {
    this.#stopListening?.();
    this.#stopListening = this.#api.subscribe(
      TranscriptChanges,
      () => ({ chatId: this.chatId, after: this.#revision }),
      {
        next: ({ chatChanges: { chat, revision, messages, notes } }) => {
          if (!this.#chat || chat.revision >= this.#chat.revision) this.#chat = chat;
          this.#hear(messages);
          this.#notes = withNotes(this.#notes, notes);
          this.#revision = Math.max(this.#revision, revision);
        },
        // No longer this agent's to see, or a server with an older state: the question tells which.
        error: (errors) => {
          if (!Array.isArray(errors) || !errors.some(isOutdated)) return;
          this.#stopListening?.();
          void this.load();
        },
      },
    );
  }

  #hear(messages: readonly TranscriptMessageFragment[]): void {
    const last = this.#messages.at(-1)?.seq ?? 0;
    this.#messages = withHeard(this.#messages, messages, this.hasOlder);
    const newest = this.#messages.at(-1);
    if (newest && newest.seq > last) this.#news = newest;
  }
}
