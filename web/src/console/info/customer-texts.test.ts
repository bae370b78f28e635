import { expect, test } from 'vitest';
import type { CustomerTextsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { releaseWords } from '#console/masking/masking-words.ts';
import { customerText, maskedNames } from './customer-texts.ts';

const mask = {
  id: 'k1',
  start: 0,
  end: 9,
  maskedAt: '2026-11-30T00:00:00.000Z',
  maskedBy: { name: '민아' },
  apiClient: null,
  sealed: false,
};
const customer: CustomerTextsFragment = {
  id: 'Customer_c',
  infoVersion: '7',
  name: null,
  email: null,
  phone: '*********',
  memo: 'call 02-123-4567',
  nameMasks: [],
  emailMasks: [],
  phoneMasks: [mask],
  memoMasks: [],
  memoSuggestions: [{ kind: 'PHONE', start: 5, end: 16 }],
};

test('a field of a customer is a text of its own, at the version of what is known', () => {
  expect(customerText(customer, 'phone')).toEqual({
    id: 'Customer_c phone',
    revision: 7,
    place: { objectId: 'Customer_c', field: 'phone' },
    body: '*********',
    masks: [mask],
    suggestions: [],
  });
  expect(customerText(customer, 'memo').suggestions).toHaveLength(1);
  expect(customerText(customer, 'name').body).toBe('');
  expect(maskedNames(customer)).toEqual(['phone']);
  expect(releaseWords(customerText(customer, 'phone'))).toContain('고객');
});
