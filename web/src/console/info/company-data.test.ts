import { afterEach, describe, expect, test } from 'vitest';
import { setLocale } from '#lib/paraglide/runtime.js';
import { dataProblemWords, dataWords, labelWords } from './company-data.ts';

afterEach(() => void setLocale('ko'));

describe('what a company’s system tells', () => {
  test('has its label in the language of the screen, else in the other', () => {
    expect(labelWords({ label: { ko: '등급', en: 'Grade' } })).toBe('등급');
    expect(labelWords({ label: { ko: null, en: 'Grade' } })).toBe('Grade');
    void setLocale('en');
    expect(labelWords({ label: { ko: '등급', en: 'Grade' } })).toBe('Grade');
    expect(labelWords({ label: { ko: '등급', en: null } })).toBe('등급');
  });

  test('is written as the language writes it, and a text as it is', () => {
    void setLocale('en');
    expect(dataWords({ value: '1250000.50', kind: 'NUMBER' })).toBe('1,250,000.5');
    expect(dataWords({ value: '12345678901234567890', kind: 'NUMBER' })).toBe('12,345,678,901,234,567,890');
    expect(dataWords({ value: '2024-03-02', kind: 'DATE' })).toBe('Mar 2, 2024');
    expect(dataWords({ value: '1250000', kind: 'TEXT' })).toBe('1250000');
    expect(dataWords({ value: null, kind: 'NUMBER' })).toBeNull();
  });

  test('or why it tells nothing', () => {
    expect(dataProblemWords({ problem: 'TIMED_OUT', status: null, part: null })).toMatch(/3초/);
    expect(dataProblemWords({ problem: 'REFUSED', status: 403, part: null })).toMatch(/403/);
    expect(dataProblemWords({ problem: 'MALFORMED', status: 200, part: 'fields[2].link' })).toMatch(
      /fields\[2\]\.link/,
    );
  });
});
