import { describe, expect, test } from 'vitest';
import { Malformed, readAnswer, type DataField } from './answer.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (answer: unknown) => readAnswer(bytes(JSON.stringify(answer)));
const field = (given: object): DataField => read({ fields: [{ label: 'Grade', value: 'VIP', ...given }] })[0]!;
/** Where an answer is refused. */
function refusedAt(answer: unknown): string {
  try {
    if (typeof answer === 'string') readAnswer(bytes(answer));
    else read(answer);
  } catch (error) {
    if (error instanceof Malformed) return error.at;
    throw error;
  }
  return 'nowhere';
}
const refusedField = (given: object) => refusedAt({ fields: [{ label: 'Grade', value: 'VIP', ...given }] });

describe('an answer of a company’s system', () => {
  test('is fields in their order, with labels for all or for each language', () => {
    expect(
      read({
        fields: [
          { label: '등급', value: 'VIP' },
          {
            label: { ko: '최근 주문', en: 'Last order' },
            value: 12,
            link: 'https://shop.test/orders/12',
            kind: 'number',
          },
          { label: { en: 'Note' }, value: null },
        ],
        more: 'of a later version',
      }),
    ).toEqual([
      { label: { ko: '등급', en: '등급' }, value: 'VIP', kind: 'TEXT', link: null },
      {
        label: { ko: '최근 주문', en: 'Last order' },
        value: '12',
        kind: 'NUMBER',
        link: 'https://shop.test/orders/12',
      },
      { label: { ko: null, en: 'Note' }, value: null, kind: 'TEXT', link: null },
    ]);
    expect(read({ fields: [] })).toEqual([]);
  });

  test('has fifty fields at most', () => {
    const fields = Array.from({ length: 51 }, (_, index) => ({ label: `Field ${index}`, value: index }));
    expect(read({ fields: fields.slice(1) })).toHaveLength(50);
    expect(refusedAt({ fields })).toBe('fields');
  });

  test.each([
    ['nothing', ''],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['half of an answer', '{"fields":[{"label":"Grade"'],
    ['a list', '[]'],
    ['a text', '"fields"'],
    ['null', 'null'],
    ['deep nesting', '['.repeat(30_000) + ']'.repeat(30_000)],
  ])('is none where it is %s', (_, body) => {
    expect(refusedAt(body)).toBe('$');
  });

  test('is none where its bytes are no UTF-8', () => {
    expect(() => readAnswer(Buffer.from('{"fields":[{"label":"\xff","value":"1"}]}', 'latin1'))).toThrow(Malformed);
  });

  test('is none where fields are none, however deep they are', () => {
    expect(refusedAt('{"fields":{"0":{"label":"a"}}}')).toBe('fields');
    expect(refusedAt({ fields: [[]] })).toBe('fields[0]');
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(refusedAt(`{"fields":[{"label":"a","value":${deep}}]}`)).toBe('fields[0].value');
    expect(refusedAt('{"__proto__":{"fields":[]}}')).toBe('fields');
  });

  test('says in which part it is wrong', () => {
    expect(refusedField({ label: ' ' })).toBe('fields[0].label');
    expect(refusedField({ label: 'x'.repeat(101) })).toBe('fields[0].label');
    expect(refusedField({ label: {} })).toBe('fields[0].label');
    expect(refusedField({ label: { ko: 1 } })).toBe('fields[0].label.ko');
    expect(refusedField({ value: 'x'.repeat(2_001) })).toBe('fields[0].value');
    expect(refusedField({ value: { html: '<b>' } })).toBe('fields[0].value');
    expect(refusedField({ kind: 7 })).toBe('fields[0].kind');
  });

  test('loses control characters and keeps its lines', () => {
    expect(field({ label: '\u0000Gr\u001bade\n', value: '\u0007one\r\ntwo\u009b31m\u0000' })).toMatchObject({
      label: { ko: 'Grade', en: 'Grade' },
      value: 'one\ntwo31m',
    });
    expect(field({ value: '\ud800' }).value).toBe('\ufffd');
    expect(field({ value: '\u0000' }).value).toBeNull();
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://shop.test/',
    '//shop.test/',
    '/orders',
    'https://user:secret@shop.test/',
    `https://shop.test/${'x'.repeat(2_000)}`,
  ])('has no link like %s', (link) => {
    expect(refusedField({ link })).toBe('fields[0].link');
  });

  test('has values of a kind that are of it; an unknown kind is text', () => {
    expect(field({ value: '-12.50', kind: 'NUMBER' })).toMatchObject({ value: '-12.50', kind: 'NUMBER' });
    expect(field({ value: '2026-02-28', kind: 'date' }).kind).toBe('DATE');
    expect(field({ value: '2026-02-28T09:00:00+09:00', kind: 'time' }).kind).toBe('TIME');
    expect(field({ kind: 'colour' }).kind).toBe('TEXT');
    for (const [kind, value] of [
      ['number', '1e9'],
      ['number', 'twelve'],
      ['date', '2026-02-30'],
      ['date', 'yesterday'],
      ['time', '2026-02-28'],
      ['time', '2026-02-30T09:00:00Z'],
      ['time', '2026-02-28T25:00:00Z'],
    ])
      expect(refusedField({ value, kind })).toBe('fields[0].kind');
  });
});
