/** What a message must have to take its place. */
export interface Placed {
  id: string;
  seq: number;
  revision: number;
  key?: string | null;
}

/** Those that are known with more of them applied, each id once, in its latest revision. Returns the same array when nothing changed. */
function latest<R extends { id: string; revision: number }>(
  known: readonly R[],
  incoming: readonly R[],
  order: (a: R, b: R) => number,
): readonly R[] {
  const fresh = new Map<string, R>();
  for (const row of incoming) {
    const rival = fresh.get(row.id);
    if (!rival || rival.revision < row.revision) fresh.set(row.id, row);
  }
  for (const row of known) {
    const rival = fresh.get(row.id);
    if (rival && rival.revision <= row.revision) fresh.delete(row.id);
  }
  if (fresh.size === 0) return known;
  return [...known.filter(({ id }) => !fresh.has(id)), ...fresh.values()].sort(order);
}

/**
 * The messages of a chat with more of them applied, ordered by seq. Whatever order, overlap or repetition the changes come in, the
 * result is the same.
 */
export const withMessages = <M extends Placed>(known: readonly M[], incoming: readonly M[]): readonly M[] =>
  latest(known, incoming, (a, b) => a.seq - b.seq);

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
  revision: number;
  createdAt: string;
}

/** The notes of a chat with more of them applied, oldest first. */
export const withNotes = <N extends Noted>(known: readonly N[], incoming: readonly N[]): readonly N[] =>
  latest(known, incoming, (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
