import { describe, expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

const signIn = (to: string) => new URL(`https://chat.example/sign-in?${new URLSearchParams({ to }).toString()}`);

describe('after signing in', () => {
  test('one comes where one wanted to go', () => {
    expect(destinationOf(signIn('/desk?chat=1'))).toBe('/desk?chat=1');
  });

  test('one comes to the front door when nothing was wanted', () => {
    expect(destinationOf(new URL('https://chat.example/sign-in'))).toBe('/');
  });

  test.each([
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    'javascript:alert(1)',
    '/sign-in?to=/desk',
  ])('nobody is led to %s', (to) => {
    expect(destinationOf(signIn(to))).toBe('/');
  });
});
