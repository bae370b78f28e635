/** Every consonant that can end a syllable, in the order of Unicode, as those that begin one. */
const finals =
  'ᄀ ᄁ ᄀᄉ ᄂ ᄂᄌ ᄂᄒ ᄃ ᄅ ᄅᄀ ᄅᄆ ᄅᄇ ᄅᄉ ᄅᄐ ᄅᄑ ᄅᄒ ᄆ ᄇ ᄇᄉ ᄉ ᄊ ᄋ ᄌ ᄎ ᄏ ᄐ ᄑ ᄒ'.split(' ');
const firstFinal = 0x11a8;

/**
 * A text as what it is typed with, for finding parts of it. Hangul falls into its letters: on the way to 배송 a field holds ㅂ, 배 and
 * 뱃, and each of them finds it already.
 */
export function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u11a8-\u11c2]/g, (final) => finals[final.charCodeAt(0) - firstFinal]!)
    .replace(/\s+/g, ' ');
}

/** Whether one of the texts holds what was typed. */
export function holds(texts: readonly (string | null | undefined)[], typed: string): boolean {
  const wanted = lettersOf(typed).trim();
  return texts.some((text) => text != null && lettersOf(text).includes(wanted));
}
