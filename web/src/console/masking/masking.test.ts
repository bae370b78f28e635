import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { MaskedMessageFragment } from '#lib/graphql/generated/console/graphql.ts';
import { setLocale } from '#lib/paraglide/runtime.js';
import { maskFailureWords, maskingRefusalWords, maskStory, releaseWords } from './masking-words.ts';
import { Masking, type MaskingOptions } from './masking.svelte.ts';

const mask = {
  id: 'k1',
  start: 0,
  end: 8,
  maskedAt: '2026-11-25T00:00:00.000Z',
  maskedBy: { name: '민아' },
  apiClient: null,
  sealed: false,
};
const message = (over: Partial<MaskedMessageFragment> = {}): MaskedMessageFragment => ({
  id: 'm1',
  seq: 1,
  revision: 1,
  key: null,
  sender: 'CUSTOMER',
  senderName: null,
  senderPicture: null,
  attachments: [],
  event: null,
  body: '010-1234 and 010-5678',
  sentAt: '2026-11-25T00:00:00.000Z',
  masks: [],
  suggestions: [
    { kind: 'PHONE', start: 0, end: 8 },
    { kind: 'PHONE', start: 13, end: 21 },
  ],
  ...over,
});

let shown: MaskedMessageFragment;
let sent: Record<string, unknown>[];
/** What the server answers, one after the other; no answer when there is none left. */
let answers: object[];
let features: string[];
let action: string;
let masking: Masking;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T00:00:00.000Z') });
  shown = message();
  sent = [];
  answers = [];
  features = ['chat', 'security'];
  action = 'SUGGEST';
  masking = new Masking({
    api: {
      request: (_: unknown, variables: Record<string, unknown>) => {
        sent.push(variables);
        const answer = answers.shift();
        const names = ['maskMessage', 'unmaskText', 'revealMask', 'sealMask'];
        return answer
          ? Promise.resolve(Object.fromEntries(names.map((name) => [name, answer])))
          : Promise.reject(new Error('no network'));
      },
    },
    settings: {
      get current() {
        return { features, masking: { rules: [{ kind: 'PHONE', action }] } };
      },
    },
    team: { mayReveal: true, maySeal: true },
    messages: () => [shown],
    adopt: (changed: MaskedMessageFragment) => (shown = changed),
  } as unknown as MaskingOptions);
  return () => vi.useRealTimers();
});

const selected = { messageId: 'm1', revision: 1, start: 0, end: 8 };

