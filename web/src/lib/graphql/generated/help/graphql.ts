/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** AVAILABLE: an agent can take a chat now. BUSY: agents are Online, but every seat is taken (a chat would wait). ABSENT: nobody is Online. CLOSED: outside hours. DISABLED: chat is off, or there is no such service. */
export type ChatAvailabilityState =
  | 'ABSENT'
  | 'AVAILABLE'
  | 'BUSY'
  | 'CLOSED'
  | 'DISABLED';

/** The customer’s yes to one version of the notice. */
export type ConsentInput = {
  /** The language it was read in. */
  language: Language;
  /** `ConsentNotice.version` of the notice that was shown. */
  noticeVersion: string;
};

export type Language =
  | 'en'
  | 'ko';

/** What a customer says in an inquiry. */
export type SubmitInquiryInput = {
  /** Tokens of uploaded files, at most 5; see Attachment. A repetition does not need them again. */
  attachments?: Array<string> | null | undefined;
  /** A random text nobody can guess, 22 to 100 characters, made once per wish to submit. Repeated with the same one, because the answer got lost, the same inquiry is answered. */
  attempt?: string | null | undefined;
  /** Without it: ConsentRequired. */
  consent?: ConsentInput | null | undefined;
  /** 1 to 10,000 UTF-16 units. */
  content: string;
  /** At most 320 UTF-16 units. */
  email: string;
  /** One of `HelpCenter.inquiryTypes`. */
  inquiryTypeId: string;
  /** The customer’s; by default the one of the consent. */
  language?: Language | null | undefined;
  /** The service’s slug. */
  service: string;
  /** 1 to 200 UTF-16 units. */
  title: string;
};

export type HelpPageQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type HelpPageQuery = { helpCenter: { inquiry: boolean, service: { slug: string, name: string, languages: Array<Language> }, chatAvailability: { state: ChatAvailabilityState } } | null };

export type InquiryPageQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type InquiryPageQuery = { helpCenter: { inquiry: boolean, service: { slug: string, name: string, languages: Array<Language> }, inquiryTypes: Array<{ id: string, path: Array<string> }>, consentNotice: { version: string, language: Language, purpose: string, items: string, retention: string, refusal: string } } | null };

export type LeaveInquiryMutationVariables = Exact<{
  input: SubmitInquiryInput;
}>;


export type LeaveInquiryMutation = { submitInquiry:
    | { __typename: 'AttachmentMissing' }
    | { __typename: 'ConsentRequired' }
    | { __typename: 'ConsentStale' }
    | { __typename: 'InquiryDisabled' }
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SubmittedInquiry', token: string, ticket: { number: string } }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const HelpPageDocument = new TypedDocumentString(`
    query HelpPage($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      slug
      name
      languages
    }
    chatAvailability {
      state
    }
    inquiry
  }
}
    `) as unknown as TypedDocumentString<HelpPageQuery, HelpPageQueryVariables>;
export const InquiryPageDocument = new TypedDocumentString(`
    query InquiryPage($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      slug
      name
      languages
    }
    inquiry
    inquiryTypes {
      id
      path
    }
    consentNotice {
      version
      language
      purpose
      items
      retention
      refusal
    }
  }
}
    `) as unknown as TypedDocumentString<InquiryPageQuery, InquiryPageQueryVariables>;
export const LeaveInquiryDocument = new TypedDocumentString(`
    mutation LeaveInquiry($input: SubmitInquiryInput!) {
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
    `) as unknown as TypedDocumentString<LeaveInquiryMutation, LeaveInquiryMutationVariables>;