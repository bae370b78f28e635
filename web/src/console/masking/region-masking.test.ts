import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { MaskedFileFragment } from '#lib/graphql/generated/console/graphql.ts';
import { setLocale } from '#lib/paraglide/runtime.js';
import { RegionMasking } from './region-masking.svelte.ts';
import { regionName, regionPlace, regionStory } from './region-words.ts';

type MaskedRegion = MaskedFileFragment['regions'][number];

const part: MaskedRegion = {
  id: 'r1',
  x: 10,
  y: 20,
  width: 100,
  height: 50,
  maskedAt: '2026-11-25T00:00:00.000Z',
  maskedBy: { name: '민아' },
  apiClient: null,
  sealed: false,
};
const photo = (over: Partial<MaskedFileFragment> = {}): MaskedFileFragment => ({
  id: 'f1',
  name: 'photo.png',
  mediaType: 'image/png',
  size: 1_000,
  width: 400,
  height: 200,
  path: '/files/f1',
  thumbnailPath: '/files/f1/v/thumbnail',
  revision: 0,
  regions: [],
  ...over,
});
const paper = (over: Partial<MaskedFileFragment> = {}) =>
  photo({ id: 'f2', mediaType: 'application/pdf', width: null, height: null, thumbnailPath: null, ...over });
const answered = (file: MaskedFileFragment) => ({ __typename: 'Attachment', ...file });

let sent: Record<string, unknown>[];
/** What the server answers, one after the other; no answer when there is none left. */
let answers: object[];
let features: string[];
let isReadOnly: boolean;
let read: string[];
let masking: RegionMasking;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-25T00:00:00.000Z') });
  sent = [];
  read = [];
  answers = [];
  features = ['chat', 'security'];
  isReadOnly = false;
  masking = new RegionMasking({
    api: {
      request: (_: unknown, variables: Record<string, unknown>) => {
        sent.push(variables);
        const answer = answers.shift();
        const names = ['maskRegion', 'unmaskRegion', 'revealRegion', 'sealRegion', 'node'];
        return answer
          ? Promise.resolve(Object.fromEntries(names.map((name) => [name, answer])))
          : Promise.reject(new Error('no network'));
      },
    },
    settings: {
      get current() {
        return { features };
      },
    },
    team: {
      mayReveal: true,
      maySeal: true,
      get isReadOnly() {
        return isReadOnly;
      },
    },
    read: (path: string) => {
      read.push(path);
      return Promise.resolve(new Blob([path]));
    },
  } as unknown as ConstructorParameters<typeof RegionMasking>[0]);
  return () => vi.useRealTimers();
});

const rectangle = { x: 10, y: 20, width: 100, height: 50 };

describe('hiding a part of a picture', () => {
  test('names it in pixels at the revision that is shown, and takes the answer before the stream tells', async () => {
    answers = [answered(photo({ revision: 1, path: '/files/f1/v2', regions: [part] }))];
    expect(await masking.hide(photo(), rectangle)).toMatchObject({ revision: 1 });
    expect(sent).toEqual([{ input: { attachmentId: 'f1', revision: 0, ...rectangle } }]);
    expect(masking.current(photo())).toMatchObject({ path: '/files/f1/v2', regions: [part] });
    expect(masking.said).not.toBe('');
    // What the stream tells later is newer.
    expect(masking.current(photo({ revision: 2, path: '/files/f1/v3' })).path).toBe('/files/f1/v3');
    // Another restored history knows nothing of it.
    masking.begin();
    expect(masking.current(photo()).path).toBe('/files/f1');
  });

  test('is refused in words where it changed meanwhile, keeps what was chosen, and goes on from what is there now', async () => {
    const now = photo({ revision: 3, regions: [part] });
    masking.choice.see(() => ({
      picture: { width: 400, height: 200 },
      frame: { width: 400, height: 200 },
      look: { view: { scale: 1, x: 0, y: 0 }, move: () => {} },
    }));
    masking.choice.start('f1');
    masking.choice.place();
    const chosen = masking.choice.region!;
    for (const stale of ['StaleRevision', 'StaleText']) {
      answers = [{ __typename: stale, current: { attachments: [now] } }];
      expect(await masking.hide(photo(), chosen)).toBeNull();
      expect(masking.refusalOf('f1')).toContain('그대로');
      expect(masking.refusalOf('f2')).toBe('');
    }
    expect(masking.choice.region).toEqual(chosen);
    answers = [answered(photo({ revision: 4 }))];
    await masking.hide(photo(), chosen);
    expect(sent.at(-1)).toMatchObject({ input: { revision: 3 } });
    expect(masking.refusalOf('f1')).toBe('');
  });

  test('says what was refused, and what got no answer', async () => {
    for (const [name, words] of [
      ['MaskingDisabled', '계약'],
      ['FileUnavailable', '처리하지 못했습니다'],
      ['InvalidInput', '더는'],
      ['NotPermitted', '파일'],
      [undefined, '네트워크'],
    ] as const) {
      answers = name ? [{ __typename: name }] : [];
      expect(await masking.hide(photo(), rectangle)).toBeNull();
      expect(masking.refusalOf('f1')).toContain(words);
    }
    masking.stopChoosing();
    expect(masking.refusalOf('f1')).toBe('');
  });

  test('needs the contract, and a service that is open', () => {
    expect(masking.isOffered).toBe(true);
    features = ['chat'];
    expect(masking.isOffered).toBe(false);
    features = ['security'];
    isReadOnly = true;
    expect([masking.isOffered, masking.mayReveal, masking.maySeal]).toEqual([false, false, false]);
    masking.ask(() => photo({ regions: [part] }), 'r1');
    expect(masking.asked).toBeUndefined();
  });
});

