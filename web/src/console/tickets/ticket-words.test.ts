import { beforeAll, describe, expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { changeValueWord, customerWord, fieldWord, refusalWords } from './ticket-words.ts';

beforeAll(() => overwriteGetLocale(() => 'en'));

describe('a change in words', () => {
  test('names states and priorities as the screens do, and leaves people and types as they are called', () => {
    expect(changeValueWord('status', 'PENDING')).toBe('Pending');
    expect(changeValueWord('priority', 'URGENT')).toBe('Urgent');
    expect(changeValueWord('assigneeId', '민아')).toBe('민아');
    expect(changeValueWord('title', 'OPEN')).toBe('OPEN');
    expect(fieldWord('inquiryTypeId')).toBe('Inquiry type');
  });

  test('says nobody for no assignee, and that a text was erased', () => {
    expect(changeValueWord('assigneeId', null)).toBe('Nobody');
    expect(changeValueWord('content', '')).toBe('Erased');
  });
});

test('a ticket is about whom is known best', () => {
  expect(customerWord({ customer: { id: '1', name: '김하늘' }, email: 'a@b.test' })).toBe('김하늘');
  expect(customerWord({ customer: { id: '1', name: null }, email: 'a@b.test' })).toBe('a@b.test');
  expect(customerWord({ customer: { id: 'Customer_0a4ab1', name: null }, email: null })).toBe('guest-4ab1');
  expect(customerWord({ customer: { id: 'Customer_0a4ab1', name: null }, email: '********' })).toBe('guest-4ab1');
  expect(customerWord({ customer: null, email: null })).toBe('Unnamed customer');
});

test('a refusal says who was quicker and from where to where it cannot go', () => {
  expect(refusalWords({ kind: 'TicketTaken', by: '민아' })).toBe('민아 was quicker and has it now.');
  expect(refusalWords({ kind: 'IllegalTransition', from: 'CLOSED', to: 'OPEN' })).toContain('from Closed to Open');
});
