import { describe, expect, test } from 'vitest';
import { flawNamed, flawsOf, inquiryLimits, tidy, withCarried } from './inquiry.ts';

const filledIn = { inquiryTypeId: 'type', email: 'haneul@example.com', title: 'Late', content: 'Where is it?' };

describe('checking an inquiry', () => {
  test('finds nothing wrong with one that is filled in and agreed to', () => {
    expect(flawsOf(filledIn, true)).toEqual({});
  });

  test('names everything that is missing, blanks being nothing', () => {
    expect(flawsOf({ inquiryTypeId: '', email: ' ', title: '\n\u3164', content: '\u200b\u2800' }, false)).toEqual({
      inquiryTypeId: 'missing',
      email: 'missing',
      title: 'missing',
      content: 'missing',
      agreement: 'missing',
    });
  });

  test.each(['help@담소.한국', 'help@xn--jk1bu0z.xn--3e0b707e', "d.o'brien@example.org", '소라@example.com'])(
    'takes %s for an address, as the server does',
    (email) => expect(flawsOf({ ...filledIn, email }, true)).toEqual({}),
  );

  test.each(['haneul', 'haneul@', '@example.com', 'ha neul@example.com', 'haneul@example', 'a@b@c.kr', 'a@b.'])(
    'does not take %s for an address',
    (email) => expect(flawsOf({ ...filledIn, email }, true)).toEqual({ email: 'invalid' }),
  );

  test('counts as the server does: composed, with one unit for a line break', () => {
    const atLimit = { ...filledIn, title: '각'.normalize('NFD').repeat(inquiryLimits.title) };
    expect(flawsOf(atLimit, true)).toEqual({});
    const lines = { ...filledIn, content: 'a\r\n'.repeat(inquiryLimits.content / 2) };
    expect(flawsOf(lines, true)).toEqual({});
    expect(flawsOf({ ...filledIn, content: 'a'.repeat(inquiryLimits.content + 1) }, true)).toEqual({
      content: 'tooLong',
    });
    expect(flawsOf({ ...filledIn, title: 'a'.repeat(inquiryLimits.title + 1) }, true)).toEqual({ title: 'tooLong' });
  });

  test('submits what was meant, not the blanks and line breaks around it', () => {
    expect(tidy({ ...filledIn, email: ' haneul@example.com ', content: 'one\r\ntwo\n\n' })).toEqual({
      ...filledIn,
      content: 'one\ntwo',
    });
  });

  test('finds the field that the server names, and no other', () => {
    expect(flawNamed('title')).toEqual({ title: 'invalid' });
    expect(flawNamed('inquiryTypeId')).toEqual({ inquiryTypeId: 'missing' });
    expect(flawNamed('attempt')).toBeUndefined();
    expect(flawNamed('toString')).toBeUndefined();
  });
});

describe('carrying what was typed into an inquiry', () => {
  test('begins with it, in order', () => {
    expect(withCarried('', [], ['Hello', 'My order is late', 'Can you'])).toBe('Hello\nMy order is late\nCan you');
  });

  test('replaces what it brought in before, as long as that was left alone', () => {
    expect(withCarried('Hello\nCan', ['Hello', 'Can'], ['Hello', 'Can you?', 'Anyone'])).toBe(
      'Hello\nCan you?\nAnyone',
    );
  });

  test('adds only what is new to what was written here', () => {
    expect(withCarried('Hello, it is 2026-0042', ['Hello'], ['Hello', 'Anyone?'])).toBe(
      'Hello, it is 2026-0042\nAnyone?',
    );
  });

  test('does not bring back what was deleted', () => {
    expect(withCarried('My own words', ['Hello'], ['Hello'])).toBe('My own words');
  });

  test('keeps what was written here when there is nothing to bring', () => {
    expect(withCarried('My own words', [], [])).toBe('My own words');
    expect(withCarried('', [], [])).toBe('');
  });

  test('takes an emptied form for one that was emptied on purpose', () => {
    expect(withCarried('', ['Hello'], ['Hello'])).toBe('');
  });
});
