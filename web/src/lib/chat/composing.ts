/**
 * Whether the key belongs to an input method that is composing a syllable (Korean, Japanese, Chinese). Safari ends the composition
 * before it reports the key, and only its key code still tells.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells in Safari
  return event.isComposing || event.keyCode === 229;
}