describe('what is hidden in a file that is shown', () => {
  const { regions: _, ...shown } = photo({ revision: 1 });

  test('is asked once, of those alone whose content was replaced, and again after a failure', async () => {
    masking.learn({ ...shown, revision: 0 });
    expect(sent).toEqual([]);
    masking.learn(shown);
    await vi.waitFor(() => expect(sent).toEqual([{ id: 'f1' }]));
    expect(masking.current(shown).regions).toBeUndefined();
    answers = [answered(photo({ revision: 1, regions: [part] }))];
    await vi.waitFor(() => {
      masking.noticeConnection();
      expect(sent).toHaveLength(2);
    });
    masking.learn(shown);
    await vi.waitFor(() => expect(masking.current(shown).regions).toEqual([part]));
    masking.learn(shown);
    expect(sent).toHaveLength(2);
    // Another one is hidden meanwhile, which the stream tells by the revision.
    expect(masking.current({ ...shown, revision: 2, path: '/files/f1/v3' })).toMatchObject({
      path: '/files/f1/v3',
      regions: [part],
    });
    answers = [answered(photo({ revision: 2, regions: [part, { ...part, id: 'r2' }] }))];
    masking.learn({ ...shown, revision: 2 });
    await vi.waitFor(() => expect(masking.current({ ...shown, revision: 2 }).regions).toHaveLength(2));
  });

  test('is asked anew when the agent asks about it: somebody may have destroyed it', async () => {
    answers = [answered(photo({ revision: 1, regions: [part] }))];
    masking.learn(shown);
    await vi.waitFor(() => expect(masking.current(shown).regions).toEqual([part]));
    answers = [answered(photo({ revision: 1, regions: [{ ...part, sealed: true }] }))];
    masking.ask(() => shown, 'r1');
    expect(masking.asked?.region?.sealed).toBe(false);
    await vi.waitFor(() => expect(masking.asked?.region?.sealed).toBe(true));
  });
});

describe('hiding a whole file', () => {
  const whole = { ...part, x: 0, y: 0, width: 0, height: 0 };

  test('asks first, and the question ends once it is hidden', async () => {
    masking.ask(() => paper(), null);
    expect(masking.asked).toMatchObject({ file: { id: 'f2' }, region: null });
    answers = [answered(paper({ revision: 1, size: 0, regions: [whole] }))];
    await masking.hide(paper(), null);
    expect(sent).toEqual([{ input: { attachmentId: 'f2', revision: 0 } }]);
    expect(masking.asked).toBeUndefined();
    expect(masking.wholeOf(masking.current(paper()))).toEqual(whole);
  });

  test('is told of a picture by a region as large as it is', () => {
    expect(masking.wholeOf(photo({ regions: [part] }))).toBeUndefined();
    expect(masking.wholeOf(photo({ regions: [part, { ...part, x: 0, y: 0, width: 400, height: 200 }] }))).toBeDefined();
    expect(masking.wholeOf(paper())).toBeUndefined();
  });
});

