import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Draft, draftsOf, dropDrafts } from './drafts.ts';
import type { TextStorage } from './text-storage.ts';

interface OpenTab {
  storage: TextStorage;
  heard?: (name: string, text: string | undefined) => void;
}

/** What one person's tabs share; each change is told to the other tabs. */
class Browser {
  readonly texts = new Map<string, string>();
  readonly #tabs: OpenTab[] = [];

  /** A tab; `session` is what a reload of it, or a duplicate, begins with. */
  tab(session = new Map<string, string>()): TextStorage {
    vi.stubGlobal('sessionStorage', {
      getItem: (name: string) => session.get(name) ?? null,
      setItem: (name: string, text: string) => void session.set(name, text),
    });
    const tell = (name: string) => {
      for (const other of this.#tabs) if (other !== tab) other.heard?.(name, this.texts.get(name));
    };
    const storage: TextStorage = {
      get: (name) => this.texts.get(name),
      set: (name, text) => {
        this.texts.set(name, text);
        tell(name);
      },
      remove: (name) => {
        if (this.texts.delete(name)) tell(name);
      },
      names: (prefix) => [...this.texts.keys()].filter((name) => name.startsWith(prefix)),
      watch: (heard) => void (tab.heard = heard),
    };
    const tab: OpenTab = { storage };
    this.#tabs.push(tab);
    // It learns its name now, as its page would.
    new Draft(storage, 'none').close();
    return storage;
  }

  close(storage: TextStorage): void {
    this.#tabs.splice(
      this.#tabs.findIndex((tab) => tab.storage === storage),
      1,
    );
  }
}

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A draft, and what the person sees of it. */
function draftIn(storage: TextStorage, name = 'draft.chat') {
  const shown = { text: '', draft: undefined as unknown as Draft };
  shown.draft = new Draft(storage, name, (text) => (shown.text = text));
  shown.text = shown.draft.content;
  return {
    get text() {
      return shown.text;
    },
    type(text: string) {
      shown.text = text;
      shown.draft.write(text);
    },
    send() {
      shown.draft.sent();
      shown.text = '';
    },
    draft: shown.draft,
  };
}

describe('a draft in several tabs', () => {
  test('is gone in every tab once it is sent, in those that took it up and those in which the same was typed', () => {
    const first = draftIn(browser.tab());
    const typedToo = draftIn(browser.tab());
    first.type('hello');
    typedToo.type(' hello');
    const later = draftIn(browser.tab());
    expect(later.text.trim()).toBe('hello');
    first.send();
    expect([first.text, typedToo.text, later.text]).toEqual(['', '', '']);
    expect(browser.texts.size).toBe(0);
  });

  test('stays in a tab that has other words, also over a reload of either', () => {
    const [sessionOne, sessionTwo] = [new Map<string, string>(), new Map<string, string>()];
    const [one, two] = [browser.tab(sessionOne), browser.tab(sessionTwo)];
    const [first, second] = [draftIn(one), draftIn(two)];
    first.type('one');
    second.type('two');
    browser.close(one);
    browser.close(two);
    const again = [draftIn(browser.tab(sessionOne)), draftIn(browser.tab(sessionTwo))];
    expect(again.map(({ text }) => text)).toEqual(['one', 'two']);
    again[0]!.send();
    expect(again.map(({ text }) => text)).toEqual(['', 'two']);
    expect(draftsOf(one, 'draft.chat')).toEqual(['two']);
  });

  test('is followed until something is typed, and both are there then', () => {
    const first = draftIn(browser.tab());
    first.type('on');
    const second = draftIn(browser.tab());
    first.type('one');
    expect(second.text).toBe('one');
    second.type('one, two');
    first.type('one!');
    expect([first.text, second.text]).toEqual(['one!', 'one, two']);
    expect(draftsOf(browser.tab(), 'draft.chat').sort()).toEqual(['one!', 'one, two'].sort());
    first.type('');
    expect(second.text).toBe('one, two');
  });

  test('of a closed tab comes back in the next one, and is deleted there', () => {
    const closed = browser.tab();
    draftIn(closed).type('half a thought');
    browser.close(closed);
    const next = draftIn(browser.tab());
    expect(next.text).toBe('half a thought');
    next.type('');
    expect(browser.texts.size).toBe(0);
  });

  test('is put back by the tab that has it, even where it is not shown', () => {
    const one = browser.tab();
    const first = draftIn(one);
    first.type('one');
    first.draft.close();
    const second = draftIn(browser.tab());
    second.type('two');
    expect(draftIn(one).text).toBe('one');
  });

  test('has one key for the same words, and another for others', () => {
    const [first, second] = [draftIn(browser.tab()), draftIn(browser.tab())];
    first.type('hello');
    second.type('hello');
    const { key } = second.draft;
    expect(first.draft.key).toBe(key);
    expect(draftIn(browser.tab()).draft.key).toBe(key);
    second.type('hello!');
    expect(second.draft.key).not.toBe(key);
    first.send();
    first.type('hello');
    expect(first.draft.key).not.toBe(key);
  });

  test('of a duplicated tab is not that of the first', () => {
    const session = new Map<string, string>();
    const first = draftIn(browser.tab(session));
    first.type('one');
    const duplicate = draftIn(browser.tab(new Map(session)));
    expect(duplicate.text).toBe('one');
    duplicate.type('two');
    expect([first.text, duplicate.text]).toEqual(['one', 'two']);
    expect(draftsOf(browser.tab(), 'draft.chat').sort()).toEqual(['one', 'two']);
    first.type('one more');
    expect(duplicate.text).toBe('two');
  });

  test('is given up in all of them', () => {
    const [first, second] = [draftIn(browser.tab()), draftIn(browser.tab())];
    first.type('one');
    second.type('two');
    dropDrafts(browser.tab(), 'draft.chat');
    expect([first.text, second.text, browser.texts.size]).toEqual(['', '', 0]);
  });

  test('that was kept before tabs had names is found', () => {
    browser.texts.set('draft.chat', 'from before');
    const draft = draftIn(browser.tab());
    expect(draft.text).toBe('from before');
    draft.send();
    expect(browser.texts.size).toBe(0);
  });

  test('of another name is left alone', () => {
    const storage = browser.tab();
    draftIn(storage, 'draft.chat2').type('other');
    expect(draftIn(browser.tab(), 'draft.chat').text).toBe('');
  });
});
