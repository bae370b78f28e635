/**
 * The Latin letter of a key, whatever the keyboard writes: with Korean switched on the key of g writes ㅎ. Null for every other key.
 */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const isOtherScript = key === 'Process' || /^[^\0-\x7f]$/.test(key);
  return isOtherScript ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null) : null;
}

/** Whether the key is being typed into something, which every key then belongs to. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"]') !== null)
  );
}

/** Where the letter after `g` leads. */
export const destinations: Readonly<Record<string, string>> = {
  c: '/customers',
  d: '/desk',
  h: '/history',
  t: '/tickets',
  s: '/service',
};

/** How long the letter after `g` may take. */
const secondWithinMs = 1_500;

/** Hears `g` and then a letter, and tells the letter. */
export class GoKeys {
  #pressedAt = -Infinity;

  hear(letter: string | null, now: number): string | null {
    const isSecond = now - this.#pressedAt < secondWithinMs;
    this.#pressedAt = letter === 'g' ? now : -Infinity;
    return isSecond && letter !== 'g' ? letter : null;
  }
}
