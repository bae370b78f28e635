import { describe, expect, test } from 'vitest';
import { acceptedLanguages, pickLanguage } from './language.ts';

describe('choosing a language', () => {
  test('takes the first wanted one that we speak', () => {
    expect(pickLanguage(['fr-FR', 'en-GB', 'ko'])).toBe('en');
    expect(pickLanguage([null, 'ko-KR', 'en'])).toBe('ko');
  });

  test('falls back to Korean', () => {
    expect(pickLanguage([])).toBe('ko');
    expect(pickLanguage(['ja', undefined, ''])).toBe('ko');
  });

  test('reads the weights of Accept-Language', () => {
    expect(acceptedLanguages('ko;q=0.4, en-US;q=0.9, fr')).toEqual(['fr', 'en-US', 'ko']);
    expect(acceptedLanguages('en;q=0, ko')).toEqual(['ko']);
    expect(acceptedLanguages(null)).toEqual([]);
  });
});
