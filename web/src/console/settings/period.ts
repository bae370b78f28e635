/** From the shortest to the longest. */
export type PeriodRange = readonly [least: number, most: number];

/** What was typed as a period; null for never, undefined when it is no such number. */
export function periodOf(typed: string, [least, most]: PeriodRange): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const isShort = text.length <= String(most).length;
  const period = isShort && /^\d+$/.test(text) ? Number(text) : NaN;
  return period >= least && period <= most ? period : undefined;
}

/** Whether more goes than before, or sooner: what is to be asked about. */
export function shortens(before: number | null, after: number | null): boolean {
  return after !== null && (before === null || after < before);
}
