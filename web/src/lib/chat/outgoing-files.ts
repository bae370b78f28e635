import { isWorthAnotherTry, uploadFile, type ChosenFile } from '#lib/files/files.ts';
import { Uploads, type SendFile } from '#lib/files/uploads.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import { chosenName, type Conversation } from './conversation.svelte.ts';
import { Draft } from './drafts.ts';
import { dropUnnamedFiles, keepFile, keeperOf, keptFile } from './kept-files.ts';
import type { Unsent } from './outbox.ts';
import type { TextStorage } from './text-storage.ts';

interface OutgoingFilesOptions {
  api: Api;
  conversation: Conversation;
  /** Names what is kept; its owner is the person at the screen. */
  storage: TextStorage;
  /** Carries a file to the server, in the name of that person. */
  send: SendFile;
}

/** The files that one side sends in a chat: kept in this browser from the choice until the server has their message. */
export class OutgoingFiles {
  readonly uploads: Uploads;
  readonly #options: OutgoingFilesOptions;
  readonly #kept: Draft;
  readonly #stop: () => void;

  constructor(options: OutgoingFilesOptions) {
    const { api, conversation, storage, send } = options;
    const { chatId } = conversation;
    this.#options = options;
    this.#kept = new Draft(storage, chosenName(chatId), (content) => this.uploads.restore(chosenIn(content)), idsIn);
    this.uploads = new Uploads({
      send,
      drops: 'hopeless',
      kept: chosenIn(this.#kept.content),
      keeper: keeperOf(storage),
      onchange: () => this.#keep(),
    });
    this.#stop = api.onOpen(() => this.uploads.retryLost());
    // What other pages left behind.
    this.dropUnnamed();
  }

  /** The message waits here for what is on its way, unless it had to wait for a connection anyway, and for what is to be chosen anew. */
  get isHeld(): boolean {
    const { uploads } = this;
    const isOpen = this.#options.api.connection.state === 'open';
    return (isOpen && uploads.isSending) || uploads.all.some(({ problem }) => problem === 'gone');
  }

  /** What goes with the next message. */
  get chosen(): ChosenFile[] {
    return this.uploads.chosen;
  }

  /** A message that is kept bears them now. */
  clear(): void {
    this.#kept.sent();
    this.uploads.clear();
  }

  /** Gives up what is chosen, of closed tabs as well. */
  drop(): void {
    const { conversation, storage } = this.#options;
    this.uploads.clear();
    for (const name of storage.names(chosenName(conversation.chatId))) storage.remove(name);
    this.dropUnnamed();
  }

  /** Lets go of files whose message is sent or given up. */
  dropUnnamed(): void {
    void dropUnnamedFiles(this.#options.storage);
  }

  /**
   * Sends a message with files, of which the server gets first what it has not, and once more what it no longer has. Where one of them
   * cannot be sent, its writer has all of it back, and sees which one and why. Rejects when there was no way.
   */
  async sendWith<Answer extends { __typename: string }>(
    unsent: Unsent,
    send: (tokens: string[]) => Promise<Answer>,
  ): Promise<Answer | { __typename: 'AttachmentMissing' }> {
    const files = unsent.files ?? [];
    for (const anew of [false, true]) {
      const tokens = await this.#tokensOf(files, anew);
      if (!tokens) break;
      const answer = await send(tokens);
      if (answer.__typename !== 'AttachmentMissing') return answer;
    }
    const { conversation } = this.#options;
    conversation.bringIn([unsent.text]);
    this.uploads.restore([...files.map(({ id, name, size }) => ({ id, name, size })), ...this.chosen]);
    this.#keep();
    conversation.discard(unsent.key);
    return { __typename: 'AttachmentMissing' };
  }

  close(): void {
    this.#kept.close();
    this.#stop();
  }

  #keep(): void {
    const { chosen } = this;
    this.#kept.write(chosen.length > 0 ? JSON.stringify(chosen) : '');
  }

  /** Undefined where one is neither here nor with the server, or the server does not take it. */
  async #tokensOf(files: readonly ChosenFile[], anew: boolean): Promise<string[] | undefined> {
    const tokens: string[] = [];
    for (const { id, token } of files) {
      const kept = id === undefined ? undefined : await keptFile(id);
      let present = anew ? undefined : (kept?.token ?? token);
      if (present === undefined) {
        if (id === undefined || !kept) return undefined;
        present = await this.#upload(kept.file);
        if (present === undefined) return undefined;
        // Before the message is sent: the same message sent again has the same files.
        await keepFile(id, { file: kept.file, token: present });
      }
      tokens.push(present);
    }
    return tokens;
  }

  /** Undefined where the server does not take it; rejects where it may at another try. */
  async #upload(file: File): Promise<string | undefined> {
    const way = { onprogress: () => {}, signal: new AbortController().signal };
    const answer = await uploadFile(file, (headers, body) => this.#options.send(headers, body, way));
    if (typeof answer === 'object') return answer.token;
    if (typeof answer === 'number' || isWorthAnotherTry(answer))
      throw new Error('The file found no way to the server.');
    return undefined;
  }
}

function chosenIn(content: string): ChosenFile[] {
  try {
    return JSON.parse(content || '[]') as ChosenFile[];
  } catch {
    return [];
  }
}

/** The same files are the same whatever became of them. */
function idsIn(content: string): string {
  return chosenIn(content)
    .map(({ id }) => id)
    .join();
}