describe('masking in a chat', () => {
  test('takes the answer before the stream tells', async () => {
    answers = [{ __typename: 'Message', ...message({ revision: 2, body: '******** and 010-5678', masks: [mask] }) }];
    expect(await masking.mask([selected])).toBe(true);
    expect(sent).toEqual([{ input: selected }]);
    expect(shown.masks).toEqual([mask]);
    expect(masking.said).not.toBe('');
  });

  test('shows the message as it is now when it changed meanwhile, and says so', async () => {
    answers = [{ __typename: 'StaleRevision', current: message({ revision: 7, body: 'other' }) }];
    expect(await masking.mask([selected])).toBe(false);
    expect(shown.body).toBe('other');
    expect(masking.failure).toEqual({
      of: 1,
      failed: [{ body: 'other', refusal: { name: 'StaleRevision' } }],
      again: null,
    });
  });

  test('offers to try again what got no answer, and does it', async () => {
    expect(await masking.mask([selected])).toBe(false);
    expect(masking.failure?.failed.map(({ refusal }) => refusal.name)).toEqual(['Unreachable']);
    answers = [{ __typename: 'Message', ...message({ revision: 2, masks: [mask] }) }];
    masking.failure?.again?.();
    await vi.waitFor(() => expect(shown.masks).toEqual([mask]));
    expect(masking.failure).toBeNull();
    expect(sent).toEqual([{ input: selected }, { input: selected }]);
  });

  test('hides a part of each selected message, and says which one it did not hide', async () => {
    const other = { messageId: 'm2', revision: 1, start: 0, end: 4 };
    answers = [
      {
        __typename: 'StaleRevision',
        current: message({ revision: 7, body: 'other words that came in between, at length' }),
      },
      { __typename: 'Message', ...message({ id: 'm2', revision: 2 }) },
    ];
    expect(await masking.mask([selected, other])).toBe(true);
    expect(sent).toEqual([{ input: selected }, { input: other }]);
    expect(masking.failure).toMatchObject({ of: 2, failed: [{ refusal: { name: 'StaleRevision' } }], again: null });
    expect(masking.failure!.failed).toHaveLength(1);
    expect(masking.said).toBe('');
  });

  test('tries again only where no answer came', async () => {
    const other = { messageId: 'm2', revision: 1, start: 0, end: 4 };
    answers = [{ __typename: 'Message', ...message({ revision: 2, masks: [mask] }) }];
    expect(await masking.mask([selected, other])).toBe(true);
    expect(maskFailureWords(masking.failure!)).toContain('2곳 중 1곳');
    answers = [{ __typename: 'Message', ...message({ id: 'm2', revision: 2 }) }];
    masking.failure?.again?.();
    await vi.waitFor(() => expect(masking.isBusy).toBe(false));
    expect(sent.slice(2)).toEqual([{ input: other }]);
    expect(masking.failure).toBeNull();
  });

  test('hides all suggestions by the places that each answer tells', async () => {
    const [first, second] = [
      message({ revision: 2, body: '******** and 010-5678', suggestions: [{ kind: 'PHONE', start: 13, end: 21 }] }),
      message({ revision: 3, body: '******** and ********', suggestions: [] }),
    ];
    answers = [first, second].map((each) => ({ __typename: 'Message', ...each }));
    await masking.maskAll('m1');
    expect(sent).toEqual([
      { input: { messageId: 'm1', revision: 1, start: 0, end: 8 } },
      { input: { messageId: 'm1', revision: 2, start: 13, end: 21 } },
    ]);
    expect(shown.body).toBe('******** and ********');
  });

  test('suggests nothing without the contract, nor a kind that was switched off', () => {
    expect(masking.suggestionsOf(shown)).toHaveLength(2);
    action = 'OFF';
    expect(masking.suggestionsOf(shown)).toEqual([]);
    action = 'SUGGEST';
    features = ['chat'];
    expect(masking.suggestionsOf(shown)).toEqual([]);
    expect(masking.isOffered).toBe(false);
  });
});

describe('looking at an original', () => {
  const revealed = { __typename: 'RevealedMask', text: '010-1234', expiresAt: '2026-11-25T00:00:40.000Z' };

  test('ends when the server says, and leaves nothing', async () => {
    answers = [revealed];
    expect(await masking.reveal('k1', ' 본인 확인 ')).toBeNull();
    expect(sent).toEqual([{ maskId: 'k1', reason: '본인 확인' }]);
    expect(masking.revealedOf(mask)?.text).toBe('010-1234');
    expect(masking.revealedOf({ ...mask, id: 'k2' })).toBeNull();
    await vi.advanceTimersByTimeAsync(39_999);
    expect(masking.revealedOf(mask)).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(masking.revealedOf(mask)).toBeNull();
  });

  test.each(['2026-11-24T23:00:00.000Z', '2026-11-25T01:00:00.000Z'])(
    'lasts a minute on a machine whose clock is wrong (%s)',
    async (expiresAt) => {
      answers = [{ ...revealed, expiresAt }];
      await masking.reveal('k1', 'why');
      await vi.advanceTimersByTimeAsync(59_999);
      expect(masking.revealedOf(mask)).not.toBeNull();
      await vi.advanceTimersByTimeAsync(1);
      expect(masking.revealedOf(mask)).toBeNull();
    },
  );

  test('does not begin when the agent turned away before the answer came', async () => {
    answers = [revealed];
    const asked = masking.reveal('k1', 'why');
    masking.forget();
    expect(await asked).toBeNull();
    expect(masking.revealedOf(mask)).toBeNull();
  });

  test('is refused in words, with the minutes until it is possible again', async () => {
    answers = [{ __typename: 'RateLimited', retryAfter: 601 }];
    const refusal = await masking.reveal('k1', 'why');
    expect(maskingRefusalWords(refusal!)).toContain('11분');
    answers = [{ __typename: 'OriginalUnavailable' }];
    expect(maskingRefusalWords((await masking.reveal('k1', 'why'))!)).toContain('키');
    expect(maskingRefusalWords((await masking.reveal('k1', 'why'))!)).toContain('네트워크');
  });
});

