import { tidied } from '@damso/api/blank';
import { VersionedForm, type Sent } from '#console/forms/versioned-form.svelte.ts';
import { isSame, isTooLong, nameOf, type Name, type Values } from '#console/info/chat-info.ts';
import { maskedNames } from '#console/info/customer-texts.ts';
import type { Complaint, EditedInfo } from '#console/info/info-form.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { CustomerRecordFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment CustomerRecord on Customer {
    ...CustomerTexts
    saidName
    saidEmail
    saidPhone
    verified
    verifiedSaid
    memberId
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

/** One customer with what is known of them, under edit. */
export class CustomerRecord extends VersionedForm<Values, Complaint> implements EditedInfo {
  readonly #api: Api;
  readonly #id: string;
  #customer = $state.raw<CustomerRecordFragment | null>();
  #failed = $state(false);
  /** Counts the questions; only the answer to the last one counts. */
  #asked = 0;

  readonly saved = $derived.by((): Values | undefined => {
    const customer = this.#customer;
    if (!customer) return undefined;
    const { name, email, phone, memo } = customer;
    return { name: name ?? '', email: email ?? '', phone: phone ?? '', memo: memo ?? '', category: null, note: '' };
  });

  constructor(api: Api, id: string, storage: TextStorage) {
    super({ names: fields, storage, storedAs: `customer.${id}` });
    this.#api = api;
    this.#id = id;
  }

  /** Undefined until the server told, null when there is no such customer for this agent. */
  get customer(): CustomerRecordFragment | null | undefined {
    return this.#customer;
  }

  get masked(): readonly Name[] {
    return this.#customer ? maskedNames(this.#customer) : [];
  }

  /** No answer came to the first question. */
  get failed(): boolean {
    return this.#failed && this.#customer === undefined;
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    this.#failed = false;
    try {
      const { customer } = await this.#api.request(OneCustomer, { id: this.#id });
      if (asked !== this.#asked) return;
      if (customer) this.#adopt(customer);
      else this.#customer = null;
    } catch {
      // What is known stays.
      if (asked === this.#asked) this.#failed = true;
    }
  }

  protected isSame<N extends Name>(name: N, one: Values[N], other: Values[N]): boolean {
    return isSame(name, one, other);
  }

  hasProblem(name: Name): boolean {
    return isTooLong(name, this.values![name]);
  }

  protected isAbout(): boolean {
    return true;
  }

  protected async send(edited: readonly Name[], values: Values): Promise<Sent<Complaint>> {
    const { id, infoVersion } = this.#customer!;
    const input = Object.fromEntries(edited.map((name) => [name, tidied(values[name as Field]) || null]));
    const { saveCustomer } = await this.#api.request(SaveCustomer, {
      input: { customerId: id, infoVersion, ...input },
    });
    switch (saveCustomer.__typename) {
      case 'Customer':
        this.#adopt(saveCustomer);
        return 'Saved';
      case 'StaleCustomer':
        this.#adopt(saveCustomer.customer);
        return 'StaleInfo';
      case 'InvalidInput':
        return { complaint: { name: nameOf(saveCustomer.field), message: saveCustomer.message } };
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
  async erase(): Promise<'done' | 'open' | 'held' | 'refused' | 'unreachable'> {
    try {
      const { eraseCustomer } = await this.#api.request(EraseCustomer, { customerId: this.#id });
      if (eraseCustomer.__typename === 'Customer') {
        this.discard();
        this.#adopt(eraseCustomer);
        return 'done';
      }
      if (eraseCustomer.__typename === 'ErasureHeld') return 'held';
      return eraseCustomer.__typename === 'ChatOpen' ? 'open' : 'refused';
    } catch {
      return 'unreachable';
    }
  }

  #adopt(customer: CustomerRecordFragment): void {
    // A question asked before this answer would put older values back.
    this.#asked += 1;
    this.#customer = customer;
    // Nothing of a person who was erased is kept in this browser either.
    if (customer.erasedAt) this.discard();
    else this.adopted();
  }
}
