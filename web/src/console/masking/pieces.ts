import { splitLinks } from '#lib/chat/links.ts';
import type { PersonalDataKind, SenderKind } from '#lib/graphql/generated/console/graphql.ts';

/** A stretch of a body in UTF-16 units, `end` not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A hidden stretch. */
export interface Mask extends Range {
  readonly id: string;
  readonly maskedAt: string;
  /** Null for what a program hid or was hidden at intake. */
  readonly maskedBy: { readonly name: string } | null;
  /** The program that hid it. */
  readonly apiClient?: { readonly name: string } | null;
  readonly sealed: boolean;
}

/** A stretch that looks like personal data. */
export interface Suggestion extends Range {
  readonly kind: PersonalDataKind;
}

/** Another text than a message's: the object in which it stands, and which of its texts it is. */
interface TextPlace {
  readonly objectId: string;
  readonly field: string;
}

/** What a message, or another text, must have to be shown with its masks. */
export interface MaskableMessage {
  readonly id: string;
  readonly revision: number;
  /** Absent for a message. */
  readonly place?: TextPlace;
  /** Agents alone see it. */
  readonly internal?: boolean;
  readonly sender?: SenderKind;
  readonly body: string;
  readonly masks?: readonly Mask[];
  readonly suggestions?: readonly Suggestion[];
}

interface Mark extends Range {
  readonly mask?: Mask;
  readonly suggestion?: Suggestion;
}

/** A stretch of a body that shows in one way. */
export interface Piece extends Mark {
  readonly text: string;
  /** Where plain text leads. */
  readonly href?: string;
}

/**
 * A body in pieces: what is masked, what might be, and between them text and links. A link with a mask in it is text, for its address
 * is not the one that was written.
 */
export function piecesOf({ body, masks = [], suggestions = [] }: MaskableMessage): Piece[] {
  const marks: Mark[] = [
    ...masks.map((mask) => ({ start: mask.start, end: mask.end, mask })),
    ...suggestions.map((suggestion) => ({ start: suggestion.start, end: suggestion.end, suggestion })),
  ].sort((a, b) => a.start - b.start);
  const links = linksOf(body, masks);
  const textBetween = (start: number, end: number): Piece[] =>
    links
      .map(({ href, ...link }) => ({ start: Math.max(start, link.start), end: Math.min(end, link.end), href }))
      .filter((part) => part.start < part.end)
      .map(({ href, ...part }) => ({ ...part, text: body.slice(part.start, part.end), ...(href && { href }) }));
  const pieces: Piece[] = [];
  let at = 0;
  for (const mark of marks) {
    pieces.push(...textBetween(at, mark.start), { ...mark, text: body.slice(mark.start, mark.end) });
    at = mark.end;
  }
  return [...pieces, ...textBetween(at, body.length)];
}

function linksOf(body: string, masks: readonly Mask[]): (Range & { href?: string })[] {
  let end = 0;
  return splitLinks(body).map(({ text, href }) => {
    const start = end;
    end += text.length;
    const isCut = masks.some((mask) => mask.start < end && mask.end > start);
    return { start, end, ...(href && !isCut && { href }) };
  });
}
