/** Days after which originals may be destroyed, as the API takes them. */
export const sealAfterRange = [1, 3_650] as const;

/** What was typed, in days; null for never, undefined when it is no such number. */
export function daysOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const [least, most] = sealAfterRange;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return days >= least && days <= most ? days : undefined;
}

/** Whether more is destroyed than before, or sooner: what is to be asked about. */
export function destroysMore(before: number | null, after: number | null): boolean {
  return after !== null && (before === null || after < before);
}
