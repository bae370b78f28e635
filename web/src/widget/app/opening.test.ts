import { afterEach, describe, expect, test } from 'vitest';
import { baseLocale, overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';
import { openingInWords } from './opening.ts';

const now = new Date(2026, 10, 23, 20, 15);
const say = (locale: Locale, opensAt: Date) => {
  overwriteGetLocale(() => locale);
  return openingInWords(opensAt, now).replace(/\s/g, ' ');
};
afterEach(() => overwriteGetLocale(() => baseLocale));

describe('telling when chat opens again', () => {
  test('names near days as people do', () => {
    expect(say('ko', new Date(2026, 10, 23, 21, 0))).toBe('오늘 오후 9:00에 채팅 상담을 다시 시작합니다.');
    expect(say('ko', new Date(2026, 10, 24, 9, 0))).toBe('내일 오전 9:00에 채팅 상담을 다시 시작합니다.');
    expect(say('en', new Date(2026, 10, 24, 9, 30))).toBe('Chat opens again tomorrow at 9:30 AM.');
  });

  test('names far days by weekday and date, and the year where it is another', () => {
    expect(say('ko', new Date(2026, 10, 30, 9, 0))).toBe('11월 30일 월요일 오전 9:00에 채팅 상담을 다시 시작합니다.');
    expect(say('en', new Date(2026, 10, 30, 9, 0))).toBe('Chat opens again Monday, November 30 at 9:00 AM.');
    expect(say('en', new Date(2027, 0, 4, 9, 0))).toContain('2027');
  });
});
