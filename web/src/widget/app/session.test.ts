import { afterEach, describe, expect, test, vi } from 'vitest';
import { browserStorage } from '#lib/chat/text-storage.ts';
import { storedSession, storeSession } from './session.ts';

/** A document whose browser takes cookies, or refuses them. */
function stubCookies(takes: boolean): Map<string, string> {
  const cookies = new Map<string, string>();
  vi.stubGlobal('document', {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    set cookie(text: string) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
      if (!takes) return;
      if (text.includes('max-age=0')) cookies.delete(name!);
      else cookies.set(name!, value!);
    },
  });
  return cookies;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the session of a customer where the browser keeps no text', () => {
  test('is kept by a cookie of its service, which goes with it', () => {
    const cookies = stubCookies(true);
    const session = { token: 'token; with "signs"', chatId: 'chat' };
    expect(storeSession(browserStorage('customer.one'), 'one', session)).toBe(true);
    // On the next page nothing is remembered but that.
    expect(storedSession(browserStorage('customer.one'), 'one')).toEqual(session);
    expect(storedSession(browserStorage('customer.two'), 'two')).toBeUndefined();
    storeSession(browserStorage('customer.one'), 'one', undefined);
    expect([...cookies]).toEqual([]);
  });

  test('lasts as long as the page where cookies are refused, and says so', () => {
    stubCookies(false);
    const storage = browserStorage('customer.one');
    expect(storeSession(storage, 'one', { token: 'token' })).toBe(false);
    expect(storedSession(storage, 'one')).toEqual({ token: 'token' });
    expect(storedSession(browserStorage('customer.one'), 'one')).toBeUndefined();
  });
});

describe('the session of a customer', () => {
  test('outlives the chat it began with', () => {
    const storage = browserStorage('customer.test');
    storeSession(storage, 'test', { token: 'token', chatId: 'chat' });
    expect(storedSession(storage, 'test')).toEqual({ token: 'token', chatId: 'chat' });
    storeSession(storage, 'test', { token: 'token' });
    expect(storedSession(storage, 'test')).toEqual({ token: 'token' });
    storeSession(storage, 'test', undefined);
    expect(storedSession(storage, 'test')).toBeUndefined();
  });

  test.each(['', 'null', '[]', '{"chatId":"chat"}', '{"token":1}', '{'])('is none when %s is stored', (text) => {
    const storage = browserStorage('customer.test');
    storage.set('session', text);
    expect(storedSession(storage, 'test')).toBeUndefined();
  });
});
