import { describe, expect, test } from 'vitest';
import { inputOf, isSame, isTooLong, mayEdit, nameOf, valuesOf, type Values } from './chat-info.ts';

const delay = { id: 'c2', path: ['배송', '지연'], removed: false };
const values: Values = { name: ' 김하늘 ', email: '', phone: '', memo: '', category: delay, note: '  ' };

describe('the fields of the panel', () => {
  test('hold what nobody told as blank', () => {
    const customer = { id: 'u', name: '김하늘', email: null, phone: null, memo: null };
    expect(valuesOf({ customer, category: null, note: null })).toEqual({
      name: '김하늘',
      email: '',
      phone: '',
      memo: '',
      category: null,
      note: '',
    });
  });

  test('are the same whatever blanks stand around them, and however their letters are composed', () => {
    expect(isSame('name', ' 하늘 ', '하늘'.normalize('NFD'))).toBe(true);
    expect(isSame('name', '하늘', '하 늘')).toBe(false);
    expect(isSame('category', delay, { ...delay, path: ['배송', '늦음'] })).toBe(true);
    expect(isSame('category', delay, null)).toBe(false);
  });

  test('are sent only as far as they were edited, and cleared where they are blank', () => {
    expect(inputOf(['name', 'note'], values)).toEqual({ name: '김하늘', note: null });
    expect(inputOf(['category'], values)).toEqual({ categoryId: 'c2' });
    expect(inputOf(['category'], { ...values, category: null })).toEqual({ categoryId: null });
  });

  test('are measured as the server measures them', () => {
    expect(isTooLong('phone', ` ${'1'.repeat(50)} `)).toBe(false);
    expect(isTooLong('phone', '1'.repeat(51))).toBe(true);
    expect(isTooLong('name', '늘'.repeat(100).normalize('NFD'))).toBe(false);
  });

  test('are found again in a complaint of the server', () => {
    expect(nameOf('email')).toBe('email');
    expect(nameOf('input.categoryId')).toBe('category');
    expect(nameOf('chatId')).toBeUndefined();
  });
});

describe('who may edit', () => {
  const isMe = (id: string) => id === 'me';
  test('is the agent of the chat, after its end everyone who sees it, and nobody once it was erased', () => {
    const mine = { id: 'me', name: '민아' };
    const other = { id: 'other', name: '준' };
    expect(mayEdit({ state: 'REQUESTED', agent: mine, erasedAt: null }, isMe)).toBe(true);
    expect(mayEdit({ state: 'ENDED_BY_CUSTOMER', agent: mine, erasedAt: null }, isMe)).toBe(true);
    expect(mayEdit({ state: 'ACTIVE', agent: other, erasedAt: null }, isMe)).toBe(false);
    expect(mayEdit({ state: 'WAITING', agent: null, erasedAt: null }, isMe)).toBe(false);
    expect(mayEdit({ state: 'CLOSED', agent: other, erasedAt: null }, isMe)).toBe(true);
    expect(mayEdit({ state: 'CLOSED', agent: mine, erasedAt: '2026-01-02T00:00:00.000Z' }, isMe)).toBe(false);
  });
});
