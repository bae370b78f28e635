import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { fileLimits, type FileProblem } from './files.ts';

/** What a customer can do about a file that is not taken. */
export function problemInWords(problem: FileProblem): string {
  return {
    tooLarge: m.files_too_large,
    tooManyPixels: m.file_refused_pixels,
    damaged: m.file_refused_damaged,
    empty: m.files_empty,
    tooMany: () => m.files_too_many({ count: fileLimits.count }),
    type: () => m.files_type({ kinds: m.file_kinds() }),
    name: m.files_failed,
    rateLimited: m.files_limited,
    notPermitted: m.files_failed,
    gone: m.file_refused_gone,
    failed: m.files_failed,
  }[problem]();
}

/** A size as people say it. */
export function sizeInWords(bytes: number): string {
  const [count, unit] = bytes < 1_048_576 ? [Math.ceil(bytes / 1024), 'kilobyte'] : [bytes / 1_048_576, 'megabyte'];
  return count.toLocaleString(getLocale(), { style: 'unit', unit, maximumFractionDigits: 1 });
}
