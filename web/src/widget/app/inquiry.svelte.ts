import { isBlank } from '@damso/api/blank';
import { randomId } from '#lib/chat/random-id.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { UploadedFile } from '#lib/files/files.ts';
import { Uploads, type SendFile } from '#lib/files/uploads.svelte.ts';
import { RequestFailed, type Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/widget/index.ts';
import type { ConsentInput, Language } from '#lib/graphql/generated/widget/graphql.ts';
import {
  flawNamed,
  flawsOf,
  inquiryFields,
  tidy,
  withCarried,
  type Flaws,
  type InquiryField,
  type InquiryFields,
} from '#lib/inquiry/inquiry.ts';

const SubmitInquiry = graphql(`
  mutation SubmitInquiry($input: SubmitInquiryInput!) {
    submitInquiry(input: $input) {
      __typename
      ... on SubmittedInquiry {
        token
        ticket {
          number
        }
      }
      ... on InvalidInput {
        field
      }
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

export type InquiryProblem = 'failed' | 'changed' | 'off' | 'filesGone' | { retryAfter: number };

/** What is kept over a reload, from the first word until the inquiry is submitted. */
interface Kept {
  fields: InquiryFields;
  broughtIn: readonly string[];
  open: boolean;
  /** What the server has of the files; it keeps them for an hour. */
  files?: readonly UploadedFile[];
}

const name = 'inquiry';
const nothing: InquiryFields = { inquiryTypeId: '', email: '', title: '', content: '' };

/** The inquiry a customer is writing: kept over reload and crash until it is submitted, and submitted once. */
export class Inquiry {
  inquiryTypeId = $state('');
  email = $state('');
  title = $state('');
  content = $state('');
  agreed = $state(false);
  readonly files: Uploads;

  readonly #api: Api;
  readonly #storage: TextStorage;
  #open = $state(false);
  #flaws = $state.raw<Flaws>({});
  #problem = $state.raw<InquiryProblem>();
  #submitting = $state(false);
  #broughtIn = $state.raw<readonly string[]>([]);
  /** The id under which the present words are submitted, again and again until an answer comes; changed words get a new one. */
  #attempt: { id: string; of: string } | undefined;

  constructor(api: Api, storage: TextStorage, send: SendFile) {
    this.#api = api;
    this.#storage = storage;
    const { fields, broughtIn = [], open = false, files = [] } = this.#restored();
    Object.assign(this, fields);
    this.#broughtIn = broughtIn;
    this.#open = open;
    this.files = new Uploads({ send, onchange: () => this.#keep(), kept: files, oneByOne: true, dropsRefused: true });
  }

  /** Whether the form is what the customer looks at. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (this.#storage.get(name)) this.#keep();
  }

  get fields(): InquiryFields {
    const { inquiryTypeId, email, title, content } = this;
    return { inquiryTypeId, email, title, content };
  }

  get flaws(): Flaws {
    return this.#flaws;
  }

  get problem(): InquiryProblem | undefined {
    return this.#problem;
  }

  get submitting(): boolean {
    return this.#submitting;
  }

  /** The content is still what was brought into it. */
  get untouched(): boolean {
    return this.content === this.#broughtIn.join('\n');
  }

  /** Words from the chat are in the content. */
  get carries(): boolean {
    return this.#broughtIn.length > 0;
  }

  /** Puts what the customer wrote elsewhere into the content. */
  bringIn(pieces: readonly string[]): void {
    this.content = withCarried(this.content, this.#broughtIn, pieces);
    this.#broughtIn = pieces;
    if (pieces.length > 0) this.#keep();
  }

  /** What was written here and not brought in, for the chat that takes its place; the form lets go of it. */
  take(): string {
    const words = [this.title, this.untouched ? '' : this.content].filter((text) => !isBlank(text));
    this.title = this.content = '';
    this.#broughtIn = [];
    if (this.#storage.get(name)) this.#keep();
    return words.join('\n');
  }

  /** The customer changed something. */
  edited(): void {
    const left = flawsOf(this.fields, this.agreed);
    this.#flaws = Object.fromEntries(Object.entries(this.#flaws).filter(([field]) => left[field as InquiryField]));
    this.#keep();
  }

  /** The first field with a flaw, where to go on. */
  get firstFlaw(): InquiryField | undefined {
    return inquiryFields.find((field) => this.#flaws[field]);
  }

  /** Submits it; nothing when it could not be, and `problem` and `flaws` tell why. */
  async submit(
    service: string,
    language: Language,
    consent: ConsentInput,
  ): Promise<{ number: string; token: string } | undefined> {
    if (this.#submitting || this.files.isSending) return undefined;
    this.#flaws = flawsOf(this.fields, this.agreed);
    this.#problem = undefined;
    if (this.firstFlaw) return undefined;
    this.#submitting = true;
    const fields = tidy(this.fields);
    const attachments = this.files.ready.map(({ token }) => token);
    const of = JSON.stringify([fields, attachments]);
    if (this.#attempt?.of !== of) this.#attempt = { id: randomId(), of };
    try {
      const { submitInquiry } = await this.#api.request(SubmitInquiry, {
        input: { service, language, consent, ...fields, attachments, attempt: this.#attempt.id },
      });
      this.#attempt = undefined;
      switch (submitInquiry.__typename) {
        case 'SubmittedInquiry':
          this.#forget();
          return { number: submitInquiry.ticket.number, token: submitInquiry.token };
        case 'InvalidInput': {
          const flaws = flawNamed(submitInquiry.field);
          if (flaws) this.#flaws = flaws;
          else this.#problem = 'failed';
          break;
        }
        case 'ConsentRequired':
        case 'ConsentStale':
          this.agreed = false;
          this.#problem = 'changed';
          break;
        case 'AttachmentMissing':
          this.files.clear();
          this.#problem = 'filesGone';
          break;
        case 'InquiryDisabled':
          this.#problem = 'off';
          break;
        case 'RateLimited':
          this.#problem = { retryAfter: submitInquiry.retryAfter };
          break;
      }
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.#problem = 'failed';
    } finally {
      this.#submitting = false;
    }
    return undefined;
  }

  #keep(): void {
    const { fields, files } = this;
    const kept: Kept = { fields, broughtIn: this.#broughtIn, open: this.#open, files: files.ready };
    this.#storage.set(name, JSON.stringify(kept));
  }

  #restored(): Partial<Kept> {
    try {
      return (JSON.parse(this.#storage.get(name) ?? '{}') ?? {}) as Partial<Kept>;
    } catch {
      // What is stored cannot be read, so the form begins empty.
      return {};
    }
  }

  #forget(): void {
    this.files.clear();
    this.#storage.remove(name);
    Object.assign(this, nothing);
    this.agreed = false;
    this.#broughtIn = [];
    this.#open = false;
  }
}
