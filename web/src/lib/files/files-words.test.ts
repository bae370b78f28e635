import { beforeAll, expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import type { FileProblem } from './files.ts';
import { noticeInWords, stateInWords } from './files-words.ts';

beforeAll(() => overwriteGetLocale(() => 'en'));

const standing = (...problems: (FileProblem | undefined)[]) => ({ all: problems.map((problem) => ({ problem })) });

test('whoever sends is told first what holds it up, then what does not go along', () => {
  expect(noticeInWords(standing(undefined))).toBe('');
  expect(noticeInWords(standing(undefined, 'tooLarge', 'type'))).toBe(m.files_left_out({ count: 2 }));
  expect(noticeInWords(standing('tooLarge', 'gone'))).toBe(m.files_missing());
  expect(noticeInWords(standing('gone', 'rateLimited', 'tooLarge'))).toBe(m.files_held());
  expect(noticeInWords(standing('failed'))).toBe(m.files_held());
});

test('a file says how far it has come, or why it is not taken', () => {
  const upload = { key: 1, name: 'a.png', size: 3, state: 'sending', progress: 0.509 } as const;
  expect(stateInWords(upload)).toBe('50% uploaded');
  expect(stateInWords({ ...upload, state: 'ready' })).toBe('Uploaded');
  expect(stateInWords({ ...upload, state: 'refused', problem: 'tooMany' })).toBe(
    'No more than 5 files can be attached.',
  );
});
