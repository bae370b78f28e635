import { getLocale } from '#lib/paraglide/runtime.js';

/** So many seconds as people say it. */
export function waitInWords(seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return count.toLocaleString(getLocale(), { style: 'unit', unit, unitDisplay: 'long' });
}
