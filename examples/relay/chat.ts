import { graphql } from 'relay-runtime';

/*
 * What Relay's compiler makes the modules of `__generated__` of. A bundler with Relay's plugin would put them in place of these
 * texts; Node runs this program without one, so it imports them.
 */

graphql`
  query chatEpochQuery {
    epoch
  }
`;

graphql`
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

graphql`
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

graphql`
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

graphql`
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

graphql`
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
