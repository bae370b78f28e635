import { isBlank } from '@damso/api/blank';
import { pathWords } from '#console/picker/tree-path.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { ChatInfoFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { maskedNames } from './customer-texts.ts';
import { readEdits, VersionedForm, type Sent } from '#console/forms/versioned-form.svelte.ts';
import { inputOf, isSame, isTooLong, names, nameOf, valuesOf, type Name, type Values } from './chat-info.ts';

const InfoOfChat = graphql(`
  query InfoOfChat($chatId: ID!) {
    chat(id: $chatId) {
      ...ChatInfo
    }
  }
`);

const SaveChatInfo = graphql(`
  mutation SaveChatInfo($input: SaveChatInfoInput!) {
    saveChatInfo(input: $input) {
      __typename
      ...ChatInfo
      ... on StaleInfo {
        chat {
          ...ChatInfo
        }
      }
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

/** Messages come in bursts, and each raises the revision. */
const refreshWithinMs = 500;
/** What the server had against a value. */
export interface Complaint {
  /** Undefined where it is about none of the fields. */
  name: Name | undefined;
  message: string;
}

/** What a field of customer info shows of the form it stands in. */
export interface EditedInfo {
  readonly values: Values | undefined;
  /** As it is saved, whatever is typed here. */
  readonly saved: Values | undefined;
  /** Edited here, and saved otherwise by somebody else since. */
  readonly conflicts: readonly Name[];
  readonly complaint: Complaint | null;
  /** In which something is hidden. */
  readonly masked?: readonly Name[];
  /** Where both were edited: what is typed here shall stand. */
  keepOwn(name: Name): void;
  /** Where both were edited: what the other saved shall stand. */
  takeSaved(name: Name): void;
}

/** Under which name typed info of a chat is kept until it is saved. */
export const keptAs = (chatId: string) => `info.${chatId}`;

/** Customer info and consultation info of one chat under edit; edits outlive another chat, too. */
export class InfoForm extends VersionedForm<Values, Complaint> implements EditedInfo {
  readonly #api: Api;
  readonly #chatId: string;
  #chat = $state.raw<ChatInfoFragment | null>();
  #failed = $state(false);
  #wantedRevision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions; only the answer to the last one counts. */
  #asked = 0;
  #isStopped = true;

  readonly saved = $derived.by(() => (this.#chat ? valuesOf(this.#chat) : undefined));

  constructor(api: Api, chatId: string, storage: TextStorage) {
    super({ names, storage, storedAs: keptAs(chatId) });
    this.#api = api;
    this.#chatId = chatId;
  }

  /** Undefined until the server told, null when there is no such chat for this agent. */
  get chat(): ChatInfoFragment | null | undefined {
    return this.#chat;
  }

  get masked(): readonly Name[] {
    if (!this.#chat) return [];
    return [...maskedNames(this.#chat.customer), ...(this.#chat.noteMasks.length > 0 ? (['note'] as const) : [])];
  }

  /** No answer came to the first question. */
  get failed(): boolean {
    return this.#failed && this.#chat === undefined;
  }

  /** Follows the chat until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    void this.load();
    const stops = [
      // Revisions count anew, so whatever is told next is newer.
      this.#api.onRestored(() => {
        this.#wantedRevision = 0;
        if (this.#chat) this.#chat = { ...this.#chat, revision: 0 };
      }),
      this.#api.onOpen(() => {
        this.reached();
        void this.load();
      }),
    ];
    return () => {
      this.#isStopped = true;
      clearTimeout(this.#timer);
      for (const stop of stops) stop();
      this.close();
    };
  }

  /** The chat changed: what we know of it is asked anew soon. */
  notice(revision: number): void {
    this.#wantedRevision = Math.max(this.#wantedRevision, revision);
    if (this.#isStopped || this.#timer !== undefined || !this.#chat || this.#wantedRevision <= this.#chat.revision)
      return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.load();
    }, refreshWithinMs);
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    this.#failed = false;
    try {
      const { chat } = await this.#api.request(InfoOfChat, { chatId: this.#chatId });
      if (asked !== this.#asked) return;
      if (chat) this.#adopt(chat);
      else this.#chat = null;
      this.notice(this.#wantedRevision);
    } catch {
      // What is known stays; the next change or connection asks again.
      if (asked === this.#asked) this.#failed = true;
    }
  }

  protected isSame<N extends Name>(name: N, one: Values[N], other: Values[N]): boolean {
    return isSame(name, one, other);
  }

  hasProblem(name: Name): boolean {
    return isTooLong(name, this.values![name]);
  }

  protected isAbout(complaint: Complaint, name: Name): boolean {
    return complaint.name === name || complaint.name === undefined;
  }

  protected async send(edited: readonly Name[], values: Values): Promise<Sent<Complaint>> {
    const { saveChatInfo: outcome } = await this.#api.request(SaveChatInfo, {
      input: { chatId: this.#chatId, infoVersion: this.#chat!.infoVersion, ...inputOf(edited, values) },
    });
    switch (outcome.__typename) {
      case 'Chat':
        this.#adopt(outcome);
        return 'Saved';
      case 'StaleInfo':
        this.#adopt(outcome.chat);
        return 'StaleInfo';
      case 'InvalidInput':
        return { complaint: { name: nameOf(outcome.field), message: outcome.message } };
      case 'NotPermitted':
        void this.load();
        return 'NotPermitted';
    }
  }

  /** An answer is news unless a newer one is known. */
  #adopt(chat: ChatInfoFragment): void {
    // A question asked before this answer would put older values back.
    this.#asked += 1;
    if (this.#chat && chat.revision < this.#chat.revision) return;
    this.#chat = chat;
    this.adopted();
  }
}

/** What was typed in a chat and never saved, out of what was kept of it: to be read and copied where the chat is gone. */
export function typedIn(kept: string): string {
  return Object.values(readEdits<Values>(kept, names))
    .map(({ value }) => (typeof value === 'string' ? value : value ? pathWords(value.path) : ''))
    .filter((text) => !isBlank(text))
    .join('\n');
}
