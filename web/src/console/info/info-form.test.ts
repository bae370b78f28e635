import { beforeEach, describe, expect, test, vi } from 'vitest';
import { draftsOf } from '#lib/chat/drafts.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { ChatInfoFragment } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { InfoForm, typedIn } from './info-form.svelte.ts';
import { problemWords } from './info-words.ts';

let server: ChatInfoFragment;
let storage: TextStorage;
let form: InfoForm;
let sent: object[];
/** What the server answers to the next saves, the last one for ever; it rejects without. */
let answers: (object | undefined)[];
let questions: number;

const api = {
  request: (_: unknown, variables: { input?: object }) => {
    if (!variables.input) {
      questions += 1;
      return Promise.resolve({ chat: server });
    }
    sent.push(variables.input);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ? Promise.resolve({ saveChatInfo: answer }) : Promise.reject(new Error('no network'));
  },
  onOpen: () => () => {},
  onRestored: () => () => {},
} as unknown as Api;

const asChat = (chat: ChatInfoFragment) => ({ __typename: 'Chat', ...chat });
const stale = () => ({ __typename: 'StaleInfo', chat: server });

/** Someone else saves. */
function elsewhere(change: Partial<ChatInfoFragment['customer']> & { note?: string }): void {
  const { note = server.note, ...customer } = change;
  const revision = server.revision + 1;
  server = { ...server, revision, infoVersion: `v${revision}`, note, customer: { ...server.customer, ...customer } };
}

