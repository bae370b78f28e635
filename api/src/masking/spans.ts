import type { Masked, Span } from '../masked.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A stretch that becomes one mask, and the masks that it takes in. */
export interface Piece extends Range {
  readonly merged: readonly string[];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * What masking a range of a body comes to: the range widened to whole grapheme clusters and over every mask it touches, less what is
 * sealed, whose original nobody has to put into another. Empty when all of it is masked already.
 *
 * Not only the text that is hidden must be whole clusters: where a combining mark follows a line break it stands alone, but behind
 * an asterisk it would join it. So a range also takes in a neighbour that would become one cluster with an asterisk.
 */
export function piecesOf(body: string, spans: readonly Span[], { start, end }: Range): Piece[] {
  return unsealed(widened(body, spans, { start, end }), spans)
    .map((piece) => ({ ...piece, merged: spans.filter((span) => isWithin(span, piece)).map(({ id }) => id) }))
    .filter((piece) => !spans.some((span) => span.start === piece.start && span.end === piece.end));
}

/** The same for several ranges at once: what overlaps or touches becomes one mask. */
export function piecesOfAll(body: string, spans: readonly Span[], ranges: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  const sorted = ranges.flatMap((range) => piecesOf(body, spans, range)).sort((a, b) => a.start - b.start);
  for (const piece of sorted) {
    const last = pieces.at(-1);
    if (!last || piece.start > last.end) pieces.push(piece);
    else {
      const merged = [...new Set([...last.merged, ...piece.merged])];
      pieces[pieces.length - 1] = { start: last.start, end: Math.max(last.end, piece.end), merged };
    }
  }
  return pieces;
}

function widened(body: string, spans: readonly Span[], range: Range): Range {
  const clusters = segmenter.segment(body);
  let { start, end } = range;
  for (;;) {
    const before = { start, end };
    start = clusters.containing(start)?.index ?? start;
    const last = clusters.containing(end - 1);
    if (last) end = last.index + last.segment.length;
    const previous = start > 0 ? clusters.containing(start - 1) : undefined;
    if (previous && joins(previous.segment, '*')) start = previous.index;
    const next = clusters.containing(end);
    if (next && joins('*', next.segment)) end = next.index + next.segment.length;
    for (const span of spans) {
      if (span.end < start || span.start > end) continue;
      start = Math.min(start, span.start);
      end = Math.max(end, span.end);
    }
    if (start === before.start && end === before.end) return before;
  }
}

function joins(left: string, right: string): boolean {
  return segmenter.segment(left + right).containing(left.length)?.index !== left.length;
}

function unsealed(range: Range, spans: readonly Span[]): Range[] {
  const pieces: Range[] = [];
  let { start } = range;
  for (const span of spans.filter(({ sealed }) => sealed)) {
    if (span.end <= start || span.start >= range.end) continue;
    if (span.start > start) pieces.push({ start, end: span.start });
    start = span.end;
  }
  if (start < range.end) pieces.push({ start, end: range.end });
  return pieces;
}

const isWithin = (inner: Range, outer: Range) => inner.start >= outer.start && inner.end <= outer.end;

/** As many asterisks as the text has grapheme clusters. */
export function asterisks(text: string): string {
  return '*'.repeat([...segmenter.segment(text)].length);
}

/** The beginning of a text, so many grapheme clusters of it. */
export function firstClusters(text: string, count: number): string {
  return [...segmenter.segment(text)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('');
}

/**
 * A stretch of the body replaced by other text, the masks within it by one over the new text, or by none; those behind it move
 * along.
 */
export function replaced<M extends Span>(
  { body, masks }: Masked<M>,
  { start, end }: Range,
  text: string,
  mask?: (place: Range) => M,
): Masked<M> {
  const moved = text.length - (end - start);
  return {
    body: body.slice(0, start) + text + body.slice(end),
    masks: [
      ...masks.filter((each) => each.end <= start),
      ...(mask ? [mask({ start, end: start + text.length })] : []),
      ...masks
        .filter((each) => each.start >= end)
        .map((each) => ({ ...each, start: each.start + moved, end: each.end + moved })),
    ],
  };
}

/**
 * The masks of a text on another one that takes its place: those beside what was changed move along, and within it those that are still
 * told by their asterisks, because the rows of asterisks there are as many and as long as before. Null when one would be lost that is
 * not sealed; sealed ones are let go of.
 */
export function carried<M extends Span>({ body, masks }: Masked<M>, text: string): M[] | null {
  const most = Math.min(body.length, text.length);
  let [first, last] = [0, 0];
  while (first < most && body[first] === text[first]) first += 1;
  while (last < most - first && body.at(-1 - last) === text.at(-1 - last)) last += 1;
  const [from, to] = [rowsOfAsterisks(body, first, last), rowsOfAsterisks(text, first, last)];
  const areTold =
    from.length === to.length && from.every((row, n) => row.end - row.start === to[n]!.end - to[n]!.start);
  const moved = text.length - body.length;
  const kept: M[] = [];
  for (const mask of masks) {
    const place = placeOf(mask);
    if (place !== null && isOnEdges(text, place)) kept.push({ ...mask, ...place });
    else if (!mask.sealed) return null;
  }
  return kept;

  function placeOf({ start, end }: Range): Range | null {
    if (end <= first) return { start, end };
    if (start >= body.length - last) return { start: start + moved, end: end + moved };
    const n = areTold ? from.findIndex((row) => isWithin({ start, end }, row)) : -1;
    if (n === -1) return null;
    const by = to[n]!.start - from[n]!.start;
    return { start: start + by, end: end + by };
  }
}

/** The rows of asterisks of a text, less so many units of its beginning and its end. */
const rowsOfAsterisks = (text: string, first: number, last: number): Range[] =>
  [...text.slice(first, text.length - last).matchAll(/\*+/g)].map(({ index, 0: row }) => ({
    start: first + index,
    end: first + index + row.length,
  }));

/** Whether a range begins and ends where characters do that a person sees. */
function isOnEdges(text: string, { start, end }: Range): boolean {
  const clusters = segmenter.segment(text);
  return [start, end].every((at) => at === text.length || clusters.containing(at)?.index === at);
}

/** Pieces become masks, each over the original text of its stretch, of which `text` has to be kept elsewhere. */
export function hide<M extends Span, P extends Piece>(
  before: Masked<M>,
  pieces: readonly P[],
  originals: ReadonlyMap<string, string>,
  newMask: (place: Range, piece: P) => M,
): { after: Masked<M>; added: { mask: M; text: string }[] } {
  const added: { mask: M; text: string }[] = [];
  let after = before;
  // From the end, so that the places of those before it stay what they are.
  for (const piece of pieces.toReversed()) {
    const text = originalOf(before, piece, originals);
    after = replaced(after, piece, asterisks(text), (place) => {
      const mask = newMask(place, piece);
      added.push({ mask, text });
      return mask;
    });
  }
  return { after, added };
}

/** The text of a range with the originals of the masks in it. */
function originalOf(
  { body, masks }: Masked<Span>,
  { start, end }: Range,
  originals: ReadonlyMap<string, string>,
): string {
  let text = '';
  let at = start;
  for (const mask of masks) {
    if (!isWithin(mask, { start, end })) continue;
    const original = originals.get(mask.id);
    if (original === undefined) throw new Error('A mask without its original cannot be put into another.');
    text += body.slice(at, mask.start) + original;
    at = mask.end;
  }
  return text + body.slice(at, end);
}
