import { graphql } from '#lib/graphql/generated/widget/index.ts';

export const TranscriptOffer = graphql(`
  query TranscriptOffer($chatId: ID!) {
    chat(id: $chatId) {
      offersTranscript
      customer {
        email
      }
    }
  }
`);

export const RequestTranscript = graphql(`
  mutation RequestTranscript($chatId: ID!, $email: String!) {
    requestTranscript(chatId: $chatId, email: $email) {
      __typename
    }
  }
`);
