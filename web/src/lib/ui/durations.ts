import { m } from '#lib/paraglide/messages.js';

const tenSeconds = 10_000;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was, in tens of seconds at first: no finer than the clock of the screens. Null when it has only just happened. */
export function ago(since: Date, now: Date, language: string): string | null {
  const ms = now.getTime() - since.getTime();
  if (ms < tenSeconds) return null;
  const words = new Intl.RelativeTimeFormat(language);
  if (ms < minute) return words.format(-Math.floor(ms / tenSeconds) * 10, 'second');
  if (ms < hour) return words.format(-Math.floor(ms / minute), 'minute');
  if (ms < day) return words.format(-Math.floor(ms / hour), 'hour');
  return words.format(-Math.floor(ms / day), 'day');
}

/** A length of time to the minute. */
export function duration(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return m.duration_minutes({ minutes });
  return m.duration_hours({ hours, minutes: minutes % 60 });
}

/** A length of time at a glance: whole minutes, then whole hours. */
export function roughDuration(seconds: number): string {
  if (seconds < 60) return m.duration_under_a_minute();
  if (seconds < 3_600) return m.duration_minutes({ minutes: Math.floor(seconds / 60) });
  return m.duration_whole_hours({ hours: Math.floor(seconds / 3_600) });
}

/** A wait as it is counted: minutes and seconds, from an hour on with the hours before them. */
export function stopwatch(ms: number): string {
  // This machine's clock may be behind the server's.
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (count: number) => String(count).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
