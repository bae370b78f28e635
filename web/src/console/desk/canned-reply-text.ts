import type { CannedReplyPartsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { lettersOf } from './finding.ts';

/** A slash under the caret and what follows it: the wish for a canned reply. */
export interface Slash {
  /** Where the slash stands, and where what is typed after it ends. */
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

/** The slash the caret stands behind: at the beginning or after a blank, with no blank between it and the caret. */
export function slashAt(text: string, caret: number): Slash | undefined {
  const match = /(?:^|\s)\/(\S*)$/.exec(text.slice(0, caret));
  if (!match || /\//.test(match[1]!)) return undefined;
  const query = match[1]!;
  return { from: caret - query.length - 1, to: caret, query };
}

/** A canned reply with what it is found by. */
export interface FindableReply extends CannedReplyPartsFragment {
  readonly shortcutLetters: string;
  readonly bodyLetters: string;
}

export function findable(reply: CannedReplyPartsFragment): FindableReply {
  return { ...reply, shortcutLetters: lettersOf(reply.shortcut), bodyLetters: lettersOf(reply.body) };
}

/** The replies that fit, in their order: first those whose shortcut begins so, then those that hold it there, then in the body. */
export function fittingReplies(replies: readonly FindableReply[], query: string): FindableReply[] {
  const wanted = lettersOf(query);
  const rankOf = ({ shortcutLetters, bodyLetters }: FindableReply) =>
    [shortcutLetters.startsWith(wanted), shortcutLetters.includes(wanted), bodyLetters.includes(wanted)].indexOf(true);
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply);
}

export interface Names {
  readonly customer: string;
  readonly agent: string;
}

/** A body with the names filled in; what a name itself holds stays as it is. */
export function filledIn(body: string, names: Names): string {
  return body.replace(/\{(customer|agent)\}/g, (_, who: keyof Names) => names[who]);
}
