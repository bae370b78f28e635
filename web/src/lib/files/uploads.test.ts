import { describe, expect, test, vi } from 'vitest';
import { fileLimits, uploadFile } from './files.ts';
import { Uploads, type SendFile } from './uploads.svelte.ts';

/** Uploads with a way to the server whose answers the test gives, in the order in which files are sent. */
function uploads(options: Partial<ConstructorParameters<typeof Uploads>[0]> = {}) {
  const sent: (Parameters<SendFile>[2] & { name: string; answer: (response: Response | Promise<never>) => void })[] =
    [];
  const send: SendFile = (headers, _, way) =>
    new Promise((resolve) => {
      sent.push({ ...way, name: decodeURIComponent(headers['x-file-name']!), answer: resolve });
    });
  return { all: new Uploads({ send, onchange: () => {}, ...options }), sent };
}

const file = (name: string, size = 3) => new File([new Uint8Array(size)], name);
const taken = (name: string, token = `token of ${name}`) => Response.json({ token, name, size: 3 }, { status: 201 });
const refused = (code: string, status = 415) =>
  Response.json({ errors: [{ message: 'x', extensions: { code } }] }, { status });
const lost = () => Promise.reject(new Error('offline'));
const settled = () => new Promise((resolve) => setTimeout(resolve));
const said = ({ all }: Uploads) =>
  all.map(({ name, state, token, problem }) => [name, problem ?? token ?? (state === 'sending' ? '…' : state)]);