describe('the story of a mask', () => {
  const now = new Date('2026-11-25T00:00:00.000Z');

  test('says who hid it, or that it was hidden at intake', () => {
    expect(maskStory(mask, now, 'ko')).toMatch(/^민아 님이 .*에 가림$/);
    expect(maskStory({ ...mask, maskedBy: null }, now, 'ko')).toContain('접수할 때 자동으로');
    expect(maskStory({ ...mask, maskedBy: null, apiClient: { name: '배송 봇' } }, now, 'ko')).toMatch(/^배송 봇 님이 /);
    expect(maskStory({ ...mask, sealed: true }, now, 'ko')).toMatch(/ · 원문 영구 파기됨$/);
  });

  test('is told in English too', () => {
    void setLocale('en', { reload: false });
    expect(maskStory(mask, now, 'en')).toMatch(/^Masked by 민아, /);
    void setLocale('ko', { reload: false });
  });
});

describe('masking in a ticket, and in notes of a chat', () => {
  let reread: number;
  let notes: string[];
  const note = { ...message({ id: 'n1', revision: 3 }), place: { objectId: 'n1', field: 'body' } };
  const text = {
    id: 't1 title',
    revision: 4,
    place: { objectId: 't1', field: 'title' },
    body: '010-1234 and 010-5678',
    masks: [mask],
    suggestions: [],
  };

  beforeEach(() => {
    reread = 0;
    notes = [];
    masking = new Masking({
      api: {
        request: (_: unknown, variables: Record<string, unknown>) => {
          sent.push(variables);
          const answer = answers.shift();
          const names = ['maskText', 'unmaskText', 'revealMask', 'sealMask'];
          return answer
            ? Promise.resolve(Object.fromEntries(names.map((name) => [name, answer])))
            : Promise.reject(new Error('no network'));
        },
      },
      settings: {
        get current() {
          return { features, masking: { rules: [] } };
        },
      },
      team: { mayReveal: true, maySeal: true },
      messages: () => [text, note],
      adoptNote: ({ body }: { body: string }) => notes.push(body),
      reread: () => {
        reread += 1;
        return Promise.resolve();
      },
    } as unknown as MaskingOptions);
  });

  test('names the text, and reads the ticket anew once it is done', async () => {
    answers = [{ __typename: 'Ticket' }, { __typename: 'TicketComment' }, { __typename: 'Ticket' }];
    expect(await masking.mask([{ messageId: 't1 title', revision: 4, start: 0, end: 8 }])).toBe(true);
    expect(sent).toEqual([{ input: { objectId: 't1', field: 'title', revision: 4, start: 0, end: 8 } }]);
    expect(reread).toBe(1);
    expect(await masking.release('k1')).toBeNull();
    expect(await masking.seal('k1')).toBeNull();
    expect(reread).toBe(3);
  });

  test('takes a note out of the answer, also where it changed meanwhile', async () => {
    const place = { messageId: 'n1', revision: 3, start: 0, end: 8 };
    const answer = (body: string) => ({ __typename: 'ChatNote', id: 'n1', body });
    answers = [
      answer('masked'),
      answer('released'),
      answer('sealed'),
      { __typename: 'StaleText', current: answer('other') },
    ];
    expect(await masking.mask([place])).toBe(true);
    expect(sent).toEqual([{ input: { objectId: 'n1', field: 'body', revision: 3, start: 0, end: 8 } }]);
    expect(await masking.release('k1')).toBeNull();
    expect(await masking.seal('k1')).toBeNull();
    expect(await masking.mask([place])).toBe(false);
    expect(notes).toEqual(['masked', 'released', 'sealed', 'other']);
    expect(reread).toBe(0);
  });

  test('tells who sees it again', () => {
    const place = { objectId: 'x', field: 'body' };
    const words = [message(), { ...message(), place }, { ...message(), place, internal: true }].map(releaseWords);
    expect(new Set(words).size).toBe(3);
    expect(words[2]).toContain('고객에게는 보이지 않습니다');
  });

  test('says why nothing was done, and shows what changed meanwhile', async () => {
    answers = [
      { __typename: 'StaleText', current: { __typename: 'Ticket' } },
      { __typename: 'MaskSealed' },
      { __typename: 'NotPermitted' },
    ];
    expect(await masking.mask([{ messageId: 't1 title', revision: 4, start: 0, end: 8 }])).toBe(false);
    expect(masking.failure?.failed).toEqual([{ body: text.body, refusal: { name: 'StaleText' } }]);
    expect(reread).toBe(1);
    expect(await masking.release('k1')).toEqual({ name: 'MaskSealed' });
    expect(await masking.seal('k1')).toEqual({ name: 'NotPermitted' });
    expect(reread).toBe(1);
  });
});
