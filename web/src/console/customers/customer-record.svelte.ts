import { isSame, isTooLong, nameOf, normalised, type Name, type Values } from '#console/info/chat-info.ts';
import type { Complaint, EditedInfo, SaveRefusal } from '#console/info/info-form.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { CustomerRecordFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment CustomerRecord on Customer {
    id
    name
    email
    phone
    memo
    infoVersion
    createdAt
    erasedAt
    duplicates {
      id
      name
      email
    }
    mergedRecords {
      id
      name
      email
      phone
      createdAt
      merge {
        id
        mergedAt
        undoableUntil
        agent {
          id
          name
        }
      }
    }
    consents {
      noticeVersion
      language
      agreedAt
      ipAddress
    }
  }
`);

const OneCustomer = graphql(`
  query OneCustomer($id: ID!) {
    customer(id: $id) {
      ...CustomerRecord
    }
  }
`);

const SaveCustomer = graphql(`
  mutation SaveCustomer($input: SaveCustomerInput!) {
    saveCustomer(input: $input) {
      __typename
      ...CustomerRecord
      ... on StaleCustomer {
        customer {
          ...CustomerRecord
        }
      }
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

const UndoMerge = graphql(`
  mutation UndoMerge($mergeId: ID!) {
    undoMerge(mergeId: $mergeId) {
      __typename
    }
  }
`);

const EraseCustomer = graphql(`
  mutation EraseCustomer($customerId: ID!) {
    eraseCustomer(customerId: $customerId) {
      __typename
      ...CustomerRecord
    }
  }
`);

type Field = 'name' | 'email' | 'phone' | 'memo';
const fields: readonly Field[] = ['name', 'email', 'phone', 'memo'];

/** An edit and what it was made on: when that changes under it, the agent decides between the two. */
interface Edit {
  value: string;
  base: string;
}

/** One customer with what is known of them, under edit: the server's values with the agent's edits on top. */
export class CustomerRecord implements EditedInfo {
  readonly #api: Api;
  readonly #id: string;
  #customer = $state.raw<CustomerRecordFragment | null>();
  #edits = $state.raw<Partial<Record<Field, Edit>>>({});
  #failed = $state(false);
  #isSaving = $state(false);
  #wasSaved = $state(false);
  #refusal = $state<SaveRefusal | null>(null);
  #complaint = $state.raw<Complaint | null>(null);
  /** Counts the questions; only the answer to the last one counts. */
  #asked = 0;

  readonly saved = $derived.by((): Values | undefined => {
    const customer = this.#customer;
    if (!customer) return undefined;
    const { name, email, phone, memo } = customer;
    return { name: name ?? '', email: email ?? '', phone: phone ?? '', memo: memo ?? '', category: null, note: '' };
  });
  readonly values = $derived.by((): Values | undefined => {
    if (!this.saved) return undefined;
    const edits = Object.entries(this.#edits).map(([name, { value }]) => [name, value]);
    return { ...this.saved, ...Object.fromEntries(edits) } as Values;
  });
  readonly edited = $derived.by((): readonly Field[] => {
    const { saved } = this;
    return saved
      ? fields.filter((name) => this.#edits[name] && !isSame(name, this.#edits[name].value, saved[name]))
      : [];
  });
  readonly conflicts = $derived.by((): readonly Name[] =>
    this.edited.filter((name) => !isSame(name, this.#edits[name]!.base, this.saved![name])),
  );

  constructor(api: Api, id: string) {
    this.#api = api;
    this.#id = id;
  }

  /** Undefined until the server told, null when there is no such customer for this agent. */
  get customer(): CustomerRecordFragment | null | undefined {
    return this.#customer;
  }

  /** No answer came to the first question. */
  get failed(): boolean {
    return this.#failed && this.#customer === undefined;
  }

  get isUnsaved(): boolean {
    return this.edited.length > 0;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  get wasSaved(): boolean {
    return this.#wasSaved && !this.isUnsaved;
  }

  get refusal(): SaveRefusal | null {
    return this.#refusal;
  }

  get complaint(): Complaint | null {
    return this.#complaint;
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    this.#failed = false;
    try {
      const { customer } = await this.#api.request(OneCustomer, { id: this.#id });
      if (asked === this.#asked) this.#customer = customer;
    } catch {
      // What is known stays.
      if (asked === this.#asked) this.#failed = true;
    }
  }

  edit(name: Field, value: string): void {
    if (!this.saved) return;
    const base = this.#edits[name]?.base ?? this.saved[name];
    this.#wasSaved = false;
    this.#refusal = null;
    this.#complaint = null;
    this.#edits = { ...this.#edits, [name]: { value, base } };
  }

  keepOwn(name: Name): void {
    const field = name as Field;
    const edit = this.#edits[field];
    if (edit) this.#edits = { ...this.#edits, [field]: { value: edit.value, base: this.saved![field] } };
    this.#decide();
  }

  takeSaved(name: Name): void {
    const { [name as Field]: _, ...rest } = this.#edits;
    this.#edits = rest;
    this.#decide();
  }

  discard(): void {
    this.#edits = {};
    this.#refusal = null;
    this.#complaint = null;
  }

  /** Sends what was edited; true when it is saved. */
  async save(): Promise<boolean> {
    if (!this.values || this.#isSaving) return false;
    this.#complaint = null;
    this.#isSaving = true;
    let refusal: SaveRefusal | null;
    try {
      refusal = await this.#send();
      // Who else saved something else loses nothing: ours goes on top of it.
      if (refusal === 'StaleInfo' && this.conflicts.length === 0) refusal = await this.#send();
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
    const values = this.values!;
    if (conflicts.length > 0) return 'StaleInfo';
    if (edited.some((name) => isTooLong(name, values[name]))) return 'InvalidInput';
    if (edited.length === 0) return null;
    const { id, infoVersion } = this.#customer!;
    const input = Object.fromEntries(edited.map((name) => [name, normalised(values[name]) || null]));
    const { saveCustomer } = await this.#api.request(SaveCustomer, {
      input: { customerId: id, infoVersion, ...input },
    });
    switch (saveCustomer.__typename) {
      case 'Customer':
        this.#adopt(saveCustomer);
        // What was typed while it was on its way is not saved yet, and stands on what was.
        this.#edits = Object.fromEntries(
          Object.entries(this.#edits)
            .filter(([name, { value }]) => value !== values[name as Field])
            .map(([name, { value }]) => [name, { value, base: this.saved![name as Field] }]),
        );
        return null;
      case 'StaleCustomer':
        this.#adopt(saveCustomer.customer);
        return 'StaleInfo';
      case 'InvalidInput':
        this.#complaint = { name: nameOf(saveCustomer.field), message: saveCustomer.message };
        return 'InvalidInput';
      case 'NotPermitted':
        void this.load();
        return 'NotPermitted';
    }
  }

  /** Parts a merged record again; answers whether it did, or that it is too late. */
  async undo(mergeId: string): Promise<'done' | 'final' | 'refused' | 'unreachable'> {
    try {
      const { undoMerge } = await this.#api.request(UndoMerge, { mergeId });
      void this.load();
      if (undoMerge.__typename === 'Customer') return 'done';
      return undoMerge.__typename === 'MergeFinal' ? 'final' : 'refused';
    } catch {
      return 'unreachable';
    }
  }

  /** Destroys everything personal; answers whether it did, or why not. */
  async erase(): Promise<'done' | 'open' | 'refused' | 'unreachable'> {
    try {
      const { eraseCustomer } = await this.#api.request(EraseCustomer, { customerId: this.#id });
      if (eraseCustomer.__typename === 'Customer') {
        this.discard();
        this.#adopt(eraseCustomer);
        return 'done';
      }
      return eraseCustomer.__typename === 'ChatOpen' ? 'open' : 'refused';
    } catch {
      return 'unreachable';
    }
  }

  #adopt(customer: CustomerRecordFragment): void {
    // A question asked before this answer would put older values back.
    this.#asked += 1;
    this.#customer = customer;
  }

  /** The last conflict is settled: saving is free again. */
  #decide(): void {
    if (this.#refusal === 'StaleInfo' && this.conflicts.length === 0) this.#refusal = null;
  }
}
