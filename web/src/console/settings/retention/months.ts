/** Months after which something is erased by itself, as the API takes them. */
export const monthsRange = [1, 120] as const;

/** What was typed, in months; null for never, undefined when it is no such number. */
export function monthsOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const [least, most] = monthsRange;
  const months = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  return months >= least && months <= most ? months : undefined;
}

/** Whether more is erased than before: what is to be asked about. */
export function erasesMore(before: number | null, after: number | null): boolean {
  return after !== null && (before === null || after < before);
}
