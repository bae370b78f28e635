import type { Range } from './pieces.ts';

/** Which words of a body are chosen: from one to another, in either direction. */
export interface WordChoice {
  readonly anchor: number;
  readonly head: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a body, emoji among them. What stands between two words is chosen with both. */
export function wordsOf(body: string): Range[] {
  return [...segmenter.segment(body)]
    .filter(({ isWordLike, segment }) => isWordLike || /\p{Extended_Pictographic}/u.test(segment))
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** The words that a stretch touches; null when there are none. */
export function choiceOf(words: readonly Range[], { start, end }: Range): WordChoice | null {
  const anchor = words.findIndex((word) => word.end > start && word.start < end);
  const head = words.findLastIndex((word) => word.end > start && word.start < end);
  return anchor === -1 ? null : { anchor, head };
}

/** One word on or back: with `extend` the words up to it are chosen, otherwise it alone. */
export function stepped(
  words: readonly Range[],
  choice: WordChoice | null,
  step: 1 | -1,
  extend: boolean,
): WordChoice | null {
  if (words.length === 0) return null;
  const from = choice?.head ?? (step === 1 ? -1 : words.length);
  const head = Math.min(Math.max(from + step, 0), words.length - 1);
  return { anchor: extend && choice ? choice.anchor : head, head };
}

/** The stretch of the chosen words. */
export function rangeOf(words: readonly Range[], { anchor, head }: WordChoice): Range {
  return { start: words[Math.min(anchor, head)]!.start, end: words[Math.max(anchor, head)]!.end };
}
