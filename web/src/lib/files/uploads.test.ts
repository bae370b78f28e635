import { describe, expect, test } from 'vitest';
import { Uploads } from './uploads.svelte.ts';

const file = (name: string, size = 3) => new File([new Uint8Array(size)], name);

/** Uploads whose sends are answered by hand, in order. */
function uploads() {
  const sent: { name: string; answer: (response: Response) => void }[] = [];
  const all = new Uploads(
    (headers) =>
      new Promise((resolve) => {
        sent.push({ name: decodeURIComponent(headers['x-file-name']!), answer: resolve });
      }),
  );
  return { all, sent };
}

const taken = (name: string) => Response.json({ token: `token of ${name}`, name, size: 3 }, { status: 201 });
const refused = (code: string) => Response.json({ errors: [{ message: '', extensions: { code } }] }, { status: 415 });
const said = ({ items }: Uploads) =>
  items.map(({ name, uploaded, problem }) => [name, problem ?? uploaded?.token ?? '…']);

describe('files that are chosen', () => {
  test('are sent one after the other, and are the server’s once it says so', async () => {
    const { all, sent } = uploads();
    const added = all.add([file('영수증.png'), file('b.png')]);
    expect(said(all)).toEqual([
      ['영수증.png', '…'],
      ['b.png', '…'],
    ]);
    expect([all.busy, sent.map(({ name }) => name)]).toEqual([true, ['영수증.png']]);
    sent[0]!.answer(taken('영수증.png'));
    await expect.poll(() => sent.length).toBe(2);
    sent[1]!.answer(refused('UNSUPPORTED_TYPE'));
    await added;
    expect(said(all)).toEqual([
      ['영수증.png', 'token of 영수증.png'],
      ['b.png', 'type'],
    ]);
    expect(all.busy).toBe(false);
    expect(all.uploaded.map(({ token }) => token)).toEqual(['token of 영수증.png']);
  });

  test('bear the name that the server gave them', async () => {
    const { all, sent } = uploads();
    const added = all.add([file('photo.png')]);
    sent[0]!.answer(taken('photo.pdf'));
    await added;
    expect(said(all)).toEqual([['photo.pdf', 'token of photo.pdf']]);
  });

  test('are not sent when they are empty, too large, or more than five', async () => {
    const { all, sent } = uploads();
    await all.add([file('empty.txt', 0), file('large.png', 10 * 1024 * 1024 + 1)]);
    expect(said(all)).toEqual([
      ['empty.txt', 'empty'],
      ['large.png', 'tooLarge'],
    ]);
    void all.add(['1', '2', '3', '4', '5', '6'].map((name) => file(name)));
    expect(said(all).map(([, state]) => state)).toEqual(['…', '…', '…', '…', '…', 'tooMany']);
    expect(sent).toHaveLength(1);
  });

  test('are left out when they are removed, even on their way', async () => {
    const { all, sent } = uploads();
    const added = all.add([file('a.png'), file('b.png')]);
    all.remove(all.items[1]!.id);
    all.remove(all.items[0]!.id);
    sent[0]!.answer(taken('a.png'));
    await added;
    expect([said(all), sent.length]).toEqual([[], 1]);
  });

  test('can be chosen again when the network failed', async () => {
    const all = new Uploads(() => Promise.reject(new Error('offline')));
    await all.add([file('a.png')]);
    expect(said(all)).toEqual([['a.png', 'failed']]);
  });
});
