import { Draft } from '#lib/chat/drafts.ts';
import { keeperOf } from '#lib/chat/kept-files.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { ChosenFile } from '#lib/files/files.ts';
import { Uploads, type SendFile } from '#lib/files/uploads.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { TicketStatus } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { sendFile } from './send-file.ts';
import { longestComment, tidyText } from './ticket-edit.ts';

const AddTicketComment = graphql(`
  mutation AddTicketComment($input: AddTicketCommentInput!) {
    addTicketComment(input: $input) {
      __typename
      ... on IllegalTransition {
        from
        to
      }
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

export type CommentKind = 'REPLY' | 'NOTE';

/** Why a text was not taken, with what there is to say about it. */
export type CommentRefusal =
  | {
      kind:
        | 'TicketClosed'
        | 'InvalidText'
        | 'InvalidInput'
        | 'AttachmentMissing'
        | 'KeyReused'
        | 'NotPermitted'
        | 'Unreachable';
    }
  | { kind: 'RateLimited'; seconds: number }
  | { kind: 'IllegalTransition'; from: TicketStatus; to: TicketStatus };

interface Kept {
  text?: string;
  status?: TicketStatus | null;
  files?: readonly ChosenFile[];
}

export interface CommentDraftOptions {
  api: Api;
  storage: TextStorage;
  ticketId: string;
  kind: CommentKind;
  send?: SendFile;
}

/** The reply or the note that is being written at one ticket. Kept over failure, reload and crash until the server has it. */
export class CommentDraft {
  readonly #options: CommentDraftOptions;
  readonly #kept: Draft;
  readonly uploads: Uploads;
  #text = $state('');
  #status = $state<TicketStatus | null>(null);
  #isSending = $state(false);
  #refusal = $state.raw<CommentRefusal | null>(null);

  constructor(options: CommentDraftOptions) {
    this.#options = options;
    const name = `ticket-${options.kind.toLowerCase()}.${options.ticketId}`;
    this.#kept = new Draft(options.storage, name, (content) => this.#follow(content), wordsOf);
    const { text = '', status = null, files = [] } = restored(this.#kept.content);
    this.#text = text;
    this.#status = status;
    this.uploads = new Uploads({
      send: options.send ?? sendFile,
      onchange: () => this.#change(),
      kept: files,
      keeper: keeperOf(options.storage),
    });
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#change();
  }

  /** Where the ticket goes along with the reply; null to leave it where it is. */
  get status(): TicketStatus | null {
    return this.#status;
  }

  set status(status: TicketStatus | null) {
    this.#status = status;
    this.#change();
  }

  /** As the server counts it. */
  get length(): number {
    return tidyText(this.#text).length;
  }

  get canSend(): boolean {
    const { length, uploads } = this;
    return length > 0 && length <= longestComment && !this.#isSending && !uploads.isSending && !uploads.isHeld;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  get refusal(): CommentRefusal | null {
    return this.#refusal;
  }

  /**
   * Puts the text to the ticket. What got no answer may have arrived, so the same text goes with the same key. `isAnew` once the server got
   * files again that it had no more.
   */
  async send(isAnew = false): Promise<boolean> {
    if (!this.canSend) return false;
    const { api, ticketId, kind } = this.#options;
    this.#isSending = true;
    this.#refusal = null;
    try {
      const { addTicketComment: outcome } = await api.request(AddTicketComment, {
        input: {
          ticketId,
          kind,
          key: this.#kept.key,
          text: tidyText(this.#text),
          attachments: this.uploads.ready.map(({ token }) => token),
          ...(this.#status === null ? {} : { status: this.#status }),
        },
      });
      switch (outcome.__typename) {
        case 'TicketComment':
          this.#kept.sent();
          this.#text = '';
          this.#status = null;
          this.uploads.sent();
          break;
        case 'IllegalTransition':
          this.#refusal = { kind: 'IllegalTransition', from: outcome.from, to: outcome.to };
          break;
        case 'RateLimited':
          this.#refusal = { kind: 'RateLimited', seconds: outcome.retryAfter };
          break;
        case 'AttachmentMissing':
          if ((await this.uploads.expire()) && !isAnew) {
            this.#isSending = false;
            return await this.send(true);
          }
          this.#refusal = { kind: 'AttachmentMissing' };
          break;
        case 'KeyReused':
          // Another window sent its text with this key; this one goes with its own.
          this.#kept.renewKey();
          this.#refusal = { kind: 'KeyReused' };
          break;
        default:
          this.#refusal = { kind: outcome.__typename };
      }
    } catch {
      this.#refusal = { kind: 'Unreachable' };
    } finally {
      this.#isSending = false;
    }
    return this.#refusal === null;
  }

  /** To be called when the ticket is no longer looked at. */
  close(): void {
    this.#kept.close();
  }

  /** Shows what another tab made of it. */
  #follow(content: string): void {
    const { text = '', status = null, files = [] } = restored(content);
    this.#text = text;
    this.#status = status;
    this.uploads.restore(files);
    this.#refusal = null;
  }

  /** Another text is another comment. */
  #change(): void {
    this.#refusal = null;
    const files = this.uploads.chosen;
    const kept: Kept = { text: this.#text, status: this.#status, files };
    this.#kept.write(this.#text === '' && files.length === 0 ? '' : JSON.stringify(kept));
  }
}

function restored(content: string): Kept {
  try {
    return JSON.parse(content || '{}') as Kept;
  } catch {
    return {};
  }
}

/** What the server would take for the same comment. */
function wordsOf(content: string): string {
  const { text = '', status, files = [] } = restored(content);
  return JSON.stringify([tidyText(text), status, files.map(({ id, token }) => id ?? token)]);
}
