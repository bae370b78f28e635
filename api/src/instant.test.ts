import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstant, writeInstant } from './instant.ts';

const digits = (number: number, width: number) => String(number).padStart(width, '0');

/** An instant as PostgreSQL writes it in UTC, and as the standard does. */
const written = fc
  .record({
    at: fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    }),
    fraction: fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 6 }).chain((width) => fc.nat(10 ** width - 1).map((n) => `.${digits(n, width)}`)),
    ),
  })
  .map(({ at, fraction }) => {
    const day = `${digits(at.getUTCFullYear(), 4)}-${digits(at.getUTCMonth() + 1, 2)}-${digits(at.getUTCDate(), 2)}`;
    const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map((n) => digits(n, 2)).join(':');
    return { year: at.getUTCFullYear(), ours: `${day} ${time}${fraction}+00`, standard: `${day}T${time}${fraction}Z` };
  });

describe('reading an instant', () => {
  test('is the same as Date for what PostgreSQL writes, but for the first hundred years, which are left to the driver', () => {
    fc.assert(
      fc.property(written, ({ year, ours, standard }) => {
        const at = year < 100 ? undefined : new Date(standard).getTime();
        // The second is of the day that was read last.
        expect([readInstant(ours)?.getTime(), readInstant(ours)?.getTime()]).toEqual([at, at]);
      }),
      {
        numRuns: 2_000,
        examples: [
          [{ year: 99, ours: '0099-12-31 23:59:59+00', standard: '0099-12-31T23:59:59Z' }],
          [{ year: 100, ours: '0100-01-01 00:00:00+00', standard: '0100-01-01T00:00:00Z' }],
          [{ year: 2024, ours: '2024-02-29 00:00:00.999999+00', standard: '2024-02-29T00:00:00.999Z' }],
        ],
      },
    );
  });

  test.each([
    'infinity',
    '-infinity',
    '0044-03-15 12:00:00+00 BC',
    '10000-01-01 00:00:00+00',
    '294276-12-31 23:59:59.999999+00',
    '2026-01-31 09:30:00+09',
    '2026-01-31 09:30:00+05:30',
    '2026-01-31T09:30:00+00',
    '2026-01-31',
    '',
  ])('knows no other form: %s', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});

describe('writing an instant', () => {
  test('is the same as toISOString, whatever was written before', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), fc.nat(86_399_999), (date, ofDay) => {
        expect(writeInstant(date)).toBe(date.toISOString());
        const sameDay = new Date(Math.min(Math.floor(date.getTime() / 86_400_000) * 86_400_000 + ofDay, 8.64e15));
        expect(writeInstant(sameDay)).toBe(sameDay.toISOString());
      }),
      {
        numRuns: 2_000,
        examples: [
          [new Date(-8.64e15), 0],
          [new Date(8.64e15), 0],
          [new Date(-1), 86_399_999],
          [new Date('-000001-12-31T23:59:59.999Z'), 1],
          [new Date('+010000-01-01T00:00:00.000Z'), 1],
        ],
      },
    );
  });

  test('refuses a Date that is none', () => {
    expect(() => writeInstant(new Date(NaN))).toThrow(RangeError);
  });
});
