/**
 * What leaves no mark on the screen: white space, characters that are ignored where they are shown, controls, marks without a letter
 * to stand on, and letters and signs that look like a blank (those of Braille, music, Egyptian and Khitan).
 */
const seen =
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Mn}\p{Me}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb\u{13430}-\u{13455}\u{1d159}]/u;

/** Whether nobody sees anything of a text. What stands between letters that are seen is no reason to change them. */
export function isBlank(text: string): boolean {
  return !seen.test(text);
}

/** What was typed into a field: composed, without blanks around it, and empty where nobody would see anything. */
export function tidied(typed: string): string {
  const text = typed.normalize('NFC').trim();
  return isBlank(text) ? '' : text;
}
