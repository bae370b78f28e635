import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertHours, isOpen, opensAt } from './operating-hours.ts';
import type { OperatingHours } from './service.entity.ts';

const seoul: OperatingHours = {
  timeZone: 'Asia/Seoul',
  week: [
    ...[1, 2, 3, 4, 5].flatMap((day) => [
      { day, from: '09:00', to: '12:00' },
      { day, from: '13:00', to: '18:00' },
    ]),
    { day: 6, from: '22:00', to: '24:00' },
  ],
  holidays: [{ date: '2026-12-25', name: '성탄절' }],
};
const at = (text: string) => new Date(text);

describe('operating hours', () => {
  test('follow the wall clock of their time zone', () => {
    expect(isOpen(seoul, at('2026-11-23T09:00:00+09:00'))).toBe(true);
    expect(isOpen(seoul, at('2026-11-23T08:59:59+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-11-23T12:00:00+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-11-23T17:59:59+09:00'))).toBe(true);
    expect(isOpen(seoul, at('2026-11-23T18:00:00+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-11-28T23:59:59+09:00'))).toBe(true);
    expect(isOpen(seoul, at('2026-11-29T00:00:00+09:00'))).toBe(false);
  });

  test('are closed on holidays, and always open where there are none', () => {
    expect(isOpen(seoul, at('2026-12-25T10:00:00+09:00'))).toBe(false);
    expect(isOpen(seoul, at('2026-12-24T10:00:00+09:00'))).toBe(true);
    expect(isOpen(null, at('2026-12-25T10:00:00+09:00'))).toBe(true);
  });

  test('tell when they open next', () => {
    expect(opensAt(seoul, at('2026-11-23T10:00:00+09:00'))).toBeNull();
    expect(opensAt(seoul, at('2026-11-23T12:30:00+09:00'))).toEqual(at('2026-11-23T13:00:00+09:00'));
    expect(opensAt(seoul, at('2026-12-24T18:00:00+09:00'))).toEqual(at('2026-12-26T22:00:00+09:00'));
    expect(opensAt({ ...seoul, week: [] }, at('2026-12-24T18:00:00+09:00'))).toBeNull();
  });

  test('open at the right instant across a change of the clocks', () => {
    const berlin: OperatingHours = {
      timeZone: 'Europe/Berlin',
      week: [
        { day: 7, from: '02:30', to: '08:00' },
        { day: 7, from: '09:00', to: '10:00' },
      ],
      holidays: [],
    };
    // 02:30 does not exist on 29 March 2026: the clocks go from 02:00 to 03:00.
    expect(opensAt(berlin, at('2026-03-29T00:00:00+01:00'))).toEqual(at('2026-03-29T03:00:00+02:00'));
    expect(opensAt(berlin, at('2026-03-29T08:30:00+02:00'))).toEqual(at('2026-03-29T09:00:00+02:00'));
    expect(opensAt(berlin, at('2026-10-25T08:30:00+01:00'))).toEqual(at('2026-10-25T09:00:00+01:00'));
  });

  test.each([
    ['America/Santiago', '2026-09-06', '2026-09-06T01:00:00-03:00'],
    ['America/Havana', '2026-03-08', '2026-03-08T01:00:00-04:00'],
    ['Africa/Cairo', '2026-04-24', '2026-04-24T01:00:00+03:00'],
    ['Asia/Beirut', '2026-03-29', '2026-03-29T01:00:00+03:00'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T00:00:00+10:30'],
  ])('open when the day begins, in %s on %s too', (timeZone, date, opening) => {
    const day = at(`${date}T12:00:00Z`).getUTCDay() || 7;
    const hours = { timeZone, week: [{ day, from: '00:00', to: '12:00' }], holidays: [] };
    expect(opensAt(hours, new Date(at(opening).getTime() - 3 * 3_600_000))).toEqual(at(opening));
    expect(isOpen(hours, at(opening))).toBe(true);
    expect(isOpen(hours, new Date(at(opening).getTime() - 1))).toBe(false);
  });

  test('past midnight belong to the day on which they begin', () => {
    const bar: OperatingHours = {
      timeZone: 'Asia/Seoul',
      week: [5, 6, 7].map((day) => ({ day, from: '21:00', to: '02:00' })),
      holidays: [{ date: '2026-12-26' }],
    };
    // 18 December 2026 is a Friday, the 25th too.
    expect(isOpen(bar, at('2026-12-18T01:59:59+09:00'))).toBe(false);
    expect(isOpen(bar, at('2026-12-18T20:59:59+09:00'))).toBe(false);
    expect(opensAt(bar, at('2026-12-18T12:00:00+09:00'))).toEqual(at('2026-12-18T21:00:00+09:00'));
    expect(isOpen(bar, at('2026-12-18T21:00:00+09:00'))).toBe(true);
    expect(isOpen(bar, at('2026-12-19T01:59:59+09:00'))).toBe(true);
    expect(isOpen(bar, at('2026-12-19T02:00:00+09:00'))).toBe(false);
    // From Sunday into Monday, where the week begins anew.
    expect(isOpen(bar, at('2026-12-21T01:59:59+09:00'))).toBe(true);
    expect(isOpen(bar, at('2026-12-21T02:00:00+09:00'))).toBe(false);
    // What began on the eve of a holiday goes on to its end; on the holiday nothing begins.
    expect(isOpen(bar, at('2026-12-26T01:00:00+09:00'))).toBe(true);
    expect(isOpen(bar, at('2026-12-26T22:00:00+09:00'))).toBe(false);
    expect(isOpen(bar, at('2026-12-27T01:00:00+09:00'))).toBe(false);
    expect(opensAt(bar, at('2026-12-26T02:00:00+09:00'))).toEqual(at('2026-12-27T21:00:00+09:00'));
  });

  test('may end at 00:00 as at 24:00, and be a whole day', () => {
    const until = (from: string, to: string): OperatingHours => ({
      timeZone: 'Asia/Seoul',
      week: [{ day: 1, from, to }],
      holidays: [],
    });
    const [sunday, noon, last, tuesday] = [
      at('2026-11-22T23:59:00+09:00'),
      at('2026-11-23T12:00:00+09:00'),
      at('2026-11-23T23:59:59+09:00'),
      at('2026-11-24T00:00:00+09:00'),
    ];
    for (const whole of [until('00:00', '24:00'), until('00:00', '00:00')]) {
      expect(assertHours(whole)).toEqual(whole);
      expect([sunday, noon, last, tuesday].map((each) => isOpen(whole, each))).toEqual([false, true, true, false]);
    }
    const evening = assertHours(until('21:00', '00:00'));
    expect([sunday, noon, last, tuesday].map((each) => isOpen(evening, each))).toEqual([false, false, true, false]);
  });

  test('are as a walk from minute to minute along the wall clock finds them, wherever and whenever', () => {
    // Around changes of the clocks, at midnight, at night, by half an hour, and of the day line's neighbours.
    const changes: [timeZone: string, change: string][] = [
      ['America/Santiago', '2026-09-06T04:00:00Z'],
      ['America/Santiago', '2027-04-04T03:00:00Z'],
      ['America/Havana', '2026-03-08T05:00:00Z'],
      ['America/Havana', '2026-11-01T05:00:00Z'],
      ['Africa/Cairo', '2026-04-23T22:00:00Z'],
      ['Africa/Cairo', '2026-10-29T21:00:00Z'],
      ['Europe/Berlin', '2026-03-29T01:00:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00:00Z'],
      ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
      ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
      ['America/St_Johns', '2026-03-08T05:30:00Z'],
      ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
      ['Africa/Casablanca', '2027-02-07T02:00:00Z'],
      ['Asia/Seoul', '2026-12-31T15:00:00Z'],
    ];
    const two = (number: number) => String(number).padStart(2, '0');
    const clock = fc
      .integer({ min: 0, max: 47 })
      .map((half) => `${two(Math.floor(half / 2))}:${half % 2 ? '30' : '00'}`);
    const period = fc.record({ day: fc.integer({ min: 1, max: 7 }), from: clock, to: clock });
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.array(period, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.integer({ min: -40 * 60, max: 40 * 60 }),
        ([timeZone, change], week, isHoliday, minutes) => {
          const holidays = isHoliday ? [{ date: shownIn(timeZone, at(change)).date }] : [];
          const hours = { timeZone, week: week.filter(({ from, to }) => from !== to), holidays };
          const from = new Date(at(change).getTime() + minutes * 60_000);
          const opening = walk(hours, from);
          expect(isOpen(hours, from)).toBe(opening?.getTime() === from.getTime());
          if (opening === null) {
            expect(opensAt(hours, from)?.getTime() ?? Infinity).toBeGreaterThanOrEqual(from.getTime() + walkMs);
          } else {
            expect(opensAt(hours, from)).toEqual(opening.getTime() === from.getTime() ? null : opening);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('overlap past midnight too, and round the end of the week', () => {
    const refused = (...week: OperatingHours['week']) => {
      try {
        assertHours({ ...seoul, week });
        return null;
      } catch (error) {
        return (error as { field: string }).field;
      }
    };
    expect(refused({ day: 5, from: '21:00', to: '02:00' }, { day: 6, from: '02:00', to: '03:00' })).toBeNull();
    expect(refused({ day: 5, from: '21:00', to: '02:00' }, { day: 6, from: '01:59', to: '03:00' })).toBe(
      'hours.week.1',
    );
    expect(refused({ day: 1, from: '01:00', to: '03:00' }, { day: 7, from: '21:00', to: '02:00' })).toBe(
      'hours.week.1',
    );
    expect(refused({ day: 1, from: '21:00', to: '02:00' }, { day: 1, from: '23:00', to: '24:00' })).toBe(
      'hours.week.1',
    );
    expect(refused({ day: 1, from: '00:00', to: '00:00' }, { day: 2, from: '00:00', to: '24:00' })).toBeNull();
    expect(refused({ day: 1, from: '00:00', to: '00:00' }, { day: 1, from: '12:00', to: '13:00' })).toBe(
      'hours.week.1',
    );
  });

  test('are refused with the place of the mistake', () => {
    const field = (change: Partial<OperatingHours>) => {
      try {
        assertHours({ ...seoul, ...change });
      } catch (error) {
        return (error as { field: string }).field;
      }
      return null;
    };
    expect(field({})).toBeNull();
    expect(field({ timeZone: 'Asia/Nowhere' })).toBe('hours.timeZone');
    expect(field({ timeZone: '+09:00' })).toBe('hours.timeZone');
    expect(field({ week: [{ day: 1, from: '18:00', to: '09:00' }] })).toBeNull();
    expect(field({ week: [{ day: 1, from: '18:00', to: '26:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 1, from: '24:00', to: '24:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 1, from: '09:00', to: '09:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 8, from: '09:00', to: '10:00' }] })).toBe('hours.week.0');
    expect(field({ week: [{ day: 1, from: '9:00', to: '10:00' }] })).toBe('hours.week.0');
    expect(
      field({
        week: [
          { day: 1, from: '09:00', to: '12:00' },
          { day: 1, from: '11:59', to: '13:00' },
        ],
      }),
    ).toBe('hours.week.1');
    expect(field({ holidays: [{ date: '2026-02-30' }] })).toBe('hours.holidays.0');
    expect(field({ holidays: [{ date: '2026-02-01' }, { date: '2026-02-01' }] })).toBe('hours.holidays.1');
  });
});

const walkMs = 4 * 86_400_000;

/** The first minute of the next days at which it is open, found the slow way. */
function walk({ timeZone, week, holidays }: OperatingHours, from: Date): Date | null {
  const isHeld = (date: string) => !holidays.some((holiday) => holiday.date === date);
  for (let ms = from.getTime(); ms < from.getTime() + walkMs; ms += 60_000) {
    const { date, time } = shownIn(timeZone, new Date(ms));
    const eve = new Date(at(`${date}T00:00:00Z`).getTime() - 86_400_000);
    const day = at(`${date}T00:00:00Z`).getUTCDay() || 7;
    const isOpenNow = week.some((period) => {
      const isOverMidnight = period.to <= period.from;
      const begins = period.day === day && isHeld(date) && time >= period.from;
      const goesOn = isOverMidnight && period.day === ((day + 5) % 7) + 1 && isHeld(eve.toISOString().slice(0, 10));
      return (begins && (isOverMidnight || time < period.to)) || (goesOn && time < period.to);
    });
    if (isOpenNow) return new Date(ms);
  }
  return null;
}

const shows = new Map<string, Intl.DateTimeFormat>();

function shownIn(timeZone: string, instant: Date): { date: string; time: string } {
  const format =
    shows.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  shows.set(timeZone, format);
  const [date, time] = format.format(instant).split(' ') as [string, string];
  return { date, time };
}
