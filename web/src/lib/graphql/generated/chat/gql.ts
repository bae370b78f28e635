/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n    fragment MessageParts on Message {\n      id\n      seq\n      revision\n      key\n      sender\n      senderName\n      senderPicture {\n        smallPath\n      }\n      event\n      body\n      sentAt\n      attachments {\n        id\n        name\n        mediaType\n        size\n        path\n        thumbnailPath\n        width\n        height\n        revision @include(if: $atDesk)\n        hidden: regions @skip(if: $atDesk) {\n          width\n          height\n        }\n      }\n      masks @include(if: $atDesk) {\n        id\n        start\n        end\n        maskedAt\n        maskedBy {\n          name\n        }\n        apiClient {\n          name\n        }\n        sealed\n      }\n      suggestions @include(if: $atDesk) {\n        kind\n        start\n        end\n      }\n    }\n  ": typeof types.MessagePartsFragmentDoc,
    "\n  query ConversationEnd($chatId: ID!, $last: Int!, $atDesk: Boolean!) {\n    epoch\n    chat(id: $chatId) {\n      ...ConversationParts\n      notes @include(if: $atDesk) {\n        ...NoteParts\n      }\n      messages(last: $last) {\n        ...MessagePage\n      }\n    }\n  }\n": typeof types.ConversationEndDocument,
    "\n  subscription ChatChanges($chatId: ID!, $after: Int!, $epoch: String!, $atDesk: Boolean!) {\n    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {\n      revision\n      chat {\n        ...ConversationParts\n      }\n      messages {\n        ...MessageParts\n      }\n      notes @include(if: $atDesk) {\n        ...NoteParts\n      }\n    }\n  }\n": typeof types.ChatChangesDocument,
    "\n  fragment ConversationParts on Chat {\n    id\n    state\n    revision\n    title\n    queuePosition\n    agent {\n      id\n      name\n    }\n    unreadCount\n    takesFiles\n    lastSeq\n    customerReadSeq\n    agentReadSeq\n    customerDeliveredSeq\n    agentDeliveredSeq\n    ratable\n    ratingRequestedAt\n    ratingClosesAt\n    rating {\n      verdict\n      canChangeUntil\n    }\n  }\n": typeof types.ConversationPartsFragmentDoc,
    "\n  subscription TypingChanges($chatId: ID!) {\n    typing(chatId: $chatId) {\n      sender\n      name\n      typing\n    }\n  }\n": typeof types.TypingChangesDocument,
    "\n  mutation SendMessage($chatId: ID!, $key: ID!, $text: String!, $attachments: [String!], $atDesk: Boolean!) {\n    sendMessage(input: { chatId: $chatId, key: $key, text: $text, attachments: $attachments }) {\n      __typename\n      ... on Message {\n        ...MessageParts\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.SendMessageDocument,
    "\n  mutation MarkRead($chatId: ID!, $seq: Int!, $deliveredUpTo: Int) {\n    markRead(chatId: $chatId, seq: $seq, deliveredUpTo: $deliveredUpTo) {\n      __typename\n    }\n  }\n": typeof types.MarkReadDocument,
    "\n  mutation SetTyping($chatId: ID!, $typing: Boolean!) {\n    setTyping(chatId: $chatId, typing: $typing)\n  }\n": typeof types.SetTypingDocument,
    "\n  mutation EndChat($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n    }\n  }\n": typeof types.EndChatDocument,
    "\n  fragment NoteParts on ChatNote {\n    id\n    body\n    revision\n    afterSeq\n    createdAt\n    author {\n      name\n    }\n    apiClient {\n      name\n    }\n    masks {\n      id\n      start\n      end\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n    suggestions {\n      kind\n      start\n      end\n    }\n  }\n": typeof types.NotePartsFragmentDoc,
    "\n  fragment MessagePage on MessageConnection {\n    edges {\n      node {\n        ...MessageParts\n      }\n    }\n    pageInfo {\n      hasPreviousPage\n      startCursor\n    }\n  }\n": typeof types.MessagePageFragmentDoc,
    "\n  query OlderMessages($chatId: ID!, $last: Int!, $before: String!, $atDesk: Boolean!) {\n    epoch\n    chat(id: $chatId) {\n      messages(last: $last, before: $before) {\n        ...MessagePage\n      }\n    }\n  }\n": typeof types.OlderMessagesDocument,
};
const documents: Documents = {
    "\n    fragment MessageParts on Message {\n      id\n      seq\n      revision\n      key\n      sender\n      senderName\n      senderPicture {\n        smallPath\n      }\n      event\n      body\n      sentAt\n      attachments {\n        id\n        name\n        mediaType\n        size\n        path\n        thumbnailPath\n        width\n        height\n        revision @include(if: $atDesk)\n        hidden: regions @skip(if: $atDesk) {\n          width\n          height\n        }\n      }\n      masks @include(if: $atDesk) {\n        id\n        start\n        end\n        maskedAt\n        maskedBy {\n          name\n        }\n        apiClient {\n          name\n        }\n        sealed\n      }\n      suggestions @include(if: $atDesk) {\n        kind\n        start\n        end\n      }\n    }\n  ": types.MessagePartsFragmentDoc,
    "\n  query ConversationEnd($chatId: ID!, $last: Int!, $atDesk: Boolean!) {\n    epoch\n    chat(id: $chatId) {\n      ...ConversationParts\n      notes @include(if: $atDesk) {\n        ...NoteParts\n      }\n      messages(last: $last) {\n        ...MessagePage\n      }\n    }\n  }\n": types.ConversationEndDocument,
    "\n  subscription ChatChanges($chatId: ID!, $after: Int!, $epoch: String!, $atDesk: Boolean!) {\n    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {\n      revision\n      chat {\n        ...ConversationParts\n      }\n      messages {\n        ...MessageParts\n      }\n      notes @include(if: $atDesk) {\n        ...NoteParts\n      }\n    }\n  }\n": types.ChatChangesDocument,
    "\n  fragment ConversationParts on Chat {\n    id\n    state\n    revision\n    title\n    queuePosition\n    agent {\n      id\n      name\n    }\n    unreadCount\n    takesFiles\n    lastSeq\n    customerReadSeq\n    agentReadSeq\n    customerDeliveredSeq\n    agentDeliveredSeq\n    ratable\n    ratingRequestedAt\n    ratingClosesAt\n    rating {\n      verdict\n      canChangeUntil\n    }\n  }\n": types.ConversationPartsFragmentDoc,
    "\n  subscription TypingChanges($chatId: ID!) {\n    typing(chatId: $chatId) {\n      sender\n      name\n      typing\n    }\n  }\n": types.TypingChangesDocument,
    "\n  mutation SendMessage($chatId: ID!, $key: ID!, $text: String!, $attachments: [String!], $atDesk: Boolean!) {\n    sendMessage(input: { chatId: $chatId, key: $key, text: $text, attachments: $attachments }) {\n      __typename\n      ... on Message {\n        ...MessageParts\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.SendMessageDocument,
    "\n  mutation MarkRead($chatId: ID!, $seq: Int!, $deliveredUpTo: Int) {\n    markRead(chatId: $chatId, seq: $seq, deliveredUpTo: $deliveredUpTo) {\n      __typename\n    }\n  }\n": types.MarkReadDocument,
    "\n  mutation SetTyping($chatId: ID!, $typing: Boolean!) {\n    setTyping(chatId: $chatId, typing: $typing)\n  }\n": types.SetTypingDocument,
    "\n  mutation EndChat($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n    }\n  }\n": types.EndChatDocument,
    "\n  fragment NoteParts on ChatNote {\n    id\n    body\n    revision\n    afterSeq\n    createdAt\n    author {\n      name\n    }\n    apiClient {\n      name\n    }\n    masks {\n      id\n      start\n      end\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n    suggestions {\n      kind\n      start\n      end\n    }\n  }\n": types.NotePartsFragmentDoc,
    "\n  fragment MessagePage on MessageConnection {\n    edges {\n      node {\n        ...MessageParts\n      }\n    }\n    pageInfo {\n      hasPreviousPage\n      startCursor\n    }\n  }\n": types.MessagePageFragmentDoc,
    "\n  query OlderMessages($chatId: ID!, $last: Int!, $before: String!, $atDesk: Boolean!) {\n    epoch\n    chat(id: $chatId) {\n      messages(last: $last, before: $before) {\n        ...MessagePage\n      }\n    }\n  }\n": types.OlderMessagesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment MessageParts on Message {\n      id\n      seq\n      revision\n      key\n      sender\n      senderName\n      senderPicture {\n        smallPath\n      }\n      event\n      body\n      sentAt\n      attachments {\n        id\n        name\n        mediaType\n        size\n        path\n        thumbnailPath\n        width\n        height\n        revision @include(if: $atDesk)\n        hidden: regions @skip(if: $atDesk) {\n          width\n          height\n        }\n      }\n      masks @include(if: $atDesk) {\n        id\n        start\n        end\n        maskedAt\n        maskedBy {\n          name\n        }\n        apiClient {\n          name\n        }\n        sealed\n      }\n      suggestions @include(if: $atDesk) {\n        kind\n        start\n        end\n      }\n    }\n  "): typeof import('./graphql.ts').MessagePartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConversationEnd($chatId: ID!, $last: Int!, $atDesk: Boolean!) {\n    epoch\n    chat(id: $chatId) {\n      ...ConversationParts\n      notes @include(if: $atDesk) {\n        ...NoteParts\n      }\n      messages(last: $last) {\n        ...MessagePage\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ConversationEndDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ChatChanges($chatId: ID!, $after: Int!, $epoch: String!, $atDesk: Boolean!) {\n    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {\n      revision\n      chat {\n        ...ConversationParts\n      }\n      messages {\n        ...MessageParts\n      }\n      notes @include(if: $atDesk) {\n        ...NoteParts\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChatChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConversationParts on Chat {\n    id\n    state\n    revision\n    title\n    queuePosition\n    agent {\n      id\n      name\n    }\n    unreadCount\n    takesFiles\n    lastSeq\n    customerReadSeq\n    agentReadSeq\n    customerDeliveredSeq\n    agentDeliveredSeq\n    ratable\n    ratingRequestedAt\n    ratingClosesAt\n    rating {\n      verdict\n      canChangeUntil\n    }\n  }\n"): typeof import('./graphql.ts').ConversationPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TypingChanges($chatId: ID!) {\n    typing(chatId: $chatId) {\n      sender\n      name\n      typing\n    }\n  }\n"): typeof import('./graphql.ts').TypingChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendMessage($chatId: ID!, $key: ID!, $text: String!, $attachments: [String!], $atDesk: Boolean!) {\n    sendMessage(input: { chatId: $chatId, key: $key, text: $text, attachments: $attachments }) {\n      __typename\n      ... on Message {\n        ...MessageParts\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SendMessageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkRead($chatId: ID!, $seq: Int!, $deliveredUpTo: Int) {\n    markRead(chatId: $chatId, seq: $seq, deliveredUpTo: $deliveredUpTo) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').MarkReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTyping($chatId: ID!, $typing: Boolean!) {\n    setTyping(chatId: $chatId, typing: $typing)\n  }\n"): typeof import('./graphql.ts').SetTypingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndChat($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').EndChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NoteParts on ChatNote {\n    id\n    body\n    revision\n    afterSeq\n    createdAt\n    author {\n      name\n    }\n    apiClient {\n      name\n    }\n    masks {\n      id\n      start\n      end\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n    suggestions {\n      kind\n      start\n      end\n    }\n  }\n"): typeof import('./graphql.ts').NotePartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MessagePage on MessageConnection {\n    edges {\n      node {\n        ...MessageParts\n      }\n    }\n    pageInfo {\n      hasPreviousPage\n      startCursor\n    }\n  }\n"): typeof import('./graphql.ts').MessagePageFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OlderMessages($chatId: ID!, $last: Int!, $before: String!, $atDesk: Boolean!) {\n    epoch\n    chat(id: $chatId) {\n      messages(last: $last, before: $before) {\n        ...MessagePage\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OlderMessagesDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
