import { describe, expect, test } from 'vitest';
import { changeKindOf, changeKinds, changeKindsOf } from './change-kinds.ts';

describe('the kinds of a log', () => {
  test('are told by what it writes down as a field, and OTHER of what has none', () => {
    const { inWords, kindOf } = changeKindsOf({
      name: ['NAME', 'What it is called.'],
      on: ['ON', 'Whether it is on.'],
    });
    expect(inWords).toEqual({
      NAME: 'What it is called.',
      ON: 'Whether it is on.',
      OTHER: 'Something that this version has no word for.',
    });
    expect(['name', 'on', 'toString', ''].map(kindOf)).toEqual(['NAME', 'ON', 'OTHER', 'OTHER']);
  });

  test('of a service tell what a program did by that alone', () => {
    expect(changeKindOf({ field: 'seats' })).toBe('SEATS');
    expect(changeKindOf({ field: 'seats', clientId: 'some key' })).toBe('MUTATION');
    expect(Object.keys(changeKinds)).toEqual(expect.arrayContaining(['SEATS', 'MUTATION', 'OTHER']));
  });
});
