/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What is said in a ticket. */
export type AddTicketCommentInput = {
  /** Tokens of uploaded files, at most 5; see Attachment. */
  attachments?: Array<string> | null | undefined;
  /** The author’s own, 1 to 100 characters: sent again with the same one it is the same comment. */
  key: string;
  /** Of agents: REPLY (by default) or NOTE. Of customers: absent. */
  kind?: TicketCommentKind | null | undefined;
  /** Of agents: where the ticket goes along with it. */
  status?: TicketStatus | null | undefined;
  /** 1 to 10,000 UTF-16 units. */
  text: string;
  /** `Ticket.id`. */
  ticketId: string;
};

/** What would become of a chat that is started now. */
export type ChatAvailabilityState =
  /** Nobody is Online. */
  | 'ABSENT'
  /** An agent can take it. */
  | 'AVAILABLE'
  /** Agents are Online, but every seat is taken: it would wait. */
  | 'BUSY'
  /** It is outside the operating hours. */
  | 'CLOSED'
  /** Chat is off, or there is no such service. */
  | 'DISABLED';

/** The customer’s yes to one version of the notice. */
export type ConsentInput = {
  /** The language it was read in. */
  language: Language;
  /** `ConsentNotice.version` of the notice that was shown. */
  noticeVersion: string;
};

/** A language in which customers are served; named as in BCP 47. */
export type Language =
  /** English. */
  | 'en'
  /** Korean. */
  | 'ko';

/** What a customer says in an inquiry. */
export type SubmitInquiryInput = {
  /** Tokens of uploaded files, at most 5; see Attachment. A repetition does not need them again. */
  attachments?: Array<string> | null | undefined;
  /** A random text nobody can guess, 22 to 100 characters, made once per wish to submit. Repeated with the same one, because the answer got lost, the same inquiry is answered: for an hour, from the same network or with the customer’s token; after that InvalidInput. With another e-mail, title, content, inquiry type, file or member it is KeyReused, and nothing is done; files may be sent anew. */
  attempt?: string | null | undefined;
  /** Without it: ConsentRequired. */
  consent?: ConsentInput | null | undefined;
  /** 1 to 10,000 UTF-16 units. */
  content: string;
  /** At most 254 octets; kept in small letters. */
  email: string;
  /** Whom the company’s own server vouches for, as in `IdentifyInput.identity`: the inquiry is that member’s, on every device. */
  identity?: string | null | undefined;
  /** One of `HelpCenter.inquiryTypes`. */
  inquiryTypeId: string;
  /** The customer’s; by default the one of the consent. */
  language?: Language | null | undefined;
  /** The service’s slug. */
  service: string;
  /** 1 to 200 UTF-16 units. */
  title: string;
};

/** Whose words a comment is, and who reads them. */
export type TicketCommentKind =
  /** What the customer added. */
  | 'CUSTOMER'
  /** For agents only. */
  | 'NOTE'
  /** An agent’s answer, which the customer reads. */
  | 'REPLY';

/** How far a ticket is. It goes NEW → OPEN, OPEN ↔ PENDING, either → RESOLVED, RESOLVED → OPEN or CLOSED; without its assignee it is NEW again. */
export type TicketStatus =
  /** Done for ever. */
  | 'CLOSED'
  /** Nobody has it. */
  | 'NEW'
  /** Being worked on. */
  | 'OPEN'
  /** Waits for someone. */
  | 'PENDING'
  /** Answered. */
  | 'RESOLVED';

export type HelpPageQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type HelpPageQuery = { helpCenter: { inquiry: boolean, service: { slug: string, name: string, languages: Array<Language>, switchedOff: boolean, logo: { path: string } | null }, chatAvailability: { state: ChatAvailabilityState } } | null };

export type InquiriesPageQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type InquiriesPageQuery = { helpCenter: { inquiry: boolean, service: { slug: string, name: string, languages: Array<Language>, logo: { path: string } | null } } | null };

