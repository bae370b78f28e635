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
