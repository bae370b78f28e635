import { readEmailAddress } from '@damso/api/email-address';
import { Draft, draftsOf } from '#lib/chat/drafts.ts';
import { keeperOf } from '#lib/chat/kept-files.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { ChosenFile } from '#lib/files/files.ts';
import { Uploads, type SendFile } from '#lib/files/uploads.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type {
  InquiryTypesToChooseQuery,
  TicketPriority,
  TicketRowFragment,
} from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { textFlaw, type Flaw } from '#lib/inquiry/inquiry.ts';
import { sendFile } from './send-file.ts';
import { longestContent, longestTitle, tidyText, tidyTitle } from './ticket-edit.ts';

const CreateTicket = graphql(`
  mutation CreateTicket($input: CreateTicketInput!) {
    createTicket(input: $input) {
      __typename
      ... on Ticket {
        ...TicketRow
      }
      ... on InvalidInput {
        field
      }
    }
  }
`);

type ChosenType = InquiryTypesToChooseQuery['inquiryTypes'][number];

/** What is filled in to create a ticket. */
export interface Fields {
  type: ChosenType | null;
  title: string;
  content: string;
  /** Where the answer goes; null until it was edited, and the customer's own until then. */
  email: string | null;
  priority: TicketPriority;
  /** Null for nobody. */
  assigneeId: string | null;
}

export type FieldName = 'type' | 'title' | 'content' | 'email' | 'assignee' | 'priority';

/** What is wrong with a field: nothing in it, too much of it, or not what it is for. */
export type Flaws = Partial<Record<FieldName, Flaw>>;

/** In the order in which they stand. */
const fieldNames: readonly FieldName[] = ['type', 'title', 'content', 'email', 'assignee', 'priority'];

/** Why no ticket came about, apart from what is wrong with a field. */
export type NewTicketRefusal = 'NotPermitted' | 'AttachmentMissing' | 'Unreachable' | 'Refused';

/** Where the ticket that is being written is kept: one for each chat, and one that belongs to none. */
const draftName = (chatId: string | null) => `ticket-draft.${chatId ?? 'none'}`;

interface Kept extends Partial<Fields> {
  files?: readonly ChosenFile[];
}

export interface NewTicketOptions {
  api: Api;
  storage: TextStorage;
  chatId: string | null;
  /** Who gets it unless somebody else is chosen. */
  myId: string;
  send?: SendFile;
}

/** Whether something was written for a ticket about this chat that does not exist yet. */
export function hasDraft(storage: TextStorage, chatId: string | null): boolean {
  return draftsOf(storage, draftName(chatId)).length > 0;
}

/** The ticket that is being written. Kept over closing, refusal, reload and crash until the server has it. */
export class NewTicket {
  readonly #options: NewTicketOptions;
  readonly uploads: Uploads;
  readonly #kept: Draft;
  #fields = $state.raw<Fields>()!;
  /** Only what was tried to be submitted is complained about. */
  #isTried = $state(false);
  #complaints = $state.raw<Flaws>({});
  #refusal = $state<NewTicketRefusal | null>(null);
  #isSubmitting = $state(false);
  #made = $state.raw<TicketRowFragment | null>(null);
  #isDraft = $state(false);

