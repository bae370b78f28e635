/** A list with one of its members before another, or last. */
export function withMoved<Item extends { id: string }>(
  all: readonly Item[],
  id: string,
  before: string | null,
): Item[] {
  const moving = all.filter((item) => item.id === id);
  if (before === id) return [...all];
  const others = all.filter((item) => item.id !== id);
  const at = others.findIndex((item) => item.id === before);
  return at < 0 ? [...others, ...moving] : [...others.slice(0, at), ...moving, ...others.slice(at)];
}

/** Where a key moves a member: before whom, or null for last; undefined where it moves nothing. */
export function beforeByKey(all: readonly { id: string }[], id: string, key: string): string | null | undefined {
  const at = all.findIndex((item) => item.id === id);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[key];
  if (to === undefined || at < 0 || to === at || to < 0 || to >= all.length) return undefined;
  return (to < at ? all[to] : all[to + 1])?.id ?? null;
}
