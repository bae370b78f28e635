import { describe, expect, test } from 'vitest';
import { KeptList } from './kept-list.svelte.ts';

/** A list of the words that begin with what is asked for; each answer is given by hand. */
function words() {
  const waiting: { resolve: () => void; reject: () => void }[] = [];
  const kept = new KeptList<string, { id: string }>('/words', (beginning) => {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    waiting.push({ resolve: () => resolve(undefined), reject: () => reject(new Error('lost')) });
    const edges = ['apple', 'arrow', 'boat'].filter((id) => id.startsWith(beginning)).map((id) => ({ node: { id } }));
    return promise.then(() => ({ edges, pageInfo: { hasNextPage: false, endCursor: null } }));
  });
  return {
    kept,
    waiting,
    ask: (beginning: string) => kept.ask(beginning, { address: `/words?${beginning}`, typed: beginning }),
    shown: () => kept.list?.nodes.map(({ id }) => id),
    answer: async () => {
      waiting.shift()!.resolve();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

describe('a list that is kept', () => {
  test('shows the former rows until the new ones have come', async () => {
    const { kept, ask, answer, shown } = words();
    ask('a');
    expect(kept.isAsking).toBe(true);
    await answer();
    expect(shown()).toEqual(['apple', 'arrow']);
    ask('b');
    expect(kept.isAsking).toBe(true);
    expect(shown()).toEqual(['apple', 'arrow']);
    await answer();
    expect(kept.isAsking).toBe(false);
    expect(shown()).toEqual(['boat']);
  });

  test('begins at its top for another question, and stays where it was for the same', async () => {
    const { kept, ask, answer } = words();
    ask('a');
    await answer();
    kept.scroll = { top: 300, rowId: 'arrow' };
    ask('a');
    expect(kept.scroll).toEqual({ top: 300, rowId: 'arrow' });
    ask('b');
    expect(kept.scroll).toEqual({ top: 0, rowId: null });
    expect(kept.at).toEqual({ address: '/words?b', typed: 'b' });
  });

  test('is not asked for again while an answer is awaited', async () => {
    const { kept, ask, answer, waiting } = words();
    ask('a');
    kept.refresh();
    expect(waiting).toHaveLength(1);
    await answer();
    kept.refresh();
    expect(waiting).toHaveLength(1);
  });

  test('says that the new rows could not be had instead of showing those of another question', async () => {
    const { kept, ask, answer, waiting } = words();
    ask('a');
    await answer();
    ask('b');
    waiting.shift()!.reject();
    await new Promise((resolve) => setTimeout(resolve));
    expect(kept.list).toMatchObject({ failed: true, isKnown: false });
  });
});
