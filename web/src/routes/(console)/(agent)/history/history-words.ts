import { verdictWord } from '#lib/chat/verdict.ts';
import type { ChatOrder, ChatState, RatingFilter } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { deskStateWord } from '../words.ts';
import type { Period } from './filters.ts';

export function periodWord(period: Period): string {
  return {
    all: m.history_period_all,
    today: m.history_period_today,
    week: m.history_period_week,
    month: m.history_period_month,
    dates: m.history_period_dates,
  }[period]();
}

/** Where a chat stands, wherever it lies. */
export function stateWord(state: ChatState): string {
  if (state === 'WAITING') return m.history_state_waiting();
  return state === 'CLOSED' ? m.history_state_closed() : deskStateWord(state);
}

export function processedWord(processed: boolean): string {
  return processed ? m.history_processed() : m.history_unprocessed();
}

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
