import { describe, expect, test } from 'vitest';
import { choiceOf, rangeOf, stepped, wordsOf, type WordChoice } from './word-steps.ts';

const body = '제 번호는 010-1234 👍 예요';
const words = wordsOf(body);
const text = (choice: WordChoice | null) => {
  const { start, end } = rangeOf(words, choice!);
  return body.slice(start, end);
};

describe('choosing words by arrow keys', () => {
  test('begins at the first word going on, and at the last going back', () => {
    expect(text(stepped(words, null, 1, false))).toBe('제');
    expect(text(stepped(words, null, -1, true))).toBe('예요');
  });

  test('goes word by word, over blanks and hyphens, to emoji too', () => {
    const visited = [];
    let choice: WordChoice | null = null;
    for (const _ of words) visited.push(text((choice = stepped(words, choice, 1, false))));
    expect(visited).toEqual(['제', '번호는', '010', '1234', '👍', '예요']);
  });

  test('extends with what stands between, shrinks again, and turns around at its beginning', () => {
    let choice = stepped(words, { anchor: 2, head: 2 }, 1, true);
    expect(text(choice)).toBe('010-1234');
    choice = stepped(words, choice, -1, true);
    expect(text(choice)).toBe('010');
    choice = stepped(words, choice, -1, true);
    expect(text(choice)).toBe('번호는 010');
  });

  test('stops at the ends', () => {
    expect(text(stepped(words, { anchor: 5, head: 5 }, 1, false))).toBe('예요');
    expect(text(stepped(words, { anchor: 0, head: 0 }, -1, true))).toBe('제');
  });

  test('goes on from what the mouse selected', () => {
    const at = body.indexOf('10-12');
    expect(text(stepped(words, choiceOf(words, { start: at, end: at + 5 }), 1, true))).toBe('010-1234 👍');
  });

  test('finds nothing where there are no words', () => {
    expect(wordsOf('*** …')).toEqual([]);
    expect(stepped([], null, 1, false)).toBeNull();
    expect(choiceOf(words, { start: 1, end: 2 })).toBeNull();
  });
});