beforeEach(async () => {
  const texts = new Map<string, string>();
  storage = {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  sent = [];
  answers = [];
  questions = 0;
  server = {
    id: 'c',
    revision: 1,
    state: 'ACTIVE',
    language: 'ko',
    requestedAt: '2026-01-01T00:00:00.000Z',
    openedAt: null,
    customerEndedAt: null,
    closedAt: null,
    erasedAt: null,
    agent: null,
    infoVersion: 'v1',
    customer: {
      id: 'u',
      name: '하늘',
      email: null,
      phone: null,
      memo: null,
      infoVersion: '1',
      nameMasks: [],
      emailMasks: [],
      phoneMasks: [],
      memoMasks: [],
      memoSuggestions: [],
      saidName: null,
      saidEmail: null,
      saidPhone: null,
      verified: [],
      verifiedSaid: [],
      memberId: null,
      erasedAt: null,
      duplicates: [],
    },
    category: null,
    note: null,
    noteMasks: [],
    noteSuggestions: [],
    origin: null,
  };
  form = new InfoForm(api, 'c', storage);
  await form.load();
});

describe('info under edit', () => {
  test('is sent with its version, only as far as it was edited, and is kept no longer', async () => {
    form.edit('email', 'sky@example.com');
    expect(storage.names('')).toEqual([expect.stringMatching(/^info\.c@/)]);
    elsewhere({ email: 'sky@example.com' });
    answers = [asChat(server)];
    expect(await form.save()).toBe(true);
    expect(sent).toEqual([{ chatId: 'c', infoVersion: 'v1', email: 'sky@example.com' }]);
    expect(form).toMatchObject({ wasSaved: true, isUnsaved: false });
    expect(storage.names('')).toEqual([]);
  });

  test('outlives the page', async () => {
    form.edit('name', '김하늘');
    form.edit('category', { id: 'c2', path: ['배송', '지연'], removed: false });
    const later = new InfoForm(api, 'c', storage);
    await later.load();
    expect(later.values).toMatchObject({ name: '김하늘', category: { id: 'c2' } });
    expect(later.edited).toEqual(['name', 'category']);
  });

  test('takes nothing that cannot be read for an edit', async () => {
    for (const kept of ['{', 'null', '[1]', '{"other":{"value":"x","base":""}}']) {
      storage.set('info.c', kept);
      const later = new InfoForm(api, 'c', storage);
      await later.load();
      expect(later.isUnsaved).toBe(false);
    }
  });

  test('can be read where the chat is gone', () => {
    form.edit('memo', 'VIP');
    form.edit('category', { id: 'c2', path: ['배송', '지연'], removed: false });
    form.edit('name', '');
    expect(typedIn(draftsOf(storage, 'info.c')[0]!)).toBe('VIP\n배송 ▸ 지연');
  });

  test('keeps a blank at the end while the next word is typed', () => {
    form.edit('name', '하늘 ');
    expect(form.values?.name).toBe('하늘 ');
    expect(form.isUnsaved).toBe(false);
  });

  test('stays typed when there is no network or no permission', async () => {
    form.edit('note', '환불 요청');
    expect(await form.save()).toBe(false);
    expect(form).toMatchObject({ refusal: 'Unreachable', isUnsaved: true });
    answers = [{ __typename: 'NotPermitted' }];
    expect(await form.save()).toBe(false);
    expect(form).toMatchObject({ refusal: 'NotPermitted', isUnsaved: true, values: { note: '환불 요청' } });
  });

  test('shows what the server had against a field, until the field is edited', async () => {
    form.edit('email', 'sky');
    answers = [{ __typename: 'InvalidInput', field: 'email', message: 'No address.' }];
    await form.save();
    expect(form).toMatchObject({ refusal: 'InvalidInput', complaint: { name: 'email' } });
    form.edit('email', 'sky@');
    expect(form.complaint).toBeNull();
  });

  test('says that what is masked in the note has to stay, where the server does not take it', async () => {
    server = { ...server, revision: 2, note: 'call ***', noteMasks: [{} as never] };
    await form.load();
    form.edit('note', 'call');
    answers = [{ __typename: 'InvalidInput', field: 'note', message: 'What is masked in it stays where it is.' }];
    expect(await form.save()).toBe(false);
    expect(problemWords(form, 'note')).toBe(m.info_masked_refused());
    expect(form.values?.note).toBe('call');
  });

  test('keeps what is typed in the note when a part of it is masked meanwhile, and asks which shall stand', async () => {
    elsewhere({ note: 'call 010' });
    await form.load();
    form.edit('note', 'call 010 at noon');
    server = { ...server, revision: 9, infoVersion: 'v9', note: 'call ***', noteMasks: [{} as never] };
    await form.load();
    expect(form).toMatchObject({
      conflicts: ['note'],
      saved: { note: 'call ***' },
      values: { note: 'call 010 at noon' },
    });
    expect(await form.save()).toBe(false);
    expect(form.refusal).toBe('StaleInfo');
    expect(sent).toEqual([]);
  });

  test('is not sent while a field is too long', async () => {
    form.edit('phone', '1'.repeat(51));
    expect(await form.save()).toBe(false);
    expect(form.refusal).toBe('InvalidInput');
    expect(sent).toEqual([]);
  });

  test('does not count what was typed while it was on its way', async () => {
    form.edit('name', '김하');
    elsewhere({ name: '김하' });
    answers = [asChat(server)];
    const saving = form.save();
    form.edit('name', '김하늘');
    await saving;
    expect(form).toMatchObject({ edited: ['name'], conflicts: [], values: { name: '김하늘' } });
  });
});

describe('info that someone else saves meanwhile', () => {
  test('shows in the fields that nobody touched', async () => {
    form.edit('name', '김하늘');
    elsewhere({ phone: '010' });
    await form.load();
    expect(form.values).toMatchObject({ name: '김하늘', phone: '010' });
    expect(form.conflicts).toEqual([]);
  });

  test('is a choice where both were edited, before and after saving', async () => {
    form.edit('name', '김하늘');
    form.edit('memo', 'VIP');
    elsewhere({ name: '박하늘' });
    answers = [stale()];
    expect(await form.save()).toBe(false);
    expect(form).toMatchObject({ refusal: 'StaleInfo', conflicts: ['name'], saved: { name: '박하늘' } });
    expect(form.values).toMatchObject({ name: '김하늘', memo: 'VIP' });

    // Nothing goes out before the choice.
    expect(await form.save()).toBe(false);
    expect(sent).toHaveLength(1);

    form.keepOwn('name');
    expect(form).toMatchObject({ refusal: null, conflicts: [] });
    answers = [asChat({ ...server, customer: { ...server.customer, name: '김하늘', memo: 'VIP' } })];
    expect(await form.save()).toBe(true);
    expect(sent[1]).toMatchObject({ infoVersion: 'v2', name: '김하늘', memo: 'VIP' });
  });

  test('stands when the agent says so', async () => {
    form.edit('name', '김하늘');
    elsewhere({ name: '박하늘' });
    await form.load();
    expect(form.conflicts).toEqual(['name']);
    form.takeSaved('name');
    expect(form).toMatchObject({ values: { name: '박하늘' }, isUnsaved: false });
  });

  test('needs no choice where another field was meant: the save is repeated on top of it', async () => {
    form.edit('memo', 'VIP');
    elsewhere({ phone: '010' });
    answers = [stale(), asChat({ ...server, customer: { ...server.customer, memo: 'VIP' } })];
    expect(await form.save()).toBe(true);
    expect(sent).toMatchObject([{ infoVersion: 'v1' }, { infoVersion: 'v2', memo: 'VIP' }]);
  });

  test('is no conflict when it is the same, as after an answer that got lost', async () => {
    form.edit('name', '김하늘');
    elsewhere({ name: '김하늘' });
    answers = [stale()];
    expect(await form.save()).toBe(true);
    expect(form).toMatchObject({ isUnsaved: false, refusal: null });
    expect(storage.names('')).toEqual([]);
  });

  test('is looked at soon after the revision grew, once for a burst', async () => {
    vi.useFakeTimers();
    const stop = form.start();
    await vi.advanceTimersByTimeAsync(0);
    questions = 0;
    elsewhere({ phone: '010' });
    form.notice(2);
    form.notice(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(questions).toBe(1);
    expect(form.values?.phone).toBe('010');
    form.notice(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(questions).toBe(1);
    stop();
    vi.useRealTimers();
  });
});
