export interface TextPiece {
  text: string;
  /** Where this piece leads; absent for plain text. */
  href?: string;
}

const address = /\bhttps?:\/\/[^\s<>"'`]+|\bmailto:[^\s<>"'`]+/giu;
/** What follows an address in a sentence rather than belonging to it, Korean particles' brackets included. */
const trailing = /[.,;:!?·…、。，）)\]}」』”’]+$/u;

/** The text in pieces, web and mail addresses told apart. Only http, https and mailto ever become links. */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = trimAddress(match[0]);
    const href = safeHref(found);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function trimAddress(found: string): string {
  const trimmed = found.replace(trailing, '');
  // A closing bracket belongs to the address when its opening one does, as in many encyclopedia links.
  return found[trimmed.length] === ')' && trimmed.includes('(') && !trimmed.includes(')') ? `${trimmed})` : trimmed;
}

function safeHref(found: string): string | undefined {
  try {
    const url = new URL(found);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
