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
});
