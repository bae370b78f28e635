import type { RatingVerdict } from '#lib/graphql/generated/chat/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the customer found, in a word. */
export function verdictWord(verdict: RatingVerdict): string {
  return verdict === 'SATISFIED' ? m.rating_satisfied() : m.rating_unsatisfied();
}
