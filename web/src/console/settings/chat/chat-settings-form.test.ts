import { beforeEach, describe, expect, test } from 'vitest';
import { Settings } from '#console/service/settings.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { ServiceSettingsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { ChatSettingsForm } from './chat-settings-form.svelte.ts';

type ChatSettings = ServiceSettingsFragment['chat'];

const saved: ServiceSettingsFragment = {
  revision: 1,
  features: ['chat'],
  mayHold: ['chat', 'security'],
  consentVersion: '1',
  general: { name: { ko: '한빛', en: null }, logo: null, slug: 'hanbit', languages: ['ko'], timeZone: 'Asia/Seoul' },
  helpCenter: { chat: true, inquiry: true },
  mail: { quotesAnswers: false },
  sites: [],
  memberLink: { enabled: false, membersOnly: false },
  customerDataLink: { enabled: false },
  masking: { rules: [], sealAfterDays: null },
  retention: { chatMonths: null, ticketMonths: null, customerMonths: null, beginsAt: null },
  chat: {
    greeting: { ko: '안녕하세요', en: null },
    ratingMessage: { ko: null, en: null },
    absentText: { ko: null, en: null },
    defaultRatingMessage: { ko: null, en: null },
    files: 'AFTER_FIRST_ANSWER',
    recentAgentFirst: false,
    seats: 5,
    requestedGraceSeconds: 0,
    activeGraceSeconds: 60,
    idleMinutes: null,
    hours: null,
  },
};

let settings: Settings;
let storage: TextStorage;
let form: ChatSettingsForm;
let sent: unknown[];
/** What the server answers next; it rejects without. */
let answer: object | undefined;
const api = {
  request: (_: unknown, { input }: { input: unknown }) => {
    sent.push(input);
    return answer ? Promise.resolve({ saveChatSettings: answer }) : Promise.reject(new Error('no network'));
  },
} as unknown as Api;

/** Another administrator saves. */
function elsewhere(change: Partial<ChatSettings>): void {
  const { current } = settings;
  settings.adopt({ ...current!, revision: current!.revision + 1, chat: { ...current!.chat, ...change } });
}

beforeEach(() => {
  const texts = new Map<string, string>();
  storage = {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  sent = [];
  answer = undefined;
  settings = new Settings(api);
  settings.adopt(saved);
  form = new ChatSettingsForm(api, settings, storage);
});

describe('chat settings under edit', () => {
  test('are sent only as far as they were edited', async () => {
    form.edit('seats', '8');
    answer = { __typename: 'ServiceSettings', ...saved, revision: 2, chat: { ...saved.chat, seats: 8 } };
    expect(await form.save()).toBe(true);
    expect(sent).toEqual([{ seats: 8 }]);
    expect(form.wasSaved).toBe(true);
    expect(form.isUnsaved).toBe(false);
  });

  test('keep the edits and take the news for all the rest', () => {
    form.edit('seats', '8');
    elsewhere({ recentAgentFirst: true, activeGraceSeconds: 90 });
    expect(form.values).toMatchObject({ seats: '8', recentAgentFirst: true, activeGraceSeconds: '90' });
    expect(form.isOvertaken('seats')).toBe(false);
  });

  test('say so when someone else changed the same field', () => {
    form.edit('seats', '8');
    elsewhere({ seats: 3 });
    expect(form.values?.seats).toBe('8');
    expect(form.isOvertaken('seats')).toBe(true);
    form.discard();
    expect(form.values?.seats).toBe('3');
    expect(form.isOvertaken('seats')).toBe(false);
  });

  test('are not unsaved once they are as before', () => {
    form.edit('greetingKo', '반갑습니다');
    expect(form.isUnsaved).toBe(true);
    form.edit('greetingKo', '안녕하세요');
    expect(form.isUnsaved).toBe(false);
  });

  test('stay when the server refuses, with its complaint at the field', async () => {
    form.edit('greetingEn', 'Hello');
    answer = { __typename: 'InvalidInput', field: 'greeting.en', message: 'Not that.' };
    expect(await form.save()).toBe(false);
    expect(form.values?.greetingEn).toBe('Hello');
    expect(form.complaint).toMatchObject({ field: 'greeting.en', message: 'Not that.' });
    form.edit('greetingEn', 'Hi');
    expect(form.complaint).toBeNull();
  });

  test('stay when the network is gone, and when the page is', async () => {
    form.edit('greetingEn', 'Hello');
    expect(await form.save()).toBe(false);
    expect(form.refusal).toBe('Unreachable');
    const again = new ChatSettingsForm(api, settings, storage);
    expect(again.values?.greetingEn).toBe('Hello');
    expect(again.isUnsaved).toBe(true);
    again.discard();
    expect(new ChatSettingsForm(api, settings, storage).isUnsaved).toBe(false);
  });

  test('are not sent while something is out of its limits', async () => {
    form.edit('seats', '0');
    form.edit('greetingKo', '가'.repeat(1_001));
    answer = { __typename: 'ServiceSettings', ...saved };
    expect(await form.save()).toBe(false);
    expect(sent).toEqual([]);
    expect(form.hasProblem('seats')).toBe(true);
    expect(form.hasProblem('greetingKo')).toBe(true);
  });

  test('keep what was typed while they were being saved', async () => {
    form.edit('seats', '8');
    answer = { __typename: 'ServiceSettings', ...saved, revision: 2, chat: { ...saved.chat, seats: 8 } };
    const saving = form.save();
    form.edit('seats', '9');
    await saving;
    expect(form.values?.seats).toBe('9');
    expect(form.isUnsaved).toBe(true);
    expect(form.wasSaved).toBe(false);
    expect(form.isOvertaken('seats')).toBe(false);
  });

  test('keep a typed week while always open is tried', () => {
    const { hours } = form.values!;
    form.edit('hours', { ...hours, isAlwaysOpen: false, timeZone: 'Europe/Berlin' });
    form.edit('hours', { ...form.values!.hours, isAlwaysOpen: true });
    expect(form.isUnsaved).toBe(false);
    expect(form.values?.hours.timeZone).toBe('Europe/Berlin');
  });
});
