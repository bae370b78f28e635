import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLinks } from './links.ts';

describe('finding links in a text', () => {
  test('keeps every character of the text, in order', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl({ withQueryParameters: true }),
      fc.constantFrom('javascript:alert(1)', 'mailto:a@b.kr', ' ', '(', ')', '입니다.'),
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const text = parts.join('');
        expect(
          splitLinks(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('links web and mail addresses without the punctuation of their sentence', () => {
    expect(splitLinks('보세요: https://example.com/a?b=1. 또는 (http://example.org)!')).toEqual([
      { text: '보세요: ' },
      { text: 'https://example.com/a?b=1', href: 'https://example.com/a?b=1' },
      { text: '. 또는 (' },
      { text: 'http://example.org', href: 'http://example.org/' },
      { text: ')!' },
    ]);
    expect(splitLinks('mailto:help@example.com')).toEqual([
      { text: 'mailto:help@example.com', href: 'mailto:help@example.com' },
    ]);
  });

  test('keeps a closing bracket that belongs to the address', () => {
    expect(splitLinks('https://en.wikipedia.org/wiki/Chat_(disambiguation) ok')[0]?.text).toBe(
      'https://en.wikipedia.org/wiki/Chat_(disambiguation)',
    );
  });

  const hosts = [
    'https://docs.damso.example',
    'https://damso.kr',
    'http://담소.한국',
    'https://xn--9t4b11yi5a.com',
    'http://[::1]',
    'http://localhost',
  ];
  const places = [
    '',
    ':8443',
    '/',
    '/guide',
    ':8080/guide?step=2',
    '/a#b',
    '/%EC%95%88',
    '/wiki/담소_(말)',
    "/it's/ok",
  ];
  const particles = [
    '입니다',
    '에서 보세요',
    '으로',
    '를 눌러',
    '은요?',
    '(새 창)',
    '(새창)을',
    '...',
    '.',
    ', 그리고',
    '」',
    '>',
    '"라고',
  ];

  test.each(hosts)('leaves particles behind %s to the sentence', (host) => {
    for (const place of places) {
      for (const particle of particles) {
        const [link, ...rest] = splitLinks(host + place + particle);
        expect([link?.text, rest.map(({ text }) => text).join('')]).toEqual([host + place, particle]);
        expect(link?.href).toBe(new URL(host + place).href);
      }
    }
  });

  test.each([
    ['https://damso.kr/2024년/guide를', 'https://damso.kr/2024년/guide'],
    ['https://ko.wikipedia.org/wiki/담소 보세요', 'https://ko.wikipedia.org/wiki/담소'],
    ['https://damso.kr/search?q=환불&page=2에서', 'https://damso.kr/search?q=환불&page=2'],
    ['https://damso.kr/faq.감사합니다', 'https://damso.kr/faq'],
    ['(자세히: https://damso.kr/faq)를', 'https://damso.kr/faq'],
    ["'https://damso.kr/faq'에서", 'https://damso.kr/faq'],
    ['<https://damso.kr/faq>', 'https://damso.kr/faq'],
    ['「https://damso.kr/faq」', 'https://damso.kr/faq'],
    ['https://damso.kr/faqとhttps://damso.kr', 'https://damso.kr/faq'],
    ['https://damso.kr/', 'https://damso.kr/'],
    ['mailto:help@damso.kr로 주세요', 'mailto:help@damso.kr'],
    ["mailto:r.o'neil@담소.한국입니다", "mailto:r.o'neil@담소.한국"],
    ['mailto:help@damso.kr?subject=Hi로', 'mailto:help@damso.kr?subject=Hi'],
    ['보세요https://DAMSO.kr입니다', 'https://DAMSO.kr'],
  ])('in %s finds %s', (text, link) => {
    expect(splitLinks(text).find(({ href }) => href)?.text).toBe(link);
  });

  test('leads mail to the domain as the network knows it', () => {
    expect(splitLinks('mailto:help@담소.한국에')[0]?.href).toBe('mailto:help@xn--jk1bu0z.xn--3e0b707e');
  });

  test.each([
    'https://damso.kr@evil.example',
    'https://damso.kr:443@evil.example/',
    'https://2130706433',
    'http://0x7f.1/',
    'https://담소',
    'https://',
    'https://a:99999',
    'https://damso.kr****',
    'mailto:help@damso.kr***',
    'mailto:',
    'mailto:@damso.kr',
    'xhttps://damso.kr',
  ])('never links %s, whose host nobody would read in it', (text) => expect(splitLinks(text)).toEqual([{ text }]));

  test('leads nowhere but to the host that is read', () => {
    const part = fc.constantFrom(
      'damso',
      'bank.com',
      '담소.한국',
      '입니다',
      '.',
      '-',
      '@',
      ':80',
      '/',
      '?',
      '\\',
      '%2e',
      '한국',
      '에서',
      ' ',
      '[::1]',
      'xn--a',
      '\u3164',
      '0x7f',
      '1',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        for (const { text, href } of splitLinks(`https://${parts.join('')}`)) {
          if (!href) continue;
          const read = /^https:\/\/(\[[^\]]*\]|[^/?#:\\]*)/.exec(text)![1]!;
          expect(text).not.toMatch(/^https:\/\/[^/?#]*@/);
          expect(new URL(href).hostname).toBe(new URL(`http://${read}`).hostname);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,hi',
    'vbscript:x',
    'JaVaScRiPt://https',
    'ftp://a.b',
    'file:///etc',
  ])('never links %s', (text) => {
    for (const { href } of splitLinks(text)) if (href) expect(href).toMatch(/^(https?|mailto):/);
    expect(splitLinks(text)[0]?.href).toBeUndefined();
  });

  test.each([
    'https://',
    'https://a/',
    'https://a.',
    'https://한.',
    'https://a/a한',
    'https://a/)=',
    'https://a.kr/...',
    'mailto:a@b.',
  ])('reads a page full of %s to its end', (part) => {
    const text = `${part.repeat(10_000 / part.length)}!`;
    expect(splitLinks(text).reduce((sum, piece) => sum + piece.text.length, 0)).toBe(text.length);
  });
});
