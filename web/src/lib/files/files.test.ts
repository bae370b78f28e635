import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

const accepted = async () => (await import('./files.ts')).acceptedFiles.split(',');

test.each([
  [
    'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
    true,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    true,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0',
    false,
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0', false],
])('a HEIC can be chosen where the system makes no JPEG of it: %s', async (userAgent, isThere) => {
  vi.stubGlobal('document', {});
  vi.stubGlobal('navigator', { userAgent });
  const [first, ...others] = await accepted();
  // What it makes instead.
  expect(first).toBe('image/jpeg');
  for (const each of ['image/heic', '.heic', '.heif']) expect(others.includes(each)).toBe(isThere);
});

test('what is chosen from a page of the server is the same for all systems', async () => {
  expect(await accepted()).not.toContain('image/heic');
});
