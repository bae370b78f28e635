import { pathWords } from '#console/picker/tree-path.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { ChatInfoFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
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
/** How often a save is repeated that met somebody else's, where the two do not touch the same field. */
const mostRepeats = 3;

/** An edit and what it was made on: when that changes under it, the agent decides between the two. */
interface Edit<Value> {
  value: Value;
  base: Value;
}
type Edits = { [N in Name]?: Edit<Values[N]> };

export type SaveRefusal = 'StaleInfo' | 'InvalidInput' | 'NotPermitted' | 'Unreachable';

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
  /** Where both were edited: what is typed here shall stand. */
  keepOwn(name: Name): void;
  /** Where both were edited: what the other saved shall stand. */
  takeSaved(name: Name): void;
}

/** Under which name typed info of a chat is kept until it is saved. */
export const keptAs = (chatId: string) => `info.${chatId}`;

/**
 * Customer info and consultation info of one chat under edit: the server's values with the agent's edits on top. News shows in every
 * field that nobody touched; edits outlive another chat, a refusal, a lost network and the page.
 */
export class InfoForm implements EditedInfo {
  readonly #api: Api;
  readonly #chatId: string;
  readonly #storage: TextStorage;
  #chat = $state.raw<ChatInfoFragment | null>();
  #edits = $state.raw<Edits>({});
  #failed = $state(false);
  #isSaving = $state(false);
  #wasSaved = $state(false);
  #refusal = $state<SaveRefusal | null>(null);
  #complaint = $state.raw<Complaint | null>(null);
  #wantedRevision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions; only the answer to the last one counts. */
  #asked = 0;
  #isStopped = true;

