import type { MaskableMessage } from '#console/masking/pieces.ts';
import type { TicketCommentFragment, TicketDetailFragment } from '#lib/graphql/generated/console/graphql.ts';

type WithTexts = Pick<
  TicketDetailFragment,
  | 'id'
  | 'revision'
  | 'title'
  | 'titleMasks'
  | 'titleSuggestions'
  | 'content'
  | 'contentMasks'
  | 'contentSuggestions'
  | 'email'
  | 'emailMasks'
>;

/** What something can be hidden in, by the revision of the ticket at which it is shown. */
export const titleOf = ({ id, revision, title: body, titleMasks: masks, titleSuggestions: suggestions }: WithTexts) =>
  ({
    id: `${id} title`,
    revision,
    place: { objectId: id, field: 'title' },
    body,
    masks,
    suggestions,
  }) satisfies MaskableMessage;

export const contentOf = ({
  id,
  revision,
  content: body,
  contentMasks: masks,
  contentSuggestions: suggestions,
}: WithTexts) =>
  ({
    id: `${id} content`,
    revision,
    place: { objectId: id, field: 'content' },
    body,
    masks,
    suggestions,
  }) satisfies MaskableMessage;

/** Where the customer can be reached: hidden as a whole, and by no suggestion. */
export const emailOf = ({ id, revision, email, emailMasks: masks }: WithTexts) =>
  ({
    id: `${id} email`,
    revision,
    place: { objectId: id, field: 'email' },
    body: email ?? '',
    masks,
    suggestions: [],
  }) satisfies MaskableMessage;

export const commentOf = (
  { id, kind, body, masks, suggestions }: Pick<TicketCommentFragment, 'id' | 'kind' | 'body' | 'masks' | 'suggestions'>,
  revision: number,
) =>
  ({
    id,
    revision,
    place: { objectId: id, field: 'body' },
    internal: kind === 'NOTE',
    body,
    masks,
    suggestions,
  }) satisfies MaskableMessage;

/** The texts of a ticket in the order in which they stand on its page. */
export const textsOf = (ticket: WithTexts & Pick<TicketDetailFragment, 'comments'>): MaskableMessage[] => [
  titleOf(ticket),
  emailOf(ticket),
  contentOf(ticket),
  ...ticket.comments.map((comment) => commentOf(comment, ticket.revision)),
];
