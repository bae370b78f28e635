import { describe, expect, test } from 'vitest';
import type { Conversation } from '#lib/chat/conversation.svelte.ts';
import { browserStorage } from '#lib/chat/text-storage.ts';
import { createApi, RequestFailed } from '#lib/graphql/api.ts';
import { Rating } from './rating.svelte.ts';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const received = { __typename: 'Rating', verdict: 'SATISFIED', canChangeUntil: inMinutes(10) };
const answered = { ratable: true, ratingClosesAt: null, rating: null };

/** A rating of a chat like this whose sendings get these answers, one after the other; an Error is an answer that got lost. */
function ratingOf(chat: object, ...answers: (object | Error)[]) {
  const inputs: { verdict: string; comment?: string }[] = [];
  const api = createApi({
    url: 'http://localhost/graphql',
    send: (_, variables) => {
      inputs.push((variables as { input: (typeof inputs)[0] }).input);
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ rateChat: answer });
    },
  });
  const storage = browserStorage('customer.test');
  const messages = [{ event: 'RATING', body: 'it was ***' }];
  const conversation = { chatId: crypto.randomUUID(), chat, messages: 'rating' in chat && chat.rating ? messages : [] };
  const make = () => new Rating(api, conversation as unknown as Conversation, storage);
  return { rating: make(), reopened: make, inputs, conversation };
}

describe('a rating', () => {
  test('is sent as chosen, with a comment if there is one', async () => {
    const { rating, inputs } = ratingOf(answered, received);
    expect(await rating.send()).toBe(false);
    rating.verdict = 'SATISFIED';
    rating.comment = 'good';
    expect(await rating.send()).toBe(true);
    expect(inputs).toMatchObject([{ verdict: 'SATISFIED', comment: 'good' }]);
    expect(rating.given?.verdict).toBe('SATISFIED');
    expect(rating.verdict).toBeUndefined();
  });

  test('keeps what was typed when it does not arrive, also over a reload', async () => {
    const closed = { __typename: 'RatingClosed', reason: 'TOO_LATE' };
    const { rating, reopened } = ratingOf(answered, new RequestFailed('lost'), closed);
    rating.verdict = 'UNSATISFIED';
    rating.comment = 'slow';
    expect(await rating.send()).toBe(false);
    expect(rating.problem).toBe('failed');
    expect(await rating.send()).toBe(false);
    expect(rating.problem).toBe('TOO_LATE');
    expect([rating.verdict, rating.comment, reopened().comment]).toEqual(['UNSATISFIED', 'slow', 'slow']);
    rating.drop();
    expect(reopened().comment).toBe('');
  });

  test('leaves a comment that is not touched as it is, whatever of it is masked', async () => {
    const given = { ...answered, rating: { verdict: 'UNSATISFIED', canChangeUntil: inMinutes(5) } };
    const { rating, inputs } = ratingOf(given, received, received);
    expect(rating.comment).toBe('it was ***');
    rating.verdict = 'SATISFIED';
    await rating.send();
    expect(inputs[0]!.comment).toBeUndefined();
    rating.verdict = 'SATISFIED';
    rating.comment = '';
    await rating.send();
    expect(inputs[1]!.comment).toBe('');
  });

  test('is not sent while its comment is too long', async () => {
    const { rating, inputs } = ratingOf(answered);
    rating.verdict = 'SATISFIED';
    rating.comment = 'a'.repeat(1_001);
    expect(await rating.send()).toBe(false);
    expect(inputs).toEqual([]);
  });

  test('is possible from an answer on until its window closes', () => {
    expect(ratingOf({ ...answered, ratable: false }).rating.closed).toBe('NOT_ANSWERED');
    expect(ratingOf(answered).rating.closed).toBeUndefined();
    expect(ratingOf({ ...answered, ratingClosesAt: inMinutes(1) }).rating.closed).toBeUndefined();
    expect(ratingOf({ ...answered, ratingClosesAt: inMinutes(-1) }).rating.closed).toBe('TOO_LATE');
    const given = (minutes: number) => ({
      ...answered,
      ratingClosesAt: inMinutes(-1),
      rating: { verdict: 'SATISFIED', canChangeUntil: inMinutes(minutes) },
    });
    expect(ratingOf(given(1)).rating.closed).toBeUndefined();
    expect(ratingOf(given(-1)).rating.closed).toBe('FINAL');
  });
});