  readonly #truth = $derived.by(() => (this.#chat ? valuesOf(this.#chat) : undefined));
  readonly #values = $derived.by(() => {
    if (!this.#truth) return undefined;
    const edits = Object.entries(this.#edits).map(([name, edit]) => [name, edit.value]);
    return { ...this.#truth, ...Object.fromEntries(edits) } as Values;
  });
  /** What saving would change, in the order of the panel. */
  readonly edited = $derived.by((): readonly Name[] => {
    const truth = this.#truth;
    return truth
      ? names.filter((name) => name in this.#edits && !isSame(name, this.#edits[name]!.value, truth[name]))
      : [];
  });
  readonly conflicts = $derived.by((): readonly Name[] =>
    this.edited.filter((name) => !isSame(name, this.#edits[name]!.base, this.#truth![name])),
  );

  constructor(api: Api, chatId: string, storage: TextStorage) {
    this.#api = api;
    this.#chatId = chatId;
    this.#storage = storage;
    this.#edits = readEdits(storage.get(keptAs(chatId)));
  }

  /** Undefined until the server told, null when there is no such chat for this agent. */
  get chat(): ChatInfoFragment | null | undefined {
    return this.#chat;
  }

  /** No answer came to the first question. */
  get failed(): boolean {
    return this.#failed && this.#chat === undefined;
  }

  get values(): Values | undefined {
    return this.#values;
  }

  get saved(): Values | undefined {
    return this.#truth;
  }

  get isUnsaved(): boolean {
    return this.edited.length > 0;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** The last edits were saved, and nothing was edited since. */
  get wasSaved(): boolean {
    return this.#wasSaved && !this.isUnsaved;
  }

  /** Why the last try to save did not succeed. */
  get refusal(): SaveRefusal | null {
    return this.#refusal;
  }

  get complaint(): Complaint | null {
    return this.#complaint;
  }

  /** Follows the chat until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    void this.load();
    const stop = this.#api.onOpen(() => {
      if (this.#refusal === 'Unreachable') this.#refusal = null;
      void this.load();
    });
    return () => {
      this.#isStopped = true;
      clearTimeout(this.#timer);
      stop();
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

  edit<N extends Name>(name: N, value: Values[N]): void {
    if (!this.#truth) return;
    const base = this.#edits[name]?.base ?? this.#truth[name];
    this.#wasSaved = false;
    this.#refusal = null;
    if (this.#complaint?.name === name || this.#complaint?.name === undefined) this.#complaint = null;
    // To the letter, or a blank at the end would vanish under the hand.
    if (value === this.#truth[name]) this.#drop([name]);
    else this.#keep({ ...this.#edits, [name]: { value, base } });
  }

  keepOwn(name: Name): void {
    const edit = this.#edits[name];
    if (edit && this.#truth) this.#keep({ ...this.#edits, [name]: { value: edit.value, base: this.#truth[name] } });
    this.#decide();
  }

  takeSaved(name: Name): void {
    this.#drop([name]);
    this.#decide();
  }

  discard(): void {
    this.#keep({});
    this.#refusal = null;
    this.#complaint = null;
  }

  /** Sends what was edited; true when it is saved. */
  async save(): Promise<boolean> {
    if (!this.#values || this.#isSaving) return false;
    this.#complaint = null;
    this.#isSaving = true;
    let refusal: SaveRefusal | null = null;
    try {
      for (let repeat = 0; repeat <= mostRepeats; repeat += 1) {
        refusal = await this.#send();
        // Who else saved something else loses nothing: ours goes on top of it.
        if (refusal !== 'StaleInfo' || this.conflicts.length > 0) break;
      }
    } catch {
      refusal = 'Unreachable';
    }
    this.#isSaving = false;
    this.#refusal = refusal;
    this.#wasSaved = refusal === null;
    return refusal === null;
  }

  async #send(): Promise<SaveRefusal | null> {
    const { edited, conflicts } = this;
    const values = this.#values!;
    if (conflicts.length > 0) return 'StaleInfo';
    if (edited.some((name) => isTooLong(name, values[name]))) return 'InvalidInput';
    if (edited.length === 0) return null;
    const sent = this.#edits;
    const { saveChatInfo: outcome } = await this.#api.request(SaveChatInfo, {
      input: { chatId: this.#chatId, infoVersion: this.#chat!.infoVersion, ...inputOf(edited, values) },
    });
    switch (outcome.__typename) {
      case 'Chat': {
        this.#adopt(outcome);
        // What was typed while it was on its way is not saved yet, and stands on what was.
        const rest = edited.filter((name) => this.#edits[name] && this.#edits[name] !== sent[name]);
        this.#drop(edited.filter((name) => !rest.includes(name)));
        for (const name of rest) this.keepOwn(name);
        return null;
      }
      case 'StaleInfo':
        this.#adopt(outcome.chat);
        return 'StaleInfo';
      case 'InvalidInput':
        this.#complaint = { name: nameOf(outcome.field), message: outcome.message };
        return 'InvalidInput';
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
    this.#keep(this.#edits);
  }

  /** The last conflict is settled: saving is free again. */
  #decide(): void {
    if (this.#refusal === 'StaleInfo' && this.conflicts.length === 0) this.#refusal = null;
  }

  #drop(dropped: readonly Name[]): void {
    this.#keep(Object.fromEntries(Object.entries(this.#edits).filter(([name]) => !dropped.includes(name as Name))));
  }

  #keep(edits: Edits): void {
    this.#edits = edits;
    if (this.isUnsaved) this.#storage.set(keptAs(this.#chatId), JSON.stringify(edits));
    else this.#storage.remove(keptAs(this.#chatId));
  }
}

/** What was typed in a chat and never saved, out of what was kept of it: to be read and copied where the chat is gone. */
export function typedIn(kept: string): string {
  return Object.values(readEdits(kept))
    .map(({ value }) => (typeof value === 'string' ? value : value ? pathWords(value.path) : ''))
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/** What cannot be read is not taken for edits. */
function readEdits(kept: string | undefined): Edits {
  if (kept === undefined) return {};
  try {
    const edits = Object.entries(JSON.parse(kept) as object).filter(([name]) =>
      (names as readonly string[]).includes(name),
    );
    return Object.fromEntries(edits);
  } catch {
    return {};
  }
}
