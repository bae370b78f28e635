/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Whom a company’s own server vouches for. */
export type IdentifyInput = {
  /** A JWT that the server signed: `aud` the slug, `sub` who it is there (1 to 255 characters), `iat`, `exp` at most 5 minutes ahead, and `name`, `email`, `phone` where they are known. At most 4,096 characters. Until it runs out the same browser, on the same network, may use it again; any other is refused (REPLAYED). */
  identity: string;
  /** Whether the chats and inquiries of the customer whose token comes with the call become the member’s; true when absent. False where nobody knows that it was the same person, as behind a link. */
  join?: boolean | null | undefined;
  /** The service’s slug. */
  service: string;
};

/** Why a token of a company’s server is not accepted. */
export type IdentityRefusal =
  /** The token is signed in a way for which the service has no key. */
  | 'ALGORITHM'
  /** The token is for another audience than this service’s address name. */
  | 'AUDIENCE'
  /** email is not an e-mail address. */
  | 'EMAIL'
  /** The token has run out. */
  | 'EXPIRED'
  /** The token is not a JWT of at most 4,096 characters that names its algorithm. */
  | 'MALFORMED'
  /** name must be a text of at most 100 characters. */
  | 'NAME'
  /** The token has no iat, or one in the future; or its nbf has not come. */
  | 'NOT_YET'
  /** The service has no member link, or it is switched off. */
  | 'OFF'
  /** phone must be a text of at most 50 characters. */
  | 'PHONE'
  /** The token was used by another browser or network. Sign a new one. */
  | 'REPLAYED'
  /** No key of the service made this signature. */
  | 'SIGNATURE'
  /** sub must be a text of 1 to 255 characters. */
  | 'SUBJECT'
  /** The token has no exp, or one more than five minutes ahead. */
  | 'TOO_LONG';

/** A language in which customers are served; named as in BCP 47. */
export type Language =
  /** English. */
  | 'en'
  /** Korean. */
  | 'ko';

/** What the customer found. */
export type RateChatInput = {
  /** `Chat.id`. */
  chatId: string;
  /** At most 1,000 UTF-16 units. Absent: as it was, at first none. Null or blank: withdrawn. */
  comment?: string | null | undefined;
  /** What the customer found. */
  verdict: RatingVerdict;
};

/** Why a chat cannot be rated, or asked to be. */
export type RatingClosedReason =
  /** It was rated ten minutes ago or longer. */
  | 'FINAL'
  /** No agent has answered or asked for a rating yet. */
  | 'NOT_ANSWERED'
  /** The chat ended 24 hours ago or longer. */
  | 'TOO_LATE';

/** What a customer found of a chat. */
export type RatingVerdict =
  /** It was good. */
  | 'SATISFIED'
  /** It was not. */
  | 'UNSATISFIED';

/** What a customer says to start a chat. */
export type StartChatInput = {
  /** A random text nobody can guess, 22 to 100 characters, made once per wish to start. A start repeated with the same one, because its answer got lost, answers with the same chat: for ten minutes, from the same network or with the customer’s token, and while the chat runs; after that InvalidInput. With another name, e-mail, message or member it is KeyReused, and nothing is done. */
  attempt?: string | null | undefined;
  /** Without it: ConsentRequired. */
  consent?: ConsentInput | null | undefined;
  /** At most 254 octets; kept in small letters. */
  email?: string | null | undefined;
  /** Whom the company’s own server vouches for, as in `IdentifyInput.identity`: the chat is that member’s, on every device. */
  identity?: string | null | undefined;
  /** Key of that message. */
  key?: string | null | undefined;
  /** The customer’s; by default the one of the consent. */
  language?: Language | null | undefined;
  /** The first message, if it was typed already; the limits of `sendMessage`. */
  message?: string | null | undefined;
  /** At most 100 UTF-16 units. */
  name?: string | null | undefined;
  /** Address of the page around the widget; query and fragment are dropped. */
  page?: string | null | undefined;
  /** The service’s slug. */
  service: string;
};

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

export type ChatAvailabilitySubscriptionVariables = Exact<{
  service: string;
}>;


export type ChatAvailabilitySubscription = { chatAvailability: { state: ChatAvailabilityState, opensAt: string | null } };

export type StartChatMutationVariables = Exact<{
  input: StartChatInput;
}>;


export type StartChatMutation = { startChat:
    | { __typename: 'AgentsAbsent', state: ChatAvailabilityState }
    | { __typename: 'ChatDisabled' }
    | { __typename: 'ConsentRequired' }
    | { __typename: 'ConsentStale' }
    | { __typename: 'IdentityRefused' }
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'InvalidText' }
    | { __typename: 'KeyReused' }
    | { __typename: 'MembersOnly' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'StartedChat', token: string, chat: { id: string } }
   };

