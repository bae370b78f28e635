import { Thread } from '#lib/chat/thread.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { TranscriptChatFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment TranscriptChat on Chat {
    id
    revision
    state
    title
    processed
    requestedAt
    openedAt
    answeredAt
    customerEndedAt
    closedAt
    agent {
      id
      name
    }
    rating {
      verdict
      ratedAt
    }
    ...RatingState
  }
`);

graphql(`
  fragment TranscriptMessage on Message {
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
    }
    masks {
      ...MaskParts
    }
    suggestions {
      ...SuggestionParts
    }
  }
`);

graphql(`
  fragment TranscriptNote on ChatNote {
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
      ...MaskParts
    }
    suggestions {
      ...SuggestionParts
    }
  }
`);

const TranscriptEnd = graphql(`
  query TranscriptEnd($chatId: ID!, $last: Int!) {
    epoch
    chat(id: $chatId) {
      ...TranscriptChat
      notes {
        ...TranscriptNote
      }
      messages(last: $last) {
        edges {
          node {
            ...TranscriptMessage
          }
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
    }
  }
`);

const TranscriptChanges = graphql(`
  subscription TranscriptChanges($chatId: ID!, $after: Int!, $epoch: String!) {
    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {
      revision
      chat {
        ...TranscriptChat
      }
      messages {
        ...TranscriptMessage
      }
      notes {
        ...TranscriptNote
      }
    }
  }
`);

/** One chat as it is read afterwards, or while others still talk. */
export type Transcript = Thread<TranscriptChatFragment>;

export function transcriptOf(api: Api, chatId: string): Transcript {
  return new Thread({ api, chatId, end: TranscriptEnd, changes: TranscriptChanges, atDesk: true });
}
