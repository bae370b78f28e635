import { beforeEach, describe, expect, test } from 'vitest';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { CustomerRecordFragment } from '#lib/graphql/generated/console/graphql.ts';
import { CustomerRecord } from './customer-record.svelte.ts';

let server: CustomerRecordFragment;
let record: CustomerRecord;
let storage: TextStorage;
let sent: object[];
/** What the server answers to the next changes, the last one for ever; it rejects without. */
let answers: (object | undefined)[];

const api = {
  request: (_: unknown, variables: { input?: object; id?: string }) => {
    if (variables.id) return Promise.resolve({ customer: server });
    sent.push(variables.input ?? variables);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer
      ? Promise.resolve({ saveCustomer: answer, undoMerge: answer, eraseCustomer: answer })
      : Promise.reject(new Error('no network'));
  },
} as unknown as Api;

const asCustomer = (change: Partial<CustomerRecordFragment> = {}) => ({
  __typename: 'Customer',
  ...(server = { ...server, ...change }),
});
const stale = (change: Partial<CustomerRecordFragment>) => ({
  __typename: 'StaleCustomer',
  customer: (server = { ...server, infoVersion: '2', ...change }),
});

beforeEach(async () => {
  const texts = new Map<string, string>();
  storage = {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  sent = [];
  answers = [];
  server = {
    id: 'c',
    name: '하늘',
    email: null,
    phone: null,
    memo: null,
    nameMasks: [],
    emailMasks: [],
    phoneMasks: [],
    memoMasks: [],
    memoSuggestions: [],
    saidName: null,
    saidEmail: null,
    saidPhone: null,
    verified: [],
    verifiedSaid: [],
    memberId: null,
    infoVersion: '1',
    createdAt: '2026-01-01T00:00:00.000Z',
    erasedAt: null,
    duplicates: [],
    mergedRecords: [],
    consents: [],
  };
  record = new CustomerRecord(api, 'c', storage);
  await record.load();
});

describe('a customer under edit', () => {
  test('is sent with its version, only as far as it was edited; blank clears', async () => {
    record.edit('email', ' sky@example.com ');
    record.edit('name', ' ');
    expect(record.edited).toEqual(['name', 'email']);
    answers = [asCustomer({ email: 'sky@example.com', name: null })];
    expect(await record.save()).toBe(true);
    expect(sent).toEqual([{ customerId: 'c', infoVersion: '1', name: null, email: 'sky@example.com' }]);
    expect(record).toMatchObject({ wasSaved: true, isUnsaved: false });
  });

  test('goes on top of what somebody else saved in other fields', async () => {
    record.edit('memo', 'VIP');
    answers = [stale({ name: '김하늘' }), asCustomer({ name: '김하늘', memo: 'VIP' })];
    expect(await record.save()).toBe(true);
    expect(sent).toHaveLength(2);
    expect(record.values).toMatchObject({ name: '김하늘', memo: 'VIP' });
  });

  test('asks what shall stand where both edited the same', async () => {
    record.edit('name', 'mine');
    answers = [stale({ name: 'theirs' }), asCustomer({ name: 'mine' })];
    expect(await record.save()).toBe(false);
    expect(record).toMatchObject({ refusal: 'StaleInfo', conflicts: ['name'], values: { name: 'mine' } });
    record.keepOwn('name');
    expect(record).toMatchObject({ refusal: null, conflicts: [] });
    expect(await record.save()).toBe(true);
    record.edit('name', 'again');
    record.takeSaved('name');
    expect(record).toMatchObject({ isUnsaved: false, values: { name: 'mine' } });
  });

  test('stays typed when the server says no or cannot be reached', async () => {
    record.edit('email', 'no address');
    expect(await record.save()).toBe(false);
    expect(record).toMatchObject({ refusal: 'Unreachable', values: { email: 'no address' } });
    answers = [{ __typename: 'InvalidInput', field: 'input.email', message: 'm' }];
    expect(await record.save()).toBe(false);
    expect(record).toMatchObject({ refusal: 'InvalidInput', complaint: { name: 'email', message: 'm' } });
    answers = [{ __typename: 'NotPermitted' }];
    expect(await record.save()).toBe(false);
    expect(record).toMatchObject({ refusal: 'NotPermitted', isUnsaved: true });
  });

  test('keeps what was typed while a save was on its way', async () => {
    record.edit('memo', 'one');
    answers = [asCustomer({ memo: 'one' })];
    const saving = record.save();
    record.edit('memo', 'one two');
    await saving;
    expect(record).toMatchObject({ isUnsaved: true, conflicts: [], values: { memo: 'one two' } });
  });
});

describe('what is done to a record', () => {
  test('is told apart', async () => {
    expect(await record.undo('m')).toBe('unreachable');
    answers = [{ __typename: 'MergeFinal' }];
    expect(await record.undo('m')).toBe('final');
    answers = [{ __typename: 'NotPermitted' }];
    expect([await record.undo('m'), await record.erase()]).toEqual(['refused', 'refused']);
    answers = [{ __typename: 'ChatOpen' }];
    expect(await record.erase()).toBe('open');
  });

  test('of an erased one leaves nothing typed', async () => {
    record.edit('memo', 'VIP');
    answers = [asCustomer({ name: null, erasedAt: '2026-01-02T00:00:00.000Z' })];
    expect(await record.erase()).toBe('done');
    expect(record).toMatchObject({ isUnsaved: false, customer: { name: null, erasedAt: '2026-01-02T00:00:00.000Z' } });
  });
});

describe('what was typed of a customer', () => {
  test('outlives the page, and goes when the person was erased', async () => {
    record.edit('memo', 'VIP');
    const later = new CustomerRecord(api, 'c', storage);
    await later.load();
    expect(later).toMatchObject({ edited: ['memo'], values: { memo: 'VIP' } });
    server = { ...server, name: null, erasedAt: '2026-01-02T00:00:00.000Z' };
    await later.load();
    expect(later.isUnsaved).toBe(false);
    expect(storage.names('')).toEqual([]);
  });
});
