import { serverNow } from '#lib/graphql/server-time.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** When chat opens again as people here say it: today, tomorrow or on a day, by the clock of this browser's place. */
export function openingInWords(opensAt: Date, now = serverNow()): string {
  const locale = getLocale();
  const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  const days = Math.round((midnight(opensAt) - midnight(now)) / 86_400_000);
  const year = opensAt.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return m.closed_opens({
    day:
      days < 2
        ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
        : opensAt.toLocaleDateString(locale, { year, month: 'long', day: 'numeric', weekday: 'long' }),
    time: opensAt.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' }),
  });
}