describe('what is hidden', () => {
  test('is asked about as it is now, until somebody releases it', () => {
    let file = photo({ revision: 1, regions: [part] });
    masking.ask(() => file, 'r1');
    expect(masking.asked?.region).toEqual(part);
    file = photo({ revision: 1, regions: [{ ...part, sealed: true }] });
    expect(masking.asked?.region?.sealed).toBe(true);
    file = photo({ revision: 2 });
    expect(masking.asked).toBeUndefined();
  });

  test('is released for everyone, or destroyed', async () => {
    answers = [answered(photo({ revision: 2 })), { __typename: 'MaskSealed' }, answered(photo({ revision: 3 }))];
    expect(await masking.release('r1')).toBeNull();
    expect(masking.current(photo({ revision: 1, regions: [part] })).regions).toEqual([]);
    expect(await masking.release('r1')).toEqual({ name: 'MaskSealed' });
    expect(await masking.seal('r1')).toBeNull();
    expect(await masking.seal('r1')).toEqual({ name: 'Unreachable' });
  });
});

describe('looking at what a region hides', () => {
  const revealed = { __typename: 'RevealedRegion', path: '/files/r1/revealed', expiresAt: '2026-11-25T00:00:40.000Z' };

  test('ends when the server says, and leaves nothing', async () => {
    const letGo = vi.spyOn(URL, 'revokeObjectURL');
    answers = [revealed];
    expect(await masking.reveal('r1', ' 본인 확인 ')).toBeNull();
    expect(sent).toEqual([{ regionId: 'r1', reason: '본인 확인' }]);
    expect(read).toEqual(['/files/r1/revealed']);
    const source = masking.revealedOf('r1')?.source;
    expect(source).toMatch(/^blob:/);
    expect(masking.revealedOf('r2')).toBeNull();
    await vi.advanceTimersByTimeAsync(39_999);
    expect(masking.revealedOf('r1')).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(masking.revealedOf('r1')).toBeNull();
    expect(letGo).toHaveBeenCalledWith(source);
  });

  test('does not begin when the agent turned away before it came', async () => {
    answers = [revealed];
    const asked = masking.reveal('r1', 'why');
    masking.forget();
    expect(await asked).toBeNull();
    expect(masking.revealedOf('r1')).toBeNull();
  });

  test('is refused as with texts', async () => {
    answers = [{ __typename: 'RateLimited', retryAfter: 601 }, { __typename: 'MaskSealed' }];
    expect(await masking.reveal('r1', 'why')).toEqual({ name: 'RateLimited', retryAfter: 601 });
    expect(await masking.reveal('r1', 'why')).toEqual({ name: 'MaskSealed' });
    expect(read).toEqual([]);
  });
});

describe('the words of a region', () => {
  const now = new Date('2026-11-25T00:00:00.000Z');

  test('say where it is, who hid it and whether it can be released', () => {
    expect(regionPlace(part, { width: 400, height: 200 })).toBe('왼쪽에서 3%, 위에서 10%, 너비 25%, 높이 25%');
    expect(regionName(part, { width: 400, height: 200 })).toMatch(/^가려진 부분, 왼쪽에서 3%/);
    expect(regionName({ ...part, sealed: true }, { width: 400, height: 200 })).toMatch(/^영구 파기된 부분, /);
    expect(regionName({ ...part, x: 0, y: 0, width: 400, height: 200 }, { width: 400, height: 200 })).toBe(
      '가려진 파일',
    );
    expect(regionStory(part, now, 'ko')).toMatch(/^민아 님이 .*에 가림$/);
    expect(regionStory({ ...part, maskedBy: null, sealed: true }, now, 'ko')).toMatch(/에 가림 · 원문 영구 파기됨$/);
  });

  test('are told in English too', () => {
    void setLocale('en', { reload: false });
    expect(regionPlace(part, { width: 400, height: 200 })).toBe(
      '3% from the left, 10% from the top, 25% wide, 25% high',
    );
    void setLocale('ko', { reload: false });
  });
});
