import { withMessages, type Placed } from '#lib/chat/thread.ts';

/**
 * The stretch of messages that is loaded, from somewhere in the chat to its end, after something changed. What changed further up is
 * left to the page it comes with: alone it would stand before a hole.
 */
export function withHeard<M extends Placed>(
  loaded: readonly M[],
  heard: readonly M[],
  hasOlder: boolean,
): readonly M[] {
  const first = hasOlder ? (loaded[0]?.seq ?? 0) : 0;
  return withMessages(
    loaded,
    heard.filter(({ seq }) => seq >= first),
  );
}
