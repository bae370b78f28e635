import { afterAll, vi } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { usualLocale } from './usual-locale.ts';

// Files share a process one after the other; this one is run anew for each of them.
afterAll(() => {
  overwriteGetLocale(usualLocale);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
