/** Letters that are written from right to left, and signs that turn or isolate what follows them. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;

/**
 * What a person wrote, ready to stand inside a sentence of ours: it keeps its own direction and cannot turn that of the sentence, not
 * even by an override that it leaves open. Where nothing in it turns anything it stays as it is. Markup has `bdi` for that.
 */
export function isolated<Value>(value: Value): Value | string {
  if (typeof value !== 'string' || !turning.test(value)) return value;
  // An isolate of its own could end ours, or stay open behind it.
  return `\u2068${value.replace(/[\u2066-\u2069]/g, '')}\u2069`;
}

/** Parts of a line that people wrote or that name what they wrote, without those that are absent. */
export const isolatedParts = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter(Boolean).map(isolated).join(' · ');