export type MyInquiriesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MyInquiriesQuery = { viewer:
    | { __typename: 'Agent' }
    | { __typename: 'ApiClient' }
    | { __typename: 'Customer', service: { slug: string } }
   | null, tickets: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, number: string, title: string, content: string, status: TicketStatus, createdAt: string, attachments: Array<{ id: string, name: string, size: number, path: string, width: number | null, height: number | null, hidden: Array<{ width: number, height: number }> }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, author: { name: string } | null, apiClient: { name: string } | null, attachments: Array<{ id: string, name: string, size: number, path: string, width: number | null, height: number | null, hidden: Array<{ width: number, height: number }> }> }> } }> } };

export type InquiryFileFragment = { id: string, name: string, size: number, path: string, width: number | null, height: number | null, hidden: Array<{ width: number, height: number }> };

export type AddToInquiryMutationVariables = Exact<{
  input: AddTicketCommentInput;
}>;


export type AddToInquiryMutation = { addTicketComment:
    | { __typename: 'AttachmentMissing' }
    | { __typename: 'IllegalTransition' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'InvalidText' }
    | { __typename: 'KeyReused' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'TicketClosed' }
    | { __typename: 'TicketComment' }
   };

export type InquiryPageQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type InquiryPageQuery = { helpCenter: { inquiry: boolean, membersOnly: boolean, service: { slug: string, name: string, languages: Array<Language>, logo: { path: string } | null }, inquiryTypes: Array<{ id: string, path: Array<string> }>, consentNotice: { version: string, language: Language, purpose: string, items: string, refusal: string, retention: string } } | null };

export type LeaveInquiryMutationVariables = Exact<{
  input: SubmitInquiryInput;
}>;


export type LeaveInquiryMutation = { submitInquiry:
    | { __typename: 'AttachmentMissing' }
    | { __typename: 'ConsentRequired' }
    | { __typename: 'ConsentStale' }
    | { __typename: 'IdentityRefused' }
    | { __typename: 'InquiryDisabled' }
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'KeyReused' }
    | { __typename: 'MembersOnly' }
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
export const InquiryFileFragmentDoc = new TypedDocumentString(`
    fragment InquiryFile on Attachment {
  id
  name
  size
  path
  width
  height
  hidden: regions {
    width
    height
  }
}
    `, {"fragmentName":"InquiryFile"}) as unknown as TypedDocumentString<InquiryFileFragment, unknown>;
export const HelpPageDocument = new TypedDocumentString(`
    query HelpPage($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      slug
      name
      languages
      logo {
        path
      }
      switchedOff
    }
    chatAvailability {
      state
    }
    inquiry
  }
}
    `) as unknown as TypedDocumentString<HelpPageQuery, HelpPageQueryVariables>;
export const InquiriesPageDocument = new TypedDocumentString(`
    query InquiriesPage($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      slug
      name
      languages
      logo {
        path
      }
    }
    inquiry
  }
}
    `) as unknown as TypedDocumentString<InquiriesPageQuery, InquiriesPageQueryVariables>;
export const MyInquiriesDocument = new TypedDocumentString(`
    query MyInquiries($after: String) {
  viewer {
    __typename
    ... on Customer {
      service {
        slug
      }
    }
  }
  tickets(first: 6, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        number
        title
        content
        status
        createdAt
        attachments {
          ...InquiryFile
        }
        comments {
          id
          kind
          body
          createdAt
          author {
            name
          }
          apiClient {
            name
          }
          attachments {
            ...InquiryFile
          }
        }
      }
    }
  }
}
    fragment InquiryFile on Attachment {
  id
  name
  size
  path
  width
  height
  hidden: regions {
    width
    height
  }
}`) as unknown as TypedDocumentString<MyInquiriesQuery, MyInquiriesQueryVariables>;
export const AddToInquiryDocument = new TypedDocumentString(`
    mutation AddToInquiry($input: AddTicketCommentInput!) {
  addTicketComment(input: $input) {
    __typename
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<AddToInquiryMutation, AddToInquiryMutationVariables>;
export const InquiryPageDocument = new TypedDocumentString(`
    query InquiryPage($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      slug
      name
      languages
      logo {
        path
      }
    }
    inquiry
    membersOnly
    inquiryTypes {
      id
      path
    }
    consentNotice {
      version
      language
      purpose
      items
      retention: shownRetention
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