import { describe, expect, test } from 'vitest';
import { filledIn, findable, fittingReplies, slashAt } from './canned-reply-text.ts';

describe('a slash in the composer', () => {
  test('asks for canned replies at the beginning and after a blank', () => {
    expect(slashAt('/', 1)).toEqual({ from: 0, to: 1, query: '' });
    expect(slashAt('/인사', 3)).toEqual({ from: 0, to: 3, query: '인사' });
    expect(slashAt('hello /re', 9)).toEqual({ from: 6, to: 9, query: 're' });
    expect(slashAt('line\n/re', 8)?.query).toBe('re');
  });

  test('is only a slash inside a word, in an address, or before a blank', () => {
    expect(slashAt('and/or', 6)).toBeUndefined();
    expect(slashAt('https://damso.test', 18)).toBeUndefined();
    expect(slashAt('/usr/bin', 8)).toBeUndefined();
    expect(slashAt('/ or', 4)).toBeUndefined();
    expect(slashAt('plain', 5)).toBeUndefined();
  });

  test('counts up to the caret and no further', () => {
    expect(slashAt('/반품 이후', 2)).toEqual({ from: 0, to: 2, query: '반' });
    expect(slashAt('/반품', 0)).toBeUndefined();
  });
});

describe('canned replies', () => {
  const reply = (shortcut: string, body = '') => findable({ id: shortcut, shortcut, body });
  const replies = [reply('배송', '반품은…'), reply('환불-반품'), reply('반품'), reply('인사', 'Hello {customer}')];
  const found = (query: string) => fittingReplies(replies, query).map(({ shortcut }) => shortcut);

  test('fit by the beginning of their shortcut, then by a part of it, then by their body', () => {
    expect(found('반품')).toEqual(['반품', '환불-반품', '배송']);
    expect(found('ㅂ')).toEqual(['배송', '반품', '환불-반품']);
    expect(found('HELLO')).toEqual(['인사']);
    expect(found('없음')).toEqual([]);
  });

  test('all fit where nothing is typed, in their order', () => {
    expect(found('')).toEqual(['배송', '환불-반품', '반품', '인사']);
  });

  test('get the names, and a name that looks like a variable stays a name', () => {
    const names = { customer: '{agent} $& 하늘', agent: '민아' };
    expect(filledIn('{customer}님, {agent}입니다. {customer}! {other} { agent }', names)).toBe(
      '{agent} $& 하늘님, 민아입니다. {agent} $& 하늘! {other} { agent }',
    );
  });
});
