import { describe, expect, test } from 'vitest';
import { holds, lettersOf } from './finding.ts';

describe('finding by a part', () => {
  test('finds a word at every step of typing it in Korean', () => {
    for (const typed of ['ㅂ', '배', '뱃', '배소', '배송', '배송ㅈ', '송지', '']) {
      expect(holds(['배송 지연', '배송지'], typed), typed).toBe(true);
    }
    expect(holds(['배송 지연'], '반품')).toBe(false);
  });

  test('takes a double final consonant apart', () => {
    expect(lettersOf('값').startsWith(lettersOf('갑'))).toBe(true);
    expect(holds(['닭고기'], '달')).toBe(true);
  });

  test('looks at neither case nor kind of blank', () => {
    expect(holds(['Order  Number\n42'], ' order number 4')).toBe(true);
    expect(holds([null, undefined], 'x')).toBe(false);
  });
});
