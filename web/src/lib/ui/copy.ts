/** Copies what a field holds. False where the browser has no clipboard: then it is selected, and the keyboard's own copy works. */
export async function copyFrom(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // An origin without TLS has none.
    field.focus();
    field.select();
    return false;
  }
}
