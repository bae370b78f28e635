import { expect, test } from 'vitest';
import { isSlug, suggestedSlug } from './slug.ts';

test.each([
  ['Café Crème & Co.', 'cafe-creme-co'],
  ['한빛상점 Hanbit 24', 'hanbit-24'],
  ['한빛상점', ''],
  ['a'.repeat(62) + ' b', 'a'.repeat(62)],
])('%s suggests the address name %s', (name, slug) => {
  expect(suggestedSlug(name)).toBe(slug);
  expect(isSlug(slug)).toBe(slug !== '');
});
