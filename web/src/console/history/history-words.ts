import { verdictWord } from '#lib/chat/verdict.ts';
import type { ChatOrder, RatingFilter } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

export function ratingWord(rating: RatingFilter): string {
  if (rating === 'RATED') return m.history_rated();
  return rating === 'UNRATED' ? m.history_unrated() : verdictWord(rating);
}

export function orderWord(order: ChatOrder): string {
  return {
    REQUESTED_AT_DESC: m.history_order_latest,
    REQUESTED_AT_ASC: m.history_order_oldest,
    CLOSED_AT_DESC: m.history_order_ended_latest,
    CLOSED_AT_ASC: m.history_order_ended_oldest,
  }[order]();
}
