import { describe, expect, test } from 'vitest';
import { browserStorage } from '#lib/chat/text-storage.ts';
import { storedSession, storeSession } from './session.ts';

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
