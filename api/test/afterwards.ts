const ends: (() => unknown)[] = [];

/** Ends something once the test file that began it is done, whichever of its tests that was. */
export function afterwards(end: () => unknown): void {
  ends.push(end);
}

export async function endEverything(): Promise<void> {
  await Promise.all(ends.splice(0).map((end) => end()));
}
