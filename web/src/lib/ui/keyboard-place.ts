/**
 * Remembers where the keyboard is. The answer tells whether it is still there, or nowhere because what had it went or was disabled: only
 * then may the focus be moved once a save is answered. Whoever went on elsewhere meanwhile would go on typing in another field.
 */
export function keyboardPlace(): () => boolean {
  const before = document.activeElement;
  return () => [before, document.body, null].includes(document.activeElement);
}