describe('files that are chosen', () => {
  test('show how far they have come, and are ready with their token', async () => {
    let changes = 0;
    const { all, sent } = uploads({ onchange: () => (changes += 1) });
    void all.add([file('a.png')]);
    sent[0]!.onprogress(0.5);
    expect(all.all[0]).toMatchObject({ name: 'a.png', state: 'sending', progress: 0.5 });
    expect(all.isSending).toBe(true);
    sent[0]!.answer(taken('a.png', 't1'));
    await settled();
    expect(all.ready).toEqual([{ token: 't1', name: 'a.png', size: 3 }]);
    expect(all.isSending).toBe(false);
    expect(changes).toBe(1);
  });

  test('bear the name that the server gave them', async () => {
    const { all, sent } = uploads();
    const added = all.add([file('photo.png')]);
    sent[0]!.answer(taken('photo.pdf'));
    await added;
    expect(said(all)).toEqual([['photo.pdf', 'token of photo.pdf']]);
  });

  test('are refused before they are sent when they are empty, too large or too many', () => {
    const { all, sent } = uploads();
    void all.add([
      file('empty.txt', 0),
      file('large.pdf', fileLimits.bytes + 1),
      ...Array.from({ length: fileLimits.count + 1 }, (_, at) => file(`${at}.txt`)),
    ]);
    expect(sent).toHaveLength(fileLimits.count);
    expect(all.all.filter(({ state }) => state === 'refused').map(({ name, problem }) => [name, problem])).toEqual([
      ['empty.txt', 'empty'],
      ['large.pdf', 'tooLarge'],
      [`${fileLimits.count}.txt`, 'tooMany'],
    ]);
  });

  test('say why the server refused them, and go again when it was only the way', async () => {
    const { all, sent } = uploads();
    void all.add([file('a.exe'), file('b.png')]);
    sent[0]!.answer(refused('UNSUPPORTED_TYPE'));
    sent[1]!.answer(lost());
    await settled();
    expect(all.all.map(({ problem }) => problem)).toEqual(['type', 'failed']);
    all.retry(all.all[1]!.key);
    sent[2]!.answer(taken('b.png', 't2'));
    await settled();
    expect(all.ready.map(({ token }) => token)).toEqual(['t2']);
  });

  test('stay when they were refused and more is chosen, unless that drops them', async () => {
    for (const drops of [undefined, 'hopeless'] as const) {
      const { all } = uploads({ ...(drops && { drops }) });
      await all.add([file('empty.txt', 0)]);
      void all.add([file('a.png')]);
      expect(said(all)).toEqual([...(drops ? [] : [['empty.txt', 'empty']]), ['a.png', '…']]);
    }
  });

  test('that found no way stay to be sent again when more is chosen and when the others go along', async () => {
    const { all, sent } = uploads({ drops: 'hopeless' });
    void all.add([file('lost.png'), file('many.png'), file('a.exe'), file('b.png')]);
    sent[0]!.answer(lost());
    sent[1]!.answer(refused('RATE_LIMITED', 429));
    sent[2]!.answer(refused('UNSUPPORTED_TYPE'));
    sent[3]!.answer(taken('b.png'));
    await settled();
    void all.add([file('c.png')]);
    sent[4]!.answer(taken('c.png'));
    await settled();
    const left = [
      ['lost.png', 'failed'],
      ['many.png', 'rateLimited'],
    ];
    expect(said(all)).toEqual([...left, ['b.png', 'token of b.png'], ['c.png', 'token of c.png']]);
    all.sent();
    expect(said(all)).toEqual(left);
    for (const { key } of all.all) all.retry(key);
    sent[5]!.answer(taken('lost.png'));
    sent[6]!.answer(taken('many.png'));
    await settled();
    expect(all.ready.map(({ name }) => name)).toEqual(['lost.png', 'many.png']);
  });

  test('are not more than go along, also once what found no way is sent again', async () => {
    const { all, sent } = uploads();
    void all.add([file('lost.png')]);
    sent[0]!.answer(lost());
    await settled();
    void all.add(Array.from({ length: fileLimits.count }, (_, at) => file(`${at}.txt`)));
    expect(said(all).at(-1)).toEqual([`${fileLimits.count - 1}.txt`, 'tooMany']);
    all.retry(all.all[0]!.key);
    sent.forEach(({ name, answer }) => answer(taken(name)));
    await settled();
    expect(all.ready).toHaveLength(fileLimits.count);
  });

  test('that are removed are not sent to their end', () => {
    const { all, sent } = uploads();
    void all.add([file('a.png')]);
    all.remove(all.all[0]!.key);
    expect(sent[0]!.signal.aborted).toBe(true);
    expect(all.all).toEqual([]);
  });

  test('hold up what they go along with while another try may help, until they are sent or left out', async () => {
    const { all, sent } = uploads();
    void all.add([file('a.exe'), file('lost.png'), file('many.png')]);
    expect(all.isHeld).toBe(false);
    sent[0]!.answer(refused('UNSUPPORTED_TYPE'));
    await settled();
    expect(all.isHeld).toBe(false);
    sent[1]!.answer(lost());
    sent[2]!.answer(refused('RATE_LIMITED', 429));
    await settled();
    expect(all.isHeld).toBe(true);
    all.remove(all.all[2]!.key);
    expect(all.isHeld).toBe(true);
    all.retry(all.all[1]!.key);
    expect([all.isHeld, all.isSending]).toEqual([false, true]);
  });

  test('take the place of what was chosen before and found no way, each of one', async () => {
    const { all, sent } = uploads();
    void all.add([file('image.png', 3), file('image.png', 3), file('image.png', 4)]);
    for (const { answer } of sent) answer(lost());
    await settled();
    void all.add([file('image.png', 3)]);
    expect(all.all.map(({ size, state }) => [size, state])).toEqual([
      [3, 'refused'],
      [4, 'refused'],
      [3, 'sending'],
    ]);
  });

  test('are kept with a draft, and are still named when the server has them no more, until they are chosen anew', async () => {
    const kept = [
      { token: 't1', name: 'a.png', size: 3 },
      { token: 't2', name: '영수증.jpg', size: 4 },
      { token: 't3', name: 'page.html.png', size: 5 },
    ];
    const { all, sent } = uploads({ kept, drops: 'hopeless' });
    expect(all.ready).toEqual(kept);
    void all.add([file('b.png')]);
    expect(await all.expire()).toBe(false);
    expect([all.ready, all.isHeld]).toEqual([[], true]);
    const gone = kept.map(({ name }) => [name, 'gone']);
    expect(said(all)).toEqual([...gone, ['b.png', '…']]);
    // They need no room, and go by nothing but their names: the server gives endings, and packs pictures anew.
    void all.add([file('a.png', 9), file('영수증.heic'), file('page.html'), file('c.png')]);
    expect(all.isHeld).toBe(false);
    for (const { name, answer } of sent) answer(taken(name));
    await settled();
    expect(all.ready.map(({ name }) => name)).toEqual(['b.png', 'a.png', '영수증.heic', 'page.html', 'c.png']);
  });

  test('that are gone hold up what they were to go along with, until they are left out', async () => {
    const { all } = uploads({ kept: [{ token: 't1', name: 'a.png', size: 3 }] });
    expect(await all.expire()).toBe(false);
    all.remove(all.all[0]!.key);
    expect([all.all, all.isHeld]).toEqual([[], false]);
  });
});

