import { isBlank } from '../blank.ts';
import { MediaType } from '../media-types.ts';

const nameLimit = 200;

/** The endings a name of each type may have; the first one is given where there is none. */
const endings: Record<MediaType, readonly string[]> = {
  [MediaType.PNG]: ['png'],
  [MediaType.JPEG]: ['jpg', 'jpeg', 'jfif'],
  [MediaType.WEBP]: ['webp'],
  [MediaType.GIF]: ['gif'],
  [MediaType.PDF]: ['pdf'],
  [MediaType.TEXT]: ['txt', 'text', 'log', 'csv', 'tsv', 'md', 'json'],
};
/** Those of HEIC, which becomes a JPEG, are true of no file. */
const all = [...Object.values(endings).flat(), 'heic', 'heif', 'hif'];

/**
 * What a file may be called: the last part of a path, in NFC, without characters that cannot be seen or turn the writing around,
 * and without blanks and dots around it, which some systems drop together with the meaning of the ending.
 */
export function tidyName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // Joiners hold syllables and emoji together.
  const seen = last.normalize('NFC').replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '');
  return seen.replace(/\s+/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '');
}

/**
 * The name of a file that is of this type, with an ending that says so: what a person sees before opening it must be true. Null for
 * text that calls itself something else, a page or a script for example: whoever sent it meant it to be that.
 */
export function nameOf(given: string, mediaType: MediaType): string | null {
  const tidy = tidyName(given);
  const [, stem = tidy, ending = ''] = /^(.+)\.([^. ]{1,10})$/u.exec(tidy) ?? [];
  const known = ending.toLowerCase();
  if (endings[mediaType].includes(known)) return shortened(stem, ending);
  if (mediaType === MediaType.TEXT && ending !== '') return null;
  return shortened(all.includes(known) ? stem : tidy, endings[mediaType][0]!);
}

/** At most 200 characters, cut before the ending. */
function shortened(stem: string, ending: string): string {
  const room = nameLimit - ending.length - 1;
  const kept = Array.from(isBlank(stem) ? 'file' : stem).slice(0, room);
  return `${kept.join('')}.${ending}`;
}
