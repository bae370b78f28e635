import type { Range } from './pieces.ts';

/*
 * Between places in the document and places in a body. The text of a message is the element with `data-message`; each piece in it
 * bears `data-start` and `data-end` and holds that text of the body, unless `data-stands-for` says that it shows another one.
 */

/** The part of one message that is selected, at the revision that was painted. */
export interface SelectedText extends Range {
  readonly messageId: string;
  readonly revision: number;
}

/**
 * What is selected in these texts of messages, one by one as they stand. `bodyOf` tells what the messages say: a piece that says something else was
 * translated in this browser, and is selected as a whole.
 */
export function selectedTexts(
  roots: readonly HTMLElement[],
  selection: globalThis.Range,
  bodyOf: (messageId: string) => string | undefined,
): SelectedText[] {
  return roots.flatMap((root) => {
    const range = selection.intersectsNode(root) ? rangeIn(root, selection, bodyOf(root.dataset['message']!)) : null;
    return range ? [{ ...range, messageId: root.dataset['message']!, revision: Number(root.dataset['revision']) }] : [];
  });
}

function rangeIn(root: Element, selection: globalThis.Range, body = ''): Range | null {
  const parts = [...root.querySelectorAll<HTMLElement>('[data-start]')]
    .map((piece) => partOf(piece, selection, body))
    .filter(({ start, end }) => start < end);
  return parts.length === 0 ? null : { start: parts[0]!.start, end: parts.at(-1)!.end };
}

function partOf(piece: HTMLElement, selection: globalThis.Range, body: string): Range {
  const { start, end } = rangeOf(piece);
  const all = document.createRange();
  all.selectNodeContents(piece);
  const endsBehindStart = selection.compareBoundaryPoints(globalThis.Range.START_TO_END, all) > 0;
  const startsBeforeEnd = selection.compareBoundaryPoints(globalThis.Range.END_TO_START, all) < 0;
  if (!endsBehindStart || !startsBeforeEnd) return { start, end: start };
  if ('standsFor' in piece.dataset || piece.textContent !== body.slice(start, end)) return { start, end };
  const upTo = (node: Node, offset: number) => {
    const before = all.cloneRange();
    before.setEnd(node, offset);
    return start + before.toString().length;
  };
  const startsInside = selection.compareBoundaryPoints(globalThis.Range.START_TO_START, all) > 0;
  const endsInside = selection.compareBoundaryPoints(globalThis.Range.END_TO_END, all) < 0;
  return {
    start: startsInside ? Math.min(end, upTo(selection.startContainer, selection.startOffset)) : start,
    end: endsInside ? upTo(selection.endContainer, selection.endOffset) : end,
  };
}

const rangeOf = ({ dataset }: HTMLElement): Range => ({
  start: Number(dataset['start']),
  end: Number(dataset['end']),
});

/** Selects a stretch of a message's text as a mouse would. */
export function selectText(root: Element, { start, end }: Range): void {
  const from = pointOf(root, start, (piece) => piece.end > start);
  const to = pointOf(root, end, (piece) => piece.end >= end);
  if (from && to) getSelection()?.setBaseAndExtent(...from, ...to);
}

function pointOf(root: Element, at: number, holds: (piece: Range) => boolean): [Text, number] | null {
  const piece = [...root.querySelectorAll<HTMLElement>('[data-start]')].find((each) => holds(rangeOf(each)));
  const text = piece && document.createTreeWalker(piece, NodeFilter.SHOW_TEXT).nextNode();
  if (!(text instanceof Text)) return null;
  return [text, Math.max(0, Math.min(at - rangeOf(piece!).start, text.length))];
}
