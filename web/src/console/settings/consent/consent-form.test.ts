import { beforeEach, describe, expect, test } from 'vitest';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import { ConsentForm } from './consent-form.svelte.ts';

const both = (text: string) => ({ ko: text, en: text });
const draft = {
  revision: 3,
  published: true,
  changedAt: null,
  author: null,
  purpose: both('p'),
  items: both('i'),
  retention: both('r'),
  refusal: both('f'),
};

let sent: unknown[];
/** What the server answers next. */
let answer: object;
let form: ConsentForm;
const api = {
  request: (_: unknown, variables: Record<string, unknown>) => {
    sent.push(variables);
    return Promise.resolve(Object.keys(variables).length === 0 ? { consentDraft: draft, consentVersions: [] } : answer);
  },
} as unknown as Api;

beforeEach(async () => {
  sent = [];
  const texts = new Map<string, string>();
  const storage: TextStorage = {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  form = new ConsentForm(api, storage);
  await form.load();
  sent = [];
});

describe('the consent notice under edit', () => {
  test('sends what was edited, with the revision it was edited at', async () => {
    form.edit('items.en', '  more  ');
    answer = {
      saveConsentDraft: {
        __typename: 'ConsentDraft',
        ...draft,
        revision: 4,
        published: false,
        items: { ko: 'i', en: 'more' },
      },
    };
    expect(await form.save()).toBe(true);
    expect(sent).toEqual([{ input: { revision: 3, purpose: {}, items: { en: 'more' }, retention: {}, refusal: {} } }]);
    expect(form.differs).toBe(true);
  });

  test('keeps what was typed where somebody else saved the same text first', async () => {
    form.edit('items.en', 'mine');
    const theirs = { ...draft, revision: 4, published: false, items: { ko: 'i', en: 'theirs' } };
    answer = { saveConsentDraft: { __typename: 'StaleConsentDraft', draft: theirs } };
    expect(await form.save()).toBe(false);
    expect(form.conflicts).toEqual(['items.en']);
    expect(form.values!['items.en']).toBe('mine');
  });

  test('names the point that is missing until something is written in it', async () => {
    form.edit('purpose.ko', ' ');
    const empty = { ...draft, revision: 4, published: false, purpose: { ko: null, en: 'p' } };
    answer = {
      saveConsentDraft: { __typename: 'ConsentDraft', ...empty },
      publishConsentDraft: { __typename: 'InvalidInput', field: 'purpose.ko', message: 'empty' },
    };
    expect(await form.publish()).toBe(false);
    expect(form.publishRefusal).toBe('Incomplete');
    expect(form.isMissing('purpose.ko')).toBe(true);
    form.edit('purpose.ko', 'why');
    expect(form.isMissing('purpose.ko')).toBe(false);
  });
});
