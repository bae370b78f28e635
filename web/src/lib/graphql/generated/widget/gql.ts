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
    "\n  subscription ChatAvailability($service: String!) {\n    chatAvailability(service: $service) {\n      state\n      opensAt\n    }\n  }\n": typeof types.ChatAvailabilityDocument,
    "\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      __typename\n      ... on StartedChat {\n        token\n        chat {\n          id\n        }\n      }\n      ... on AgentsAbsent {\n        state\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n      ... on InvalidInput {\n        field\n      }\n    }\n  }\n": typeof types.StartChatDocument,
    "\n  query HelpCenter($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        name\n        logo {\n          smallPath\n        }\n      }\n      chatAvailability {\n        state\n        opensAt\n      }\n      absentText\n      inquiry\n      membersOnly\n      inquiryTypes {\n        id\n        path\n      }\n      consentNotice {\n        version\n        language\n        purpose\n        items\n        retention: shownRetention\n        refusal\n      }\n    }\n  }\n": typeof types.HelpCenterDocument,
    "\n  mutation SubmitInquiry($input: SubmitInquiryInput!) {\n    submitInquiry(input: $input) {\n      __typename\n      ... on SubmittedInquiry {\n        token\n        ticket {\n          number\n        }\n      }\n      ... on InvalidInput {\n        field\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.SubmitInquiryDocument,
    "\n  mutation ForgetVisitor {\n    forgetVisitor\n  }\n": typeof types.ForgetVisitorDocument,
    "\n  mutation Identify($input: IdentifyInput!) {\n    identify(input: $input) {\n      __typename\n      ... on Identified {\n        token\n        customer {\n          name\n        }\n        chat {\n          id\n        }\n      }\n      ... on IdentityRefused {\n        reason\n      }\n    }\n  }\n": typeof types.IdentifyDocument,
    "\n  mutation RateChat($input: RateChatInput!) {\n    rateChat(input: $input) {\n      __typename\n      ... on Rating {\n        verdict\n        canChangeUntil\n      }\n      ... on RatingClosed {\n        reason\n      }\n    }\n  }\n": typeof types.RateChatDocument,
    "\n  query TranscriptOffer($chatId: ID!) {\n    chat(id: $chatId) {\n      offersTranscript\n      customer {\n        email\n      }\n    }\n  }\n": typeof types.TranscriptOfferDocument,
    "\n  mutation RequestTranscript($chatId: ID!, $email: String!) {\n    requestTranscript(chatId: $chatId, email: $email) {\n      __typename\n    }\n  }\n": typeof types.RequestTranscriptDocument,
};
const documents: Documents = {
    "\n  subscription ChatAvailability($service: String!) {\n    chatAvailability(service: $service) {\n      state\n      opensAt\n    }\n  }\n": types.ChatAvailabilityDocument,
    "\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      __typename\n      ... on StartedChat {\n        token\n        chat {\n          id\n        }\n      }\n      ... on AgentsAbsent {\n        state\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n      ... on InvalidInput {\n        field\n      }\n    }\n  }\n": types.StartChatDocument,
    "\n  query HelpCenter($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        name\n        logo {\n          smallPath\n        }\n      }\n      chatAvailability {\n        state\n        opensAt\n      }\n      absentText\n      inquiry\n      membersOnly\n      inquiryTypes {\n        id\n        path\n      }\n      consentNotice {\n        version\n        language\n        purpose\n        items\n        retention: shownRetention\n        refusal\n      }\n    }\n  }\n": types.HelpCenterDocument,
    "\n  mutation SubmitInquiry($input: SubmitInquiryInput!) {\n    submitInquiry(input: $input) {\n      __typename\n      ... on SubmittedInquiry {\n        token\n        ticket {\n          number\n        }\n      }\n      ... on InvalidInput {\n        field\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.SubmitInquiryDocument,
    "\n  mutation ForgetVisitor {\n    forgetVisitor\n  }\n": types.ForgetVisitorDocument,
    "\n  mutation Identify($input: IdentifyInput!) {\n    identify(input: $input) {\n      __typename\n      ... on Identified {\n        token\n        customer {\n          name\n        }\n        chat {\n          id\n        }\n      }\n      ... on IdentityRefused {\n        reason\n      }\n    }\n  }\n": types.IdentifyDocument,
    "\n  mutation RateChat($input: RateChatInput!) {\n    rateChat(input: $input) {\n      __typename\n      ... on Rating {\n        verdict\n        canChangeUntil\n      }\n      ... on RatingClosed {\n        reason\n      }\n    }\n  }\n": types.RateChatDocument,
    "\n  query TranscriptOffer($chatId: ID!) {\n    chat(id: $chatId) {\n      offersTranscript\n      customer {\n        email\n      }\n    }\n  }\n": types.TranscriptOfferDocument,
    "\n  mutation RequestTranscript($chatId: ID!, $email: String!) {\n    requestTranscript(chatId: $chatId, email: $email) {\n      __typename\n    }\n  }\n": types.RequestTranscriptDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ChatAvailability($service: String!) {\n    chatAvailability(service: $service) {\n      state\n      opensAt\n    }\n  }\n"): typeof import('./graphql.ts').ChatAvailabilityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartChat($input: StartChatInput!) {\n    startChat(input: $input) {\n      __typename\n      ... on StartedChat {\n        token\n        chat {\n          id\n        }\n      }\n      ... on AgentsAbsent {\n        state\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n      ... on InvalidInput {\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StartChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HelpCenter($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        name\n        logo {\n          smallPath\n        }\n      }\n      chatAvailability {\n        state\n        opensAt\n      }\n      absentText\n      inquiry\n      membersOnly\n      inquiryTypes {\n        id\n        path\n      }\n      consentNotice {\n        version\n        language\n        purpose\n        items\n        retention: shownRetention\n        refusal\n      }\n    }\n  }\n"): typeof import('./graphql.ts').HelpCenterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitInquiry($input: SubmitInquiryInput!) {\n    submitInquiry(input: $input) {\n      __typename\n      ... on SubmittedInquiry {\n        token\n        ticket {\n          number\n        }\n      }\n      ... on InvalidInput {\n        field\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SubmitInquiryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ForgetVisitor {\n    forgetVisitor\n  }\n"): typeof import('./graphql.ts').ForgetVisitorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Identify($input: IdentifyInput!) {\n    identify(input: $input) {\n      __typename\n      ... on Identified {\n        token\n        customer {\n          name\n        }\n        chat {\n          id\n        }\n      }\n      ... on IdentityRefused {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').IdentifyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RateChat($input: RateChatInput!) {\n    rateChat(input: $input) {\n      __typename\n      ... on Rating {\n        verdict\n        canChangeUntil\n      }\n      ... on RatingClosed {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RateChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TranscriptOffer($chatId: ID!) {\n    chat(id: $chatId) {\n      offersTranscript\n      customer {\n        email\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TranscriptOfferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestTranscript($chatId: ID!, $email: String!) {\n    requestTranscript(chatId: $chatId, email: $email) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').RequestTranscriptDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
