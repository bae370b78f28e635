import { describe, expect, test } from 'vitest';
import {
  areSameHours,
  draftOf,
  hasProblems,
  inputOf,
  isPastMidnight,
  nextPeriod,
  periodProblems,
  positionInWeek,
  timeOf,
  type Period,
} from './hours.ts';

const closedWeek: readonly (readonly Period[])[] = [[], [], [], [], [], [], []];

describe('a time as it is typed', () => {
  test.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9:30', '09:30'],
    [' 18.00 ', '18:00'],
    ['9시', '09:00'],
    ['9시 30분', '09:30'],
    ['24', '24:00'],
    ['24:00', '24:00'],
  ])('%s is %s', (typed, time) => {
    expect(timeOf(typed)).toBe(time);
  });

  test.each(['', '25', '24:01', '9:60', '9:5', 'noon', '12345'])('%s is none', (typed) => {
    expect(timeOf(typed)).toBeNull();
  });
});

describe('the periods of a day', () => {
  test('may touch, but not overlap', () => {
    const morning = { from: '09:00', to: '12:00' };
    expect(periodProblems([[morning, { from: '12:00', to: '18:00' }]])).toEqual([[null, null]]);
    expect(periodProblems([[morning, { from: '11:59', to: '18:00' }]])).toEqual([[null, 'overlap']]);
  });

  test('end on the next day where the end is not after the beginning, and say so', () => {
    expect(periodProblems([[{ from: '18:00', to: '9' }]])).toEqual([[null]]);
    expect(isPastMidnight({ from: '18:00', to: '9' })).toBe(true);
    expect(isPastMidnight({ from: '9', to: '18:00' })).toBe(false);
    expect(['24', '0'].map((to) => isPastMidnight({ from: '21', to }))).toEqual([false, false]);
    expect(periodProblems([[{ from: '9', to: '9' }]])).toEqual([['empty']]);
    expect(periodProblems([[{ from: '00:00', to: '24:00' }], [{ from: '0', to: '0' }]])).toEqual([[null], [null]]);
    expect(periodProblems([[{ from: '24:00', to: '24:00' }]])).toEqual([['malformed']]);
  });

  test('do not overlap past midnight either, nor from Sunday into Monday', () => {
    const night = { from: '21:00', to: '02:00' };
    expect(periodProblems([[night], [{ from: '02:00', to: '03:00' }]])).toEqual([[null], [null]]);
    expect(periodProblems([[night], [{ from: '01:00', to: '03:00' }]])).toEqual([[null], ['overlap']]);
    const week = closedWeek.with(0, [{ from: '01:00', to: '03:00' }]).with(6, [night]);
    expect(periodProblems(week)[6]).toEqual(['overlap']);
  });

  test('are continued an hour after the last one', () => {
    expect(nextPeriod([])).toEqual({ from: '09:00', to: '18:00' });
    expect(nextPeriod([{ from: '9', to: '12:30' }])).toEqual({ from: '13:30', to: '18:00' });
    expect(nextPeriod([{ from: '9', to: '19:00' }])).toEqual({ from: '20:00', to: '24:00' });
    expect(nextPeriod([{ from: '9', to: '24:00' }])).toEqual({ from: '', to: '' });
    expect(nextPeriod([{ from: '21', to: '2' }])).toEqual({ from: '', to: '' });
  });
});

describe('operating hours under edit', () => {
  const hours = {
    timeZone: 'Asia/Seoul',
    week: [
      { day: 1, from: '09:00', to: '12:00' },
      { day: 1, from: '13:00', to: '18:00' },
      { day: 3, from: '09:00', to: '24:00' },
    ],
    holidays: [{ date: '2026-12-25', name: null }],
  };

  test('come back as they went in', () => {
    expect(inputOf(draftOf(hours, 'Europe/Berlin'))).toEqual(hours);
  });

  test('are the same however they are typed', () => {
    const draft = draftOf(hours, 'Europe/Berlin');
    const retyped = { ...draft, week: draft.week.with(2, [{ from: '9', to: '24' }]) };
    expect(areSameHours(draft, retyped)).toBe(true);
    expect(areSameHours(draft, { ...draft, week: closedWeek })).toBe(false);
  });

  test('are none while always open, whatever was typed before', () => {
    const draft = { ...draftOf(hours, 'Europe/Berlin'), isAlwaysOpen: true, week: [[{ from: '', to: '' }]] };
    expect(inputOf(draft)).toBeNull();
    expect(hasProblems(draft)).toBe(false);
    expect(hasProblems({ ...draft, isAlwaysOpen: false })).toBe(true);
  });

  test('begin with the usual week in the own time zone', () => {
    const draft = draftOf(null, 'Asia/Seoul');
    expect(draft.isAlwaysOpen).toBe(true);
    expect(inputOf({ ...draft, isAlwaysOpen: false })).toEqual({
      timeZone: 'Asia/Seoul',
      week: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
      holidays: [],
    });
  });

  test('a complaint about the n-th period finds its row', () => {
    const { week } = draftOf(hours, 'Europe/Berlin');
    expect(positionInWeek(week, 1)).toEqual({ day: 0, at: 1 });
    expect(positionInWeek(week, 2)).toEqual({ day: 2, at: 0 });
    expect(positionInWeek(week, 3)).toBeNull();
  });
});
