import { expect, test } from 'vitest';
import { PagedList } from './paged-list.svelte.ts';

/** A list of 60 pages, the last one of them with a node in it. */
function sparse() {
  const asked: (string | null)[] = [];
  const list = new PagedList<{ id: string }>(({ after }) => {
    asked.push(after);
    const page = Number(after ?? 0) + 1;
    return Promise.resolve({
      edges: page === 60 ? [{ node: { id: 'found' } }] : [],
      pageInfo: { hasNextPage: page < 60, endCursor: String(page) },
    });
  });
  return { list, asked };
}

test('a list goes on through empty pages, and pauses after so many until more is wanted', async () => {
  const { list, asked } = sparse();
  await list.restart();
  expect(list.isKnown && list.hasMore).toBe(true);
  expect(list.nodes).toEqual([]);
  await list.more();
  await list.more();
  expect(list.nodes).toEqual([{ id: 'found' }]);
  expect(list.hasMore).toBe(false);
  expect(asked).toEqual([null, ...Array.from({ length: 59 }, (_, page) => String(page + 1))]);
});
