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
    "\n    mutation SignOut {\n      signOut\n    }\n  ": typeof types.SignOutDocument,
    "\n  query WhoIsAsking {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        name\n        email\n        availability\n        canChat\n        service {\n          name\n        }\n      }\n    }\n  }\n": typeof types.WhoIsAskingDocument,
    "\n  fragment DeskChat on Chat {\n    id\n    revision\n    state\n    title\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    unreadCount\n    lastMessage {\n      id\n      sender\n      body\n      sentAt\n    }\n    customer {\n      id\n      name\n      email\n      phone\n    }\n  }\n": typeof types.DeskChatFragmentDoc,
    "\n  subscription DeskChanges {\n    deskChanges {\n      removed\n      chat {\n        ...DeskChat\n      }\n    }\n  }\n": typeof types.DeskChangesDocument,
    "\n  query ChatsOfMine {\n    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.ChatsOfMineDocument,
    "\n  mutation OpenChat($chatId: ID!) {\n    openChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": typeof types.OpenChatDocument,
    "\n  mutation EndChatAtDesk($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": typeof types.EndChatAtDeskDocument,
    "\n  fragment AgentPresence on AgentPresence {\n    availability\n    connected\n    assignable\n    reason\n    agent {\n      id\n      name\n      canChat\n    }\n  }\n": typeof types.AgentPresenceFragmentDoc,
    "\n  subscription PresenceChanges {\n    presenceChanges {\n      ...AgentPresence\n    }\n  }\n": typeof types.PresenceChangesDocument,
    "\n  mutation SetAvailability($availability: Availability!) {\n    setAvailability(availability: $availability) {\n      __typename\n      ... on Agent {\n        id\n        availability\n      }\n    }\n  }\n": typeof types.SetAvailabilityDocument,
    "\n    mutation SignIn($email: String!, $password: String!) {\n      signIn(email: $email, password: $password) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.SignInDocument,
};
const documents: Documents = {
    "\n    mutation SignOut {\n      signOut\n    }\n  ": types.SignOutDocument,
    "\n  query WhoIsAsking {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        name\n        email\n        availability\n        canChat\n        service {\n          name\n        }\n      }\n    }\n  }\n": types.WhoIsAskingDocument,
    "\n  fragment DeskChat on Chat {\n    id\n    revision\n    state\n    title\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    unreadCount\n    lastMessage {\n      id\n      sender\n      body\n      sentAt\n    }\n    customer {\n      id\n      name\n      email\n      phone\n    }\n  }\n": types.DeskChatFragmentDoc,
    "\n  subscription DeskChanges {\n    deskChanges {\n      removed\n      chat {\n        ...DeskChat\n      }\n    }\n  }\n": types.DeskChangesDocument,
    "\n  query ChatsOfMine {\n    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.ChatsOfMineDocument,
    "\n  mutation OpenChat($chatId: ID!) {\n    openChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": types.OpenChatDocument,
    "\n  mutation EndChatAtDesk($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": types.EndChatAtDeskDocument,
    "\n  fragment AgentPresence on AgentPresence {\n    availability\n    connected\n    assignable\n    reason\n    agent {\n      id\n      name\n      canChat\n    }\n  }\n": types.AgentPresenceFragmentDoc,
    "\n  subscription PresenceChanges {\n    presenceChanges {\n      ...AgentPresence\n    }\n  }\n": types.PresenceChangesDocument,
    "\n  mutation SetAvailability($availability: Availability!) {\n    setAvailability(availability: $availability) {\n      __typename\n      ... on Agent {\n        id\n        availability\n      }\n    }\n  }\n": types.SetAvailabilityDocument,
    "\n    mutation SignIn($email: String!, $password: String!) {\n      signIn(email: $email, password: $password) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.SignInDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SignOut {\n      signOut\n    }\n  "): typeof import('./graphql.ts').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsAsking {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        name\n        email\n        availability\n        canChat\n        service {\n          name\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WhoIsAskingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeskChat on Chat {\n    id\n    revision\n    state\n    title\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    unreadCount\n    lastMessage {\n      id\n      sender\n      body\n      sentAt\n    }\n    customer {\n      id\n      name\n      email\n      phone\n    }\n  }\n"): typeof import('./graphql.ts').DeskChatFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeskChanges {\n    deskChanges {\n      removed\n      chat {\n        ...DeskChat\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeskChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChatsOfMine {\n    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChatsOfMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenChat($chatId: ID!) {\n    openChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n"): typeof import('./graphql.ts').OpenChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndChatAtDesk($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n"): typeof import('./graphql.ts').EndChatAtDeskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AgentPresence on AgentPresence {\n    availability\n    connected\n    assignable\n    reason\n    agent {\n      id\n      name\n      canChat\n    }\n  }\n"): typeof import('./graphql.ts').AgentPresenceFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PresenceChanges {\n    presenceChanges {\n      ...AgentPresence\n    }\n  }\n"): typeof import('./graphql.ts').PresenceChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetAvailability($availability: Availability!) {\n    setAvailability(availability: $availability) {\n      __typename\n      ... on Agent {\n        id\n        availability\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SetAvailabilityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SignIn($email: String!, $password: String!) {\n      signIn(email: $email, password: $password) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SignInDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
