import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameText } from './same-text.ts';

const found = (text: string, body: string) =>
  sameText(text)?.({ body, masks: [] }).map(({ start, end }) => body.slice(start, end));

describe('the same text', () => {
  test('is a number whatever separates its digits, and however wide they are', () => {
    const body = '01012345678, 010-1234-5678 or 010.1234.5678; (010) 1234 5678, ０１０−１２３４−５６７８!';
    expect(found('010 1234-5678', body)).toEqual([
      '01012345678',
      '010-1234-5678',
      '010.1234.5678',
      '010) 1234 5678',
      '０１０−１２３４−５６７８',
    ]);
  });

  test('is not a part of a longer number', () => {
    for (const body of ['101012345678', '010123456789', '1-010-1234-5678', '010-1234-5678-9', '010-1234-567']) {
      expect(found('010-1234-5678', body)).toEqual([]);
    }
    expect(found('010-1234-5678', '집은 2층, 010-1234-5678번이에요')).toEqual(['010-1234-5678']);
  });

  test('is words whatever their case, and not within a longer word', () => {
    expect(found('Kim.Min@shop.test', 'kim.min@shop.test, KIM.MIN@SHOP.TEST')).toHaveLength(2);
    expect(found('min@shop.test', 'kimmin@shop.test or min@shop.tests')).toEqual([]);
    expect(found('한빛로 12길 3', '한빛로 12길 30호')).toEqual([]);
    expect(found('한빛로 12길', '한빛로 12길로 보내 주세요')).toEqual(['한빛로 12길']);
    expect(found('(a+b)*[c]', 'is it (a+b)*[c]?')).toEqual(['(a+b)*[c]']);
  });

  test('is not looked for where it is short, nor found under a mask', () => {
    for (const text of ['12-34-5', '김민수', 'hello', '  abc  ']) expect(sameText(text)).toBeNull();
    for (const text of ['******', '-- -- --', '👍👍👍👍👍👍']) expect(sameText(text)).toBeNull();
    const masks = [{ id: 'm', start: 0, end: 9, sealed: false, maskedAt: '', maskedById: null, kind: null }];
    expect(sameText('secret1')?.({ body: 'a secret1, secret1', masks })).toEqual([{ start: 11, end: 18 }]);
  });

  test('is always found where it stands alone', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 6, maxLength: 20 }),
        fc.constantFrom('', '가 ', 'a '),
        fc.constantFrom('', ' 나', ' b'),
        (text, before, after) => {
          const wanted = text.trim();
          const find = sameText(wanted);
          if (find) expect(find({ body: before + wanted + after, masks: [] }).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
