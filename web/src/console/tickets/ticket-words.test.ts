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
  const nameless = { id: 'Customer_0a4ab1', name: null };
  const known = { customer: nameless, email: 'a@b.test', emailMasks: [] };
  expect(customerWord({ ...known, customer: { id: '1', name: '김하늘' } })).toBe('김하늘');
  expect(customerWord(known)).toBe('a@b.test');
  expect(customerWord({ ...known, email: null })).toBe('guest-4ab1');
  // Told by the mask, and not by what it looks like.
  expect(customerWord({ ...known, email: '********', emailMasks: [{ id: 'm1' }] })).toBe('guest-4ab1');
  expect(customerWord({ ...known, email: '••••@••••', emailMasks: [{ id: 'm1' }] })).toBe('guest-4ab1');
  expect(customerWord({ ...known, email: '*@b.test' })).toBe('*@b.test');
  expect(customerWord({ customer: null, email: null, emailMasks: [] })).toBe('Unnamed customer');
});

test('a refusal says who was quicker and from where to where it cannot go', () => {
  expect(refusalWords({ kind: 'TicketTaken', by: '민아' })).toBe('민아 was quicker and has it now.');
  expect(refusalWords({ kind: 'IllegalTransition', from: 'CLOSED', to: 'OPEN' })).toContain('from Closed to Open');
});
