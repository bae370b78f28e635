import { tidied } from '@damso/api/blank';
import type { CannedReply } from '#console/service/canned-replies.svelte.ts';

export const longestShortcut = 50;
export const longestBody = 4_000;
/** A service holds at most so many. */
export const mostReplies = 500;
/** A paste of more than this is no reply with a few words too many: it would only freeze the field. */
export const longestPaste = 2 * longestBody;

/** A canned reply as it is being typed. */
export interface ReplyDraft {
  shortcut: string;
  body: string;
}

/** In UTF-16 units after normalisation to NFC, as the server counts. */
export const lengthOf = (text: string) => tidied(text).length;

/** As it is saved; the slash that calls a reply is no part of its shortcut. */
export function cleaned({ shortcut, body }: ReplyDraft): ReplyDraft {
  return { shortcut: tidied(shortcut).replace(/^\/+/, ''), body: tidied(body) };
}

export type ShortcutProblem = 'missing' | 'blank' | 'long' | 'twice';

export function shortcutProblem(
  draft: ReplyDraft,
  others: readonly Pick<CannedReply, 'shortcut'>[],
): ShortcutProblem | null {
  const { shortcut } = cleaned(draft);
  if (shortcut === '') return 'missing';
  if (/\s/.test(shortcut)) return 'blank';
  if (shortcut.length > longestShortcut) return 'long';
  return others.some((other) => other.shortcut === shortcut) ? 'twice' : null;
}
