import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from './csv.ts';

describe('a table for spreadsheets', () => {
  test('begins with the mark by which Excel knows UTF-8, and ends every line with CRLF', () => {
    expect(
      csvOf([
        ['시각', '사유'],
        ['1', '본인 확인'],
      ]),
    ).toBe('\ufeff시각,사유\r\n1,본인 확인\r\n');
  });

  test('keeps commas, quotes and line breaks within their cell', () => {
    expect(csvOf([['a,b', 'say "yes"', 'one\ntwo']])).toBe('\ufeff"a,b","say ""yes""","one\ntwo"\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes text of %j, which would be run', (text) => {
    const [cell] = read(csvOf([[text]]))[0]!;
    expect(cell).toBe(`'${text}`);
  });

  test('comes back cell by cell as it was, whatever is in it', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => `x${text}`);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        expect(read(csvOf(rows))).toEqual(rows);
      }),
    );
  });
});

/** As RFC 4180 has it read. */
function read(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [whole, quoted, plain, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (whole === '') continue;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
