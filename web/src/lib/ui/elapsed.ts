const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was, short enough for a list; null when it has only just happened. */
export function elapsed(since: Date, now: Date, language: string): string | null {
  const ms = now.getTime() - since.getTime();
  if (ms < minute) return null;
  const ago = new Intl.RelativeTimeFormat(language, { style: 'short' });
  if (ms < hour) return ago.format(-Math.floor(ms / minute), 'minute');
  if (ms < day) return ago.format(-Math.floor(ms / hour), 'hour');
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }).format(since);
}

/** A point in time to the minute; the year only when it is not the present one. */
export function moment(at: Date, now: Date, language: string): string {
  return new Intl.DateTimeFormat(language, {
    year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
