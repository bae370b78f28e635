import { describe, expect, test } from 'vitest';
import { fileLimits, type UploadedFile } from '#lib/files/files.ts';
import { refusalIn, Uploads, type SendFile } from './uploads.svelte.ts';

/** A way to the server whose answers the test gives. */
function heldServer() {
  const held: {
    name: string;
    onprogress: (share: number) => void;
    signal: AbortSignal;
    answer: PromiseWithResolvers<UploadedFile>;
  }[] = [];
  const send: SendFile = (file, onprogress, signal) => {
    const answer = Promise.withResolvers<UploadedFile>();
    held.push({ name: file.name, onprogress, signal, answer });
    return answer.promise;
  };
  return { held, send };
}

const file = (name: string, size = 3) => new File(['x'.repeat(size)], name);
const refused = (refusal: string) => new Error(refusal, { cause: refusal });
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('files that go along', () => {
  test('show how far they have come, and are ready with their token', async () => {
    const { held, send } = heldServer();
    let changes = 0;
    const uploads = new Uploads({ onchange: () => (changes += 1), send });
    uploads.add([file('a.png')]);
    held[0]!.onprogress(0.5);
    expect(uploads.all[0]).toMatchObject({ name: 'a.png', state: 'sending', progress: 0.5 });
    expect(uploads.isSending).toBe(true);
    held[0]!.answer.resolve({ token: 't1', name: 'a.png', size: 3 });
    await settled();
    expect(uploads.ready).toEqual([{ token: 't1', name: 'a.png', size: 3 }]);
    expect(uploads.isSending).toBe(false);
    expect(changes).toBe(1);
  });

  test('are refused before they are sent when they are empty, too large or too many', () => {
    const { held, send } = heldServer();
    const uploads = new Uploads({ onchange: () => {}, send });
    const large = file('large.pdf');
    Object.defineProperty(large, 'size', { value: fileLimits.bytes + 1 });
    uploads.add([
      file('empty.txt', 0),
      large,
      ...Array.from({ length: fileLimits.count + 1 }, (_, at) => file(`${at}.txt`)),
    ]);
    expect(held).toHaveLength(fileLimits.count);
    expect(uploads.all.filter(({ state }) => state === 'refused').map(({ name, refusal }) => [name, refusal])).toEqual([
      ['empty.txt', 'Empty'],
      ['large.pdf', 'TooLarge'],
      [`${fileLimits.count}.txt`, 'TooMany'],
    ]);
  });

  test('say why the server refused them, and go again when it was only the way', async () => {
    const { held, send } = heldServer();
    const uploads = new Uploads({ onchange: () => {}, send });
    uploads.add([file('a.exe'), file('b.png')]);
    held[0]!.answer.reject(refused('UnsupportedType'));
    held[1]!.answer.reject(refused('Unreachable'));
    await settled();
    expect(uploads.all.map(({ refusal }) => refusal)).toEqual(['UnsupportedType', 'Unreachable']);
    uploads.retry(uploads.all[1]!.key);
    held[2]!.answer.resolve({ token: 't2', name: 'b.png', size: 3 });
    await settled();
    expect(uploads.ready.map(({ token }) => token)).toEqual(['t2']);
  });

  test('that are removed are not sent to their end', () => {
    const { held, send } = heldServer();
    const uploads = new Uploads({ onchange: () => {}, send });
    uploads.add([file('a.png')]);
    uploads.remove(uploads.all[0]!.key);
    expect(held[0]!.signal.aborted).toBe(true);
    expect(uploads.all).toEqual([]);
  });

  test('are kept with a draft, and forgotten when the server has them no more', () => {
    const kept = [{ token: 't1', name: 'a.png', size: 3 }];
    const uploads = new Uploads({ kept, onchange: () => {} });
    expect(uploads.ready).toEqual(kept);
    uploads.expire();
    expect(uploads.all).toEqual([]);
  });
});

test('an answer is understood by its code, else by its status', () => {
  const body = (code: string) => JSON.stringify({ errors: [{ message: 'x', extensions: { code } }] });
  expect(refusalIn(415, body('UNSUPPORTED_TYPE'))).toBe('UnsupportedType');
  expect(refusalIn(429, body('RATE_LIMITED'))).toBe('RateLimited');
  expect(refusalIn(413, '<html>')).toBe('TooLarge');
  expect(refusalIn(401, '')).toBe('NotPermitted');
  expect(refusalIn(502, '<html>')).toBe('Unreachable');
});
