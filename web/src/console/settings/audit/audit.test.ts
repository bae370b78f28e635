import { describe, expect, test, vi } from 'vitest';
import { addressOf, auditFilter, filtersOf, noFilters } from './audit-filters.ts';
import { fileName, headWords, rowWords } from './audit-words.ts';
import { WholeList } from './whole-list.svelte.ts';

const read = (query: string) => filtersOf(new URLSearchParams(query));

describe('the filters of the audit log', () => {
  test('are in the address, and come back from it', () => {
    const filters = read('?period=dates&from=2026-01-01&to=2026-01-31&agent=a1&action=revealed');
    expect(filters).toEqual({
      period: 'dates',
      from: '2026-01-01',
      to: '2026-01-31',
      agentId: 'a1',
      action: 'REVEALED',
    });
    expect(read(addressOf(filters))).toEqual(filters);
    expect(addressOf(noFilters)).toBe('');
  });

  test('ask for whole days of the person at the screen', () => {
    const filter = auditFilter(read('?period=dates&from=2026-01-01&to=2026-01-31&action=sealed'), new Date());
    expect(filter).toEqual({
      from: new Date(2026, 0, 1).toISOString(),
      to: new Date(2026, 1, 1).toISOString(),
      actions: ['SEALED'],
    });
  });

  test('leave out what nobody could have chosen', () => {
    expect(read('?period=ever&action=burned&agent=&from=2026-13-01')).toEqual(noFilters);
  });
});

describe('an entry as a row of the table', () => {
  const entry = {
    id: 'e1',
    at: new Date(2026, 10, 5, 9, 3, 7).toISOString(),
    action: 'REVEALED' as const,
    agent: { id: 'a1', name: '민아' },
    apiClient: null,
    chat: { id: 'c1', title: '김하늘' },
    customerId: null,
    messageId: 'm1',
    maskId: 'k1',
    reason: '본인 확인',
  };

  test('goes into a file of the day that its times are of', () => {
    vi.stubEnv('TZ', 'Asia/Seoul');
    try {
      expect(fileName(new Date('2026-12-31T15:30:00Z'))).toBe('damso-audit-2027-01-01.csv');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('names the chat by its address and no customer', () => {
    expect(rowWords(entry, 'https://damso.test')).toEqual([
      '2026-11-05 09:03:07',
      '가린 내용 열람',
      '민아',
      '본인 확인',
      'https://damso.test/history/c1',
      'm1',
      'k1',
    ]);
    expect(headWords()).toHaveLength(7);
  });

  test('says which program did it', () => {
    expect(rowWords({ ...entry, agent: null, apiClient: { id: 'p1', name: '배송 봇' } }, '')[2]).toBe('배송 봇');
  });

  test('says that the service did it itself', () => {
    expect(rowWords({ ...entry, agent: null, chat: null, reason: null }, '')[2]).toBe('자동 (보관 기간)');
  });
});

describe('a list that is read whole', () => {
  const pages = (sizes: readonly number[], onpage = (_: number) => {}) => {
    const asked: (string | null)[] = [];
    const list = new WholeList<number>(({ after }) => {
      const at = Number(after ?? 0);
      asked.push(after);
      onpage(at);
      return Promise.resolve({
        edges: Array.from({ length: sizes[at]! }, (_, node) => ({ node })),
        pageInfo: { hasNextPage: at + 1 < sizes.length, endCursor: String(at + 1) },
      });
    });
    return { list, asked };
  };

  test('comes page after page, and is counted on the way', async () => {
    const counts: number[] = [];
    const { list, asked } = pages([100, 100, 7], () => counts.push(list.count));
    expect(await list.read()).toHaveLength(207);
    expect(asked).toEqual([null, '1', '2']);
    expect(counts).toEqual([0, 100, 200]);
    expect(list.isReading).toBe(false);
  });

  test('is nothing when it was stopped half-way', async () => {
    const { list, asked } = pages([100, 100, 100], (at) => {
      if (at === 1) list.stop();
    });
    expect(await list.read()).toBeNull();
    expect(asked).toHaveLength(2);
    expect([list.isReading, list.failed]).toEqual([false, false]);
  });

  test('is nothing, and says so, when a page got no answer', async () => {
    const { list } = pages([100, 100], (at) => {
      if (at === 1) throw new Error('no network');
    });
    expect(await list.read()).toBeNull();
    expect([list.isReading, list.failed]).toEqual([false, true]);
  });
});
