import { afterEach, describe, expect, test, vi } from 'vitest';
import { browserStorage } from './text-storage.ts';

/** What a browser keeps, with a switch for refusing to. */
function stubLocalStorage(): { items: Map<string, string>; refuse: boolean; full: boolean } {
  const state = { items: new Map<string, string>(), refuse: false, full: false };
  const guard = () => {
    if (state.refuse) throw new DOMException('refused', 'SecurityError');
  };
  const set = (name: string, text: string) => {
    guard();
    if (state.full) throw new DOMException('refused', 'QuotaExceededError');
    state.items.set(name, text);
  };
  const storage = {
    getItem: (name: string) => (guard(), state.items.get(name) ?? null),
    setItem: set,
    removeItem: (name: string) => (guard(), void state.items.delete(name)),
  };
  vi.stubGlobal(
    'localStorage',
    new Proxy(storage, {
      ownKeys: () => [...state.items.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  );
  return state;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('keeping typed text', () => {
  test('outlives the page and stays with its owner', () => {
    stubLocalStorage();
    browserStorage('agent.1').set('draft.chat', '쓰던 글');
    expect(browserStorage('agent.1').get('draft.chat')).toBe('쓰던 글');
    expect(browserStorage('agent.1').names('draft.')).toEqual(['draft.chat']);
    expect(browserStorage('agent.2').get('draft.chat')).toBeUndefined();
    expect(browserStorage('agent.2').names('draft.')).toEqual([]);
  });

  test('goes on in memory when the browser blocks storage or has no room left', () => {
    const state = stubLocalStorage();
    const storage = browserStorage('agent.1');
    state.refuse = true;
    storage.set('draft.chat', '쓰던 글');
    expect(storage.get('draft.chat')).toBe('쓰던 글');
    expect(storage.names('draft.')).toEqual(['draft.chat']);
    storage.remove('draft.chat');
    expect(storage.get('draft.chat')).toBeUndefined();
  });

  test('says what is gone with the page, and never brings an earlier text back in its place', () => {
    const state = stubLocalStorage();
    const storage = browserStorage('agent.1');
    storage.set('draft.chat', 'one');
    expect(storage.fleeting).toEqual([]);
    // Full: there is room for what is there, and for nothing more.
    state.full = true;
    storage.set('draft.chat', 'one, two');
    expect(storage.get('draft.chat')).toBe('one, two');
    expect(storage.fleeting).toEqual(['draft.chat']);
    expect(browserStorage('agent.1').get('draft.chat')).toBeUndefined();
    state.full = false;
    storage.set('draft.chat', 'one, two, three');
    expect(storage.fleeting).toEqual([]);
    expect(browserStorage('agent.1').get('draft.chat')).toBe('one, two, three');
  });

  test('leaves nothing behind when a text is done with', () => {
    const { items } = stubLocalStorage();
    const storage = browserStorage('agent.1');
    storage.set('unsent.chat.key', 'text');
    storage.remove('unsent.chat.key');
    expect(items.size).toBe(0);
  });
});
