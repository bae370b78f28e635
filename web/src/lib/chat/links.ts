import { hostNameEnd } from '@damso/api/host-name';
import { networkName } from '@damso/api/network-name';

export interface TextPiece {
  text: string;
  /** Where this piece leads; absent for plain text. */
  href?: string;
}

/** Where a link may begin; only these schemes ever become one. */
const scheme = /(?<![a-z\d])(?:https?:\/\/|mailto:)/giu;
const mailbox = /[^\s<>"(),:;@[\\\]]+@/uy;
const ipv6 = /\[[\da-f:.]+\]/iuy;
const port = /:\d{1,5}(?!\d)/uy;
/** The host of https://bank.example@other.example is the second one, which nobody reads it as. */
const disguise = /[^\s/?#<>"]*@/uy;
/** A path and what follows it, up to a blank, a sign that stands in no address, or the next link. */
const path =
  /[/?#](?:(?!(?<![\w=/?&#:,|%+-])https?:\/\/)[^\s<>"`“”「」『』【】《》〈〉（）［］｛｝、。，；：！？]){0,4000}/iuy;

const more = String.raw`[?#&=_%+-][\w%]`;
const cjk = String.raw`[\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]`;
/**
 * Where a sentence goes on without a blank: such letters right behind others (/guide를, /guide.네, /guide(새창)), unless the address goes on
 * behind them (/2024년/guide). A part that begins with them is a name (/wiki/한국), but for particles that are none (/에서).
 */
const sentence = new RegExp(
  [
    String.raw`(?<=[a-z\d)\]'’])(?:[.,!…]*|[([])${cjk}+(?!${cjk}|\/|${more})`,
    String.raw`(?<=\/)[([]${cjk}`,
    String.raw`(?<=\/)(?:을|를|는|에|에[서는도]|으로|까지|부터|처럼|입니다|이에요|예요|인데)요?(?![\p{L}\p{N}(/]|${more})`,
    String.raw`(?<=^\/)[이가은도로의와과만]요?(?![\p{L}\p{N}(/]|${more})`,
  ].join('|'),
  'iu',
);

/** The text in pieces, web and mail addresses told apart. */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { index, 0: begun } of text.matchAll(scheme)) {
    if (index < from) continue;
    const found = /^m/i.test(begun) ? mailAt(text, index, begun.length) : webAt(text, index, begun.length);
    if (!found) continue;
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push(found);
    from = index + found.text.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function webAt(text: string, start: number, length: number): TextPiece | undefined {
  const at = start + length;
  const named = endOf(ipv6, text, at) ?? hostNameEnd(text, at);
  const end = endOf(port, text, named) ?? named;
  const host = text.slice(at, named);
  if (!URL.canParse(text.slice(start, end)) || endOf(disguise, text, at)) return undefined;
  // What is masked may be the rest of the name.
  if (text[end] === '*') return undefined;
  // 2130706433 is an address of four parts too, but to no reader.
  if (/^[\d.]+$/.test(networkName(host)) && networkName(host) !== host) return undefined;
  const found = text.slice(start, end) + pathAt(text, end);
  return { text: found, href: new URL(found).href };
}

function mailAt(text: string, start: number, length: number): TextPiece | undefined {
  const at = endOf(mailbox, text, start + length);
  const end = at && hostNameEnd(text, at);
  const domain = at && networkName(text.slice(at, end));
  if (!domain || text[end!] === '*') return undefined;
  const subject = text[end!] === '?' ? pathAt(text, end!) : '';
  return {
    text: text.slice(start, end) + subject,
    href: new URL(`mailto:${text.slice(start + length, at)}${domain}${subject}`).href,
  };
}

/** The path that begins here, without what belongs to the sentence around it; empty for none. */
function pathAt(text: string, at: number): string {
  const found = text.slice(at, endOf(path, text, at) ?? at);
  const own = found.slice(0, loneBracket(found)).split(sentence, 1)[0]!;
  let end = own.length;
  while (end > 0 && `.,:;!?·…'’~^|\\`.includes(own[end - 1]!)) end -= 1;
  return own.slice(0, end);
}

/** Where a bracket stands whose other one does not; two that belong together are a part of many an encyclopedia's links. */
function loneBracket(found: string): number {
  const open: number[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const kind = '([{)]}'.indexOf(found[at]!);
    if (kind >= 3 && found[open.pop() ?? -1] !== '([{'[kind - 3]) return open[0] ?? at;
    if (kind >= 0 && kind < 3) open.push(at);
  }
  return open[0] ?? found.length;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
