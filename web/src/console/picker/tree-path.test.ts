import { describe, expect, test } from 'vitest';
import { isFound } from './tree-path.ts';

describe('finding something in a tree', () => {
  test('takes words of any level in any order', () => {
    expect(isFound(['배송', '지연'], '')).toBe(true);
    expect(isFound(['배송', '지연'], '지연 배')).toBe(true);
    expect(isFound(['배송', '지연'], '배송 ▸ 지연')).toBe(true);
    expect(isFound(['배송', '지연'], '배송 분실')).toBe(false);
    expect(isFound(['Delivery', 'Delay'], 'DELI')).toBe(true);
  });

  test('takes decomposed letters as a Mac types them', () => {
    expect(isFound(['배송'], '배송'.normalize('NFD'))).toBe(true);
  });
});