  constructor(options: NewTicketOptions) {
    this.#options = options;
    this.#kept = new Draft(options.storage, draftName(options.chatId), (content) => this.#follow(content));
    const { files = [], ...kept } = restored(this.#kept.content);
    this.#fields = { ...this.#blank(), ...kept };
    this.#isDraft = this.#kept.content !== '';
    this.uploads = new Uploads({
      send: options.send ?? sendFile,
      onchange: () => this.#change(),
      kept: files,
      keeper: keeperOf(options.storage),
    });
  }

  get fields(): Fields {
    return this.#fields;
  }

  /** What is wrong with what is filled in, by our own rules once it was tried, and by the server's. */
  readonly flaws = $derived.by(() => ({ ...this.#complaints, ...(this.#isTried ? flawsOf(this.#fields) : {}) }));

  get refusal(): NewTicketRefusal | null {
    return this.#refusal;
  }

  get isSubmitting(): boolean {
    return this.#isSubmitting;
  }

  /** There is something that closing keeps. */
  get isDraft(): boolean {
    return this.#isDraft;
  }

  /** The ticket that was just created. */
  get made(): TicketRowFragment | null {
    return this.#made;
  }

  edit(change: Partial<Fields>): void {
    this.#fields = { ...this.#fields, ...change };
    const names = Object.keys(change).map((name) => (name === 'assigneeId' ? 'assignee' : name));
    this.#complaints = Object.fromEntries(Object.entries(this.#complaints).filter(([name]) => !names.includes(name)));
    this.#change();
  }

  /** Puts a text that was written elsewhere into the content, once. */
  bringIn(text: string): void {
    const { content } = this.#fields;
    if (!content.includes(text)) this.edit({ content: content === '' ? text : `${content}\n\n${text}` });
  }

  /** To be called when it is no longer looked at. */
  close(): void {
    this.#kept.close();
  }

  discard(): void {
    this.#fields = this.#blank();
    this.#isTried = false;
    this.#complaints = {};
    this.uploads.clear();
    this.#kept.write('');
    this.#isDraft = false;
  }

  /** Shows what another tab made of it. */
  #follow(content: string): void {
    const { files = [], ...kept } = restored(content);
    this.#fields = { ...this.#blank(), ...kept };
    this.#isDraft = content !== '';
    this.uploads.restore(files);
    this.#refusal = null;
  }

  /** For one more. */
  again(): void {
    this.#made = null;
  }

  /**
   * Creates the ticket. What got no answer may exist already, so the same words go with the same attempt. `isAnew` once the server got files
   * again that it had no more.
   */
  async submit(email: string, isAnew = false): Promise<boolean> {
    if (this.#isSubmitting || this.uploads.isSending) return false;
    this.#isTried = true;
    this.#refusal = null;
    this.#complaints = {};
    if (Object.keys(flawsOf({ ...this.#fields, email })).length > 0) {
      // The customer's own address is complained about like one that was typed.
      this.#fields = { ...this.#fields, email };
      return false;
    }
    if (this.uploads.isHeld) return false;
    this.#isSubmitting = true;
    try {
      const { type, title, content, priority, assigneeId } = this.#fields;
      const { createTicket: outcome } = await this.#options.api.request(CreateTicket, {
        input: {
          ...(this.#options.chatId === null ? {} : { chatId: this.#options.chatId }),
          inquiryTypeId: type!.id,
          title: tidyTitle(title),
          content: tidyText(content),
          email: tidyText(email) || null,
          priority,
          assigneeId,
          attachments: this.uploads.ready.map(({ token }) => token),
          attempt: this.#kept.key,
        },
      });
      switch (outcome.__typename) {
        case 'Ticket':
          this.#made = outcome;
          this.#kept.sent();
          this.discard();
          return true;
        case 'InvalidInput':
          this.#complain(outcome.field);
          return false;
        case 'KeyReused':
          // What was asked for changed without the words: the next try makes another.
          this.#kept.renewKey();
          this.#refusal = 'Refused';
          return false;
        case 'AttachmentMissing':
          if ((await this.uploads.expire()) && !isAnew) {
            this.#isSubmitting = false;
            return await this.submit(email, true);
          }
          this.#refusal = 'AttachmentMissing';
          return false;
        case 'NotPermitted':
          this.#refusal = 'NotPermitted';
          return false;
      }
    } catch {
      this.#refusal = 'Unreachable';
      return false;
    } finally {
      this.#isSubmitting = false;
    }
  }

  #complain(argument: string): void {
    const last = argument.split('.').at(-1);
    const name = { inquiryTypeId: 'type', assigneeId: 'assignee' }[last as string] ?? last;
    const field = fieldNames.find((known) => known === name);
    if (field) this.#complaints = { [field]: field === 'type' ? 'missing' : 'invalid' };
    else this.#refusal = 'Refused';
  }

  #blank(): Fields {
    return { type: null, title: '', content: '', email: null, priority: 'NORMAL', assigneeId: this.#options.myId };
  }

  /** Other words are another ticket. */
  #change(): void {
    this.#refusal = null;
    this.#keep();
  }

  #keep(): void {
    const { type, title, content, email } = this.#fields;
    const files = this.uploads.chosen;
    this.#isDraft = type !== null || title !== '' || content !== '' || email !== null || files.length > 0;
    const kept: Kept = { ...this.#fields, files };
    this.#kept.write(this.#isDraft ? JSON.stringify(kept) : '');
  }
}

function restored(content: string): Kept {
  try {
    return JSON.parse(content || '{}') as Kept;
  } catch {
    return {};
  }
}

/** What can be told without asking the server. */
export function flawsOf({ type, title, content, email }: Fields): Flaws {
  const flaws: Flaws = {};
  if (!type) flaws.type = 'missing';
  const [plainTitle, plainContent, plainEmail] = [tidyTitle(title), tidyText(content), tidyText(email ?? '')];
  const [ofTitle, ofContent] = [textFlaw(plainTitle, longestTitle), textFlaw(plainContent, longestContent)];
  if (ofTitle) flaws.title = ofTitle;
  if (ofContent) flaws.content = ofContent;
  if (plainEmail && !readEmailAddress(plainEmail)) flaws.email = 'invalid';
  return flaws;
}
