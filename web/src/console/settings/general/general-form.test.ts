import { beforeEach, expect, test } from 'vitest';
import { Settings } from '#console/service/settings.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { ServiceSettingsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { GeneralForm } from './general-form.svelte.ts';

const general = {
  name: { ko: '한빛', en: null },
  slug: 'hanbit',
  languages: ['ko' as const],
  timeZone: 'Asia/Seoul',
};
const saved = { revision: 1, general } as unknown as ServiceSettingsFragment;

let sent: unknown[];
/** What the server answers next. */
let answer: object;
let form: GeneralForm;

beforeEach(() => {
  sent = [];
  const api = {
    request: (_: unknown, { input }: { input: unknown }) => {
      sent.push(input);
      return Promise.resolve({ saveGeneralSettings: answer });
    },
  } as unknown as Api;
  const texts = new Map<string, string>();
  const storage: TextStorage = {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  const settings = new Settings(api);
  settings.adopt(saved);
  form = new GeneralForm(api, settings, storage);
});

test('sends what was edited and nothing else', async () => {
  form.edit('nameEn', '  Hanbit ');
  form.edit('languages', 'en,ko');
  answer = {
    __typename: 'ServiceSettings',
    ...saved,
    revision: 2,
    general: { ...general, name: { ko: '한빛', en: 'Hanbit' }, languages: ['en', 'ko'] },
  };
  expect(await form.save()).toBe(true);
  expect(sent).toEqual([{ name: { en: 'Hanbit' }, languages: ['en', 'ko'] }]);
  expect(form.isUnsaved).toBe(false);
});

test('sends no service without a name, and no address name that cannot be one', async () => {
  form.edit('nameKo', ' ');
  expect(form.hasProblem('nameKo')).toBe(true);
  expect(await form.save()).toBe(false);
  form.edit('nameKo', '한빛');
  form.edit('slug', 'Han bit');
  expect(await form.save()).toBe(false);
  expect(sent).toEqual([]);
});

test('keeps a name that is taken, and says so until another one is typed', async () => {
  form.edit('slug', 'other');
  answer = { __typename: 'SlugTaken' };
  expect(await form.save()).toBe(false);
  expect(form.values!.slug).toBe('other');
  expect(form.isAbout(form.complaint!, 'slug')).toBe(true);
  form.edit('slug', 'another');
  expect(form.complaint).toBeNull();
});
