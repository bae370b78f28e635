import { tidied } from '@damso/api/blank';
import { randomId } from '#lib/chat/random-id.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

const AddChatNote = graphql(`
  mutation AddChatNote($input: AddChatNoteInput!) {
    addChatNote(input: $input) {
      __typename
    }
  }
`);

/** The longest note the server takes, in UTF-16 units after normalisation to NFC. */
export const longestNote = 1_000;

/** Why a note was not kept by the server. */
export type NoteRefusal = 'InvalidText' | 'NotPermitted' | 'Unreachable';

/** Where the note that is being written in a chat is kept. */
export const internalNoteName = (chatId: string) => `internal-note.${chatId}`;
const keyName = (chatId: string) => `internal-note-key.${chatId}`;

/** The note that is being written in one chat for other agents. Kept over failure, reload and crash until the server has it. */
export class InternalNote {
  readonly #api: Api;
  readonly #chatId: string;
  readonly #storage: TextStorage;
  #text = $state('');
  #isSaving = $state(false);
  #refusal = $state<NoteRefusal | null>(null);

  constructor(api: Api, chatId: string, storage: TextStorage) {
    this.#api = api;
    this.#chatId = chatId;
    this.#storage = storage;
    this.#text = storage.get(internalNoteName(chatId)) ?? '';
  }

  get text(): string {
    return this.#text;
  }

  /** Another text is another note. */
  set text(text: string) {
    this.#text = text;
    this.#refusal = null;
    this.#storage.remove(keyName(this.#chatId));
    if (text === '') this.#storage.remove(internalNoteName(this.#chatId));
    else this.#storage.set(internalNoteName(this.#chatId), text);
  }

  /** As the server counts it. */
  get length(): number {
    return tidied(this.#text).length;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  get refusal(): NoteRefusal | null {
    return this.#refusal;
  }

  /** Leaves the note in the chat. What got no answer may have arrived, so the same text goes with the same key. */
  async save(): Promise<void> {
    if (this.#isSaving || this.length === 0 || this.length > longestNote) return;
    const chatId = this.#chatId;
    const key = this.#storage.get(keyName(chatId)) ?? randomId();
    this.#storage.set(keyName(chatId), key);
    this.#isSaving = true;
    this.#refusal = null;
    try {
      const text = tidied(this.#text);
      const { addChatNote: outcome } = await this.#api.request(AddChatNote, { input: { chatId, key, text } });
      if (outcome.__typename === 'ChatNote') this.text = '';
      else this.#refusal = outcome.__typename;
    } catch {
      this.#refusal = 'Unreachable';
    } finally {
      this.#isSaving = false;
    }
  }
}
