import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { fileLimits, isWorthAnotherTry, type FileProblem } from './files.ts';
import type { Upload } from './uploads.svelte.ts';

/** Why a file is not taken, and what can be done about it. */
export function problemInWords(problem: FileProblem): string {
  return {
    tooLarge: m.file_refused_large,
    tooManyPixels: m.file_refused_pixels,
    damaged: m.file_refused_damaged,
    empty: m.file_refused_empty,
    tooMany: () => m.file_refused_many({ count: fileLimits.count }),
    type: () => m.file_refused_type({ kinds: m.file_kinds() }),
    name: m.file_refused_name,
    rateLimited: m.file_refused_limited,
    notPermitted: m.file_refused_permission,
    gone: m.file_refused_gone,
    failed: m.file_refused_unreachable,
  }[problem]();
}

/** How a file that was chosen stands. */
export function stateInWords({ state, progress, problem }: Upload): string {
  if (problem) return problemInWords(problem);
  return state === 'ready' ? m.file_ready() : m.file_sending({ percent: Math.floor(progress * 100) });
}

/** What somebody who is about to send should know: that a file holds it up, or that one does not go along. */
export function noticeInWords({ all }: { readonly all: readonly Pick<Upload, 'problem'>[] }): string {
  const problems = all.flatMap(({ problem }) => problem ?? []);
  if (problems.some(isWorthAnotherTry)) return m.files_held();
  if (problems.includes('gone')) return m.files_missing();
  return problems.length > 0 ? m.files_left_out({ count: problems.length }) : '';
}

/** A size as people say it. */
export function sizeInWords(bytes: number): string {
  const [count, unit] = bytes < 1_048_576 ? [Math.ceil(bytes / 1024), 'kilobyte'] : [bytes / 1_048_576, 'megabyte'];
  return count.toLocaleString(getLocale(), { style: 'unit', unit, maximumFractionDigits: 1 });
}
