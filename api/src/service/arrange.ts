interface Ordered {
  position: number;
}

/** Puts one of a list before another of them, or last, and gives each its new position. */
export function arrange<T extends Ordered>(list: readonly T[], moved: T, before: T | null): void {
  const others = list.filter((each) => each !== moved);
  const at = before === null ? -1 : others.indexOf(before);
  others.splice(at < 0 ? others.length : at, 0, moved);
  others.forEach((each, position) => {
    each.position = position;
  });
}
