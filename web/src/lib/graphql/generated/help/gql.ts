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
    "\n  query HelpPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n        switchedOff\n      }\n      chatAvailability {\n        state\n      }\n      inquiry\n    }\n  }\n": typeof types.HelpPageDocument,
    "\n  query InquiriesPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n      }\n      inquiry\n    }\n  }\n": typeof types.InquiriesPageDocument,
    "\n  query MyInquiries($after: String) {\n    viewer {\n      __typename\n      ... on Customer {\n        service {\n          slug\n        }\n      }\n    }\n    tickets(first: 6, after: $after) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          id\n          number\n          title\n          content\n          status\n          createdAt\n          attachments {\n            ...InquiryFile\n          }\n          comments {\n            id\n            kind\n            body\n            createdAt\n            author {\n              name\n            }\n            apiClient {\n              name\n            }\n            attachments {\n              ...InquiryFile\n            }\n          }\n        }\n      }\n    }\n  }\n  fragment InquiryFile on Attachment {\n    id\n    name\n    size\n    path\n    width\n    height\n    hidden: regions {\n      width\n      height\n    }\n  }\n": typeof types.MyInquiriesDocument,
    "\n  mutation AddToInquiry($input: AddTicketCommentInput!) {\n    addTicketComment(input: $input) {\n      __typename\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.AddToInquiryDocument,
    "\n  query InquiryPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n      }\n      inquiry\n      membersOnly\n      inquiryTypes {\n        id\n        path\n      }\n      consentNotice {\n        version\n        language\n        purpose\n        items\n        retention: shownRetention\n        refusal\n      }\n    }\n  }\n": typeof types.InquiryPageDocument,
    "\n  mutation LeaveInquiry($input: SubmitInquiryInput!) {\n    submitInquiry(input: $input) {\n      __typename\n      ... on SubmittedInquiry {\n        token\n        ticket {\n          number\n        }\n      }\n      ... on InvalidInput {\n        field\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.LeaveInquiryDocument,
};
const documents: Documents = {
    "\n  query HelpPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n        switchedOff\n      }\n      chatAvailability {\n        state\n      }\n      inquiry\n    }\n  }\n": types.HelpPageDocument,
    "\n  query InquiriesPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n      }\n      inquiry\n    }\n  }\n": types.InquiriesPageDocument,
    "\n  query MyInquiries($after: String) {\n    viewer {\n      __typename\n      ... on Customer {\n        service {\n          slug\n        }\n      }\n    }\n    tickets(first: 6, after: $after) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          id\n          number\n          title\n          content\n          status\n          createdAt\n          attachments {\n            ...InquiryFile\n          }\n          comments {\n            id\n            kind\n            body\n            createdAt\n            author {\n              name\n            }\n            apiClient {\n              name\n            }\n            attachments {\n              ...InquiryFile\n            }\n          }\n        }\n      }\n    }\n  }\n  fragment InquiryFile on Attachment {\n    id\n    name\n    size\n    path\n    width\n    height\n    hidden: regions {\n      width\n      height\n    }\n  }\n": types.MyInquiriesDocument,
    "\n  mutation AddToInquiry($input: AddTicketCommentInput!) {\n    addTicketComment(input: $input) {\n      __typename\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.AddToInquiryDocument,
    "\n  query InquiryPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n      }\n      inquiry\n      membersOnly\n      inquiryTypes {\n        id\n        path\n      }\n      consentNotice {\n        version\n        language\n        purpose\n        items\n        retention: shownRetention\n        refusal\n      }\n    }\n  }\n": types.InquiryPageDocument,
    "\n  mutation LeaveInquiry($input: SubmitInquiryInput!) {\n    submitInquiry(input: $input) {\n      __typename\n      ... on SubmittedInquiry {\n        token\n        ticket {\n          number\n        }\n      }\n      ... on InvalidInput {\n        field\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.LeaveInquiryDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HelpPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n        switchedOff\n      }\n      chatAvailability {\n        state\n      }\n      inquiry\n    }\n  }\n"): typeof import('./graphql.ts').HelpPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InquiriesPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n      }\n      inquiry\n    }\n  }\n"): typeof import('./graphql.ts').InquiriesPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyInquiries($after: String) {\n    viewer {\n      __typename\n      ... on Customer {\n        service {\n          slug\n        }\n      }\n    }\n    tickets(first: 6, after: $after) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        node {\n          id\n          number\n          title\n          content\n          status\n          createdAt\n          attachments {\n            ...InquiryFile\n          }\n          comments {\n            id\n            kind\n            body\n            createdAt\n            author {\n              name\n            }\n            apiClient {\n              name\n            }\n            attachments {\n              ...InquiryFile\n            }\n          }\n        }\n      }\n    }\n  }\n  fragment InquiryFile on Attachment {\n    id\n    name\n    size\n    path\n    width\n    height\n    hidden: regions {\n      width\n      height\n    }\n  }\n"): typeof import('./graphql.ts').MyInquiriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddToInquiry($input: AddTicketCommentInput!) {\n    addTicketComment(input: $input) {\n      __typename\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AddToInquiryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InquiryPage($service: String!, $language: Language!) {\n    helpCenter(service: $service, language: $language) {\n      service {\n        slug\n        name\n        languages\n        logo {\n          path\n        }\n      }\n      inquiry\n      membersOnly\n      inquiryTypes {\n        id\n        path\n      }\n      consentNotice {\n        version\n        language\n        purpose\n        items\n        retention: shownRetention\n        refusal\n      }\n    }\n  }\n"): typeof import('./graphql.ts').InquiryPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LeaveInquiry($input: SubmitInquiryInput!) {\n    submitInquiry(input: $input) {\n      __typename\n      ... on SubmittedInquiry {\n        token\n        ticket {\n          number\n        }\n      }\n      ... on InvalidInput {\n        field\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LeaveInquiryDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
