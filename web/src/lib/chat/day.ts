import { serverNow } from '#lib/graphql/server-time.ts';
import { m } from '#lib/paraglide/messages.js';

/** A day as people name it: today, yesterday, else its date, with the year when it is not this one. */
export function dayName(day: Date, locale: string, today = serverNow()): string {
  const daysAgo = Math.round((startOfDay(today) - startOfDay(day)) / 86_400_000);
  if (daysAgo === 0) return m.chat_today();
  if (daysAgo === 1) return m.chat_yesterday();
  const year = day.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return day.toLocaleDateString(locale, { year, month: 'long', day: 'numeric', weekday: 'long' });
}

export function timeOfDay(instant: string, locale: string): string {
  return new Date(instant).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
}

function startOfDay(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
