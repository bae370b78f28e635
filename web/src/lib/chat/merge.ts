/** What a message must have to take its place. */
export interface Placed {
  id: string;
  seq: number;
  revision: number;
  key?: string | null;
}

/**
 * The messages of a chat with more of them applied: each id once, in its latest revision, ordered by seq. Whatever order, overlap or
 * repetition the changes come in, the result is the same. Returns the same array when nothing changed.
 */
export function withMessages<M extends Placed>(known: readonly M[], incoming: readonly M[]): readonly M[] {
  const fresh = new Map<string, M>();
  for (const message of incoming) {
    const rival = fresh.get(message.id);
    if (!rival || rival.revision < message.revision) fresh.set(message.id, message);
  }
  for (const message of known) {
    const rival = fresh.get(message.id);
    if (rival && rival.revision <= message.revision) fresh.delete(message.id);
  }
  if (fresh.size === 0) return known;
  return [...known.filter((message) => !fresh.has(message.id)), ...fresh.values()].sort((a, b) => a.seq - b.seq);
}

/**
 * The stretch of messages that is loaded, from somewhere in the chat to its end, after something changed. What changed further up is
 * left to the page it comes with: alone it would stand before a hole.
 */
export function withHeard<M extends Placed>(
  loaded: readonly M[],
  heard: readonly M[],
  hasOlder: boolean,
): readonly M[] {
  const first = hasOlder ? (loaded[0]?.seq ?? Infinity) : 0;
  return withMessages(
    loaded,
    heard.filter(({ seq }) => seq >= first),
  );
}

/** What a note must have to take its place. */
export interface Noted {
  id: string;
  createdAt: string;
}

/** The notes of a chat with more of them applied: each id once, oldest first. Returns the same array when none is new. */
export function withNotes<N extends Noted>(known: readonly N[], incoming: readonly N[]): readonly N[] {
  const ids = new Set(known.map(({ id }) => id));
  const fresh = incoming.filter(({ id }) => !ids.has(id) && ids.add(id));
  if (fresh.length === 0) return known;
  return [...known, ...fresh].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}
