import { getLocale } from '#lib/paraglide/runtime.js';
import { currentTime } from '#lib/ui/clock.svelte.ts';
import { moment } from '#lib/ui/elapsed.ts';

/** An instant in words, as the clock stands. */
export const when = (at: string): string => moment(new Date(at), currentTime(), getLocale());
