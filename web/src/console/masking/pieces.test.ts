import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf, type Mask } from './pieces.ts';

const mask = (start: number, end: number): Mask => ({
  id: `mask-${start}`,
  start,
  end,
  maskedAt: '2026-11-25T00:00:00.000Z',
  maskedBy: null,
  sealed: false,
});
const message = (body: string, masks: Mask[] = [], suggestions: { kind: 'PHONE'; start: number; end: number }[] = []) =>
  piecesOf({ id: 'm', revision: 1, body, masks, suggestions });

describe('a body in pieces', () => {
  test('tells masks and suggestions from the text between them', () => {
    const pieces = message('번호는 *** 또는 010-1234', [mask(4, 7)], [{ kind: 'PHONE', start: 11, end: 19 }]);
    expect(pieces.map(({ text, mask: hidden, suggestion }) => [text, hidden?.id, suggestion?.kind])).toEqual([
      ['번호는 ', undefined, undefined],
      ['***', 'mask-4', undefined],
      [' 또는 ', undefined, undefined],
      ['010-1234', undefined, 'PHONE'],
    ]);
  });

  test('keeps links, also around what is suggested in them', () => {
    const body = 'see https://a.test/?tel=010-1234&b=1 now';
    const start = body.indexOf('010');
    const links = message(body, [], [{ kind: 'PHONE', start, end: start + 8 }]).filter(({ href }) => href);
    expect(links.map(({ text, href }) => [text, href])).toEqual([
      ['https://a.test/?tel=', 'https://a.test/?tel=010-1234&b=1'],
      ['&b=1', 'https://a.test/?tel=010-1234&b=1'],
    ]);
  });

  test('has no link to an address of which a part is masked', () => {
    const body = 'https://a.test/?tel=********';
    expect(message(body, [mask(20, 28)]).some(({ href }) => href)).toBe(false);
  });

  test('is the body again, without hole or overlap, wherever the marks are', () => {
    const body = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `${text} https://a.test/x ${text}`);
    fc.assert(
      fc.property(body, fc.array(fc.nat(60), { maxLength: 8 }), (text, cuts) => {
        const places = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
        const masks = places.flatMap((start, at) =>
          at % 2 === 0 && places[at + 1] ? [mask(start, places[at + 1]!)] : [],
        );
        const pieces = message(text, masks);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        let at = 0;
        for (const piece of pieces) {
          expect([piece.start, text.slice(piece.start, piece.end)]).toEqual([at, piece.text]);
          at = piece.end;
        }
        expect(pieces.flatMap((piece) => piece.mask?.id ?? [])).toEqual(masks.map(({ id }) => id));
      }),
    );
  });
});
