/** A text as detection reads it, and the way back. */
interface PlainCopy {
  readonly text: string;
  /** Where in the original stands what stands from `start` up to `end` in the copy. */
  readonly origin: (start: number, end: number) => { start: number; end: number };
}

// Latin letters, digits and signs, and Hangul as it is typed; not ㅡ, which looks like a dash.
const common = /^[\n\r -~가-힣ㄱ-ㅎㅏ-ㅠㅢㅣ]*$/;

/**
 * The text in small letters with plain digits, blanks, hyphens and full stops, whatever script, width or keyboard they came from, and
 * without characters that nobody sees.
 */
export function plainCopy(original: string): PlainCopy {
  if (common.test(original)) return { text: original.toLowerCase(), origin: (start, end) => ({ start, end }) };
  const units = new Uint16Array(original.length);
  const starts = new Uint32Array(original.length);
  let length = 0;
  for (let at = 0; at < original.length; at += 1) {
    const character = original.codePointAt(at)!;
    const unit = plainUnit(character);
    if (unit !== invisible) {
      units[length] = unit;
      starts[length] = at;
      length += 1;
    }
    if (character > 0xffff) at += 1;
  }
  return {
    text: Buffer.from(units.buffer, 0, length * 2).toString('utf16le'),
    origin(start, end) {
      const last = starts[end - 1]!;
      return { start: starts[start]!, end: last + (original.codePointAt(last)! > 0xffff ? 2 : 1) };
    },
  };
}

/** Marks characters that are left out of the copy. U+FFFF is a noncharacter, so no text needs it. */
const invisible = 0xffff;
/** What stands in the copy for a character that needs two units and means nothing to detection. */
const other = 0xfffd;

/** Answers of `judge` for the planes that hold nearly all text; 0 where nobody asked yet. */
const judged = new Uint16Array(0x20000);

function plainUnit(character: number): number {
  return judged[character] || (judged[character] = judge(character));
}

const unseen = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}]$/u;
// Beside the real dashes what stands in for them: minus, the long-vowel marks of Japanese, the vowel ㅡ of Korean keyboards, lines.
const dash = /^[\p{Pd}−⁃ーｰㅡ─━]$/u;
const middleDot = /^[·‧•∙⋅・･ㆍ]$/;
const fullStop = /^[.．。｡]$/;
const decimalDigit = /^\p{Nd}$/u;

function judge(character: number): number {
  const seen = String.fromCodePoint(character);
  if (decimalDigit.test(seen)) return 0x30 + digitValue(character);
  if (character < 0x80) return character === 0x09 ? 0x20 : seen.toLowerCase().charCodeAt(0);
  if (unseen.test(seen)) return invisible;
  if (dash.test(seen)) return 0x2d;
  if (middleDot.test(seen)) return 0xb7;
  if (fullStop.test(seen)) return 0x2e;
  // Not digits: what ① and ² count stands beside a number, not in it.
  const compatible = seen.normalize('NFKC').toLowerCase();
  if (/^[ -/:-~]$/.test(compatible)) return compatible.charCodeAt(0);
  return character > 0xffff ? other : character;
}

/** Decimal digits stand in Unicode as whole rows from 0 to 9, some rows one after the other. */
function digitValue(character: number): number {
  let first = character;
  while (decimalDigit.test(String.fromCodePoint(first - 1))) first -= 1;
  return (character - first) % 10;
}
