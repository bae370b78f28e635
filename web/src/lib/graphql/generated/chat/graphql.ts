/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where in its life a chat is. */
export type ChatState =
  /** Being served. */
  | 'ACTIVE'
  /** Only in the history. */
  | 'CLOSED'
  /** Nobody can send; still on the agent’s desk. */
  | 'ENDED_BY_CUSTOMER'
  /** Given to an agent who has not opened it. */
  | 'REQUESTED'
  /** In line for an agent. */
  | 'WAITING';

/** What a message of the system, a program’s or a rating’s comment tells of. Of AGENT_CHANGED and BACK_IN_LINE the latest takes the place of the one before it, at a new revision, while nobody says anything. */
export type MessageEvent =
  /** Another agent has the chat. */
  | 'AGENT_CHANGED'
  /** The agent is gone, the chat waits again. */
  | 'BACK_IN_LINE'
  /** The service’s greeting. */
  | 'GREETING'
  /** It did. */
  | 'IDLE_ENDED'
  /** The chat ends in a minute unless the customer answers. */
  | 'IDLE_WARNING'
  /** A program said it with its API key, under `senderName`; its `sender` is AGENT. */
  | 'INTEGRATION'
  /** The customer’s comment on the rating, by the customer and not by the system; empty when it was withdrawn. */
  | 'RATING'
  /** An agent asks for a rating. */
  | 'RATING_REQUEST';

/** What is looked for in messages. */
export type PersonalDataKind =
  /** Number of a bank account. */
  | 'ACCOUNT'
  /** Number of a payment card. */
  | 'CARD'
  /** Number of a Korean driver’s license. */
  | 'DRIVER_LICENSE'
  /** E-mail address. */
  | 'EMAIL'
  /** Number of a Korean passport. */
  | 'PASSPORT'
  /** Mobile or landline number. */
  | 'PHONE'
  /** Korean resident registration number, also that of a foreigner. */
  | 'RESIDENT_NUMBER';

/** What a customer found of a chat. */
export type RatingVerdict =
  /** It was good. */
  | 'SATISFIED'
  /** It was not. */
  | 'UNSATISFIED';

/** Which side says something. */
export type SenderKind =
  /** An agent, or a program with an API key. */
  | 'AGENT'
  /** The customer. */
  | 'CUSTOMER'
  /** Damso itself: see `MessageEvent`. */
  | 'SYSTEM';

export type MessagePartsFragment = { id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, path: string, thumbnailPath: string | null, width: number | null, height: number | null, revision?: number, hidden?: Array<{ width: number, height: number }> }>, masks?: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions?: Array<{ kind: PersonalDataKind, start: number, end: number }> };

export type ConversationEndQueryVariables = Exact<{
  chatId: string;
  last: number;
  atDesk: boolean;
}>;


export type ConversationEndQuery = { epoch: string, chat: { id: string, state: ChatState, revision: number, title: string, queuePosition: number | null, unreadCount: number, takesFiles: boolean, lastSeq: number, customerReadSeq: number, agentReadSeq: number, customerDeliveredSeq: number, agentDeliveredSeq: number, ratable: boolean, ratingRequestedAt: string | null, ratingClosesAt: string | null, notes?: Array<{ id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }>, messages: { edges: Array<{ node: { id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, path: string, thumbnailPath: string | null, width: number | null, height: number | null, revision?: number, hidden?: Array<{ width: number, height: number }> }>, masks?: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions?: Array<{ kind: PersonalDataKind, start: number, end: number }> } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } }, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict, canChangeUntil: string } | null } | null };

export type ChatChangesSubscriptionVariables = Exact<{
  chatId: string;
  after: number;
  epoch: string;
  atDesk: boolean;
}>;


export type ChatChangesSubscription = { chatChanges: { revision: number, chat: { id: string, state: ChatState, revision: number, title: string, queuePosition: number | null, unreadCount: number, takesFiles: boolean, lastSeq: number, customerReadSeq: number, agentReadSeq: number, customerDeliveredSeq: number, agentDeliveredSeq: number, ratable: boolean, ratingRequestedAt: string | null, ratingClosesAt: string | null, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict, canChangeUntil: string } | null }, messages: Array<{ id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, path: string, thumbnailPath: string | null, width: number | null, height: number | null, revision?: number, hidden?: Array<{ width: number, height: number }> }>, masks?: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions?: Array<{ kind: PersonalDataKind, start: number, end: number }> }>, notes?: Array<{ id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }> } };

export type ConversationPartsFragment = { id: string, state: ChatState, revision: number, title: string, queuePosition: number | null, unreadCount: number, takesFiles: boolean, lastSeq: number, customerReadSeq: number, agentReadSeq: number, customerDeliveredSeq: number, agentDeliveredSeq: number, ratable: boolean, ratingRequestedAt: string | null, ratingClosesAt: string | null, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict, canChangeUntil: string } | null };

