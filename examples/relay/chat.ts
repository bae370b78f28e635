import { graphql } from 'relay-runtime';

/*
 * What Relay's compiler makes the modules of `__generated__` of. A bundler with Relay's plugin would put them in place of these
 * texts; Node runs this program without one, so it imports them.
 */

export const epoch = graphql`
  query chatEpochQuery {
    epoch
  }
`;

export const helpCenter = graphql`
  query chatHelpCenterQuery($service: String!) {
    epoch
    helpCenter(service: $service) {
      service {
        name
      }
      chatAvailability {
        state
      }
      consentNotice {
        version
        language
        purpose
        items
        retention
        refusal
      }
    }
  }
`;

export const startChat = graphql`
  mutation chatStartMutation($input: StartChatInput!) {
    startChat(input: $input) {
      __typename
      ... on StartedChat {
        token
        chat {
          id
        }
      }
      ... on DomainError {
        message
      }
    }
  }
`;

export const sendMessage = graphql`
  mutation chatSendMutation($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on Message {
        seq
      }
      ... on DomainError {
        message
      }
    }
  }
`;

export const rateChat = graphql`
  mutation chatRateMutation($input: RateChatInput!) {
    rateChat(input: $input) {
      __typename
      ... on Rating {
        verdict
      }
      ... on DomainError {
        message
      }
    }
  }
`;

export const chatChanges = graphql`
  subscription chatChangesSubscription($chatId: ID!, $after: Int, $epoch: String) {
    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {
      revision
      hasMore
      chat {
        state
        ratingRequestedAt
        tickets {
          number
          title
        }
      }
      messages {
        id
        sender
        senderName
        body
      }
    }
  }
`;
