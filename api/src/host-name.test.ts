import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostNameEnd } from './host-name.ts';

const hostIn = (text: string) => text.slice(0, hostNameEnd(text, 0));

describe('where a host ends in a sentence', () => {
  const names = [
    'damso.kr',
    'shop.damso.co.kr',
    'docs.damso.example',
    'xn--9t4b11yi5a.com',
    'n.xn--3e0b707e',
    'localhost',
    '10.0.0.7',
    'my_shop.tistory.com',
    'müller.de',
    'kbs뉴스.com',
    'www.lg전자.com',
    '담소.한국',
    '우리가게.닷컴',
    '담소.kr',
    'пример.рф',
    '例え.jp',
    '商店.中国',
  ];
  const behind = ['', '입니다', '으로', '에서요.', '은 어때요', ' 보세요', ':8080에서', '/시작', ')', '…', '、'];

  test.each(names)('%s, whatever follows', (name) => {
    for (const more of behind) expect(hostIn(name + more)).toBe(name);
  });

  test.each([
    ['damso.kr입니다.감사합니다', 'damso.kr'],
    ['damso.com.감사합니다', 'damso.com'],
    ['damso.io입니다.OK', 'damso.io'],
    ['damso.com와shop.com', 'damso.com'],
    ['담소.한국에서는', '담소.한국'],
    ['damso.kr...네', 'damso.kr'],
    ['damso.jpです', 'damso.jp'],
    ['damso.com是', 'damso.com'],
    ['한글도메인', ''],
    ['.kr', ''],
    ['bank.com\u3164.evil.com', 'bank.com'],
    ['bank.com\u200b.evil.com', 'bank.com'],
  ])('%s: %s', (text, host) => expect(hostIn(text)).toBe(host));

  test('is a piece of the text, at whatever place', () => {
    const text = fc.string({ unit: fc.constantFrom(...'a.é-한국에닷컴1中ا\u0301\u3164_ /'.split('')) });
    fc.assert(
      fc.property(text, fc.nat(10), (written, at) => {
        const end = hostNameEnd(written, at);
        expect(end).toBeGreaterThanOrEqual(at);
        if (end > at) expect(end).toBeLessThanOrEqual(written.length);
      }),
    );
  });
});
