/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What an agent chose. Only ONLINE gets new chats; BREAK and OFFLINE keep the running ones. */
export type Availability =
  | 'BREAK'
  | 'OFFLINE'
  | 'ONLINE';

/** WAITING: in line for an agent. REQUESTED: given to an agent who has not opened it. ACTIVE: being served. ENDED_BY_CUSTOMER: nobody can send; still on the agent’s desk. CLOSED: only in the history. */
export type ChatState =
  | 'ACTIVE'
  | 'CLOSED'
  | 'ENDED_BY_CUSTOMER'
  | 'REQUESTED'
  | 'WAITING';

export type Language =
  | 'en'
  | 'ko';

export type SenderKind =
  | 'AGENT'
  | 'CUSTOMER'
  | 'SYSTEM';

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type WhoIsAskingQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoIsAskingQuery = { viewer:
    | { __typename: 'Agent', id: string, name: string, email: string, availability: Availability, canChat: boolean, service: { name: string } }
    | { __typename: 'Customer' }
   | null };

export type DeskChatFragment = { id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null } };

export type DeskChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DeskChangesSubscription = { deskChanges: { removed: boolean, chat: { id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null } } } };

export type ChatsOfMineQueryVariables = Exact<{ [key: string]: never; }>;


export type ChatsOfMineQuery = { chats: { edges: Array<{ node: { id: string } }>, pageInfo: { hasNextPage: boolean } } };

export type OpenChatMutationVariables = Exact<{
  chatId: string;
}>;


export type OpenChatMutation = { openChat:
    | { __typename: 'Chat', id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null } }
    | { __typename: 'ChatEnded' }
    | { __typename: 'NotPermitted' }
   };

export type EndChatAtDeskMutationVariables = Exact<{
  chatId: string;
}>;


export type EndChatAtDeskMutation = { endChat:
    | { __typename: 'Chat', id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null } }
    | { __typename: 'ChatEnded' }
    | { __typename: 'NotPermitted' }
   };

export type AgentPresenceFragment = { availability: Availability, connected: boolean, assignable: boolean, reason: string | null, agent: { id: string, name: string, canChat: boolean } };

export type PresenceChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type PresenceChangesSubscription = { presenceChanges: { availability: Availability, connected: boolean, assignable: boolean, reason: string | null, agent: { id: string, name: string, canChat: boolean } } };

export type SetAvailabilityMutationVariables = Exact<{
  availability: Availability;
}>;


export type SetAvailabilityMutation = { setAvailability:
    | { __typename: 'Agent', id: string, availability: Availability }
    | { __typename: 'NotPermitted' }
   };

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'Agent' }
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'RateLimited', retryAfter: number }
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
export const DeskChatFragmentDoc = new TypedDocumentString(`
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastMessage {
    id
    sender
    body
    sentAt
  }
  customer {
    id
    name
    email
    phone
  }
}
    `, {"fragmentName":"DeskChat"}) as unknown as TypedDocumentString<DeskChatFragment, unknown>;
export const AgentPresenceFragmentDoc = new TypedDocumentString(`
    fragment AgentPresence on AgentPresence {
  availability
  connected
  assignable
  reason
  agent {
    id
    name
    canChat
  }
}
    `, {"fragmentName":"AgentPresence"}) as unknown as TypedDocumentString<AgentPresenceFragment, unknown>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const WhoIsAskingDocument = new TypedDocumentString(`
    query WhoIsAsking {
  viewer {
    __typename
    ... on Agent {
      id
      name
      email
      availability
      canChat
      service {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhoIsAskingQuery, WhoIsAskingQueryVariables>;
export const DeskChangesDocument = new TypedDocumentString(`
    subscription DeskChanges {
  deskChanges {
    removed
    chat {
      ...DeskChat
    }
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastMessage {
    id
    sender
    body
    sentAt
  }
  customer {
    id
    name
    email
    phone
  }
}`) as unknown as TypedDocumentString<DeskChangesSubscription, DeskChangesSubscriptionVariables>;
export const ChatsOfMineDocument = new TypedDocumentString(`
    query ChatsOfMine {
  chats(
    filter: {mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER]}
    first: 100
  ) {
    edges {
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<ChatsOfMineQuery, ChatsOfMineQueryVariables>;
export const OpenChatDocument = new TypedDocumentString(`
    mutation OpenChat($chatId: ID!) {
  openChat(chatId: $chatId) {
    __typename
    ...DeskChat
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastMessage {
    id
    sender
    body
    sentAt
  }
  customer {
    id
    name
    email
    phone
  }
}`) as unknown as TypedDocumentString<OpenChatMutation, OpenChatMutationVariables>;
export const EndChatAtDeskDocument = new TypedDocumentString(`
    mutation EndChatAtDesk($chatId: ID!) {
  endChat(chatId: $chatId) {
    __typename
    ...DeskChat
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastMessage {
    id
    sender
    body
    sentAt
  }
  customer {
    id
    name
    email
    phone
  }
}`) as unknown as TypedDocumentString<EndChatAtDeskMutation, EndChatAtDeskMutationVariables>;
export const PresenceChangesDocument = new TypedDocumentString(`
    subscription PresenceChanges {
  presenceChanges {
    ...AgentPresence
  }
}
    fragment AgentPresence on AgentPresence {
  availability
  connected
  assignable
  reason
  agent {
    id
    name
    canChat
  }
}`) as unknown as TypedDocumentString<PresenceChangesSubscription, PresenceChangesSubscriptionVariables>;
export const SetAvailabilityDocument = new TypedDocumentString(`
    mutation SetAvailability($availability: Availability!) {
  setAvailability(availability: $availability) {
    __typename
    ... on Agent {
      id
      availability
    }
  }
}
    `) as unknown as TypedDocumentString<SetAvailabilityMutation, SetAvailabilityMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($email: String!, $password: String!) {
  signIn(email: $email, password: $password) {
    __typename
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;