describe('files that come while the server has too much to do', () => {
  const busy = (headers = {}) =>
    Response.json({ errors: [{ message: 'x', extensions: { code: 'BUSY' } }] }, { status: 503, headers });

  test('go again by themselves when the server says, and are given up after a minute', async () => {
    vi.useFakeTimers();
    try {
      const { all, sent } = uploads();
      const added = all.add([file('a.png')]);
      sent[0]!.answer(busy({ 'retry-after': '7' }));
      await vi.advanceTimersByTimeAsync(6_999);
      expect([said(all), sent.length]).toEqual([[['a.png', '…']], 1]);
      await vi.advanceTimersByTimeAsync(1);
      expect(sent).toHaveLength(2);
      sent[1]!.answer(taken('a.png'));
      await added;
      expect(said(all)).toEqual([['a.png', 'token of a.png']]);
      const other = uploads();
      const tried = other.all.add([file('b.png')]);
      for (let at = 0; at < 12; at += 1) {
        other.sent[at]!.answer(busy());
        await vi.advanceTimersByTimeAsync(5_000);
      }
      await tried;
      expect([said(other.all), other.sent.length]).toEqual([[['b.png', 'failed']], 12]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('are not sent again once they are removed', async () => {
    const { all, sent } = uploads();
    const added = all.add([file('a.png')]);
    sent[0]!.answer(busy({ 'retry-after': '3600' }));
    await settled();
    all.remove(all.all[0]!.key);
    await added;
    expect([all.all, sent.length]).toEqual([[], 1]);
  });
});

describe('files that are sent one by one', () => {
  const inTurn = { oneByOne: true, drops: 'hopeless' } as const;

  test('go one after the other, and are the server’s once it says so', async () => {
    const { all, sent } = uploads(inTurn);
    const added = all.add([file('영수증.png'), file('b.png')]);
    expect(said(all)).toEqual([
      ['영수증.png', '…'],
      ['b.png', '…'],
    ]);
    expect([all.isSending, sent.map(({ name }) => name)]).toEqual([true, ['영수증.png']]);
    sent[0]!.answer(taken('영수증.png'));
    await expect.poll(() => sent.length).toBe(2);
    sent[1]!.answer(refused('UNSUPPORTED_TYPE'));
    await added;
    expect(said(all)).toEqual([
      ['영수증.png', 'token of 영수증.png'],
      ['b.png', 'type'],
    ]);
    expect(all.isSending).toBe(false);
    expect(all.ready.map(({ token }) => token)).toEqual(['token of 영수증.png']);
  });

  test('are not sent when they are empty, too large, or more than five', async () => {
    const { all, sent } = uploads(inTurn);
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
    const { all, sent } = uploads(inTurn);
    const added = all.add([file('a.png'), file('b.png')]);
    all.remove(all.all[1]!.key);
    all.remove(all.all[0]!.key);
    sent[0]!.answer(taken('a.png'));
    await added;
    expect([said(all), sent.length]).toEqual([[], 1]);
  });

  test('can be chosen again when the network failed', async () => {
    const { all } = uploads({ ...inTurn, send: lost });
    await all.add([file('a.png')]);
    expect(said(all)).toEqual([['a.png', 'failed']]);
  });
});

test('an answer is understood by its code, else by its status', async () => {
  const meaning = (response: Response) => uploadFile(file('a.png'), () => Promise.resolve(response));
  expect(await meaning(refused('UNSUPPORTED_TYPE', 415))).toBe('type');
  expect(await meaning(refused('RATE_LIMITED', 429))).toBe('rateLimited');
  expect(await meaning(refused('TOO_MANY_PIXELS', 413))).toBe('tooManyPixels');
  expect(await meaning(refused('UNREADABLE', 400))).toBe('damaged');
  expect(await meaning(new Response('<html>', { status: 413 }))).toBe('tooLarge');
  expect(await meaning(new Response('', { status: 401 }))).toBe('notPermitted');
  expect(await meaning(new Response('<html>', { status: 502 }))).toBe('failed');
});
