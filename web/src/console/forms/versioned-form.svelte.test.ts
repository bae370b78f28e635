import { beforeEach, describe, expect, test } from 'vitest';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import { VersionedForm, type Sent } from './versioned-form.svelte.ts';

interface Values {
  name: string;
  memo: string;
}

/** What the server has, and what it answers to the next sends; the last answer is for ever. */
let server: Values;
let answers: (() => Promise<Sent<string>> | Sent<string>)[];
let sent: Partial<Values>[];
let storage: TextStorage;

class Form extends VersionedForm<Values, string> {
  #saved = $state.raw<Values>();
  get saved() {
    return this.#saved;
  }

  constructor(overtakes = false) {
    super({ names: ['name', 'memo'], storage, storedAs: 'form', overtakes });
    this.look();
  }

  look(): void {
    this.#saved = server;
    this.adopted();
  }

  protected isSame<N extends keyof Values>(_: N, one: Values[N], other: Values[N]): boolean {
    return one.trim() === other.trim();
  }

  hasProblem(name: keyof Values): boolean {
    return this.values![name].length > 10;
  }

  protected isAbout(complaint: string, name: keyof Values): boolean {
    return complaint === name;
  }

  protected async send(edited: readonly (keyof Values)[], values: Values): Promise<Sent<string>> {
    sent.push(Object.fromEntries(edited.map((name) => [name, values[name]])));
    const answer = await (answers.length > 1 ? answers.shift()! : answers[0]!)();
    if (answer === 'Saved') server = { ...server, ...sent.at(-1) };
    if (answer === 'Saved' || answer === 'StaleInfo') this.look();
    return answer;
  }
}

/** Somebody else saves, and this form hears of it with the answer to its own save. */
const stale = (change: Partial<Values>) => () => {
  server = { ...server, ...change };
  return 'StaleInfo' as const;
};

beforeEach(() => {
  const texts = new Map<string, string>();
  storage = {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  server = { name: 'Sky', memo: '' };
  answers = [() => 'Saved'];
  sent = [];
});

describe('a form under a version', () => {
  test('sends what was edited, and keeps it no longer', async () => {
    const form = new Form();
    form.edit('memo', 'VIP');
    expect(storage.names('')).toEqual([expect.stringMatching(/^form@/)]);
    expect(await form.save()).toBe(true);
    expect(sent).toEqual([{ memo: 'VIP' }]);
    expect(form).toMatchObject({ wasSaved: true, isUnsaved: false, refusal: null });
    expect(storage.names('')).toEqual([]);
  });

  test('goes on top of what others saved in other fields, three times at most', async () => {
    const form = new Form();
    form.edit('memo', 'VIP');
    answers = [stale({ name: 'a' }), stale({ name: 'b' }), stale({ name: 'c' }), () => 'Saved'];
    expect(await form.save()).toBe(true);
    expect(sent).toHaveLength(4);
    expect(server).toEqual({ name: 'c', memo: 'VIP' });
    form.edit('memo', 'VVIP');
    answers = [stale({ name: 'always another' })];
    expect(await form.save()).toBe(false);
    expect(sent).toHaveLength(8);
    expect(form).toMatchObject({ refusal: 'StaleInfo', isUnsaved: true });
  });

  test('leaves it to the person where both edited the same field', async () => {
    const form = new Form();
    form.edit('name', 'Mine');
    answers = [stale({ name: 'Theirs' }), () => 'Saved'];
    expect(await form.save()).toBe(false);
    expect(form).toMatchObject({ refusal: 'StaleInfo', conflicts: ['name'], values: { name: 'Mine' } });
    expect(await form.save()).toBe(false);
    expect(sent).toHaveLength(1);
    form.keepOwn('name');
    expect(form).toMatchObject({ refusal: null, conflicts: [] });
    expect(await form.save()).toBe(true);
    expect(server.name).toBe('Mine');
    form.edit('name', 'Again');
    server = { ...server, name: 'Theirs again' };
    form.look();
    form.takeSaved('name');
    expect(form).toMatchObject({ values: { name: 'Theirs again' }, isUnsaved: false });
  });

  test('outlives the page, and what cannot be read is no edit', () => {
    new Form().edit('name', 'Mine');
    expect(new Form().values).toEqual({ name: 'Mine', memo: '' });
    for (const kept of ['{', 'null', '[1]', '{"other":{"value":"x","base":""}}']) {
      for (const name of storage.names('')) storage.set(name, kept);
      expect(new Form().isUnsaved).toBe(false);
    }
  });

  test('keeps what was typed while a save was on its way, and begins no second one', async () => {
    const form = new Form();
    form.edit('name', 'First');
    const arrived = Promise.withResolvers<Sent<string>>();
    answers = [() => arrived.promise];
    const saving = form.save();
    expect(await form.save()).toBe(false);
    form.edit('name', 'Second');
    arrived.resolve('Saved');
    expect(await saving).toBe(true);
    expect(sent).toHaveLength(1);
    expect(form).toMatchObject({ values: { name: 'Second' }, edited: ['name'], conflicts: [], wasSaved: false });
  });

  test('stays typed when it is refused, here or there, or when no answer comes', async () => {
    const form = new Form();
    form.edit('memo', 'much too long for it');
    expect(await form.save()).toBe(false);
    expect([form.refusal, sent.length]).toEqual(['InvalidInput', 0]);
    form.edit('memo', 'short');
    answers = [() => ({ complaint: 'memo' })];
    expect(await form.save()).toBe(false);
    expect(form).toMatchObject({ refusal: 'InvalidInput', complaint: 'memo', values: { memo: 'short' } });
    form.edit('name', 'Other');
    expect(form.complaint).toBe('memo');
    form.edit('memo', 'other');
    expect(form.complaint).toBeNull();
    answers = [() => Promise.reject(new Error('no network'))];
    expect(await form.save()).toBe(false);
    expect(form).toMatchObject({ refusal: 'Unreachable', isUnsaved: true, isSaving: false });
  });

  test('without a version is saved over what somebody else saved meanwhile, and says so', async () => {
    const form = new Form(true);
    form.edit('name', 'Mine');
    server = { ...server, name: 'Theirs' };
    form.look();
    expect(form.conflicts).toEqual(['name']);
    expect(await form.save()).toBe(true);
    expect(server.name).toBe('Mine');
  });
});
