import { builder, domainError, enumValues } from '../builder.ts';
import { type RatingVerdict } from '../chat/chat.entity.ts';
import type { ChatRow } from '../chat/chat.rows.ts';
import { ChatRef } from '../chat/chat.schema.ts';
import { defaultRatingMessage } from '../chat/system-messages.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { batched } from '../loader.ts';
import { ChatSettingsRef, LocalTextRef } from '../service/service.schema.ts';
import { AlreadyRated, RatingClosed, type RatingClosedReason } from './rating.errors.ts';
import {
  canChangeUntil,
  isRatable,
  rateChat,
  ratingClosesAt,
  ratingComments,
  requestRating,
} from './rating.service.ts';

const RatingVerdictRef = builder.enumType('RatingVerdict', {
  description: 'What a customer found of a chat.',
  values: enumValues<RatingVerdict>({ SATISFIED: 'It was good.', UNSATISFIED: 'It was not.' }),
});
const RatingClosedReasonRef = builder.enumType('RatingClosedReason', {
  description: 'Why a chat cannot be rated, or asked to be.',
  values: enumValues<RatingClosedReason>({
    NOT_ANSWERED: 'No agent has answered or asked for a rating yet.',
    TOO_LATE: 'The chat ended 24 hours ago or longer.',
    FINAL: 'It was rated ten minutes ago or longer.',
  }),
});

domainError(
  RatingClosed,
  'The chat cannot be rated now, or its rating no longer be changed; nothing was written.',
  (t) => ({
    reason: t.expose('reason', {
      type: RatingClosedReasonRef,
      description: 'Why it cannot be rated.',
    }),
  }),
);
domainError(AlreadyRated, 'The customer has rated this chat already, so nothing was asked for.');

const commentOf = batched<ChatRow, string | null>(ratingComments, ({ id, revision }) => `${id} ${revision}`);

/** A chat that is rated. */
const RatingRef = builder.objectRef<ChatRow>('Rating').implement({
  description: 'What the customer found of a chat.',
  fields: (t) => ({
    verdict: t.field({
      type: RatingVerdictRef,
      description: 'What the customer found.',
      resolve: ({ ratingVerdict }) => ratingVerdict as RatingVerdict,
    }),
    comment: t.string({
      nullable: true,
      description:
        'The body of the chat’s message with the event RATING, with masks applied; null without a comment. At most 1,000 UTF-16 units.',
      resolve: (chat, _, ctx) => commentOf(ctx, chat),
    }),
    ratedAt: t.field({
      type: 'DateTime',
      description: 'First rated; a change leaves it as it is.',
      resolve: ({ ratedAt }) => ratedAt as Date,
    }),
    canChangeUntil: t.field({
      type: 'DateTime',
      description: 'From then on it stays as it is: ten minutes after `ratedAt`.',
      resolve: ({ ratedAt }) => canChangeUntil(ratedAt as Date),
    }),
  }),
});

builder.objectFields(ChatRef, (t) => ({
  rating: t.field({
    type: RatingRef,
    nullable: true,
    description: 'Null until the customer rates the chat.',
    resolve: (chat) => (chat.ratingVerdict ? chat : null),
  }),
  ratingRequestedAt: t.expose('ratingRequestedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'An agent or a program asked the customer for a rating.',
  }),
  ratable: t.boolean({
    description:
      'There is something to rate: an agent answered, or asked for it. The customer can then rate until `ratingClosesAt`.',
    resolve: isRatable,
  }),
  ratingClosesAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'From then on a first rating is not possible: 24 hours after the end. Null while the chat is open.',
    resolve: ratingClosesAt,
  }),
}));

builder.objectField(ChatSettingsRef, 'defaultRatingMessage', (t) =>
  t.field({
    type: LocalTextRef,
    description: 'Sent with a rating request in a language in which `ratingMessage` is null.',
    resolve: () => defaultRatingMessage,
  }),
);

builder.mutationField('requestRating', (t) =>
  t.field({
    type: ChatRef,
    description:
      'Asks the customer for a rating with the service’s guide message, in every state of the chat until 24 hours after its end. Once per chat: asked again, it answers with the chat as it is. For the chat’s agent and for programs; once it is closed for every agent who sees it.',
    keys: 'chats:write',
    authScopes: { chatAgent: true },
    errors: { types: [AlreadyRated, RatingClosed, NotPermitted] },
    args: { chatId: t.arg.id({ required: true, description: '`Chat.id`.' }) },
    resolve: (_, { chatId }, ctx) => requestRating(ctx, chatId),
  }),
);

const RateChatInputRef = builder.inputType('RateChatInput', {
  description: 'What the customer found.',
  fields: (t) => ({
    chatId: t.id({ required: true, description: '`Chat.id`.' }),
    verdict: t.field({ type: RatingVerdictRef, required: true, description: 'What the customer found.' }),
    comment: t.string({
      description: 'At most 1,000 UTF-16 units. Absent: as it was, at first none. Null or blank: withdrawn.',
    }),
  }),
});

builder.mutationField('rateChat', (t) =>
  t.field({
    type: RatingRef,
    description:
      'The customer rates the chat, asked for or not, from an agent’s first answer or the request on until 24 hours after the end. It can be changed for ten minutes. Rated again with the same values, because the answer got lost, it answers with the rating as it is. A comment becomes a message of the chat with the event RATING, so masks hold for it; a change replaces that message’s whole text.',
    keys: 'none',
    authScopes: { customer: true },
    errors: { types: [RatingClosed, InvalidInput, RateLimited, NotPermitted] },
    args: { input: t.arg({ type: RateChatInputRef, required: true }) },
    resolve: (_, { input }, ctx) => rateChat(ctx, input),
  }),
);
