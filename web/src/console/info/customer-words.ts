import { getLocale } from '#lib/paraglide/runtime.js';
import { currentTime } from '#lib/ui/clock.svelte.ts';
import { moment } from '#lib/ui/elapsed.ts';

/** What to call a customer on screen: as chats do, `guest-` and four letters or digits where no name is known. */
export const calledOf = ({ id, name }: { id: string; name: string | null }): string => name ?? `guest-${id.slice(-4)}`;

/** An instant in words, as the clock stands. */
export const when = (at: string): string => moment(new Date(at), currentTime(), getLocale());
