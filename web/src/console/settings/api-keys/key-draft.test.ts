import { describe, expect, test } from 'vitest';
import { draftOf, emptyDraft, inputOf, problemsOf, stateOf } from './key-draft.ts';

const now = new Date(2026, 10, 30, 12);

describe('what is typed of an API key', () => {
  test('ends with the day that was chosen, and shows that day again', () => {
    const input = inputOf({ ...emptyDraft, name: ' Bot ', scopes: ['chats:read'], lastDay: '2026-12-31' });
    expect(input).toMatchObject({ name: 'Bot', expiresAt: new Date(2027, 0, 1).toISOString() });
    const key = { ...input, id: 'k', revokedAt: null, lastUsedAt: null, lastUsedAddress: null, secrets: [] };
    expect(draftOf(key).lastDay).toBe('2026-12-31');
    expect(draftOf({ ...key, expiresAt: null }).lastDay).toBe('');
  });

  test('takes addresses by lines and commas', () => {
    expect(inputOf({ ...emptyDraft, addresses: ' 10.0.0.1\n\n::1, 192.0.2.0/24 ' }).allowedAddresses).toEqual([
      '10.0.0.1',
      '::1',
      '192.0.2.0/24',
    ]);
  });

  test('needs a name, a scope and a day that is not over', () => {
    expect(Object.keys(problemsOf(emptyDraft, now))).toEqual(['name', 'scopes']);
    const right = { ...emptyDraft, name: 'Bot', scopes: ['chats:read'] };
    expect(problemsOf({ ...right, lastDay: '2026-11-30' }, now)).toEqual({});
    expect(Object.keys(problemsOf({ ...right, lastDay: '2026-11-29' }, now))).toEqual(['expiresAt']);
  });
});

test('a key that was revoked stays revoked, whenever it would have expired', () => {
  const past = new Date(2026, 0, 1).toISOString();
  expect(stateOf({ revokedAt: past, expiresAt: past }, now)).toBe('revoked');
  expect(stateOf({ revokedAt: null, expiresAt: past }, now)).toBe('expired');
  expect(stateOf({ revokedAt: null, expiresAt: null }, now)).toBe('active');
});
