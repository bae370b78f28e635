import { isBlank } from '@damso/api/blank';
import { Draft } from '#lib/chat/drafts.ts';
import { keeperOf } from '#lib/chat/kept-files.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { ChosenFile } from '#lib/files/files.ts';
import { Uploads, type SendFile } from '#lib/files/uploads.svelte.ts';
import { RequestFailed, type Requests } from '#lib/graphql/post.ts';
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
import { inquiryName } from './kept-names.ts';

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
  files?: readonly ChosenFile[];
}

const nothing: InquiryFields = { inquiryTypeId: '', email: '', title: '', content: '' };

/** The inquiry a customer is writing: kept over reload and crash until it is submitted, and submitted once. */
export class Inquiry {
  inquiryTypeId = $state('');
  email = $state('');
  title = $state('');
  content = $state('');
  agreed = $state(false);
  readonly files: Uploads;

  readonly #api: Requests;
  readonly #kept: Draft;
  #open = $state(false);
  #flaws = $state.raw<Flaws>({});
  #problem = $state.raw<InquiryProblem>();
  #submitting = $state(false);
  #broughtIn = $state.raw<readonly string[]>([]);

  constructor(api: Requests, storage: TextStorage, send: SendFile) {
    this.#api = api;
    this.#kept = new Draft(storage, inquiryName, (content) => this.#follow(content), wordsOf);
    const { fields, broughtIn = [], open = false, files = [] } = restored(this.#kept.content);
    Object.assign(this, fields);
    this.#broughtIn = broughtIn;
    this.#open = open;
    this.files = new Uploads({
      send,
      onchange: () => this.#keep(),
      kept: files,
      keeper: keeperOf(storage),
      oneByOne: true,
      drops: 'hopeless',
    });
  }

  /** Whether the form is what the customer looks at. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (this.#kept.content !== '') this.#keep();
  }

  get fields(): InquiryFields {
    const { inquiryTypeId, email, title, content } = this;
    return { inquiryTypeId, email, title, content };
  }

  get flaws(): Flaws {
    return this.#flaws;
  }

  get problem(): InquiryProblem | undefined {
    // Files that were chosen anew or left out are gone no more.
    return this.#problem === 'filesGone' && !this.files.isHeld ? undefined : this.#problem;
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
    if (this.#kept.content !== '') this.#keep();
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

  /** Submits it; nothing when it could not be, and `problem` and `flaws` tell why. `isAnew` once the server got files again. */
  async submit(
    service: string,
    language: Language,
    consent: ConsentInput,
    isAnew = false,
  ): Promise<{ number: string; token: string } | undefined> {
    if (this.#submitting || this.files.isSending) return undefined;
    this.#flaws = flawsOf(this.fields, this.agreed);
    this.#problem = undefined;
    if (this.firstFlaw || this.files.isHeld) return undefined;
    this.#submitting = true;
    // Whatever changed since has another key.
    this.#keep();
    const fields = tidy(this.fields);
    const attachments = this.files.ready.map(({ token }) => token);
    try {
      const { submitInquiry } = await this.#api.request(SubmitInquiry, {
        input: { service, language, consent, ...fields, attachments, attempt: this.#kept.key },
      });
      switch (submitInquiry.__typename) {
        case 'SubmittedInquiry':
          this.#forget();
          return { number: submitInquiry.ticket.number, token: submitInquiry.token };
        case 'InvalidInput': {
          const flaws = flawNamed(submitInquiry.field);
          // It was submitted long ago, or elsewhere, and is not answered any more.
          if (submitInquiry.field === 'attempt') this.#kept.renewKey();
          if (flaws) this.#flaws = flaws;
          else this.#problem = 'failed';
          break;
        }
        case 'KeyReused':
          this.#kept.renewKey();
          this.#problem = 'failed';
          break;
        case 'ConsentRequired':
        case 'ConsentStale':
          this.agreed = false;
          this.#problem = 'changed';
          break;
        case 'AttachmentMissing':
          if ((await this.files.expire()) && !isAnew) {
            this.#submitting = false;
            return await this.submit(service, language, consent, true);
          }
          this.#problem = 'filesGone';
          break;
        case 'InquiryDisabled':
        case 'MembersOnly':
        case 'IdentityRefused':
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
    const kept: Kept = { fields, broughtIn: this.#broughtIn, open: this.#open, files: files.chosen };
    this.#kept.write(JSON.stringify(kept));
  }

  /** Shows what another tab made of it; whether the form is open is each tab's own. */
  #follow(content: string): void {
    const { fields = nothing, broughtIn = [], files = [] } = restored(content);
    Object.assign(this, fields);
    this.#broughtIn = broughtIn;
    this.files.restore(files);
  }

  #forget(): void {
    this.#kept.sent();
    this.files.clear();
    this.#kept.write('');
    Object.assign(this, nothing);
    this.agreed = false;
    this.#broughtIn = [];
    this.#open = false;
  }
}

function restored(content: string): Partial<Kept> {
  try {
    return (JSON.parse(content || '{}') ?? {}) as Partial<Kept>;
  } catch {
    // What is stored cannot be read, so the form begins empty.
    return {};
  }
}

/** What would be the same inquiry. */
function wordsOf(content: string): string {
  const { fields, files = [] } = restored(content);
  return JSON.stringify([fields && tidy(fields), files.map(({ id, token }) => id ?? token)]);
}