export type HelpCenterQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type HelpCenterQuery = { helpCenter: { absentText: string | null, inquiry: boolean, membersOnly: boolean, service: { name: string, logo: { smallPath: string } | null }, chatAvailability: { state: ChatAvailabilityState, opensAt: string | null }, inquiryTypes: Array<{ id: string, path: Array<string> }>, consentNotice: { version: string, language: Language, purpose: string, items: string, refusal: string, retention: string } } | null };

export type SubmitInquiryMutationVariables = Exact<{
  input: SubmitInquiryInput;
}>;


export type SubmitInquiryMutation = { submitInquiry:
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

export type ForgetVisitorMutationVariables = Exact<{ [key: string]: never; }>;


export type ForgetVisitorMutation = { forgetVisitor: boolean };

export type IdentifyMutationVariables = Exact<{
  input: IdentifyInput;
}>;


export type IdentifyMutation = { identify:
    | { __typename: 'Identified', token: string | null, customer: { name: string | null } | null, chat: { id: string } | null }
    | { __typename: 'IdentityRefused', reason: IdentityRefusal }
    | { __typename: 'RateLimited' }
   };

export type RateChatMutationVariables = Exact<{
  input: RateChatInput;
}>;


export type RateChatMutation = { rateChat:
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
    | { __typename: 'Rating', verdict: RatingVerdict, canChangeUntil: string }
    | { __typename: 'RatingClosed', reason: RatingClosedReason }
   };

export type TranscriptOfferQueryVariables = Exact<{
  chatId: string;
}>;


export type TranscriptOfferQuery = { chat: { offersTranscript: boolean, customer: { email: string | null } } | null };

export type RequestTranscriptMutationVariables = Exact<{
  chatId: string;
  email: string;
}>;


export type RequestTranscriptMutation = { requestTranscript:
    | { __typename: 'Chat' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NoTranscript' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
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

export const ChatAvailabilityDocument = new TypedDocumentString(`
    subscription ChatAvailability($service: String!) {
  chatAvailability(service: $service) {
    state
    opensAt
  }
}
    `) as unknown as TypedDocumentString<ChatAvailabilitySubscription, ChatAvailabilitySubscriptionVariables>;
export const StartChatDocument = new TypedDocumentString(`
    mutation StartChat($input: StartChatInput!) {
  startChat(input: $input) {
    __typename
    ... on StartedChat {
      token
      chat {
        id
      }
    }
    ... on AgentsAbsent {
      state
    }
    ... on RateLimited {
      retryAfter
    }
    ... on InvalidInput {
      field
    }
  }
}
    `) as unknown as TypedDocumentString<StartChatMutation, StartChatMutationVariables>;
export const HelpCenterDocument = new TypedDocumentString(`
    query HelpCenter($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      name
      logo {
        smallPath
      }
    }
    chatAvailability {
      state
      opensAt
    }
    absentText
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
    `) as unknown as TypedDocumentString<HelpCenterQuery, HelpCenterQueryVariables>;
export const SubmitInquiryDocument = new TypedDocumentString(`
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
    `) as unknown as TypedDocumentString<SubmitInquiryMutation, SubmitInquiryMutationVariables>;
export const ForgetVisitorDocument = new TypedDocumentString(`
    mutation ForgetVisitor {
  forgetVisitor
}
    `) as unknown as TypedDocumentString<ForgetVisitorMutation, ForgetVisitorMutationVariables>;
export const IdentifyDocument = new TypedDocumentString(`
    mutation Identify($input: IdentifyInput!) {
  identify(input: $input) {
    __typename
    ... on Identified {
      token
      customer {
        name
      }
      chat {
        id
      }
    }
    ... on IdentityRefused {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<IdentifyMutation, IdentifyMutationVariables>;
export const RateChatDocument = new TypedDocumentString(`
    mutation RateChat($input: RateChatInput!) {
  rateChat(input: $input) {
    __typename
    ... on Rating {
      verdict
      canChangeUntil
    }
    ... on RatingClosed {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<RateChatMutation, RateChatMutationVariables>;
export const TranscriptOfferDocument = new TypedDocumentString(`
    query TranscriptOffer($chatId: ID!) {
  chat(id: $chatId) {
    offersTranscript
    customer {
      email
    }
  }
}
    `) as unknown as TypedDocumentString<TranscriptOfferQuery, TranscriptOfferQueryVariables>;
export const RequestTranscriptDocument = new TypedDocumentString(`
    mutation RequestTranscript($chatId: ID!, $email: String!) {
  requestTranscript(chatId: $chatId, email: $email) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RequestTranscriptMutation, RequestTranscriptMutationVariables>;