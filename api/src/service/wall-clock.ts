const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What the calendar and the clock on the wall of a place show. */
export interface WallClock {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 1 Monday … 7 Sunday (ISO 8601). */
  readonly day: number;
  /** HH:MM. */
  readonly time: string;
}

/** What the wall clock of a time zone shows at an instant. */
export const wallClock = (timeZone: string, at: Date): WallClock =>
  shownAt(at.getTime() + offsetOf(timeZone, at.getTime()));

/** The year that it is in a time zone. */
export const yearIn = (timeZone: string, at: Date): string => wallClock(timeZone, at).date.slice(0, -6);

/** Whether it is the name of a time zone. Offsets such as +09:00 are none: they know no summer time. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone) || timeZone.length > 64) return false;
  try {
    return Boolean(formatterOf(timeZone));
  } catch {
    return false;
  }
}

/** A stretch of time in which nobody changes the clocks: what they show is the instant and the same offset throughout. */
export interface Stretch {
  /** Milliseconds of the epoch. */
  readonly from: number;
  /** The first instant after it. */
  readonly until: number;
  readonly offset: number;
}

/** So many days from an instant on, cut into stretches of a day at most. */
export function* stretchesFrom(timeZone: string, at: Date, days: number): Generator<Stretch> {
  let from = at.getTime();
  const end = from + days * dayMs;
  let offset = offsetOf(timeZone, from);
  while (from < end) {
    const until = from + dayMs;
    const next = offsetOf(timeZone, until);
    // The clocks of a place change once a day at most.
    const change = next === offset ? until : changeBetween(timeZone, from, until);
    yield { from, until: change, offset };
    from = change;
    offset = next;
  }
}

/** What a wall clock shows that is read as if it were one of UTC. */
export function shownAt(local: number): WallClock {
  const shown = new Date(local);
  const text = shown.toISOString();
  return { date: text.slice(0, -14), day: shown.getUTCDay() || 7, time: text.slice(-13, -8) };
}

/** The first instant by the new clock; clocks change on a full minute. */
function changeBetween(timeZone: string, before: number, after: number): number {
  const offset = offsetOf(timeZone, before);
  let [early, late] = [Math.floor(before / minuteMs), Math.ceil(after / minuteMs)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetOf(timeZone, middle * minuteMs) === offset) early = middle;
    else late = middle;
  }
  return late * minuteMs;
}

/** By how much the wall clock is ahead of UTC, in milliseconds. */
function offsetOf(timeZone: string, at: number): number {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / 1_000) * 1_000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make, so there is one for each time zone in use. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  formatters.set(timeZone, formatter);
  return formatter;
}