export type TypingChangesSubscriptionVariables = Exact<{
  chatId: string;
}>;


export type TypingChangesSubscription = { typing: { sender: SenderKind, name: string | null, typing: boolean } };

export type SendMessageMutationVariables = Exact<{
  chatId: string;
  key: string;
  text: string;
  attachments?: Array<string> | string | null | undefined;
  atDesk: boolean;
}>;


export type SendMessageMutation = { sendMessage:
    | { __typename: 'AttachmentMissing' }
    | { __typename: 'ChatEnded' }
    | { __typename: 'FilesDisabled' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'InvalidText' }
    | { __typename: 'KeyReused' }
    | { __typename: 'Message', id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, path: string, thumbnailPath: string | null, width: number | null, height: number | null, revision?: number, hidden?: Array<{ width: number, height: number }> }>, masks?: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions?: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
   };

export type MarkReadMutationVariables = Exact<{
  chatId: string;
  seq: number;
  deliveredUpTo?: number | null | undefined;
}>;


export type MarkReadMutation = { markRead:
    | { __typename: 'Chat' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
   };

export type SetTypingMutationVariables = Exact<{
  chatId: string;
  typing: boolean;
}>;


export type SetTypingMutation = { setTyping: boolean };

export type EndChatMutationVariables = Exact<{
  chatId: string;
}>;


export type EndChatMutation = { endChat:
    | { __typename: 'Chat' }
    | { __typename: 'ChatEnded' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
   };

export type NotePartsFragment = { id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

export type MessagePageFragment = { edges: Array<{ node: { id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, path: string, thumbnailPath: string | null, width: number | null, height: number | null, revision?: number, hidden?: Array<{ width: number, height: number }> }>, masks?: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions?: Array<{ kind: PersonalDataKind, start: number, end: number }> } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } };

export type OlderMessagesQueryVariables = Exact<{
  chatId: string;
  last: number;
  before: string;
  atDesk: boolean;
}>;


export type OlderMessagesQuery = { epoch: string, chat: { messages: { edges: Array<{ node: { id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, path: string, thumbnailPath: string | null, width: number | null, height: number | null, revision?: number, hidden?: Array<{ width: number, height: number }> }>, masks?: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions?: Array<{ kind: PersonalDataKind, start: number, end: number }> } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } | null };

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
export const ConversationPartsFragmentDoc = new TypedDocumentString(`
    fragment ConversationParts on Chat {
  id
  state
  revision
  title
  queuePosition
  agent {
    id
    name
  }
  unreadCount
  takesFiles
  lastSeq
  customerReadSeq
  agentReadSeq
  customerDeliveredSeq
  agentDeliveredSeq
  ratable
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
    canChangeUntil
  }
}
    `, {"fragmentName":"ConversationParts"}) as unknown as TypedDocumentString<ConversationPartsFragment, unknown>;
export const NotePartsFragmentDoc = new TypedDocumentString(`
    fragment NoteParts on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions {
    kind
    start
    end
  }
}
    `, {"fragmentName":"NoteParts"}) as unknown as TypedDocumentString<NotePartsFragment, unknown>;
export const MessagePartsFragmentDoc = new TypedDocumentString(`
    fragment MessageParts on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    id
    name
    mediaType
    size
    path
    thumbnailPath
    width
    height
    revision @include(if: $atDesk)
    hidden: regions @skip(if: $atDesk) {
      width
      height
    }
  }
  masks @include(if: $atDesk) {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions @include(if: $atDesk) {
    kind
    start
    end
  }
}
    `, {"fragmentName":"MessageParts"}) as unknown as TypedDocumentString<MessagePartsFragment, unknown>;
export const MessagePageFragmentDoc = new TypedDocumentString(`
    fragment MessagePage on MessageConnection {
  edges {
    node {
      ...MessageParts
    }
  }
  pageInfo {
    hasPreviousPage
    startCursor
  }
}
    fragment MessageParts on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    id
    name
    mediaType
    size
    path
    thumbnailPath
    width
    height
    revision @include(if: $atDesk)
    hidden: regions @skip(if: $atDesk) {
      width
      height
    }
  }
  masks @include(if: $atDesk) {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions @include(if: $atDesk) {
    kind
    start
    end
  }
}`, {"fragmentName":"MessagePage"}) as unknown as TypedDocumentString<MessagePageFragment, unknown>;
export const ConversationEndDocument = new TypedDocumentString(`
    query ConversationEnd($chatId: ID!, $last: Int!, $atDesk: Boolean!) {
  epoch
  chat(id: $chatId) {
    ...ConversationParts
    notes @include(if: $atDesk) {
      ...NoteParts
    }
    messages(last: $last) {
      ...MessagePage
    }
  }
}
    fragment MessageParts on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    id
    name
    mediaType
    size
    path
    thumbnailPath
    width
    height
    revision @include(if: $atDesk)
    hidden: regions @skip(if: $atDesk) {
      width
      height
    }
  }
  masks @include(if: $atDesk) {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions @include(if: $atDesk) {
    kind
    start
    end
  }
}
fragment ConversationParts on Chat {
  id
  state
  revision
  title
  queuePosition
  agent {
    id
    name
  }
  unreadCount
  takesFiles
  lastSeq
  customerReadSeq
  agentReadSeq
  customerDeliveredSeq
  agentDeliveredSeq
  ratable
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
    canChangeUntil
  }
}
fragment NoteParts on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions {
    kind
    start
    end
  }
}
fragment MessagePage on MessageConnection {
  edges {
    node {
      ...MessageParts
    }
  }
  pageInfo {
    hasPreviousPage
    startCursor
  }
}`) as unknown as TypedDocumentString<ConversationEndQuery, ConversationEndQueryVariables>;
export const ChatChangesDocument = new TypedDocumentString(`
    subscription ChatChanges($chatId: ID!, $after: Int!, $epoch: String!, $atDesk: Boolean!) {
  chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {
    revision
    chat {
      ...ConversationParts
    }
    messages {
      ...MessageParts
    }
    notes @include(if: $atDesk) {
      ...NoteParts
    }
  }
}
    fragment MessageParts on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    id
    name
    mediaType
    size
    path
    thumbnailPath
    width
    height
    revision @include(if: $atDesk)
    hidden: regions @skip(if: $atDesk) {
      width
      height
    }
  }
  masks @include(if: $atDesk) {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions @include(if: $atDesk) {
    kind
    start
    end
  }
}
fragment ConversationParts on Chat {
  id
  state
  revision
  title
  queuePosition
  agent {
    id
    name
  }
  unreadCount
  takesFiles
  lastSeq
  customerReadSeq
  agentReadSeq
  customerDeliveredSeq
  agentDeliveredSeq
  ratable
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
    canChangeUntil
  }
}
fragment NoteParts on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions {
    kind
    start
    end
  }
}`) as unknown as TypedDocumentString<ChatChangesSubscription, ChatChangesSubscriptionVariables>;
export const TypingChangesDocument = new TypedDocumentString(`
    subscription TypingChanges($chatId: ID!) {
  typing(chatId: $chatId) {
    sender
    name
    typing
  }
}
    `) as unknown as TypedDocumentString<TypingChangesSubscription, TypingChangesSubscriptionVariables>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($chatId: ID!, $key: ID!, $text: String!, $attachments: [String!], $atDesk: Boolean!) {
  sendMessage(
    input: {chatId: $chatId, key: $key, text: $text, attachments: $attachments}
  ) {
    __typename
    ... on Message {
      ...MessageParts
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    fragment MessageParts on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    id
    name
    mediaType
    size
    path
    thumbnailPath
    width
    height
    revision @include(if: $atDesk)
    hidden: regions @skip(if: $atDesk) {
      width
      height
    }
  }
  masks @include(if: $atDesk) {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions @include(if: $atDesk) {
    kind
    start
    end
  }
}`) as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($chatId: ID!, $seq: Int!, $deliveredUpTo: Int) {
  markRead(chatId: $chatId, seq: $seq, deliveredUpTo: $deliveredUpTo) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const SetTypingDocument = new TypedDocumentString(`
    mutation SetTyping($chatId: ID!, $typing: Boolean!) {
  setTyping(chatId: $chatId, typing: $typing)
}
    `) as unknown as TypedDocumentString<SetTypingMutation, SetTypingMutationVariables>;
export const EndChatDocument = new TypedDocumentString(`
    mutation EndChat($chatId: ID!) {
  endChat(chatId: $chatId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<EndChatMutation, EndChatMutationVariables>;
export const OlderMessagesDocument = new TypedDocumentString(`
    query OlderMessages($chatId: ID!, $last: Int!, $before: String!, $atDesk: Boolean!) {
  epoch
  chat(id: $chatId) {
    messages(last: $last, before: $before) {
      ...MessagePage
    }
  }
}
    fragment MessageParts on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    id
    name
    mediaType
    size
    path
    thumbnailPath
    width
    height
    revision @include(if: $atDesk)
    hidden: regions @skip(if: $atDesk) {
      width
      height
    }
  }
  masks @include(if: $atDesk) {
    id
    start
    end
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
  suggestions @include(if: $atDesk) {
    kind
    start
    end
  }
}
fragment MessagePage on MessageConnection {
  edges {
    node {
      ...MessageParts
    }
  }
  pageInfo {
    hasPreviousPage
    startCursor
  }
}`) as unknown as TypedDocumentString<OlderMessagesQuery, OlderMessagesQueryVariables>;